//! What journeys are made of: a real server, a real browser with a profile on disk, and a person's gestures.
//!
//! It knows the app only by its interface contract: routes, `data-testid`s and `data-` values. Nothing here waits
//! for a length of time: every wait is for something a person would see, with a limit.

mod axe;
mod browser;
mod engine;
mod google;
mod person;
mod profile;
mod server;
mod system;
pub mod tour;

pub use axe::axe_findings;
pub use browser::Browser;
pub use engine::{Engine, Undriven};
pub use google::{Standin, signs_in};
pub use person::{PASSPHRASE, Person};
pub use profile::{Needle, find_in, needles};
pub use server::Server;
pub use system::System;

use std::path::PathBuf;

/// A fixture of this crate.
#[must_use]
pub fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}

/// A port of loopback that nobody uses now.
///
/// # Errors
/// When there is none.
pub fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?
        .local_addr()?
        .port())
}

/// A path or program that `cargo xtask` hands to the tests.
///
/// # Errors
/// When the tests were not started by `cargo xtask test`.
pub fn given(variable: &str) -> anyhow::Result<PathBuf> {
    let value = std::env::var_os(variable);
    value
        .map(PathBuf::from)
        .ok_or_else(|| anyhow::anyhow!("{variable} is not set: run `cargo xtask test journeys`"))
}
