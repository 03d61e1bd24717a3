//! What tests and benchmarks in a browser are given.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::tools::npm::Package;
use crate::tools::{geckodriver, system};
use crate::{build, parts, place};

/// Finds what keeps people out; injected into the page by the journeys.
const AXE: Package = Package {
    name: "axe-core",
    version: "4.14.1",
    file: "axe.min.js",
};

/// Builds everything and tells the command where it is.
pub fn equip(command: &mut Command) -> Result<&mut Command> {
    Ok(equip_to_look(command)?
        .env("LUKA_DIST_PLAIN", parts::plain_dist()?)
        .env("LUKA_AXE", axe()?)
        .env("LUKA_BACKUP", build::backup_command()?))
}

/// axe-core's script.
pub fn axe() -> Result<PathBuf> {
    AXE.ready()
}

/// What whoever only looks at the app needs: the app, its server, the stand-in for Google and a browser.
pub fn equip_to_look(command: &mut Command) -> Result<&mut Command> {
    build::all()?;
    build::standin()?;
    let chromium = chosen(
        "CHROMIUM",
        &["chromium", "chromium-browser", "google-chrome"],
        CHROMIUM,
        "Chromium",
    )?;
    let driver = chosen(
        "CHROMEDRIVER",
        &["chromedriver"],
        CHROMIUM,
        "chromedriver of the same version as Chromium",
    )?;
    Ok(command
        .env("LUKA_DIST", place::dist())
        .env("LUKA_SERVER", place::server())
        .env("LUKA_STANDIN", place::standin())
        .env("CHROMIUM", chromium)
        .env("CHROMEDRIVER", driver))
}

/// Firefox.
pub fn firefox() -> Result<PathBuf> {
    let names = ["firefox-esr", "firefox"];
    chosen("FIREFOX", &names, &["firefox-esr", "fonts-noto-core"], "Firefox")
}

/// What drives Firefox.
pub fn geckodriver() -> Result<PathBuf> {
    env::var_os("GECKODRIVER").map_or_else(geckodriver::ready, |program| Ok(program.into()))
}

/// Debian's packages of a browser and its driver.
const CHROMIUM: &[&str] = &[
    "chromium",
    "chromium-driver",
    "fonts-liberation",
    "fonts-noto-core",
    "fonts-noto-color-emoji",
];

fn chosen(variable: &str, names: &[&str], debian: &[&str], what: &str) -> Result<PathBuf> {
    match env::var_os(variable) {
        Some(program) => Ok(program.into()),
        None => system::program(names, debian, what),
    }
}
