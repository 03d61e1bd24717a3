//! Pictures of the page in front of a person, at full height in three sizes.

use anyhow::{Context, Result};
use base64::{Engine, prelude::BASE64_STANDARD};
use journeys::Browser;
use journeys::tour::{Look, SIZES, Size, Visitor, WIDE, resize, settle};
use serde_json::{Value, json};
use std::{fs, path::Path};

/// A page that grows with its window must not grow for ever.
const TALLEST: u64 = 8_000;

/// Takes the pictures that were asked for.
pub struct Camera<'a> {
    pub folder: &'a Path,
    pub look: Look,
    pub filter: &'a str,
    pub states: &'a [&'static str],
}

impl Camera<'_> {
    fn folder_of(&self, size: Size) -> String {
        format!("{}-{}-{}", self.look.lang, self.look.theme, size.name)
    }

    fn wants_at(&self, size: Size, state: &str) -> bool {
        format!("{}/{state}", self.folder_of(size)).contains(self.filter)
    }
}

impl Visitor for Camera<'_> {
    fn wants(&self, state: &str) -> bool {
        SIZES.iter().any(|size| self.wants_at(*size, state))
    }

    async fn visits(&self, browser: &Browser, state: &str) -> Result<()> {
        let place = self.states.iter().position(|known| *known == state);
        let number = 1 + place.with_context(|| format!("{state} is not in the list of states"))?;
        let mut is_resized = false;
        for size in SIZES.into_iter().filter(|size| self.wants_at(*size, state)) {
            let picture = whole_page(browser, size, !state.starts_with("toast"))
                .await
                .with_context(|| format!("{state}, {}", size.name))?;
            let folder = self.folder.join(self.folder_of(size));
            fs::create_dir_all(&folder)?;
            fs::write(folder.join(format!("{number:02}-{state}.png")), picture)?;
            is_resized = true;
        }
        if is_resized {
            resize(browser, WIDE, WIDE.height.into(), 1).await?;
        }
        Ok(())
    }
}

/// The window becomes as high as the page, so that what sticks to its edges is at the edges of the picture. A dialog that
/// scrolls keeps its share of the window.
const TALL: &str = "const dialog = document.querySelector('dialog[open]');
    return dialog ? Math.ceil(innerHeight * dialog.scrollHeight / dialog.clientHeight) : document.documentElement.scrollHeight";

/// Pages whose parts follow the window's height need more than one look.
const LOOKS: usize = 3;

async fn whole_page(browser: &Browser, size: Size, is_calm: bool) -> Result<Vec<u8>> {
    let mut height = u64::from(size.height);
    resize(browser, size, height, 1).await?;
    settle(browser, is_calm).await?;
    for _ in 0..LOOKS {
        let tall = browser.run(TALL, vec![]).await?.as_u64().unwrap_or_default();
        if tall <= height || TALLEST <= height {
            break;
        }
        height = tall.min(TALLEST);
        resize(browser, size, height, 1).await?;
        settle(browser, is_calm).await?;
    }
    capture(browser, json!({ "format": "png" })).await
}

/// What the window shows.
pub async fn capture(browser: &Browser, how: Value) -> Result<Vec<u8>> {
    let answer = browser.cdp("Page.captureScreenshot", how).await?;
    let data = answer["data"].as_str().context("no picture")?;
    Ok(BASE64_STANDARD.decode(data)?)
}
