//! What the stand-in promises, one sentence per test.

mod client;
mod faults;
mod id_tokens;
mod pages;
mod revoking;
mod signing_in;
mod tokens;
