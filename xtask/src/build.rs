//! The release build of the app and of the server.

use std::path::PathBuf;

use anyhow::{Context, Result};

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
    sh::step("building the app (first time 5 minutes, later under one)", || {
        trunk(&[])
    })?;
    stamp.keep()
}

/// Builds the app with its style guide into a folder of its own, and returns that.
pub fn styleguide() -> Result<PathBuf> {
    let dist = place::target().join("styleguide");
    let folder = dist.to_str().context("the target folder's name is not UTF-8")?;
    sh::step("building the app with its style guide (a minute)", || {
        trunk(&["--features", "styleguide", "--dist", folder])
    })?;
    let style = place::root().join("assets/css/styleguide.css");
    std::fs::copy(style, dist.join("styleguide.css")).context("cannot copy the style guide's own styles")?;
    Ok(dist)
}

fn trunk(more: &[&str]) -> Result<()> {
    let tools = Tools::ready()?;
    fetch();
    let mut trunk = sh::command(&tools.trunk);
    // trunk's --offline is handed to cargo too: nothing may be downloaded in the middle of a build.
    trunk
        .args(["build", "--release", "--offline"])
        .args(more)
        .env("PATH", &tools.path);
    // trunk reads this as a boolean and refuses the usual "1".
    trunk.env_remove("NO_COLOR");
    sh::run(&mut trunk)
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
