//! A header before unlocking: readable, within the policy, but not yet known to be genuine.

use std::fmt;

use crate::body::{BackupMark, Body};
use crate::codec::decode_body;
use crate::error::{HeaderError, UnlockError};
use crate::frame::Frame;
use crate::kdf::KdfParams;
use crate::keys::{PassphraseKey, VaultId, VaultKey};
use crate::open::OpenVault;
use crate::recovery::RecoveryWords;
use crate::slot::{Opener, SlotKind};

/// A header whose frame, version, checksum and policy are checked, but whose MAC is not yet: that needs the vault key.
/// Until it is unlocked, what it says is a claim, good for choosing a copy and deriving a key, nothing more.
pub struct SealedHeader {
    bytes: Vec<u8>,
    body: Body,
}

impl SealedHeader {
    /// Reads one copy. `bytes` is the whole header and nothing more.
    ///
    /// # Errors
    /// [`HeaderError::Damaged`], [`HeaderError::NewerVersion`] or [`HeaderError::Policy`].
    pub fn parse(bytes: &[u8]) -> Result<Self, HeaderError> {
        let body = decode_body(Frame::parse(bytes)?.body)?;
        Ok(Self {
            bytes: bytes.to_vec(),
            body,
        })
    }

    /// Which vault this is.
    #[must_use]
    pub fn vault_id(&self) -> VaultId {
        self.body.vault_id
    }

    /// How many headers of this vault were written, this one included.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.body.seq
    }

    /// When the vault was made, in milliseconds since 1970, UTC.
    #[must_use]
    pub fn created_ms(&self) -> u64 {
        self.body.created_ms
    }

    /// How to derive the passphrase key, if a passphrase opens this vault. Always within the policy.
    #[must_use]
    pub fn kdf(&self) -> Option<&KdfParams> {
        self.body.kdf.as_ref()
    }

    /// The database file in use.
    #[must_use]
    pub fn active_database(&self) -> &str {
        &self.body.active.name
    }

    /// The database file that was in use before, if it is still kept.
    #[must_use]
    pub fn previous_database(&self) -> Option<&str> {
        self.body.previous.as_ref().map(|db| db.name.as_str())
    }

    /// The newest verified backup, if there is one.
    #[must_use]
    pub fn backup(&self) -> Option<&BackupMark> {
        self.body.backup.as_ref()
    }

    /// Whether recovery words open this vault.
    #[must_use]
    pub fn has_recovery(&self) -> bool {
        self.body.has(SlotKind::Recovery)
    }

    /// The bytes it was read from.
    #[must_use]
    pub fn encoded(&self) -> &[u8] {
        &self.bytes
    }

    /// Opens the vault with the key its passphrase derives to under [`Self::kdf`].
    ///
    /// # Errors
    /// [`UnlockError`]. After [`UnlockError::Tampered`] another copy may still be good: [`choose`] among the others.
    pub fn unlock_with_passphrase(&self, key: &PassphraseKey) -> Result<OpenVault, UnlockError> {
        self.unlock(key)
    }

    /// Opens the vault with its recovery words.
    ///
    /// # Errors
    /// As [`Self::unlock_with_passphrase`].
    pub fn unlock_with_recovery(&self, words: &RecoveryWords) -> Result<OpenVault, UnlockError> {
        self.unlock(words)
    }

    fn unlock<O: Opener>(&self, opener: &O) -> Result<OpenVault, UnlockError> {
        self.open_with(self.body.open(opener)?)
    }

    /// Opens the vault with its own key, once the header turns out to be the one that was written under it.
    pub(crate) fn open_with(&self, vault_key: VaultKey) -> Result<OpenVault, UnlockError> {
        let mac_key = vault_key
            .derive_mac_key(self.body.vault_id)
            .map_err(|_| UnlockError::Tampered)?;
        let frame = Frame::parse(&self.bytes).map_err(|_| UnlockError::Tampered)?;
        frame.verify(&mac_key).map_err(|_| UnlockError::Tampered)?;
        Ok(OpenVault {
            body: self.body.clone(),
            vault_key,
        })
    }
}

impl fmt::Debug for SealedHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedHeader({}, seq {})", self.vault_id(), self.seq())
    }
}

/// The copy to unlock, and which copies want to be written again.
#[derive(Debug)]
pub struct Chosen {
    /// The readable copy with the highest seq; of equals, the first.
    pub header: SealedHeader,
    /// Its place among the copies.
    pub index: usize,
    /// The places of copies that are present but unreadable, ascending.
    pub damaged: Vec<usize>,
}

/// Chooses among the copies of one header, `None` where there is none.
///
/// # Errors
/// - [`HeaderError::NewerVersion`] as soon as any copy is intact and newer, even beside a readable one: going on with
///   the older copy would undo what the newer program wrote.
/// - [`HeaderError::DifferentVaults`] if readable copies belong to different vaults.
/// - [`HeaderError::Missing`] if no copy is present.
/// - Else, if none is readable, [`HeaderError::Policy`] before [`HeaderError::Damaged`].
pub fn choose(copies: &[Option<Vec<u8>>]) -> Result<Chosen, HeaderError> {
    let mut best: Option<(usize, SealedHeader)> = None;
    let mut damaged = Vec::new();
    let mut worst = HeaderError::Missing;
    let mut mixed = false;
    for (index, bytes) in copies
        .iter()
        .enumerate()
        .filter_map(|(i, copy)| Some((i, copy.as_ref()?)))
    {
        match SealedHeader::parse(bytes) {
            Err(error) => {
                damaged.push(index);
                worst = if rank(worst) < rank(error) { error } else { worst };
            }
            Ok(header) => {
                mixed |= best
                    .as_ref()
                    .is_some_and(|(_, b)| b.vault_id() != header.vault_id());
                if best.as_ref().is_none_or(|(_, b)| b.seq() < header.seq()) {
                    best = Some((index, header));
                }
            }
        }
    }
    match best {
        _ if matches!(worst, HeaderError::NewerVersion { .. }) => Err(worst),
        _ if mixed => Err(HeaderError::DifferentVaults),
        Some((index, header)) => Ok(Chosen {
            header,
            index,
            damaged,
        }),
        None => Err(worst),
    }
}

/// Which of two refusals says more about the vault.
fn rank(error: HeaderError) -> u8 {
    match error {
        HeaderError::Missing => 0,
        HeaderError::Damaged { .. } => 1,
        HeaderError::Policy(_) => 2,
        HeaderError::DifferentVaults => 3,
        HeaderError::NewerVersion { .. } => 4,
    }
}
