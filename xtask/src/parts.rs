//! The wasm that is not the page's: the database worker, and what the page loads only when it needs it.
//!
//! Trunk builds one program a page. These are built here and copied by `app/index.html`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::divide::Divided;
use crate::tools::Tools;
use crate::wasm_opt::{self, Goal};
use crate::{place, sh, shorten};

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds each part into a folder of its own below `target/wasm-parts`.
pub fn build() -> Result<()> {
    let tools = Tools::ready()?;
    sh::step(
        "compiling db-worker and strength to wasm (first time 2 minutes)",
        || {
            for (name, profile) in [("db-worker", "worker"), ("strength", "page")] {
                let mut cargo = sh::cargo("build --target");
                sh::run(cargo.args([TARGET, "--profile", profile, "-p", name]))?;
            }
            Ok(())
        },
    )?;
    let worker = Worker {
        profile: "worker",
        is_shipped: true,
    };
    worker.bind(&tools, &place::parts().join("db-worker"))?;
    bind_strength(&tools, &place::parts().join("strength"))
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
    let worker = Worker {
        profile: "plain",
        is_shipped: false,
    };
    worker.bind(&tools, &dist.join("worker"))?;
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

/// The database worker as cargo built it.
struct Worker {
    profile: &'static str,
    is_shipped: bool,
}

impl Worker {
    /// Its script, its wasm in parts, and what starts them.
    fn bind(&self, tools: &Tools, folder: &Path) -> Result<()> {
        empty(folder)?;
        let divided = Divided::bind(tools, self.profile, "db-worker", folder, "db-worker")?;
        if self.is_shipped {
            divided.optimise(Goal::Speed)?;
        }
        let name = divided.name_by_content("db-worker")?;
        let source = place::root().join("crates/db-worker/js/worker.js");
        let start =
            fs::read_to_string(&source).with_context(|| format!("cannot read {}", source.display()))?;
        let known = "./db-worker";
        ensure!(start.contains(known), "{} names no {known}", source.display());
        fs::write(
            folder.join("worker.js"),
            start.replace(known, &format!("./{name}")),
        )
        .context("cannot write what starts the worker")
    }
}

fn bind_strength(tools: &Tools, folder: &Path) -> Result<()> {
    empty(folder)?;
    sh::run(&mut tools.bind(&place::compiled("page", "strength"), folder, "strength"))?;
    let wasm = folder.join("strength_bg.wasm");
    wasm_opt::optimise(&wasm, Goal::Size)?;
    shorten::pair(&folder.join("strength.js"), &wasm)
}

/// A file that is no longer made must not be served for ever.
fn empty(folder: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))
}
