//! The files of one version of the app, each with its digest.

use std::collections::BTreeMap;
use std::fmt;

use sha2::{Digest, Sha256};

use crate::SHELL;

/// One file of the app as the server serves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Absolute URL path, `/index.html`.
    pub path: String,
    /// SHA-256 of its content in lower-case hexadecimal.
    pub sha256: String,
}

/// Every file that a version of the app consists of, sorted by path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    files: BTreeMap<String, String>,
    version: String,
}

/// Why a list of files is no manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManifestError {
    /// A path that is not absolute, or would need escaping in a URL.
    BadPath(String),
    /// A digest that is not 64 lower-case hexadecimal digits.
    BadDigest(String),
    /// The same path twice.
    Duplicate(String),
    /// The page every route is answered with is not in the list.
    NoShell,
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadPath(path) => write!(
                f,
                "{path:?} cannot be precached: name files with letters, digits, '-', '_' and '.' only"
            ),
            Self::BadDigest(path) => write!(f, "the digest of {path:?} is not a SHA-256 in hexadecimal"),
            Self::Duplicate(path) => write!(f, "{path:?} is listed twice"),
            Self::NoShell => write!(f, "{SHELL} is missing: there is nothing to answer a route with"),
        }
    }
}

impl std::error::Error for ManifestError {}

impl Manifest {
    /// Checks the files and derives the version from them, whatever their order.
    pub fn new(files: impl IntoIterator<Item = File>) -> Result<Self, ManifestError> {
        let mut sorted = BTreeMap::new();
        for file in files {
            check_file(&file)?;
            if sorted.insert(file.path.clone(), file.sha256).is_some() {
                return Err(ManifestError::Duplicate(file.path));
            }
        }
        if !sorted.contains_key(SHELL) {
            return Err(ManifestError::NoShell);
        }
        let version = derive_version(&sorted);
        Ok(Self {
            files: sorted,
            version,
        })
    }

    /// The version: it changes when any file does, and only then.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Path to digest, sorted by path.
    pub fn files(&self) -> &BTreeMap<String, String> {
        &self.files
    }

    /// Whether `path` belongs to this version.
    pub fn lists(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }
}

/// SHA-256 in lower-case hexadecimal, as the script compares it.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// A short name is enough to tell versions apart: each file is verified by its full digest.
fn derive_version(files: &BTreeMap<String, String>) -> String {
    let lines: String = files
        .iter()
        .map(|(path, digest)| format!("{digest}  {path}\n"))
        .collect();
    let mut version = sha256_hex(lines.as_bytes());
    version.truncate(16);
    version
}

fn check_file(file: &File) -> Result<(), ManifestError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    if !file.path.starts_with('/') || !file.path.chars().all(plain) || file.path.contains("..") {
        return Err(ManifestError::BadPath(file.path.clone()));
    }
    let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    if file.sha256.len() != 64 || !file.sha256.chars().all(hex) {
        return Err(ManifestError::BadDigest(file.path.clone()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, content: &str) -> File {
        File {
            path: path.into(),
            sha256: sha256_hex(content.as_bytes()),
        }
    }

    #[test]
    fn digest_is_the_published_one() {
        assert_eq!(
            sha256_hex(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn version_ignores_order_and_follows_content() {
        let a = Manifest::new([file("/index.html", "1"), file("/boot.js", "2")]).unwrap();
        let b = Manifest::new([file("/boot.js", "2"), file("/index.html", "1")]).unwrap();
        let c = Manifest::new([file("/boot.js", "3"), file("/index.html", "1")]).unwrap();
        assert_eq!(a.version(), b.version());
        assert_ne!(a.version(), c.version());
    }

    #[test]
    fn version_follows_a_file_that_moves() {
        let a = Manifest::new([file("/index.html", "1"), file("/a.js", "2")]).unwrap();
        let b = Manifest::new([file("/index.html", "1"), file("/b.js", "2")]).unwrap();
        assert_ne!(a.version(), b.version());
    }

    #[test]
    fn a_list_that_could_not_be_installed_is_refused() {
        let bad = |path: &str| Manifest::new([file("/index.html", ""), file(path, "")]);
        assert_eq!(
            bad("relative.js"),
            Err(ManifestError::BadPath("relative.js".into()))
        );
        assert_eq!(bad("/../up.js"), Err(ManifestError::BadPath("/../up.js".into())));
        assert_eq!(bad("/a b.js"), Err(ManifestError::BadPath("/a b.js".into())));
        assert_eq!(
            bad("/index.html"),
            Err(ManifestError::Duplicate("/index.html".into()))
        );
        assert_eq!(Manifest::new([file("/boot.js", "")]), Err(ManifestError::NoShell));
        let short = File {
            path: "/index.html".into(),
            sha256: "abc".into(),
        };
        assert_eq!(
            Manifest::new([short]),
            Err(ManifestError::BadDigest("/index.html".into()))
        );
    }
}
