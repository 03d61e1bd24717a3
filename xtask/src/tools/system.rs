//! What comes from the system: the wasm target, a C compiler, a browser.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::sh;

const TARGET: &str = "wasm32-unknown-unknown";

/// rustup may have automatic installs switched off, so it is asked in so many words.
pub fn wasm_target() -> Result<()> {
    if has_wasm_target() {
        return Ok(());
    }
    sh::step("adding the wasm target (once; 10 s)", || {
        sh::run(sh::command("rustup").args(["target", "add", TARGET]))
            .with_context(|| format!("the target {TARGET} is missing: `rustup target add {TARGET}`"))
    })
}

fn has_wasm_target() -> bool {
    sh::ask(sh::command("rustc").args(["--print", "target-libdir", "--target", TARGET]))
        .is_some_and(|folder| Path::new(&folder).is_dir())
}

/// SQLite is C. gcc has no wasm target; any clang since 14 has.
pub fn clang() -> Result<()> {
    if compiles_wasm() {
        return Ok(());
    }
    packages(
        &["clang"],
        "clang with the wasm32 target (Debian: clang; macOS: brew install llvm)",
    )?;
    if compiles_wasm() {
        return Ok(());
    }
    bail!("this clang has no wasm32 target: install one that lists it in `clang --print-targets`")
}

fn compiles_wasm() -> bool {
    sh::ask(sh::command("clang").arg("--print-targets")).is_some_and(|targets| targets.contains("wasm32"))
}

/// A program from one of `names` on PATH, or from Debian's packages.
pub fn program(names: &[&str], debian: &[&str], what: &str) -> Result<PathBuf> {
    let find = || names.iter().find_map(|name| sh::which(name));
    if let Some(found) = find() {
        return Ok(found);
    }
    packages(debian, what)?;
    find().with_context(|| format!("{what} is not on PATH after installing it"))
}

/// Only root on Debian can be helped without asking anyone.
pub fn packages(names: &[&str], what: &str) -> Result<()> {
    let root = sh::ask(sh::command("id").arg("-u")).is_some_and(|id| id == "0");
    if !root || sh::which("apt-get").is_none() {
        bail!("install {what} and run this again");
    }
    sh::step(
        &format!("installing {} with apt-get (once; a minute)", names.join(", ")),
        || {
            // A package list that cannot be refreshed may still know the package.
            let _ = sh::run(apt_get().arg("update"));
            sh::run(
                apt_get()
                    .args(["install", "--yes", "--no-install-recommends"])
                    .args(names),
            )
            .with_context(|| format!("install {what} and run this again"))
        },
    )
}

fn apt_get() -> std::process::Command {
    let mut command = sh::command("apt-get");
    command.arg("-qq").env("DEBIAN_FRONTEND", "noninteractive");
    command
}
