//! One pass of `wasm-opt`, remembered by the content it was given.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use service_worker::sha256_hex;

use crate::tools::binaryen;
use crate::{place, sh};

/// What the compiler assumes of a browser, and no more. With `--all-features` the optimiser writes encodings
/// that browsers refuse by default (compact imports, in Chromium 156: a blank page).
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What the result is for.
#[derive(Debug, Clone, Copy)]
pub enum Goal {
    /// The worker: its queries are waited for.
    Speed,
    /// Everything that is waited for only while it loads.
    Size,
}

impl Goal {
    fn flag(self) -> &'static str {
        match self {
            Self::Speed => "-O3",
            Self::Size => "-Oz",
        }
    }
}

/// Optimises the file in place, or leaves it as it is where the tool is not installed.
pub fn optimise(file: &Path, goal: Goal) -> Result<()> {
    let Some(program) = binaryen::installed()? else {
        return Ok(());
    };
    let input = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let how = format!("{} {} {}", binaryen::VERSION, goal.flag(), FEATURES.join(" "));
    let key = sha256_hex(format!("{how} {}", sha256_hex(&input)).as_bytes());
    let kept = place::content_cache().join(format!("{key}.wasm"));
    if !kept.is_file() {
        fs::create_dir_all(place::content_cache()).context("cannot create the cache in target")?;
        let fresh = kept.with_extension("new");
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        sh::step(&format!("wasm-opt {} {name} (10 to 40 s)", goal.flag()), || {
            let mut command = sh::command(&program);
            command
                .arg(goal.flag())
                .args(FEATURES)
                .arg(file)
                .arg("-o")
                .arg(&fresh);
            sh::run(&mut command)
        })?;
        fs::rename(&fresh, &kept).context("cannot keep the optimised wasm")?;
    }
    fs::copy(&kept, file).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(())
}
