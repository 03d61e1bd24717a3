//! Binaryen's `wasm-opt`, which takes a tenth off the size. A build without it is larger, not different.

use std::path::PathBuf;

use anyhow::Result;

use super::npm::Package;
use crate::sh;

/// Distributions carry versions too old for what the compiler emits; npm has the current one.
const BINARYEN: Package = Package {
    name: "binaryen",
    version: VERSION,
    file: "bin/wasm-opt",
};

/// The version, as part of what an optimised file is remembered by.
pub const VERSION: &str = "132";

/// Installs it where npm is there; says so where it is not.
pub fn ready() {
    if let Err(error) = BINARYEN.ready() {
        sh::say(format!(
            "wasm-opt is skipped: {error:#}; the build is larger but works the same"
        ));
    }
}

/// The program, if an earlier call of [`ready`] could install it.
pub fn installed() -> Result<Option<PathBuf>> {
    BINARYEN.installed()
}
