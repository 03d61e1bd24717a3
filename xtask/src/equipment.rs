//! What the tests use beside our own code: databases, other people's clients and checkers.
//!
//! A machine without one of them is told so, and the rest is tested. CI has them all.

use std::ffi::OsString;
use std::process::Command;

use anyhow::Result;

use crate::tools::postgres::Postgres;
use crate::tools::{npm, python, system};
use crate::{browser, sh};

/// What was found, and what was not.
#[derive(Default)]
pub struct Equipment {
    found: Vec<(&'static str, OsString)>,
    missing: Vec<String>,
    /// Runs while this lives.
    _postgres: Option<Postgres>,
}

impl Equipment {
    /// A PostgreSQL, and a provider that is not ours, for the server's suite.
    pub fn for_the_server() -> Self {
        let mut equipment = Self::default();
        equipment.add(
            "LUKA_OIDC_PROVIDER",
            npm::modules("sync-server/tests/oidc-provider"),
        );
        equipment.add_postgres();
        equipment
    }

    /// Google's own clients and others, for the stand-in.
    pub fn for_conformance() -> Self {
        let mut equipment = Self::default();
        let folder = "tests/google-standin/conformance";
        equipment.add(
            "LUKA_PYTHON",
            python::ready(&format!("{folder}/requirements.txt")),
        );
        equipment.add("LUKA_NODE_MODULES", npm::modules(folder));
        equipment.add("LUKA_RCLONE", system::program(&["rclone"], &["rclone"], "rclone"));
        equipment
    }

    /// Checkers of a running server.
    pub fn for_the_shield() -> Self {
        let mut equipment = Self::default();
        equipment.add(
            "LUKA_SCHEMATHESIS",
            python::ready("tests/shield/requirements.txt"),
        );
        equipment.add("LUKA_GRADERS", npm::modules("tests/shield"));
        equipment
    }

    /// Firefox and what drives it.
    pub fn for_firefox() -> Self {
        let mut equipment = Self::default();
        equipment.add("FIREFOX", browser::firefox());
        equipment.add("GECKODRIVER", browser::geckodriver());
        equipment.add("LUKA_AXE", browser::axe());
        equipment
    }

    /// A PostgreSQL.
    pub fn for_the_bench() -> Self {
        let mut equipment = Self::default();
        equipment.add_postgres();
        equipment
    }

    /// Tells a command where everything is.
    pub fn equip<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.envs(self.found.iter().map(|(name, value)| (*name, value)))
    }

    /// What could not be tested, and why; nothing if everything was there.
    pub fn missing(&self) -> Option<String> {
        (!self.missing.is_empty()).then(|| self.missing.join("; "))
    }

    fn add_postgres(&mut self) {
        match Postgres::start() {
            Ok(postgres) => {
                self.found.push(("LUKA_TEST_POSTGRES", postgres.url().into()));
                self._postgres = Some(postgres);
            }
            Err(error) => self.miss("LUKA_TEST_POSTGRES", &error),
        }
    }

    fn add(&mut self, name: &'static str, place: Result<impl Into<OsString>>) {
        match place {
            Ok(place) => self.found.push((name, place.into())),
            Err(error) => self.miss(name, &error),
        }
    }

    fn miss(&mut self, name: &'static str, error: &anyhow::Error) {
        let line = format!("{name}: {error:#}");
        sh::say(format!("skipped, because it is not here: {line}"));
        // Empty, so that one inherited from somewhere else is not taken for ours.
        self.found.push((name, OsString::new()));
        self.missing.push(line);
    }
}
