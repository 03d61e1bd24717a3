//! Files and sheets of the spreadsheet contract: bytes or cells in, rows with evidence out; rows out, bytes again.
//!
//! What it is: pure functions that find out how a file is written ([`read`], [`read_sheet`]), decide what each row would do to
//! the ledger ([`plan_transactions`]) and write the tables back ([`export_transactions`]).
//! What it is not: it stores nothing, asks nobody and has no words for people. It has no clock and no
//! randomness; today, new identifiers and what the ledger knows are parameters.
//!
//! **Invariants**
//! - Nothing is guessed. A date or an amount that two readings understand differently becomes a [`Question`],
//!   and until it is answered the rows concerned are errors.
//! - Nothing is dropped in silence. Every line of the file is a row, or is named in the [`Evidence`].
//! - Text is stored as written. Only names and identifiers lose white space around them.
//! - Export, then import, is the identity.

mod accounts;
mod amount;
mod body;
mod budgets;
mod creates;
mod currencies;
mod date;
mod day;
mod encoding;
mod evidence;
mod export;
mod fingerprint;
mod grid;
mod header;
mod layout;
mod locale;
mod mapping;
mod number;
mod plan;
mod planner;
mod read;
mod records;
mod row;
mod scan;
mod serial;
mod sheet;
mod split;
mod sum;
mod survey;
mod symbols;
mod table_plan;
mod tables;
mod transactions;
mod view;
mod write;

pub use accounts::IncomingAccount;
pub use amount::read_amount;
pub use budgets::IncomingBudget;
pub use creates::{NewAccount, NewCategory};
pub use day::DateOrder;
pub use encoding::{Decoded, Encoding, decode};
pub use evidence::{
    AmountExample, Answers, DateExample, DecidedBy, Decision, Evidence, LineEnding, Noise, Question,
    SkippedLine,
};
pub use export::{export_accounts, export_budgets, export_contributions, export_goals, export_transactions};
pub use fingerprint::{ContentKey, Fingerprint, content_key, content_key_of, fingerprint, fingerprint_of};
pub use grid::{Cell, Grid};
pub use header::{Columns, field_of};
pub use layout::{Layout, LayoutColumn, layout};
pub use locale::{Conventions, conventions};
pub use mapping::{ColumnMap, ColumnSource, MappedColumn};
pub use number::DecimalMark;
pub use plan::{Counts, DuplicateReason, ExistingLedger, Plan, PlanItem, Status, Total};
pub use planner::plan_transactions;
pub use read::{Context, Progress, ReadError, Reading, Rows, read};
pub use row::{Refusal, Row};
pub use sheet::{TypedSheet, read_sheet, sheet_kind};
pub use sum::{is_sum, read_sum};
pub use table_plan::{TableItem, TablePlan, TableStatus, plan_accounts, plan_budgets};
pub use tables::TableKind;
pub use transactions::Incoming;
pub use view::Change;
pub use write::errors_csv;
