//! What went wrong, as the page needs it: a code it has words for, and what fills them.

use serde::{Deserialize, Serialize};

/// A request failed; nothing of it was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Which case it is.
    pub code: Code,
    /// For the person's report to us; never holds a value of theirs.
    pub detail: String,
    /// Problems of single fields, for a form.
    pub fields: Vec<FieldFailure>,
}

/// A problem of one field of a form or a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldFailure {
    /// The contract's column.
    pub field: String,
    /// Code of the problem; its words are `problem-CODE`.
    pub problem: String,
    /// What fills the words: `max`, `allowed`, `first`, `second`, …
    pub values: Vec<(String, String)>,
}

impl Failure {
    /// A failure with a detail for the report.
    #[must_use]
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            fields: Vec::new(),
        }
    }
}

/// The cases that a person can meet, each with its own words and its own next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Code {
    /// The passphrase does not open this vault.
    WrongPassphrase,
    /// The recovery words do not open this vault.
    WrongWords,
    /// The recovery words are not 24 words of the list, or one is mistyped.
    UnreadableWords,
    /// The words typed back are not the ones shown.
    WordsDiffer,
    /// Fewer than twelve characters.
    PassphraseTooShort,
    /// The vault or its database is damaged or incomplete.
    VaultDamaged,
    /// A newer version of the app wrote the vault.
    NewerVersion,
    /// The disk or the browser's share of it is full.
    StorageFull,
    /// The browser offers no private file system here.
    NoStorage,
    /// A part of the app could not be fetched.
    NotLoaded,
    /// Another tab holds the vault.
    OpenInAnotherTab,
    /// There is no vault on this device.
    NoVault,
    /// There is a vault already.
    VaultExists,
    /// The vault is locked.
    Locked,
    /// Some fields can't be written as they are.
    InvalidFields,
    /// The row is gone.
    NotFound,
    /// There is nothing to take back, or nothing to do again.
    NothingToUndo,
    /// The row was changed in another way since.
    ChangedSince,
    /// The list is not the latest any more.
    StaleList,
    /// The file is empty.
    FileEmpty,
    /// The file is not a table.
    FileNotATable,
    /// The file is larger than we read.
    FileTooLarge,
    /// No column of the file is known.
    FileNoKnownColumn,
    /// Columns that must be there are missing.
    FileMissingColumns,
    /// The browser could not hand us the file.
    FileUnreadable,
    /// Nothing was read yet, or it was discarded.
    NoPreview,
    /// Nobody is signed in with Google on this device.
    GoogleSignedOut,
    /// The person's Google Drive is not connected.
    GoogleNotConnected,
    /// Google does not accept the connection any more.
    GoogleExpired,
    /// The person did not let LukaLibre use Drive.
    GoogleScopeMissing,
    /// Another Google account was connected than the one signed in.
    GoogleAccountMismatch,
    /// Google, or our server, can't help now.
    GoogleUnavailable,
    /// Nobody answers.
    GoogleOffline,
    /// An answer that we can't read.
    GoogleBadAnswer,
    /// Too many requests.
    GoogleSlowDown,
    /// Drive has no room left.
    GoogleFull,
    /// The file is not in Drive any more, or was not picked.
    GoogleGone,
    /// The spreadsheet was changed again and again while it was read.
    SheetChanging,
    /// None of the chosen sheets is there.
    SheetGone,
    /// The file is no backup of ours.
    BackupNot,
    /// Some byte of the backup is not what was written.
    BackupDamaged,
    /// The backup ends before its end.
    BackupIncomplete,
    /// A newer version of the app wrote the backup.
    BackupNewer,
    /// The backup is of another vault than the open one.
    BackupForeign,
    /// Drive gave another backup than the one that was asked for.
    BackupReplaced,
    /// What arrived in Drive is not what was sent.
    BackupDiffers,
    /// A backup is under way already.
    BackupBusy,
    /// Something that should not happen.
    Internal,
}

impl Code {
    /// The name in `data-code` and in message identifiers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WrongPassphrase => "wrong-passphrase",
            Self::WrongWords => "wrong-words",
            Self::UnreadableWords => "unreadable-words",
            Self::WordsDiffer => "words-differ",
            Self::PassphraseTooShort => "passphrase-too-short",
            Self::VaultDamaged => "vault-damaged",
            Self::NewerVersion => "newer-version",
            Self::StorageFull => "storage-full",
            Self::NoStorage => "no-storage",
            Self::NotLoaded => "not-loaded",
            Self::OpenInAnotherTab => "open-in-another-tab",
            Self::NoVault => "no-vault",
            Self::VaultExists => "vault-exists",
            Self::Locked => "locked",
            Self::InvalidFields => "invalid-fields",
            Self::NotFound => "not-found",
            Self::NothingToUndo => "nothing-to-undo",
            Self::ChangedSince => "changed-since",
            Self::StaleList => "stale-list",
            Self::FileEmpty => "file-empty",
            Self::FileNotATable => "file-not-a-table",
            Self::FileTooLarge => "file-too-large",
            Self::FileNoKnownColumn => "file-no-known-column",
            Self::FileMissingColumns => "file-missing-columns",
            Self::FileUnreadable => "file-unreadable",
            Self::NoPreview => "no-preview",
            Self::GoogleSignedOut => "google-signed-out",
            Self::GoogleNotConnected => "google-not-connected",
            Self::GoogleExpired => "google-expired",
            Self::GoogleScopeMissing => "google-scope-missing",
            Self::GoogleAccountMismatch => "google-account-mismatch",
            Self::GoogleUnavailable => "google-unavailable",
            Self::GoogleOffline => "google-offline",
            Self::GoogleBadAnswer => "google-bad-answer",
            Self::GoogleSlowDown => "google-slow-down",
            Self::GoogleFull => "google-full",
            Self::GoogleGone => "google-gone",
            Self::SheetChanging => "sheet-changing",
            Self::SheetGone => "sheet-gone",
            Self::BackupNot => "backup-not",
            Self::BackupDamaged => "backup-damaged",
            Self::BackupIncomplete => "backup-incomplete",
            Self::BackupNewer => "backup-newer",
            Self::BackupForeign => "backup-foreign",
            Self::BackupReplaced => "backup-replaced",
            Self::BackupDiffers => "backup-differs",
            Self::BackupBusy => "backup-busy",
            Self::Internal => "internal",
        }
    }
}
