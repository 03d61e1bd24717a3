//! Messages about the vault itself.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A text that must not be printed: a passphrase or recovery words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// How a vault is opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnlockWith {
    /// The passphrase.
    Passphrase(Secret),
    /// The 24 recovery words.
    Words(Secret),
}

/// What is on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Presence {
    /// No vault.
    Nothing,
    /// A vault, locked.
    Locked,
    /// A vault, open in this worker.
    Open,
}

/// The words to write down, and which of them to type back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// 24 words.
    pub words: Secret,
    /// Numbers (from 1) of the three to type back.
    pub ask: Vec<u8>,
}

impl fmt::Debug for Recovery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recovery")
            .field("ask", &self.ask)
            .finish_non_exhaustive()
    }
}

/// The vault is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// The demonstration, in memory only.
    pub demo: bool,
    /// Opened with the recovery words: the passphrase may be replaced without naming it.
    pub by_words: bool,
    /// Minutes without a touch after which the page locks.
    pub auto_lock_minutes: u16,
    /// The disk is full: what is there can be read, nothing can be added.
    pub storage_full: bool,
    /// Milliseconds spent deriving the key, for the benchmark.
    pub derivation_ms: u32,
}

/// Facts for the trust line and the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The demonstration.
    pub demo: bool,
    /// ISO 4217 code.
    pub base_currency: String,
    /// Codes to choose from.
    pub currencies: Vec<String>,
    /// Minutes, 1 to 60.
    pub auto_lock_minutes: u16,
    /// There is no transaction yet.
    pub is_empty: bool,
    /// A change can be taken back.
    pub can_undo: bool,
    /// A change can be done again.
    pub can_redo: bool,
    /// When the newest verified backup was found whole; ISO 8601, empty for none.
    pub backup_verified_at: String,
}

/// A setting kept in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setting {
    /// Minutes, 1 to 60.
    AutoLockMinutes(u16),
    /// ISO 4217 code.
    BaseCurrency(String),
    /// Minutes after a change until a backup; 0 for never by itself.
    BackupMinutes(u16),
}
