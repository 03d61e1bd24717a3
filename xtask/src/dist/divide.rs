//! The page's wasm in parts: what the first screen needs, and what is loaded later.
//!
//! `app/src/late.rs` says where. Trunk knows nothing of it and binds the whole, so what it bound is replaced here.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

use super::read;
use crate::tools::Tools;
use crate::{parts, place};

/// The script that loads the parts, as the page's own script imports it.
pub const LOADER: &str = "./parts.js";

/// The page's own script, as the loader imports it.
pub const PAGE: &str = "./page.js";

/// Divides what cargo just made, and puts it in the place of trunk's `stem.js` and `stem_bg.wasm`. The loader and
/// the parts lie beside them; returns the parts.
pub fn page(dist: &Path, stem: &str) -> Result<Vec<PathBuf>> {
    let whole = place::compiled("page", "app");
    let first = dist.join("first.wasm");
    let wasm = read(&whole)?;
    let mut options = Options::new(&wasm);
    options.output_dir = dist;
    options.main_out_path = &first;
    options.link_name = LOADER;
    options.main_module = PAGE;
    let divided = transform(options)
        .map_err(|error| anyhow!("{error:#}"))
        .with_context(|| format!("cannot divide {}", whole.display()))?;
    parts::bind_first(&Tools::ready()?, stem, dist, &first)?;
    fs::remove_file(&first).context("cannot remove the wasm before it was bound")?;
    let mut made = divided.split_modules;
    made.sort();
    Ok(made)
}
