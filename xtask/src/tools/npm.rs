//! Packages from npm that are used as they come: no script of theirs is run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{place, sh};

/// A package and the one file of it that we use.
pub struct Package {
    /// Its name.
    pub name: &'static str,
    /// Exactly this version.
    pub version: &'static str,
    /// Path of the file inside the package.
    pub file: &'static str,
}

impl Package {
    /// The file, if it was installed.
    pub fn installed(&self) -> Result<Option<PathBuf>> {
        let file = self.path(&self.folder()?);
        Ok(file.is_file().then_some(file))
    }

    /// The file, installed when it is missing.
    ///
    /// # Errors
    /// When npm is missing or can't install it.
    pub fn ready(&self) -> Result<PathBuf> {
        if let Some(file) = self.installed()? {
            return Ok(file);
        }
        sh::which("npm").with_context(|| format!("install npm: {} comes from it", self.name))?;
        let folder = self.folder()?;
        sh::step(
            &format!("installing {} {} from npm (once; 20 s)", self.name, self.version),
            || self.install(&folder),
        )?;
        Ok(self.path(&folder))
    }

    fn folder(&self) -> Result<PathBuf> {
        Ok(place::tools()?.join(format!("{}-{}", self.name, self.version)))
    }

    fn path(&self, folder: &Path) -> PathBuf {
        folder.join("node_modules").join(self.name).join(self.file)
    }

    /// Installs beside the final place and renames, so that half an installation is never taken for a whole one.
    fn install(&self, folder: &Path) -> Result<()> {
        let fresh = folder.with_extension("new");
        let _ = fs::remove_dir_all(&fresh);
        fs::create_dir_all(&fresh).with_context(|| format!("cannot create {}", fresh.display()))?;
        let mut npm = npm("install");
        sh::run(
            npm.arg("--prefix")
                .arg(&fresh)
                .arg(format!("{}@{}", self.name, self.version)),
        )?;
        anyhow::ensure!(
            self.path(&fresh).is_file(),
            "{} holds no {}",
            self.name,
            self.file
        );
        let _ = fs::remove_dir_all(folder);
        fs::rename(&fresh, folder).with_context(|| format!("cannot create {}", folder.display()))
    }
}

/// The folder that holds the `node_modules` of a project's folder with a `package.json` and its lock file.
///
/// # Errors
/// When npm is missing, or the registry cannot be reached.
pub fn modules(project: &str) -> Result<PathBuf> {
    let here = place::root().join(project);
    let lock = fs::read(here.join("package-lock.json"))
        .with_context(|| format!("{project} has no package-lock.json"))?;
    let folder = place::tools()?.join(format!("node-{}", &service_worker::sha256_hex(&lock)[..16]));
    if folder.join("node_modules").is_dir() {
        return Ok(folder);
    }
    sh::which("npm").with_context(|| format!("install Node.js 20 or newer with npm: {project} needs it"))?;
    sh::step(&format!("installing {project} from npm (once; a minute)"), || {
        let fresh = folder.with_extension("new");
        let _ = fs::remove_dir_all(&fresh);
        fs::create_dir_all(&fresh)?;
        for file in ["package.json", "package-lock.json"] {
            fs::copy(here.join(file), fresh.join(file))
                .with_context(|| format!("{project} has no {file}"))?;
        }
        sh::run(npm("ci").current_dir(&fresh))?;
        fs::rename(&fresh, &folder).with_context(|| format!("cannot create {}", folder.display()))
    })?;
    Ok(folder)
}

/// No script of a package is run.
fn npm(verb: &str) -> Command {
    let mut npm = sh::command("npm");
    npm.args([
        verb,
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]);
    npm
}
