//! The store on plain SQLite, in the words of the person who relies on it.

mod ledger_file;
mod support;
mod undo;
