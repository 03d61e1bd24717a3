//! `cargo xtask screenshots`: pictures of the built app.

use anyhow::Result;

use crate::{browser, place, sh};

/// Builds the release app and takes the pictures: of all states, of those with a word in their name, or of the README.
pub fn take(words: &[String]) -> Result<()> {
    let mut screenshots = sh::cargo("run --quiet -p journeys --bin screenshots --");
    screenshots
        .args(words)
        .env("LUKA_SCREENSHOTS", place::target().join("screenshots"))
        .env(
            "LUKA_README_SCREENSHOTS",
            place::root().join("assets/screenshots"),
        );
    sh::run(browser::equip_to_look(&mut screenshots)?)
}
