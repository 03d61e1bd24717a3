//! Whether `dist/` is still what the sources say.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::place;

/// Everything the app is made from. `sync-server` and `tests` are not in it.
const SOURCES: &[&str] = &[
    "app",
    "assets",
    "crates",
    "service-worker",
    "xtask",
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "rust-toolchain.toml",
];

/// A digest over name, size and time of change: contents would have to be read, and a touched file that turns
/// out equal only costs a build that finds nothing to do.
#[derive(Debug, PartialEq, Eq)]
pub struct Stamp(u64);

impl Stamp {
    /// The sources as they are now.
    pub fn of_sources() -> Result<Self> {
        let root = place::root();
        let mut digest = DefaultHasher::new();
        for source in SOURCES {
            add(&root.join(source), &mut digest).with_context(|| format!("cannot read {source}"))?;
        }
        Ok(Self(digest.finish()))
    }

    /// Whether `dist/` was built from these sources and nobody changed it since.
    pub fn is_current(&self) -> Result<bool> {
        let kept = fs::read_to_string(file()).unwrap_or_default();
        Ok(kept == self.line()?)
    }

    /// Remembers that `dist/` was built from these sources.
    pub fn keep(&self) -> Result<()> {
        fs::create_dir_all(place::target()).context("cannot create the target folder")?;
        fs::write(file(), self.line()?).context("cannot write the build stamp")
    }

    fn line(&self) -> Result<String> {
        let mut dist = DefaultHasher::new();
        add(&place::dist(), &mut dist).context("cannot read dist")?;
        Ok(format!("{:016x} {:016x}\n", self.0, dist.finish()))
    }
}

/// Outside `dist/`: what is in there is served.
fn file() -> PathBuf {
    place::target().join("dist-stamp")
}

fn add(path: &Path, digest: &mut DefaultHasher) -> io::Result<()> {
    let about = match fs::metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    path.hash(digest);
    if about.is_dir() {
        let mut entries = fs::read_dir(path)?
            .map(|entry| Ok(entry?.path()))
            .collect::<io::Result<Vec<_>>>()?;
        entries.sort();
        return entries
            .iter()
            .filter(|entry| !is_output(entry))
            .try_for_each(|entry| add(entry, digest));
    }
    about.len().hash(digest);
    let changed = about
        .modified()?
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    changed.as_nanos().hash(digest);
    Ok(())
}

/// Build output below a source folder, and trunk's half-finished work.
fn is_output(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name == "target" || name == ".stage")
}
