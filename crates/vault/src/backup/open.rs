//! A container before and after unlocking.

use std::fmt;

use crate::backup::error::{BackupError, Part};
use crate::backup::frame::Frame;
use crate::backup::head::{BackupHead, Head};
use crate::backup::key::FileKey;
use crate::backup::read::{Extractor, Pass, Verified, Verifier};
use crate::header::SealedHeader;
use crate::kdf::KdfParams;
use crate::keys::PassphraseKey;
use crate::open::OpenVault;
use crate::primitive::Key;
use crate::recovery::RecoveryWords;

/// A container whose frame, head and copy of the vault header can be read; none of it is known to be genuine yet.
pub struct SealedBackup {
    frame: Vec<u8>,
    head_hash: [u8; 32],
    head: Head,
    vault: SealedHeader,
}

impl SealedBackup {
    /// Reads the beginning of a container: the first [`crate::backup::MAX_HEAD_BYTES`] of the file, or all of it if it is shorter.
    ///
    /// # Errors
    /// [`BackupError::NotABackup`], [`BackupError::NewerVersion`], [`BackupError::Truncated`], [`BackupError::Damaged`] with
    /// [`Part::Head`] or [`Part::VaultHeader`], [`BackupError::Policy`].
    pub fn parse(start: &[u8]) -> Result<Self, BackupError> {
        let frame = Frame::parse(start)?;
        let head = Head::decode(frame.head)?;
        let vault = SealedHeader::parse(&head.vault)?;
        if vault.vault_id() != head.facts.vault_id {
            return Err(BackupError::damaged(Part::Head));
        }
        Ok(Self {
            frame: frame.bytes.to_vec(),
            head_hash: frame.hash(),
            head,
            vault,
        })
    }

    /// What the container says of itself: a claim, until it is unlocked.
    #[must_use]
    pub fn head(&self) -> &BackupHead {
        &self.head.facts
    }

    /// The copy of the vault header.
    #[must_use]
    pub fn vault(&self) -> &SealedHeader {
        &self.vault
    }

    /// How to derive the passphrase key, if a passphrase opens this backup. Always within the policy.
    #[must_use]
    pub fn kdf(&self) -> Option<&KdfParams> {
        self.vault.kdf()
    }

    /// Opens it with the key its passphrase derives to under [`Self::kdf`].
    ///
    /// # Errors
    /// [`BackupError::WrongPassphrase`], [`BackupError::NoSuchSlot`], or [`BackupError::Damaged`]: the secret was right, but the
    /// vault header or the head is not the one that was written.
    pub fn unlock_with_passphrase(&self, key: &PassphraseKey) -> Result<OpenBackup, BackupError> {
        let vault = self.vault.unlock_with_passphrase(key);
        self.open(vault.map_err(|e| BackupError::from_unlock(e, BackupError::WrongPassphrase))?)
    }

    /// Opens it with the recovery words.
    ///
    /// # Errors
    /// As [`Self::unlock_with_passphrase`], with [`BackupError::WrongWords`].
    pub fn unlock_with_recovery(&self, words: &RecoveryWords) -> Result<OpenBackup, BackupError> {
        let vault = self.vault.unlock_with_recovery(words);
        self.open(vault.map_err(|e| BackupError::from_unlock(e, BackupError::WrongWords))?)
    }

    /// Opens it with the vault that is open already. Whatever passphrase it was written under, the vault key is the same.
    ///
    /// # Errors
    /// [`BackupError::OtherVault`], or [`BackupError::Damaged`].
    pub fn unlock_within(&self, open: &OpenVault) -> Result<OpenBackup, BackupError> {
        let found = self.head.facts.vault_id;
        if open.vault_id() != found {
            return Err(BackupError::OtherVault { found });
        }
        let vault = self.vault.open_with(open.vault_key.clone());
        self.open(vault.map_err(|_| BackupError::damaged(Part::VaultHeader))?)
    }

    fn open(&self, vault: OpenVault) -> Result<OpenBackup, BackupError> {
        let damaged = |_| BackupError::damaged(Part::Head);
        let facts = &self.head.facts;
        let file_key = FileKey::unwrap(
            &self.head.file_key,
            &vault.vault_key,
            facts.vault_id,
            facts.generation,
        );
        let file_key = file_key.map_err(damaged)?;
        let mac_key = file_key.derive_mac_key().map_err(damaged)?;
        Frame::parse(&self.frame)?.verify(&mac_key).map_err(damaged)?;
        let payload_key = file_key.derive_payload_key(&self.head.salt, &self.head_hash);
        Ok(OpenBackup {
            frame: self.frame.clone(),
            head_hash: self.head_hash,
            facts: facts.clone(),
            payload_key: payload_key.map_err(damaged)?,
            vault,
        })
    }
}

impl fmt::Debug for SealedBackup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_name(f, "SealedBackup", &self.head.facts)
    }
}

/// A container whose head is genuine. Its payload is not looked at yet.
pub struct OpenBackup {
    pub(crate) frame: Vec<u8>,
    pub(crate) head_hash: [u8; 32],
    pub(crate) payload_key: Key,
    facts: BackupHead,
    vault: OpenVault,
}

impl OpenBackup {
    /// What the container says of itself, authenticated.
    #[must_use]
    pub fn head(&self) -> &BackupHead {
        &self.facts
    }

    /// The vault as it was when the backup was made, unlocked: what a restore on a new device goes on with.
    #[must_use]
    pub fn vault(&self) -> &OpenVault {
        &self.vault
    }

    /// The first pass: takes the whole container, from its first byte, and says whether it is sound.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        Verifier::new(Pass::new(self))
    }

    /// The second pass: takes the whole container again and gives out the database image.
    #[must_use]
    pub fn extractor(&self, verified: &Verified) -> Extractor {
        Extractor::new(Pass::new(self), verified.clone())
    }
}

impl fmt::Debug for OpenBackup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_name(f, "OpenBackup", &self.facts)
    }
}

fn write_name(f: &mut fmt::Formatter<'_>, name: &str, facts: &BackupHead) -> fmt::Result {
    write!(f, "{name}({}, generation {})", facts.vault_id, facts.generation)
}
