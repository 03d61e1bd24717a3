//! `cargo xtask bench`: measurements on the built app.

use std::path::PathBuf;

use anyhow::Result;

use crate::equipment::Equipment;
use crate::tools::npm;
use crate::{browser, dist, sh};

/// Builds the release app and runs the benchmarks: over it in a browser, and over the server on both databases.
/// Words choose some: `server` or `app`, or `peers`, which measures beside what others made.
pub fn bench(words: &[String]) -> Result<()> {
    let equipment = Equipment::for_the_bench();
    let mut bench = sh::cargo("run --quiet -p journeys --bin bench --");
    bench.args(words);
    if words.iter().any(|word| word == "peers") {
        bench.env("LUKA_ACTUAL", actual()?);
    }
    sh::run(browser::equip(equipment.equip(&mut bench))?)
}

/// The released web client of Actual Budget, compressed beside each file as our own build is.
fn actual() -> Result<PathBuf> {
    let build = npm::modules("tests/peers")?.join("node_modules/@actual-app/web/build");
    sh::step("compressing Actual's build (first time 3 minutes)", || {
        dist::compress_all(&build)
    })?;
    Ok(build)
}
