//! trunk, which builds the page.

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{is_version, quick_release};
use crate::{place, sh};

/// Newer ones want a newer compiler.
const VERSION: &str = "0.21.14";

/// The one on PATH, the one in the cache, or a fresh one.
pub fn ready() -> Result<PathBuf> {
    let cache = place::tools()?;
    let ours = cache.join("bin").join(format!("trunk{EXE_SUFFIX}"));
    let on_path = sh::which(&format!("trunk{EXE_SUFFIX}"));
    for candidate in on_path.iter().chain([&ours]) {
        if is_version(candidate, VERSION) {
            return Ok(candidate.clone());
        }
    }
    sh::step(
        &format!("installing trunk {VERSION} (once; 7 minutes on two cores)"),
        || install(&cache),
    )?;
    Ok(ours)
}

fn install(root: &Path) -> Result<()> {
    if binstall(root).is_ok() {
        return Ok(());
    }
    from_source(root, true)
        .or_else(|_| {
            sh::say("trying again without trunk's lock file, in case a mirror lags behind it");
            from_source(root, false)
        })
        .context("trunk could not be installed: install trunk 0.21.14 by hand and put it on PATH")
}

/// A prebuilt one takes seconds, where the helper is there and the download is allowed.
fn binstall(root: &Path) -> Result<()> {
    sh::which(&format!("cargo-binstall{EXE_SUFFIX}")).context("cargo-binstall is not installed")?;
    let mut cargo = sh::cargo("binstall --no-confirm --strategies crate-meta-data --root");
    sh::run(cargo.arg(root).arg(format!("trunk@{VERSION}")))
}

fn from_source(root: &Path, locked: bool) -> Result<()> {
    let mut cargo = sh::cargo("install trunk --force --no-default-features --features rustls --version");
    cargo.arg(VERSION).arg("--root").arg(root);
    if locked {
        cargo.arg("--locked");
    }
    // The root's CARGO_TARGET_DIR would mix trunk's own build into ours.
    sh::run(quick_release(cargo.env_remove("CARGO_TARGET_DIR")))
}
