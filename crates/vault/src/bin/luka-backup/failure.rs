//! Why the command stopped, and the exit code that says it to a script.

use std::fmt;
use std::process::ExitCode;

use store::StoreError;
use vault::RecoveryError;
use vault::backup::BackupError;

/// What went wrong, in one sentence, and what kind of thing it was.
#[derive(Debug)]
pub struct Failure {
    kind: Kind,
    text: String,
}

/// The exit codes, as `--help` lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file could not be read or written.
    Io = 1,
    /// The command was not understood.
    Usage = 2,
    /// The passphrase or the words are wrong.
    Secret = 3,
    /// The file is no backup, or not a whole and sound one.
    Damaged = 4,
    /// A newer program is needed.
    Newer = 5,
}

impl Failure {
    pub fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
        }
    }

    pub fn io(what: impl fmt::Display, error: &std::io::Error) -> Self {
        Self::new(Kind::Io, format!("{what}: {error}"))
    }

    pub fn code(&self) -> ExitCode {
        ExitCode::from(self.kind as u8)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        let kind = match error {
            BackupError::WrongPassphrase | BackupError::WrongWords | BackupError::NoSuchSlot => Kind::Secret,
            BackupError::NewerVersion { .. } => Kind::Newer,
            BackupError::NotABackup
            | BackupError::Damaged { .. }
            | BackupError::Truncated
            | BackupError::Policy(_)
            | BackupError::OtherVault { .. }
            | BackupError::TooLarge { .. }
            | BackupError::Changed => Kind::Damaged,
        };
        Self::new(kind, error.to_string())
    }
}

impl From<RecoveryError> for Failure {
    fn from(error: RecoveryError) -> Self {
        Self::new(Kind::Secret, error.to_string())
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let kind = match error {
            StoreError::NewerSchema { .. } => Kind::Newer,
            _ => Kind::Damaged,
        };
        Self::new(kind, format!("the database cannot be read: {error}"))
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::from(error).into()
    }
}
