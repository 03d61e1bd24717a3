//! What we made.

use super::{App, stopwatch};
use anyhow::{Context, Result, ensure};
use journeys::{PASSPHRASE, Person};
use std::path::Path;

pub struct Ours<'a> {
    pub file: &'a Path,
}

impl App for Ours<'_> {
    const USABLE: &'static str = "document.documentElement.dataset.ready === '1'";
    const MONTH: &'static str = "!!document.querySelector('[data-month]')";
    const LIST: &'static str = "!!document.querySelector(\"[data-testid='transaction-row']\")";
    const GO: [&'static str; 2] = [
        "document.querySelector(\"[data-testid='nav-dashboard']\").click()",
        "document.querySelector(\"[data-testid='nav-transactions']\").click()",
    ];
    const FOUND: &'static str =
        "document.querySelector(\"[data-testid='transaction-count']\")?.dataset.search === query";
    const SEARCH: &'static str = "[data-testid='search']";
    const HOLDER: &'static str = "[data-testid='transaction-list']";

    async fn begins(&self, person: &Person) -> Result<()> {
        person.makes_a_vault().await?;
        person.opens("import").await
    }

    async fn previews(&self, person: &Person) -> Result<()> {
        let counts = person.previews(self.file).await?;
        ensure!(counts == [super::ROWS, 0, 0], "the preview counts {counts:?}");
        Ok(())
    }

    async fn commits(&self, person: &Person) -> Result<()> {
        let written = person.commits().await?;
        ensure!(written == super::ROWS, "{written} rows were written");
        Ok(())
    }

    /// The passphrase takes no time to type, but its key is derived.
    async fn opens(&self, person: &Person) -> Result<f64> {
        let armed = stopwatch::arm(person, Self::USABLE).await?;
        let origin = person.run("return location.origin").await?;
        let to_the_lock = stopwatch::load(person, origin.as_str().context("no origin")?).await?;
        stopwatch::disarm(person, armed).await?;
        person.types("passphrase", PASSPHRASE).await?;
        let to_the_month = stopwatch::act(
            person,
            "document.querySelector(\"[data-testid='unlock-submit']\").click()",
            Self::MONTH,
        )
        .await?;
        Ok(to_the_lock + to_the_month)
    }
}
