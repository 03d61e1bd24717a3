//! Secrets from files: read only where nobody else can.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;
use zeroize::Zeroizing;

use crate::config::ConfigError;

/// Why a secret's file is not used.
#[derive(Debug, Error)]
pub enum SecretFileError {
    /// It cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(PathBuf, io::Error),
    /// Others on the machine can read it.
    #[error("{0} can be read by others: chmod 600 {0}")]
    Open(PathBuf),
}

/// The value itself, or the one in the file; both is a mistake that nobody should have to guess about.
pub(crate) fn either(
    name: &'static str,
    value: Option<&str>,
    file: Option<&Path>,
) -> Result<Option<Zeroizing<String>>, ConfigError> {
    match (value, file) {
        (Some(_), Some(_)) => Err(ConfigError::Twice(name)),
        (Some(value), None) => Ok(Some(Zeroizing::new(value.to_owned()))),
        (None, Some(file)) => Ok(Some(read(file)?)),
        (None, None) => Ok(None),
    }
}

fn read(file: &Path) -> Result<Zeroizing<String>, SecretFileError> {
    let unreadable = |error| SecretFileError::Unreadable(file.to_owned(), error);
    let about = fs::metadata(file).map_err(unreadable)?;
    if is_open_to_others(&about) {
        return Err(SecretFileError::Open(file.to_owned()));
    }
    let text = Zeroizing::new(fs::read_to_string(file).map_err(unreadable)?);
    Ok(Zeroizing::new(text.trim().to_owned()))
}

#[cfg(unix)]
fn is_open_to_others(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    about.permissions().mode() & 0o007 != 0
}

#[cfg(not(unix))]
fn is_open_to_others(_about: &fs::Metadata) -> bool {
    false
}
