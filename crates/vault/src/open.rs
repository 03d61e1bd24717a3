//! A vault that is unlocked: its database keys, and its next header.

use std::fmt;

use crate::body::{BackupMark, Body};
use crate::codec::encode_body;
use crate::database::Database;
use crate::error::{UnlockError, VaultError};
use crate::frame::seal_frame;
use crate::kdf::KdfParams;
use crate::keys::{DatabaseKey, PassphraseKey, VaultId, VaultKey};
use crate::random::{Random, make_bytes};
use crate::recovery::RecoveryWords;
use crate::slot::{Opener, Place, Slot};

/// What a new vault starts with.
#[derive(Debug)]
pub struct NewVault<'a> {
    /// Now, in milliseconds since 1970, UTC.
    pub created_ms: u64,
    /// How `passphrase_key` was derived.
    pub kdf: KdfParams,
    /// The key of the passphrase.
    pub passphrase_key: &'a PassphraseKey,
    /// The words that open the vault if the passphrase is lost.
    pub recovery: &'a RecoveryWords,
    /// The database file, 1 to 64 of `a-z 0-9 . _ -`.
    pub database_name: &'a str,
}

/// Makes a vault: a fresh identifier, vault key and database key, one slot for the passphrase, one for the words.
///
/// # Errors
/// [`VaultError::Policy`] before anything is made, [`VaultError::DatabaseName`], [`VaultError::Random`].
pub fn create(new: NewVault<'_>, random: &mut dyn Random) -> Result<OpenVault, VaultError> {
    new.kdf.check()?;
    let vault_id = VaultId(*make_bytes(random)?);
    let vault_key = VaultKey(make_bytes(random)?);
    let active = Database::make(new.database_name, 1, vault_id, &vault_key, random)?;
    let mut place = Place {
        vault_id,
        id: 1,
        kdf: Some(&new.kdf),
    };
    let passphrase = Slot::make(new.passphrase_key, place, &vault_key, random)?;
    place = Place {
        vault_id,
        id: 2,
        kdf: None,
    };
    let recovery = Slot::make(new.recovery, place, &vault_key, random)?;
    let body = Body {
        vault_id,
        seq: 1,
        created_ms: new.created_ms,
        slots: vec![passphrase, recovery],
        kdf: Some(new.kdf),
        active,
        previous: None,
        backup: None,
    };
    Ok(OpenVault { body, vault_key })
}

/// An unlocked vault. Every `with_…` returns the next one, with seq + 1, and leaves this one as it is: nothing has
/// happened until the bytes of [`Self::encode`] are stored.
pub struct OpenVault {
    pub(crate) body: Body,
    pub(crate) vault_key: VaultKey,
}

impl OpenVault {
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

    /// The database file in use.
    #[must_use]
    pub fn database_name(&self) -> &str {
        &self.body.active.name
    }

    /// The key of the database file in use.
    ///
    /// # Errors
    /// [`UnlockError::Tampered`] if the header does not hold it; a header that verified always does.
    pub fn database_key(&self) -> Result<DatabaseKey, UnlockError> {
        self.key_of(&self.body.active)
    }

    /// The database file that was in use before, with its key, if it is still kept.
    ///
    /// # Errors
    /// As [`Self::database_key`].
    pub fn previous_database(&self) -> Result<Option<(&str, DatabaseKey)>, UnlockError> {
        let named = |db| self.key_of(db).map(|key| (db.name.as_str(), key));
        self.body.previous.as_ref().map(named).transpose()
    }

    /// The newest verified backup, if there is one.
    #[must_use]
    pub fn backup(&self) -> Option<&BackupMark> {
        self.body.backup.as_ref()
    }

    /// The header, at most [`crate::MAX_HEADER_BYTES`] long. The same vault always gives the same bytes.
    ///
    /// # Errors
    /// [`VaultError::TooLong`].
    pub fn encode(&self) -> Result<Vec<u8>, VaultError> {
        let mac_key = self.vault_key.derive_mac_key(self.body.vault_id)?;
        seal_frame(&encode_body(&self.body)?, &mac_key)
    }

    /// Opens with another passphrase from now on. Copies of older headers still open with the old one, and to the
    /// same vault key: this is a new lock on the door, not a new safe.
    ///
    /// # Errors
    /// [`VaultError::Policy`] if `kdf` is outside the policy, [`VaultError::Random`], [`VaultError::Exhausted`].
    pub fn with_new_passphrase(
        &self,
        kdf: KdfParams,
        key: &PassphraseKey,
        random: &mut dyn Random,
    ) -> Result<Self, VaultError> {
        kdf.check()?;
        let mut next = self.next()?;
        next.body.kdf = Some(kdf);
        next.replace_slot(key, random)?;
        Ok(next)
    }

    /// Opens with other recovery words from now on, under the same limit as [`Self::with_new_passphrase`].
    ///
    /// # Errors
    /// [`VaultError::Random`], [`VaultError::Exhausted`].
    pub fn with_new_recovery(
        &self,
        words: &RecoveryWords,
        random: &mut dyn Random,
    ) -> Result<Self, VaultError> {
        let mut next = self.next()?;
        next.replace_slot(words, random)?;
        Ok(next)
    }

    /// Makes `name` the database in use, under a fresh key, and keeps the one in use as the previous. An earlier
    /// previous is forgotten, and with it the only key to its file. Storing the result is the commit point of a restore
    /// or a migration.
    ///
    /// # Errors
    /// [`VaultError::DatabaseName`] if `name` is not allowed, in use or the previous one, [`VaultError::Random`],
    /// [`VaultError::Exhausted`].
    pub fn with_database(&self, name: &str, random: &mut dyn Random) -> Result<Self, VaultError> {
        let mut taken = self.body.previous.iter().chain([&self.body.active]);
        if taken.any(|db| db.name == name) {
            return Err(VaultError::DatabaseName);
        }
        let mut next = self.next()?;
        let active = Database::make(name, next.body.seq, next.body.vault_id, &next.vault_key, random)?;
        next.body.previous = Some(std::mem::replace(&mut next.body.active, active));
        Ok(next)
    }

    /// Exchanges the database in use with the previous one: undoes [`Self::with_database`].
    ///
    /// # Errors
    /// [`VaultError::NoPreviousDatabase`], [`VaultError::Exhausted`].
    pub fn with_previous_database(&self) -> Result<Self, VaultError> {
        let mut next = self.next()?;
        let previous = next
            .body
            .previous
            .as_mut()
            .ok_or(VaultError::NoPreviousDatabase)?;
        std::mem::swap(&mut next.body.active, previous);
        Ok(next)
    }

    /// Forgets the previous database and its key. Do it only when a backup of the one in use was verified.
    ///
    /// # Errors
    /// [`VaultError::NoPreviousDatabase`], [`VaultError::Exhausted`].
    pub fn without_previous_database(&self) -> Result<Self, VaultError> {
        let mut next = self.next()?;
        next.body.previous.take().ok_or(VaultError::NoPreviousDatabase)?;
        Ok(next)
    }

    /// Remembers a backup that was verified.
    ///
    /// # Errors
    /// [`VaultError::Exhausted`].
    pub fn with_backup(&self, mark: BackupMark) -> Result<Self, VaultError> {
        let mut next = self.next()?;
        next.body.backup = Some(mark);
        Ok(next)
    }

    fn key_of(&self, database: &Database) -> Result<DatabaseKey, UnlockError> {
        database
            .key(self.body.vault_id, &self.vault_key)
            .map_err(|_| UnlockError::Tampered)
    }

    fn replace_slot<O: Opener>(&mut self, opener: &O, random: &mut dyn Random) -> Result<(), VaultError> {
        let id = self.body.next_slot_id()?;
        let slot = Slot::make(opener, self.body.place(id, O::KIND), &self.vault_key, random)?;
        self.body.replace_slot(slot);
        Ok(())
    }

    fn next(&self) -> Result<Self, VaultError> {
        let mut body = self.body.clone();
        body.seq = body.seq.checked_add(1).ok_or(VaultError::Exhausted)?;
        Ok(Self {
            body,
            vault_key: self.vault_key.clone(),
        })
    }
}

impl fmt::Debug for OpenVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OpenVault({}, seq {})", self.vault_id(), self.seq())
    }
}
