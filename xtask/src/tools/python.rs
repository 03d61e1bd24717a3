//! Packages from PyPI, in an environment of their own in the cache.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{place, sh};

/// A file that says that an installation reached its end.
const WHOLE: &str = "whole";

/// The Python of an environment that holds what `requirements` (a file of the project) lists.
///
/// # Errors
/// When there is no Python with venv, or PyPI cannot be reached.
pub fn ready(requirements: &str) -> Result<PathBuf> {
    let list = place::root().join(requirements);
    let text = fs::read(&list).with_context(|| format!("cannot read {requirements}"))?;
    let folder = place::tools()?.join(format!("python-{}", &service_worker::sha256_hex(&text)[..16]));
    let python = folder.join("bin/python");
    if folder.join(WHOLE).is_file() {
        return Ok(python);
    }
    sh::step(
        &format!("installing {requirements} from PyPI (once; a minute)"),
        || install(&folder, &list).with_context(|| format!("{requirements} could not be installed")),
    )?;
    Ok(python)
}

/// An environment knows its own path, so it is made where it stays; the mark comes last.
fn install(folder: &Path, list: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(folder);
    let made = sh::run(sh::command("python3").args(["-m", "venv"]).arg(folder));
    made.context("install Python 3 with venv (Debian: python3-venv)")?;
    let mut pip = sh::command(folder.join("bin/python"));
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
    ]);
    sh::run(pip.arg(list))?;
    fs::write(folder.join(WHOLE), "").context("cannot mark the environment as whole")
}
