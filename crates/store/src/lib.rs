//! Schema, migrations and queries of the ledger, on SQLite.
//!
//! Runs on any [`rusqlite::Connection`]: on encrypted pages in the browser, on plain SQLite in tests.
//! It knows no key, no clock and no randomness: instants and identifiers are parameters.
//!
//! **Invariants**
//! - Every write happens inside one SQL transaction, and takes the kept totals and the word index with it:
//!   after any commit [`totals::check`] finds nothing.
//! - A file is never opened by an older app than the one that wrote it ([`StoreError::NewerSchema`]).
//! - Names are exact: `Cash` and `cash` are two accounts, because the person wrote two.

pub mod accounts;
pub mod backups;
pub mod batch;
pub mod budgets;
pub mod census;
mod convert;
mod error;
pub mod list;
mod migrate;
mod names;
pub mod report;
mod row;
pub mod settings;
pub mod sheets;
pub mod totals;
pub mod transactions;
pub mod vocabulary;

pub use error::StoreError;
pub use migrate::{SCHEMA_VERSION, migrate, schema};
pub use names::Names;
pub use row::{Entry, Keys};
pub use rusqlite::Connection;
