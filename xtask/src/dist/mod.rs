//! What happens to the page after trunk: names that follow content, digests, the service worker, and the
//! compressed variants.

mod compress;
mod names;
pub mod size;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use service_worker::{File, Manifest, script, sha256_hex};

use crate::divide::Divided;
use crate::tools::Tools;
use crate::wasm_opt::Goal;
use crate::{place, sh, shorten};

/// The hook after trunk's build: works on the folder trunk is about to publish.
pub fn finish() -> Result<()> {
    let Some(stage) = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from) else {
        bail!("finish-dist is a hook of trunk: run `cargo xtask build`, or `trunk build --release`");
    };
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let page = names::of_script(&stage)?;
    let divided = Divided::bind(&Tools::ready()?, "page", "app", &stage, &page)?;
    if is_release {
        let scripts = files(&stage)?;
        let mut scripts = scripts
            .iter()
            .filter(|file| file.extension().is_some_and(|kind| kind == "js"));
        scripts.try_for_each(|file| shorten::script(file))?;
    }
    if is_release {
        divided.optimise(Goal::Size)?;
    }
    names::settle(&stage, &page, &divided.name_by_content("app")?)?;
    let manifest = manifest(&stage)?;
    let worker = stage.join("sw.js");
    write(&worker, script(&manifest).as_bytes())?;
    if is_release {
        shorten::script(&worker)?;
        let count = files(&stage)?.len();
        sh::step(&format!("compressing {count} files (first time 20 s)"), || {
            compress_all(&stage)
        })?;
    }
    sh::say(format!(
        "version {} of the app, {} files",
        manifest.version(),
        manifest.files().len()
    ));
    Ok(())
}

/// Pictures that a browser or a shop of apps shows before the app is installed: the app itself never asks for them.
const SHOWN_BEFORE: &str = "/screenshots/";

/// Writes the compressed variants of all files of a build, ours or another's.
pub fn compress_all(folder: &Path) -> Result<()> {
    let files = files(folder)?;
    files
        .iter()
        .try_for_each(|file| compress::beside(file, &place::content_cache()))
}

/// Every file the page may ask for. The service worker itself is the browser's business.
fn manifest(dist: &Path) -> Result<Manifest> {
    let mut listed = Vec::new();
    for file in files(dist)? {
        let path = url_path(dist, &file)?;
        if path != "/sw.js" && !path.starts_with(SHOWN_BEFORE) {
            listed.push(File {
                path,
                sha256: sha256_hex(&read(&file)?),
            });
        }
    }
    Manifest::new(listed).context("the files of this build cannot be precached")
}

/// All files below a folder but the compressed variants, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if !compress::is_variant(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn url_path(dist: &Path, file: &Path) -> Result<String> {
    let inside = file.strip_prefix(dist).context("a file outside the build")?;
    let segments: Vec<_> = inside.iter().map(|segment| segment.to_string_lossy()).collect();
    Ok(format!("/{}", segments.join("/")))
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}
