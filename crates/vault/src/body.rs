//! What the header says, apart from how it is written: the fields, and the rules between them.

use crate::database::{Database, is_name};
use crate::error::{Damage, HeaderError, UnlockError, VaultError};
use crate::kdf::KdfParams;
use crate::keys::{VaultId, VaultKey};
use crate::slot::{Opener, Place, Slot, SlotKind};

const MAX_SLOTS: usize = 8;

/// The newest backup that was verified, so that an older one offered in its place is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupMark {
    /// Its generation, counted from 1 by the vault.
    pub generation: u64,
    /// SHA-256 of the whole container.
    pub sha256: [u8; 32],
    /// When it was verified, in milliseconds since 1970, UTC.
    pub verified_ms: u64,
}

/// The fields of a header.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Body {
    pub(crate) vault_id: VaultId,
    pub(crate) seq: u64,
    pub(crate) created_ms: u64,
    pub(crate) kdf: Option<KdfParams>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) active: Database,
    pub(crate) previous: Option<Database>,
    pub(crate) backup: Option<BackupMark>,
}

impl Body {
    /// The rules of the specification that the grammar cannot say, then the policy.
    pub(crate) fn check(&self) -> Result<(), HeaderError> {
        let sound = self.seq != 0 && self.slots_are_sound() && self.databases_are_sound();
        if !sound {
            return Err(HeaderError::damaged(Damage::Content));
        }
        self.kdf.as_ref().map_or(Ok(()), KdfParams::check)?;
        Ok(())
    }

    /// Whether there is a slot of `kind`.
    pub(crate) fn has(&self, kind: SlotKind) -> bool {
        self.slots.iter().any(|slot| slot.kind == kind)
    }

    /// Tries every slot of the opener's kind.
    pub(crate) fn open<O: Opener>(&self, opener: &O) -> Result<VaultKey, UnlockError> {
        if !self.has(O::KIND) {
            return Err(UnlockError::NoSuchSlot);
        }
        let mut slots = self.slots.iter().filter(|slot| slot.kind == O::KIND);
        slots
            .find_map(|slot| slot.open(opener, self.place(slot.id, O::KIND)).ok())
            .ok_or(UnlockError::WrongKey)
    }

    /// The place of a slot in this header.
    pub(crate) fn place(&self, id: u32, kind: SlotKind) -> Place<'_> {
        let kdf = self.kdf.as_ref().filter(|_| kind == SlotKind::Passphrase);
        Place {
            vault_id: self.vault_id,
            id,
            kdf,
        }
    }

    /// A slot id above all present ones. The newest slot always has the highest, so ids never come back.
    pub(crate) fn next_slot_id(&self) -> Result<u32, VaultError> {
        let highest = self.slots.iter().map(|slot| slot.id).max().unwrap_or(0);
        highest.checked_add(1).ok_or(VaultError::Exhausted)
    }

    /// Puts `slot` in the place of all slots of its kind.
    pub(crate) fn replace_slot(&mut self, slot: Slot) {
        self.slots.retain(|old| old.kind != slot.kind);
        self.slots.push(slot);
    }

    fn slots_are_sound(&self) -> bool {
        let passphrases = self
            .slots
            .iter()
            .filter(|slot| slot.kind == SlotKind::Passphrase)
            .count();
        (1..=MAX_SLOTS).contains(&self.slots.len())
            && self.slots.iter().all(|slot| slot.id != 0)
            && self.slots.is_sorted_by(|a, b| a.id < b.id)
            && passphrases == usize::from(self.kdf.is_some())
    }

    fn databases_are_sound(&self) -> bool {
        let sound = |db: &Database| is_name(&db.name) && (1..=self.seq).contains(&db.seq);
        let previous = self.previous.as_ref();
        sound(&self.active) && previous.is_none_or(|db| sound(db) && db.name != self.active.name)
    }
}
