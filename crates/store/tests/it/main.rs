//! The store on plain SQLite, in the words of the person who relies on it.

#![expect(clippy::unwrap_used, reason = "tests: what fails here is the finding")]

mod backups;
mod census;
mod ledger_file;
mod sheets;
mod support;
mod undo;
