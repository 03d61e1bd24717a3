//! What can go wrong between the ledger and SQLite.

/// An error of the store. Nothing of the failed operation is kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite refused; [`StoreError::is_full`] tells a full disk apart.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// The file was written by a newer app.
    #[error("the ledger has schema {found}, this app knows {known}")]
    NewerSchema {
        /// Schema version of the file.
        found: i64,
        /// Newest version this app knows.
        known: i64,
    },
    /// A stored value is not what the schema promises.
    #[error("the ledger holds an unreadable {what}")]
    Corrupt {
        /// Which value.
        what: &'static str,
    },
    /// The row is not there (any more).
    #[error("no such {what}")]
    NotFound {
        /// What was looked for.
        what: &'static str,
    },
    /// The row's currency is not its account's.
    #[error("the account keeps another currency")]
    CurrencyOfAccount,
    /// The row was changed since; undoing would lose that change.
    #[error("the row was changed since")]
    ChangedSince,
}

impl StoreError {
    /// Whether the disk or the browser's quota is full.
    #[must_use]
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Sqlite(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull))
    }

    /// Whether the file is damaged or not a database (for this key).
    #[must_use]
    pub fn is_damage(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match self {
            Self::Sqlite(e) => matches!(e.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase)),
            Self::Corrupt { .. } => true,
            _ => false,
        }
    }
}
