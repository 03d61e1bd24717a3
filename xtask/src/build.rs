//! The release build of the app and of the server.

use std::path::PathBuf;

use anyhow::Result;

use crate::stamp::Stamp;
use crate::tools::Tools;
use crate::{place, sh};

/// Builds `dist/`, unless nothing it is made from changed since the last time.
pub fn app() -> Result<()> {
    let stamp = Stamp::of_sources()?;
    if stamp.is_current()? {
        sh::say("the app in dist/ is up to date");
        return Ok(());
    }
    let tools = Tools::ready()?;
    sh::step("building the app (first time 5 minutes, later under one)", || {
        fetch();
        let mut trunk = sh::command(&tools.trunk);
        // trunk's --offline is handed to cargo too: nothing may be downloaded in the middle of a build.
        trunk
            .args(["build", "--release", "--offline"])
            .env("PATH", &tools.path);
        // trunk reads this as a boolean and refuses the usual "1".
        trunk.env_remove("NO_COLOR");
        sh::run(&mut trunk)
    })?;
    stamp.keep()
}

/// Builds the server's binary.
pub fn server() -> Result<()> {
    sh::step("building the server (first time 3 minutes)", || {
        sh::run(&mut sh::cargo("build --profile server --quiet -p sync-server"))
    })
}

/// Builds the stand-in for Google.
pub fn standin() -> Result<()> {
    sh::step("building the stand-in for Google (first time a minute)", || {
        sh::run(&mut sh::cargo("build --profile server --quiet -p google-standin"))
    })
}

/// Builds the command that opens backups without the app, and says where it is. The unit tests need the same build.
pub fn backup_command() -> Result<PathBuf> {
    sh::run(&mut sh::cargo("build --quiet -p vault --bin luka-backup"))?;
    Ok(place::backup_command())
}

/// Best effort: on a machine without a network everything may be there already, and the build will tell.
fn fetch() {
    if let Err(error) = sh::run(&mut sh::cargo("fetch --quiet --target wasm32-unknown-unknown")) {
        sh::say(format!("{error:#}; going on with what was downloaded before"));
    }
}

/// The app and the server, as tests, benchmarks and people use them.
pub fn all() -> Result<()> {
    app()?;
    server()?;
    debug_assert!(place::server().is_file());
    Ok(())
}
