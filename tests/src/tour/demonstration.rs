//! The demonstration: the cheapest way to a ledger full of data.

use super::Visitor;
use crate::Person;
use anyhow::{Result, ensure};

pub const STATES: &[&str] = &[
    "dashboard-demo",
    "transactions",
    "transactions-filtered",
    "transactions-none-found",
    "form-new",
    "form-errors",
    "form-edit",
    "backup-demo",
    "settings-demo",
    "toast-undo",
    "sorting",
    "sorting-offer",
];

/// From the welcome page past the states of the demonstration.
///
/// # Errors
/// When one can't be reached.
pub async fn play(person: &Person, visitor: &impl Visitor) -> Result<()> {
    let browser = &person.browser;
    opens(person).await?;
    visitor.visits(browser, "dashboard-demo").await?;
    person.opens("backup").await?;
    browser.hook("export-csv").await?;
    visitor.visits(browser, "backup-demo").await?;
    person.opens("settings").await?;
    browser.hook("theme").await?;
    visitor.visits(browser, "settings-demo").await?;

    person.opens("transactions").await?;
    browser.hook("transaction-row").await?;
    visitor.visits(browser, "transactions").await?;
    let all = person.counts_transactions().await?;
    person.chooses("filter-type", "income").await?;
    let filtered = other_than(person, all).await?;
    visitor.visits(browser, "transactions-filtered").await?;
    person.types("search", "xylophone").await?;
    ensure!(other_than(person, filtered).await? == 0, "xylophones are found");
    visitor.visits(browser, "transactions-none-found").await?;
    person.clicks("clear-filters").await?;
    browser.hook("transaction-row").await?;

    person.clicks("add-transaction").await?;
    browser.hook("save-transaction").await?;
    visitor.visits(browser, "form-new").await?;
    person.types("amount", "about 12").await?;
    person.clicks("save-transaction").await?;
    browser.css("[aria-invalid=true]").await?;
    visitor.visits(browser, "form-errors").await?;
    person.clicks("cancel").await?;
    person.opens_row("").await?;
    let filled = "return !!document.querySelector(\"[data-testid='amount']\")?.value";
    browser
        .until("the transaction in the form", filled, vec![])
        .await?;
    visitor.visits(browser, "form-edit").await?;
    person.clicks("save-transaction").await?;
    browser.hook("toast-undo").await?;
    visitor.visits(browser, "toast-undo").await?;

    person.opens("dashboard").await?;
    person.clicks("look-unsorted").await?;
    browser.hook("sort-category").await?;
    visitor.visits(browser, "sorting").await?;
    let script = "return document.querySelector(\"[data-testid='sort-category']\").options[1].value";
    let category = person.run(script).await?;
    person
        .chooses("sort-category", category.as_str().unwrap_or_default())
        .await?;
    browser.hook("sort-alike").await?;
    visitor.visits(browser, "sorting-offer").await
}

/// From the welcome page to the demonstration's first month.
///
/// # Errors
/// When it does not open.
pub async fn opens(person: &Person) -> Result<()> {
    person.clicks("try-demo").await?;
    person.browser.css("[data-month]").await?;
    Ok(())
}

/// Waits until another number of transactions matches than that, and gives it.
async fn other_than(person: &Person, count: u64) -> Result<u64> {
    let script = "const count = document.querySelector(\"[data-testid='transaction-count']\")?.dataset.count;
        return count === undefined || +count === arguments[0] ? null : count";
    let seen = person
        .browser
        .until("other matches", script, vec![count.into()])
        .await?;
    Ok(seen.as_str().unwrap_or_default().parse()?)
}
