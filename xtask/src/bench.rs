//! `cargo xtask bench`: measurements on the built app.

use anyhow::Result;

use crate::equipment::Equipment;
use crate::{browser, sh};

/// Builds the release app and runs the benchmarks: over it in a browser, and over the server on both databases.
/// Words choose some: `server` or `app`.
pub fn bench(words: &[String]) -> Result<()> {
    let equipment = Equipment::for_the_bench();
    let mut bench = sh::cargo("run --quiet -p journeys --bin bench --");
    bench.args(words);
    sh::run(browser::equip(equipment.equip(&mut bench))?)
}
