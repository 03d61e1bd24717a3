//! The messages between the page and the worker that owns the ledger. This text is the specification.
//!
//! The page posts `{ bytes, files? }`, where `bytes` is an [`Envelope`] of a [`Request`] in postcard, and `files`
//! are the `File`s of [`Request::ImportRead`]. The worker answers each request with one `Envelope` of a [`Reply`],
//! or a [`Failure`], under the same number, and tells of long work with [`Event`]s under number 0.
//!
//! The page gets what it shows: exact decimals as text, ISO dates, names. It never gets a key and never sends SQL.
//! What it sends is a person's words; the worker reads them and answers with what is wrong with which field.
//!
//! **Invariants**
//! - A reply to a write means that the write is durable.
//! - Requests are answered in the order in which they came, except those that wait for a server.
//! - A list is a snapshot with a number; rows are asked for by that number, and a stale one is refused.
//! - Page and worker are always of one build; the format needs no versions.

mod backup;
mod failure;
mod google;
mod import;
mod ledger;
mod sheets;
mod vault;

pub use backup::*;
pub use failure::{Code, Failure, FieldFailure};
pub use google::*;
pub use import::*;
pub use ledger::*;
pub use sheets::*;
pub use vault::*;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A numbered message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope<T> {
    /// The request's number; 0 for events.
    pub id: u32,
    /// The message.
    pub body: T,
}

/// What the page asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Request {
    /// Is there a vault on this device, and is it open? → [`Reply::Presence`]
    Presence,
    /// Begin a vault: derive the key and make the recovery words. Nothing is stored yet. → [`Reply::Recovery`]
    CreateBegin {
        /// The passphrase, as typed.
        passphrase: Secret,
    },
    /// Finish the vault, once the asked words were typed back. → [`Reply::Opened`]
    CreateConfirm {
        /// Number (from 1) and word, as typed.
        words: Vec<(u8, String)>,
        /// ISO 4217 code for amounts that name no currency.
        base_currency: String,
    },
    /// Open a made-up household in memory; nothing is stored. → [`Reply::Opened`]
    OpenDemo {
        /// Its words in another language: English, and what it is there.
        words: Vec<(String, String)>,
    },
    /// Open the vault. → [`Reply::Opened`]
    Unlock {
        /// How the person proves that it is theirs.
        with: UnlockWith,
        /// Take the vault over from another tab.
        take_over: bool,
    },
    /// Replace the passphrase. After an unlock with the words `current` is not asked for. → [`Reply::Done`]
    ChangePassphrase {
        /// The passphrase in force.
        current: Option<Secret>,
        /// The next one.
        new: Secret,
    },
    /// Commit, close and let go of the files, before the worker is terminated. → [`Reply::Done`]
    Close,
    /// Delete the vault and everything in it from this device. → [`Reply::Done`]
    DeleteEverything,
    /// Read every page of the ledger once; a damaged one is a [`Failure`]. → [`Reply::Done`]
    Verify,
    /// Facts for the trust line and the settings. → [`Reply::Facts`]
    Facts,
    /// Change a setting kept in the ledger. → [`Reply::Done`]
    SetSetting(Setting),
    /// Names to choose from. → [`Reply::Vocabulary`]
    Vocabulary,
    /// A month; the latest one that says something when none is named. → [`Reply::Dashboard`]
    Dashboard {
        /// `YYYY-MM`.
        month: Option<String>,
    },
    /// Which transactions match. → [`Reply::List`]
    List(Filter),
    /// Rows `from..to` of a list. → [`Reply::Rows`]
    Rows {
        /// The list's number.
        list: u32,
        /// First row.
        from: u32,
        /// Row after the last.
        to: u32,
    },
    /// A transaction for the form. → [`Reply::Draft`]
    Draft {
        /// Its identifier.
        id: String,
    },
    /// Write a transaction: a new one without `id`. → [`Reply::Changed`]
    Save {
        /// Identifier of the one to change.
        id: Option<String>,
        /// What the person typed.
        draft: Draft,
    },
    /// Write a new transaction of which only kind, date, amount and description are known, and an account for the case
    /// that there is none yet. → [`Reply::Changed`]
    Note(Draft),
    /// Give a transaction that waits to be sorted its category. → [`Reply::Changed`]
    Sort {
        /// Its identifier.
        id: String,
        /// Where it belongs.
        category: String,
        /// And more precisely, or blank.
        subcategory: String,
    },
    /// Give the category of a transaction to all that wait and have its description. → [`Reply::Changed`]
    SortAlike {
        /// Its identifier.
        id: String,
    },
    /// What a sum in an amount's field comes to, as `12+3,50`. → [`Reply::Sum`]
    WorkOut {
        /// What the person typed.
        text: String,
        /// Name of the account, whose currency it is in.
        account: String,
    },
    /// Remove a transaction. → [`Reply::Changed`]
    Delete {
        /// Its identifier.
        id: String,
    },
    /// Take back the last change. → [`Reply::Changed`]
    Undo,
    /// Do it again. → [`Reply::Changed`]
    Redo,
    /// Read files (they travel beside the message) and match them. → [`Reply::Preview`]
    ImportRead,
    /// Read the same files again with these answers. → [`Reply::Preview`]
    ImportAnswer(ImportAnswers),
    /// Rows of the preview. → [`Reply::PreviewRows`]
    ImportRows {
        /// Only rows of this status.
        status: Option<RowStatus>,
        /// First of them.
        from: u32,
        /// The one after the last.
        to: u32,
    },
    /// Write exactly what the preview shows. → [`Reply::Imported`]
    ImportCommit,
    /// Forget the preview. → [`Reply::Done`]
    ImportDiscard,
    /// The rows that could not be read, as CSV; words of the person's language by problem code. → [`Reply::File`]
    ImportErrors {
        /// A text for each problem, row by row in the order of the preview, made by the page.
        texts: Vec<String>,
    },
    /// Earlier imports. → [`Reply::History`]
    History,
    /// Take an import back. → [`Reply::Done`]
    UndoImport {
        /// The import's number.
        batch: i64,
    },
    /// Everything, as a zip of CSV files. → [`Reply::File`]
    ExportAll,
    /// Transactions as CSV: those of a list, or all. → [`Reply::File`]
    ExportTransactions {
        /// What is shown.
        filter: Option<Filter>,
    },
    /// Who is signed in, and is Drive connected? Asks the identity server. → [`Reply::Google`]
    GoogleStatus,
    /// Whose Drive is it, and how full? Asks Google. → [`Reply::Google`]
    GoogleCheck,
    /// Sign out, disconnect, or be forgotten. → [`Reply::Done`]
    GoogleLeave(GoogleLeave),
    /// Spreadsheets. → [`Reply::Sheets`]
    Sheets(SheetRequest),
    /// An empty spreadsheet of the contract, to be filled in. → [`Reply::File`]
    SheetTemplate,
    /// What this device knows of the backups, without asking anybody. → [`Reply::Backups`]
    Backups,
    /// Look into Drive what backups there are. → [`Reply::Backups`]
    BackupList {
        /// The person comes from picking some on Google's page.
        picked: bool,
    },
    /// Seal a backup, read it back, and hand it to the page as a file. → [`Reply::File`]
    BackupToFile,
    /// Seal a backup, put it into Drive, read it back from there. → [`Reply::Backups`]
    BackupToDrive,
    /// The same, if it is due: a change is in no backup, and long enough has passed; or one waits. → [`Reply::Backups`]
    BackupIfDue,
    /// Read a backup in Drive back and check every byte. → [`Reply::Backups`]
    BackupCheck {
        /// Which.
        file_id: String,
    },
    /// The person keeps both: this ledger, and a newer backup of another device. → [`Reply::Backups`]
    BackupKeepBoth,
    /// Fetch a backup, check every byte of it, and say what it would change. → [`Reply::RestorePlan`]
    RestoreRead(RestoreFrom),
    /// Put what was read in the place of the ledger, at one stroke. → [`Reply::Opened`]
    RestoreCommit,
    /// Forget what was read. → [`Reply::Done`]
    RestoreDiscard,
    /// Take the last restore back. → [`Reply::Opened`]
    RestoreUndo,
}

impl Request {
    /// Whether it waits for a server, or takes long in small steps. Such a request is answered beside the others, in no
    /// order: the ledger, and above all its lock, never wait for a network.
    #[must_use]
    pub const fn is_remote(&self) -> bool {
        match self {
            Self::GoogleStatus
            | Self::GoogleCheck
            | Self::GoogleLeave(_)
            | Self::BackupList { .. }
            | Self::BackupToFile
            | Self::BackupToDrive
            | Self::BackupIfDue
            | Self::BackupCheck { .. }
            | Self::RestoreRead(_) => true,
            Self::Sheets(request) => request.is_remote(),
            _ => false,
        }
    }
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is named by the request that it answers")]
pub enum Reply {
    Done,
    Presence(Presence),
    Recovery(Recovery),
    Opened(Opened),
    Facts(Facts),
    Vocabulary(Vocabulary),
    Dashboard(Dashboard),
    List(List),
    Rows(Vec<TransactionRow>),
    Draft(Draft),
    Changed(Changed),
    /// None for a single amount, and for what can't be read.
    Sum(Option<Amount>),
    Preview(Preview),
    PreviewRows(Vec<PreviewRow>),
    Imported(Imported),
    History(Vec<Batch>),
    File(File),
    Google(GoogleStatus),
    Sheets(Sheets),
    Backups(Backups),
    RestorePlan(RestorePlan),
}

/// What the worker says unasked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// Long work goes on.
    Progress(Progress),
    /// Another tab took the vault over; this worker has closed it.
    TakenOver,
}

/// What the worker posts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
// Not `expect`: the lint looks at pointers, and finds nothing on a 32-bit target.
#[allow(
    clippy::large_enum_variant,
    reason = "posted once and taken apart, never kept in number"
)]
pub enum Message {
    /// The worker is there.
    Ready,
    /// The answer to a request.
    Reply(Result<Reply, Failure>),
    /// News.
    Event(Event),
}

/// A message as bytes.
///
/// # Errors
/// Never for the types of this crate; the signature is postcard's.
pub fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_allocvec(message)
}

/// A message from bytes.
///
/// # Errors
/// When the bytes are not such a message.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, postcard::Error> {
    postcard::from_bytes(bytes)
}
