//! The product's own server, started and stopped like a person's.

use crate::{Standin, free_port, given};
use anyhow::{Context, Result};
use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

/// A running server; stopped when dropped.
pub struct Server {
    child: Child,
    port: u16,
    data: TempDir,
    dist: PathBuf,
    settings: Vec<(String, String)>,
}

fn run(port: u16, dist: &Path, data: &Path, settings: &[(String, String)]) -> Result<Child> {
    let mut child = Command::new(given("LUKA_SERVER")?)
        .env("LUKA_DIST", dist)
        .env("LUKA_DATA_DIR", data)
        .env("PORT", port.to_string())
        // Many run at once: none may stand in another's way.
        .env("METRICS_LISTEN", "127.0.0.1:0")
        .envs(settings.iter().map(|(name, value)| (name, value)))
        .stdout(Stdio::piped())
        .spawn()
        .context("the server does not start")?;
    let out = child.stdout.take().context("no output of the server")?;
    let mut lines = BufReader::new(out).lines();
    lines
        .find(|line| line.as_ref().is_ok_and(|l| l.starts_with("listening on")))
        .context("the server ended")??;
    // Its later lines are read away, so that it never waits for us.
    std::thread::spawn(move || lines.for_each(drop));
    Ok(child)
}

impl Server {
    /// Starts the server on the built app.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn start(port: u16) -> Result<Self> {
        Self::start_with(port, &given("LUKA_DIST")?)
    }

    /// Starts the server on another build.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn start_with(port: u16, dist: &Path) -> Result<Self> {
        Self::launch(port, dist, &[])
    }

    /// Starts the server on the built app with these settings.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn start_as(port: u16, settings: &[(&str, &str)]) -> Result<Self> {
        Self::launch(port, &given("LUKA_DIST")?, settings)
    }

    /// Starts the server on the built app, with the stand-in in the place of Google.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn start_beside(standin: &Standin) -> Result<Self> {
        let settings = standin.settings();
        let settings: Vec<_> = settings
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        Self::start_as(free_port()?, &settings)
    }

    fn launch(port: u16, dist: &Path, settings: &[(&str, &str)]) -> Result<Self> {
        let data = tempfile::tempdir()?;
        let settings: Vec<_> = settings
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Ok(Self {
            child: run(port, dist, data.path(), &settings)?,
            port,
            data,
            dist: dist.to_owned(),
            settings,
        })
    }

    /// Stops it; what it knows stays on its disk.
    ///
    /// # Errors
    /// When it can't be stopped.
    pub fn stops(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Starts it again, where and as it was.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn starts_again(&mut self) -> Result<()> {
        self.child = run(self.port, &self.dist, self.data.path(), &self.settings)?;
        Ok(())
    }

    /// The folder of its database.
    #[must_use]
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// Its process.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// The port it listens on.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Where it listens.
    #[must_use]
    pub fn origin(&self) -> String {
        origin(self.port)
    }
}

/// The origin of a port.
#[must_use]
pub fn origin(port: u16) -> String {
    format!("http://localhost:{port}")
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
