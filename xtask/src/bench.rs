//! `cargo xtask bench`: measurements on the built app.

use anyhow::Result;

use crate::{browser, sh};

/// Builds the release app and runs the benchmarks over it in a browser.
pub fn bench() -> Result<()> {
    sh::run(browser::equip(&mut sh::cargo(
        "run --quiet -p journeys --bin bench",
    ))?)
}
