//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The workspace's root.
pub fn root() -> PathBuf {
    // Cargo sets the variable at run time too; the compiled-in value would follow a moved checkout badly.
    let here = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().map_or(here.clone(), Path::to_owned)
}

/// The built app.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's output, wherever CARGO_TARGET_DIR puts it.
pub fn target() -> PathBuf {
    root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// The wasm that xtask builds for trunk to copy. `app/index.html` names this folder, so it does not follow
/// CARGO_TARGET_DIR.
pub fn parts() -> PathBuf {
    root().join("target").join("wasm-parts")
}

/// Results that are found again by the content they were made from.
pub fn content_cache() -> PathBuf {
    target().join("xtask-cache")
}

/// Tools outlive checkouts: `$LUKALIBRE_CACHE`, or `.cache/lukalibre` in the home folder.
pub fn tools() -> Result<PathBuf> {
    let cache = match env::var_os("LUKALIBRE_CACHE") {
        Some(folder) => PathBuf::from(folder),
        None => env::home_dir()
            .context("no home folder to keep tools in: set LUKALIBRE_CACHE to a folder")?
            .join(".cache/lukalibre"),
    };
    Ok(cache.join("tools"))
}

/// What cargo made of a room for the browser.
pub fn compiled(profile: &str, room: &str) -> PathBuf {
    let file = format!("{}.wasm", room.replace('-', "_"));
    target().join("wasm32-unknown-unknown").join(profile).join(file)
}

/// The server's binary, once built.
pub fn server() -> PathBuf {
    native("sync-server")
}

/// The stand-in's binary, once built.
pub fn standin() -> PathBuf {
    native("google-standin")
}

/// The command that opens backups, once built.
pub fn backup_command() -> PathBuf {
    target()
        .join("debug")
        .join(format!("luka-backup{}", env::consts::EXE_SUFFIX))
}

/// Both are built with the profile `server`.
fn native(name: &str) -> PathBuf {
    target()
        .join("server")
        .join(format!("{name}{}", env::consts::EXE_SUFFIX))
}
