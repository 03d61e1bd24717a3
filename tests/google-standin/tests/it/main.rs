//! What the stand-in promises, one sentence per test.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod backups;
mod client;
mod edits;
mod faults;
mod fidelity;
mod id_tokens;
mod interruptions;
mod listing;
mod pages;
mod program;
mod quotas;
mod resumable;
mod revisions;
mod revoking;
mod sheets;
mod signing_in;
mod tokens;
mod upload;
mod visibility;
