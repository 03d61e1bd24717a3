//! The wasm-bindgen command line, built from this workspace so that its version is the library's.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{is_version, quick_release};
use crate::{place, sh};

const PROGRAMS: [&str; 2] = ["wasm-bindgen", "wasm-bindgen-test-runner"];

/// The cached one if it is the version in `Cargo.lock`, else a fresh one.
pub fn ready() -> Result<PathBuf> {
    let version = locked_version()?;
    let folder = place::tools()?.join(format!("wasm-bindgen-{version}"));
    let program = folder.join(format!("{}{EXE_SUFFIX}", PROGRAMS[0]));
    if !is_version(&program, &version) {
        sh::step(
            &format!("building wasm-bindgen {version} (once; 4 minutes on two cores)"),
            || build(&folder),
        )?;
    }
    Ok(program)
}

/// Its own target folder: the settings differ from the product's, and both stay warm.
fn build(folder: &Path) -> Result<()> {
    let target = place::target().join("tools");
    sh::run(quick_release(
        sh::cargo("build --release -p bindgen-runner --target-dir").arg(&target),
    ))?;
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    for name in PROGRAMS {
        let name = format!("{name}{EXE_SUFFIX}");
        let built = target.join("release").join(&name);
        fs::copy(&built, folder.join(&name)).with_context(|| format!("cannot keep {}", built.display()))?;
    }
    Ok(())
}

/// The lock file decides; a constant here would be one more place to forget.
fn locked_version() -> Result<String> {
    let lock = fs::read_to_string(place::root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    version_in(&lock).context("Cargo.lock has no wasm-bindgen: does the app still depend on it?")
}

fn version_in(lock: &str) -> Option<String> {
    let (_, after) = lock.split_once("name = \"wasm-bindgen\"\nversion = \"")?;
    after.split('"').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_library_s_own() {
        let lock = "[[package]]\nname = \"wasm-bindgen-cli\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"registry\"\n";
        assert_eq!(version_in(lock).as_deref(), Some("0.2.130"));
        assert_eq!(version_in("[[package]]\nname = \"yew\"\n"), None);
    }
}
