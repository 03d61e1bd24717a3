//! `cargo xtask grades`: what Lighthouse, axe and Chromium say of the built app.

use anyhow::Result;

use crate::tools::npm;
use crate::{browser, place, sh};

/// Builds the release app and has it graded; words choose some of `lighthouse`, `axe` and `install`.
pub fn grades(words: &[String]) -> Result<()> {
    let mut grades = sh::cargo("run --quiet -p journeys --bin grades --");
    grades
        .args(words)
        .env("LUKA_LIGHTHOUSE", npm::modules("tests/grades")?)
        .env("LUKA_AXE", browser::axe()?)
        .env("LUKA_GRADES", place::target().join("grades"));
    sh::run(browser::equip_to_look(&mut grades)?)
}
