//! What can go wrong with a backup, in words that hold no secret.

use thiserror::Error;

use crate::error::{HeaderError, PolicyError, Refused, UnlockError, VaultError};
use crate::keys::VaultId;
use crate::random::RandomError;

/// Which part of a container is not what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Part {
    /// The frame or the head: what the container says of itself.
    #[error("its head")]
    Head,
    /// The copy of the vault header in it.
    #[error("its copy of the vault header")]
    VaultHeader,
    /// A chunk of the payload, counted from 0.
    #[error("chunk {0}")]
    Chunk(u64),
    /// There are bytes after the last chunk.
    #[error("bytes after its end")]
    Trailing,
    /// The payload does not inflate.
    #[error("its compression")]
    Compression,
    /// The manifest breaks a rule of the specification.
    #[error("its manifest")]
    Manifest,
    /// The database image is not the one the manifest describes: its length or its SHA-256 differ.
    #[error("its database image")]
    Image,
    /// The padding is not zeros, or not as many as there should be.
    #[error("its padding")]
    Padding,
}

/// Why a backup is refused. Nothing of its database was handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BackupError {
    /// The bytes do not begin as a container does: another kind of file.
    #[error("this is not a LukaLibre backup")]
    NotABackup,
    /// A container, or the vault header in it, of a later version: ask for an update.
    #[error("the backup needs reader version {found}, this is {supported}")]
    NewerVersion {
        /// The version it needs.
        found: u64,
        /// The newest understood here.
        supported: u16,
    },
    /// Some part is not what was written.
    #[error("the backup is damaged: {part}")]
    Damaged {
        /// The first part that failed.
        part: Part,
    },
    /// The container ends where none can end: most likely the rest was never downloaded or copied.
    #[error("the backup is not complete: it ends where no backup can end")]
    Truncated,
    /// The vault header in it asks for parameters outside the policy; nothing was derived.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The passphrase opens no slot.
    #[error("the passphrase does not open this backup")]
    WrongPassphrase,
    /// The recovery words open no slot.
    #[error("the recovery words do not open this backup")]
    WrongWords,
    /// There is no slot for this kind of secret.
    #[error("this backup has no slot for this kind of secret")]
    NoSuchSlot,
    /// It belongs to another vault than the open one.
    #[error("the backup belongs to another vault: {found}")]
    OtherVault {
        /// The vault it says it belongs to.
        found: VaultId,
    },
    /// The image is larger than [`crate::backup::MAX_IMAGE_BYTES`].
    #[error("the backup holds a database of {bytes} bytes, more than is accepted")]
    TooLarge {
        /// What the manifest says.
        bytes: u64,
    },
    /// The bytes of the second pass are not those of the first; what was extracted so far must be thrown away.
    #[error("the backup changed while it was read")]
    Changed,
}

impl BackupError {
    /// Shorthand for the common case.
    pub(crate) fn damaged(part: Part) -> Self {
        Self::Damaged { part }
    }

    /// What an unlock error means here: `wrong` if the secret is.
    pub(crate) fn from_unlock(error: UnlockError, wrong: Self) -> Self {
        match error {
            UnlockError::WrongKey => wrong,
            UnlockError::Tampered => Self::damaged(Part::VaultHeader),
            UnlockError::NoSuchSlot => Self::NoSuchSlot,
        }
    }
}

impl From<HeaderError> for BackupError {
    fn from(error: HeaderError) -> Self {
        match error {
            HeaderError::NewerVersion { found, supported } => Self::NewerVersion { found, supported },
            HeaderError::Policy(policy) => Self::Policy(policy),
            HeaderError::Missing | HeaderError::Damaged { .. } | HeaderError::DifferentVaults => {
                Self::damaged(Part::VaultHeader)
            }
        }
    }
}

/// Why a backup could not be written. What was written so far is no backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WriteError {
    /// No randomness, or the vault header does not fit.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A value of the head breaks a rule of the specification: the generation, its parent or the app's version.
    #[error("the head of the backup would break a rule")]
    Head,
    /// The manifest breaks a rule of the specification, or is too long.
    #[error("the manifest of the backup would break a rule")]
    Manifest,
    /// The image that was pushed is not the one the manifest describes.
    #[error("the database changed while it was backed up")]
    Image,
    /// The image is larger than [`crate::backup::MAX_IMAGE_BYTES`].
    #[error("a database of {bytes} bytes is larger than a backup may hold")]
    TooLarge {
        /// What the manifest says.
        bytes: u64,
    },
}

impl From<RandomError> for WriteError {
    fn from(error: RandomError) -> Self {
        Self::Vault(error.into())
    }
}

impl From<Refused> for WriteError {
    fn from(error: Refused) -> Self {
        Self::Vault(error.into())
    }
}
