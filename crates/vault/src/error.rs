//! What can go wrong, in words that hold no secret.

use thiserror::Error;

use crate::random::RandomError;

/// Parameters or names this version does not accept, known before any key is derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PolicyError {
    /// The passphrase has fewer characters (after NFKC) than [`crate::MIN_PASSPHRASE_CHARS`].
    #[error("passphrase has {found} characters, fewer than {least}")]
    PassphraseTooShort {
        /// Characters counted after normalisation.
        found: usize,
        /// The least accepted.
        least: usize,
    },
    /// The iteration count lies outside [`crate::MIN_ITERATIONS`] to [`crate::MAX_ITERATIONS`]. In a header this may be
    /// a downgrade attempt.
    #[error("{found} key derivation iterations are outside the accepted range")]
    Iterations {
        /// The count that was asked for.
        found: u64,
    },
    /// A key derivation function this version does not know.
    #[error("unknown key derivation {id}")]
    UnknownKdf {
        /// The identifier found.
        id: u64,
    },
    /// A slot kind this version does not know.
    #[error("unknown slot kind {id}")]
    UnknownSlotKind {
        /// The identifier found.
        id: u64,
    },
    /// A database cipher this version does not know.
    #[error("unknown database cipher {id}")]
    UnknownCipher {
        /// The identifier found.
        id: u64,
    },
}

/// Where a header stopped making sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Damage {
    /// It does not begin with the magic bytes.
    #[error("magic")]
    Magic,
    /// It is too short, too long, or its length field does not fit.
    #[error("length")]
    Length,
    /// Its SHA-256 does not match.
    #[error("checksum")]
    Checksum,
    /// The version is zero, which never existed.
    #[error("version")]
    Version,
    /// The body is not the deterministic CBOR of the specification.
    #[error("encoding")]
    Encoding,
    /// The body is well formed but breaks a rule of the specification.
    #[error("content")]
    Content,
}

/// Why a header cannot be read. No key was needed to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum HeaderError {
    /// There is no copy at all: no vault was made here, or its storage was cleared.
    #[error("no vault header")]
    Missing,
    /// Bytes that are not a whole header.
    #[error("vault header is damaged: {damage}")]
    Damaged {
        /// The first check that failed.
        damage: Damage,
    },
    /// An intact header of a later version: refuse, write nothing, ask for an update.
    #[error("vault needs reader version {found}, this is {supported}")]
    NewerVersion {
        /// The version the header needs.
        found: u64,
        /// The newest version understood here.
        supported: u16,
    },
    /// An intact header that asks for parameters outside the policy.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// Intact copies belong to different vaults; picking one by seq would be a guess.
    #[error("header copies belong to different vaults")]
    DifferentVaults,
}

/// Why a header did not open. Users are shown one text for the first two; local diagnostics may tell them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UnlockError {
    /// No slot opens with this key: the secret is wrong, or the slot was tampered with.
    #[error("the key opens no slot")]
    WrongKey,
    /// The slot opened, but the header around it is not the one that was written.
    #[error("header authentication failed")]
    Tampered,
    /// The header has no slot for this kind of secret.
    #[error("no slot for this kind of key")]
    NoSuchSlot,
}

/// Why a vault could not be made or changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum VaultError {
    /// No randomness, so nothing was made.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// Parameters outside the policy.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// A database name outside the grammar, or the one in use.
    #[error("database name is not allowed or in use")]
    DatabaseName,
    /// There is no previous database.
    #[error("no previous database")]
    NoPreviousDatabase,
    /// The header would be longer than [`crate::MAX_HEADER_BYTES`].
    #[error("header would be {found} bytes long")]
    TooLong {
        /// The length it would have, in bytes.
        found: usize,
    },
    /// The sequence number or the slot ids are used up.
    #[error("sequence exhausted")]
    Exhausted,
    /// A primitive refused input of a fixed, valid size; a defect of this program.
    #[error("cryptographic primitive refused its input")]
    Internal,
}

/// A primitive refused its input or did not authenticate it. Callers say what that means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refused;

impl From<Refused> for VaultError {
    fn from(_: Refused) -> Self {
        Self::Internal
    }
}

impl HeaderError {
    /// Shorthand for the common case.
    pub(crate) fn damaged(damage: Damage) -> Self {
        Self::Damaged { damage }
    }
}
