//! Messages about backups and restores. No key, no passphrase in force and no byte of a container is among them, except
//! the file that the person saves.

use crate::{Amount, UnlockWith};
use serde::{Deserialize, Serialize};

/// What this device knows of the backups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backups {
    /// Those in Drive, the newest first.
    pub list: Vec<BackupEntry>,
    /// When the newest verified backup of this device was read back and found whole; ISO 8601, empty for none.
    pub verified_at: String,
    /// There are changes that are in no backup yet.
    pub is_changed: bool,
    /// A backup is sealed and waits for a connection.
    pub is_waiting: bool,
    /// At most this many minutes pass after a change until a backup; 0 for never by itself.
    pub minutes: u16,
    /// What is wrong with the list as a whole.
    pub warning: Option<BackupWarning>,
    /// When the last restore was made, if it can be taken back; ISO 8601, else empty.
    pub restored_at: String,
}

/// A backup in Drive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupEntry {
    /// How to name it in a request.
    pub file_id: String,
    /// When it was made, by the clock of the device that made it; ISO 8601.
    pub created_at: String,
    /// Counted by the vault from 1.
    pub generation: u64,
    /// Made on this device.
    pub is_own: bool,
    /// The first digits of the device's identifier.
    pub device: String,
    /// Length in bytes.
    pub bytes: u64,
    /// Transactions in it, once this device read it back.
    pub rows: Option<u64>,
    /// When this device read it back and found it whole; ISO 8601, empty while it has not.
    pub verified_at: String,
    /// It continues the same backup as another one does.
    pub is_fork: bool,
    /// What it continues is not what it says, or is missing.
    pub is_broken: bool,
    /// It is of another vault.
    pub is_foreign: bool,
}

/// What is wrong with the list as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BackupWarning {
    /// Every verified backup is older than the newest one that this device knows of.
    RolledBack {
        /// The newest there is; 0 for none.
        newest: u64,
        /// The newest known of.
        remembered: u64,
    },
    /// The newest backup known of was replaced by another one.
    Replaced {
        /// Its generation.
        remembered: u64,
    },
    /// Another device made a newer backup, and the person has not decided about it.
    Newer {
        /// How to name it in a request.
        file_id: String,
        /// Its generation.
        generation: u64,
        /// When it was made; ISO 8601.
        created_at: String,
    },
}

/// Where a backup is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BackupSource {
    /// The file that travels beside the message.
    File,
    /// In Drive.
    Drive {
        /// Its identifier.
        file_id: String,
    },
}

/// What to restore, and how to open it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestoreFrom {
    /// Where it is.
    pub source: BackupSource,
    /// How the person proves that it is theirs, where no vault is open.
    pub with: Option<UnlockWith>,
}

/// What a restore would do. Nothing of it is done yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestorePlan {
    /// When the backup was made; ISO 8601.
    pub created_at: String,
    /// Counted by the vault from 1.
    pub generation: u64,
    /// Made on this device.
    pub is_own: bool,
    /// The first digits of the device's identifier.
    pub device: String,
    /// Length of the container in bytes.
    pub bytes: u64,
    /// Rows now and then: of transactions, accounts, categories and budgets. Now is 0 where no vault is open.
    pub rows: [(u64, u64); 4],
    /// Sums now and then, by what is summed up (`income`, `expense`, `saving`, `worth`) and currency; none where there is
    /// nothing in that currency.
    pub totals: Vec<(String, Option<Amount>, Option<Amount>)>,
    /// There is a ledger that it would take the place of.
    pub replaces: bool,
    /// That ledger has changes that are in no backup.
    pub has_unsaved: bool,
}
