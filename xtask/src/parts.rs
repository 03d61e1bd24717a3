//! The wasm that is not the page's: the database worker, and what the page loads only when it needs it.
//!
//! Trunk builds one program a page. These are built here and copied by `app/index.html`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::tools::Tools;
use crate::wasm_opt::{self, Goal};
use crate::{place, sh, shorten};

const TARGET: &str = "wasm32-unknown-unknown";

/// Room, cargo profile and what wasm-opt is for.
const PARTS: [(&str, &str, Goal); 2] = [
    ("db-worker", "worker", Goal::Speed),
    ("strength", "page", Goal::Size),
];

/// Builds each part into a folder of its own below `target/wasm-parts`.
pub fn build() -> Result<()> {
    let tools = Tools::ready()?;
    sh::step(
        "compiling db-worker and strength to wasm (first time 2 minutes)",
        || {
            for (name, profile, _) in PARTS {
                let mut cargo = sh::cargo("build --target");
                sh::run(cargo.args([TARGET, "--profile", profile, "-p", name]))?;
            }
            Ok(())
        },
    )?;
    for (name, profile, goal) in PARTS {
        bind(&tools, name, profile, goal)?;
    }
    Ok(())
}

/// The app with a worker that writes plain SQLite: the search for plaintext on the disk must find it there.
pub fn plain_dist() -> Result<PathBuf> {
    let tools = Tools::ready()?;
    sh::step(
        "compiling the worker that does not encrypt, for a test (first time 2 minutes)",
        || {
            let mut cargo = sh::cargo(
                "build --quiet --profile plain -p db-worker --features plaintext-for-tests --target",
            );
            sh::run(cargo.arg(TARGET))
        },
    )?;
    let dist = place::target().join("dist-plain");
    let _ = fs::remove_dir_all(&dist);
    copy(&place::dist(), &dist)?;
    for stale in ["db-worker.js", "db-worker_bg.wasm"] {
        for variant in ["", ".br", ".gz"] {
            let _ = fs::remove_file(dist.join("worker").join(format!("{stale}{variant}")));
        }
    }
    run_bindgen(
        &tools,
        "db-worker",
        &dist.join("worker"),
        &place::compiled("plain", "db-worker"),
    )?;
    Ok(dist)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot create {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let (source, target) = entry.map(|entry| (entry.path(), to.join(entry.file_name())))?;
        if source.is_dir() {
            copy(&source, &target)?;
        } else {
            fs::copy(&source, &target).with_context(|| format!("cannot write {}", target.display()))?;
        }
    }
    Ok(())
}

/// Started from an empty folder: a file that is no longer made must not be served for ever.
fn bind(tools: &Tools, name: &str, profile: &str, goal: Goal) -> Result<()> {
    let folder = place::parts().join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    run_bindgen(tools, name, &folder, &place::compiled(profile, name))?;
    let wasm = folder.join(format!("{name}_bg.wasm"));
    wasm_opt::optimise(&wasm, goal)?;
    shorten::pair(&folder.join(format!("{name}.js")), &wasm)
}

/// Binds what cargo made into `folder`, as `name.js` and `name_bg.wasm`.
fn run_bindgen(tools: &Tools, name: &str, folder: &Path, compiled: &Path) -> Result<()> {
    sh::run(&mut bindgen(tools, name, folder, compiled))
}

/// Like the others, and with the function table among the exports: the parts that come later put their own into it.
pub fn bind_first(tools: &Tools, name: &str, folder: &Path, compiled: &Path) -> Result<()> {
    sh::run(bindgen(tools, name, folder, compiled).arg("--keep-lld-exports"))
}

fn bindgen(tools: &Tools, name: &str, folder: &Path, compiled: &Path) -> Command {
    let mut bindgen = sh::command(&tools.bindgen);
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]);
    bindgen.arg(folder).arg(compiled);
    bindgen
}
