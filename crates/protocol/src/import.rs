//! View models of an import.

use crate::{Amount, FieldFailure, Kind};
use serde::{Deserialize, Serialize};

/// What will happen to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "named by what happens")]
pub enum RowStatus {
    New,
    Updated,
    Duplicate,
    Error,
    Vanished,
}

impl RowStatus {
    /// The word in `data-status`. A changed row is written, so it counts as new there.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Updated => "update",
            Self::Duplicate => "duplicate",
            Self::Error => "error",
            Self::Vanished => "vanished",
        }
    }
}

/// What the person decided.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportAnswers {
    /// `day-first`, `month-first`, …: a choice of [`ImportQuestion`].
    pub date_order: Option<String>,
    /// `dot` or `comma`.
    pub decimal: Option<String>,
    /// ISO 4217 code for rows and new accounts that name none.
    pub currency: Option<String>,
}

/// Something the file does not decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportQuestion {
    /// `date-order` or `decimal`.
    pub topic: String,
    /// The choices, with what each makes of the examples.
    pub choices: Vec<ImportChoice>,
}

/// One way to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportChoice {
    /// What goes into the answers.
    pub value: String,
    /// Text in the file and what it would mean.
    pub examples: Vec<(String, String)>,
}

/// One thing that was understood about a file, and why. Its words are `evidence-CODE`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Code.
    pub code: String,
    /// What fills the words.
    pub values: Vec<(String, String)>,
}

/// What was read, and what would be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Name of the file, or of the archive.
    pub source: String,
    /// By file: its name, and what was understood.
    pub findings: Vec<(String, Vec<Finding>)>,
    /// What is open.
    pub questions: Vec<ImportQuestion>,
    /// Rows of each status: new, changed, there already, in error, gone from the sheet that they came from.
    pub counts: [u32; 5],
    /// Those that are gone from their sheet go from the ledger, too.
    pub removes: bool,
    /// Sums of what will be written, by kind.
    pub totals: Vec<(Kind, Amount)>,
    /// Names of accounts that will be created.
    pub new_accounts: Vec<String>,
    /// Names of categories that will be created.
    pub new_categories: Vec<String>,
    /// ISO 4217 code for amounts that name none.
    pub currency: String,
    /// Milliseconds from bytes to plan, for the benchmark.
    pub elapsed_ms: u32,
}

/// A row of the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Physical line in the file, or row of the sheet, from 1; 0 for one that is not there any more.
    pub line: u64,
    /// What will happen.
    pub status: RowStatus,
    /// ISO date, or what the file says.
    pub date: String,
    /// What it was.
    pub description: String,
    /// Category and child.
    pub category: String,
    /// Account.
    pub account: String,
    /// Kind, when it is a transaction.
    pub kind: Option<Kind>,
    /// Absent when it could not be read.
    pub amount: Option<Amount>,
    /// Why this status. Its words are `reason-CODE`.
    pub reason: Finding,
    /// For an error: what is wrong with which column, and the value.
    pub problems: Vec<(FieldFailure, String)>,
    /// For a change: column, before, after.
    pub changes: Vec<(String, String, String)>,
}

/// An import was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// Its number, for undoing.
    pub batch: i64,
    /// Rows written.
    pub written: u32,
    /// Rows removed.
    pub removed: u32,
    /// Rows there already.
    pub duplicates: u32,
    /// Rows in error.
    pub errors: u32,
    /// Accounts whose bank balance differs from the ledger: name, bank's, ledger's.
    pub checkpoints: Vec<(String, Amount, Amount)>,
    /// Milliseconds from request to durable, for the benchmark.
    pub elapsed_ms: u32,
}

/// An earlier import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Its number.
    pub id: i64,
    /// ISO 8601 instant.
    pub created_at: String,
    /// Name of the file.
    pub source: String,
    /// Rows added and changed.
    pub written: u32,
    /// Rows removed.
    pub removed: u32,
    /// Rows there already.
    pub duplicates: u32,
    /// Rows in error.
    pub errors: u32,
    /// It was taken back.
    pub undone: bool,
}

/// Long work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// What is going on.
    pub phase: Phase,
    /// How much of it is done.
    pub done: u32,
    /// Of how much; 0 when it is not known.
    pub total: u32,
}

/// Phases of long work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "named by what goes on")]
pub enum Phase {
    Reading,
    Asking,
    Matching,
    Writing,
    Exporting,
    Sealing,
    Sending,
    Fetching,
    Checking,
}
