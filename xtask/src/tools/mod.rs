//! The tools a build needs, each in the one version that is known to work.
//!
//! What is already there in the right version is used; the rest is installed once into the cache.

pub mod binaryen;
mod bindgen;
pub mod geckodriver;
pub mod npm;
pub mod postgres;
pub mod python;
pub mod system;
mod trunk;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::sh;

/// Programs to call, and the PATH they call each other through.
pub struct Tools {
    pub trunk: PathBuf,
    bindgen: PathBuf,
    pub path: OsString,
}

impl Tools {
    /// Installs what is missing.
    pub fn ready() -> Result<Self> {
        system::wasm_target()?;
        system::clang()?;
        let bindgen = bindgen::ready()?;
        let trunk = trunk::ready()?;
        binaryen::ready();
        let folders = bindgen.parent().map(PathBuf::from).into_iter();
        let inherited = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths(folders.chain(env::split_paths(&inherited)))
            .context("a folder on PATH has a character that PATH cannot hold")?;
        Ok(Self { trunk, bindgen, path })
    }

    /// The command that makes `name.js` and `name_bg.wasm` in a folder of what cargo compiled.
    pub fn bind(&self, compiled: &Path, folder: &Path, name: &str) -> Command {
        let mut bindgen = sh::command(&self.bindgen);
        bindgen.args([
            "--target",
            "web",
            "--no-typescript",
            "--out-name",
            name,
            "--out-dir",
        ]);
        bindgen.arg(folder).arg(compiled);
        bindgen
    }
}

/// Cargo settings for tools that run for seconds: build time matters, speed hardly.
fn quick_release(command: &mut Command) -> &mut Command {
    command
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
}

/// Whether `program --version` names this version.
fn is_version(program: &std::path::Path, version: &str) -> bool {
    sh::ask(Command::new(program).arg("--version"))
        .is_some_and(|answer| answer.split_whitespace().any(|word| word == version))
}
