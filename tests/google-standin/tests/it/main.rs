//! What the stand-in promises, one sentence per test.

mod backups;
mod client;
mod faults;
mod id_tokens;
mod listing;
mod pages;
mod quotas;
mod resumable;
mod revisions;
mod revoking;
mod signing_in;
mod tokens;
mod visibility;
