//! The importer from outside: files as bytes, ledgers in memory.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the helpers of tests fail as tests do"
)]

mod ledgers;

mod amounts;
mod encodings;
mod matching;
mod quirks;
mod quotes;
mod round_trip;
mod sheets;
mod tables;
