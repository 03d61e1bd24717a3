//! geckodriver, through which tests talk to Firefox.

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{is_version, quick_release};
use crate::{place, sh};

const VERSION: &str = "0.37.1";

/// The one on PATH, which may be of any version and fits the system's Firefox; the one in the cache; or a fresh one.
pub fn ready() -> Result<PathBuf> {
    let name = format!("geckodriver{EXE_SUFFIX}");
    if let Some(found) = sh::which(&name) {
        return Ok(found);
    }
    let cache = place::tools()?;
    let ours = cache.join("bin").join(name);
    if !is_version(&ours, VERSION) {
        sh::step(
            &format!("installing geckodriver {VERSION} (once; 5 minutes on two cores)"),
            || install(&cache),
        )?;
    }
    Ok(ours)
}

fn install(root: &Path) -> Result<()> {
    let mut cargo = sh::cargo("install geckodriver --force --locked --version");
    cargo.arg(VERSION).arg("--root").arg(root);
    // The root's CARGO_TARGET_DIR would mix its build into ours.
    sh::run(quick_release(cargo.env_remove("CARGO_TARGET_DIR")))
        .context("geckodriver could not be installed: install it by hand and put it on PATH")
}
