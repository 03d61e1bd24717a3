//! A vault of one's own, from the first visit to another tab that takes it over.

use super::{Look, Visitor};
use crate::{PASSPHRASE, Person, Server, fixture, signs_in};
use anyhow::{Context, Result};
use serde_json::json;

pub const STATES: &[&str] = &[
    "welcome",
    "restore",
    "choose-passphrase",
    "recovery-words",
    "dashboard-empty",
    "transactions-empty",
    "backup-none",
    "settings",
    "settings-delete",
    "google-signed-out",
    "google-connected",
    "import-start",
    "import-question",
    "import-preview",
    "import-done",
    "import-mixed",
    "import-history",
    "dashboard-household",
    "transactions-household",
    "backup-drive",
    "restore-plan",
    "unlock",
    "unlock-wrong",
    "unlock-words",
    "unlock-other-tab",
    "taken-over",
    "backup-file",
];

/// Dates that can be read in two ways.
const AMBIGUOUS: &str = "date,description,category,amount,type,account\n\
    03/04/2025,Corner bakery,Groceries,7.20,expense,Checking\n05/04/2025,City tram,Transport,2.80,expense,Checking\n\
    08/04/2025,Salary,Income,2150.00,income,Checking\n";

pub async fn play(person: &Person, server: &Server, look: Look, visitor: &impl Visitor) -> Result<()> {
    gate(person, visitor).await?;
    if after(visitor, "recovery-words") {
        empty(person, visitor, server).await?;
    }
    if after(visitor, "google-connected") {
        import(person, visitor).await?;
    }
    if after(visitor, "import-history") {
        household(person, visitor).await?;
        locked(person, look, visitor).await?;
    }
    Ok(())
}

/// Whether anything after this state is still wanted.
fn after(visitor: &impl Visitor, state: &str) -> bool {
    STATES
        .iter()
        .skip_while(|known| **known != state)
        .skip(1)
        .any(|later| visitor.wants(later))
}

async fn gate(person: &Person, visitor: &impl Visitor) -> Result<()> {
    let browser = &person.browser;
    visitor.visits(browser, "welcome").await?;
    person.clicks("restore-backup").await?;
    browser
        .until("the page", "return location.pathname === '/restore'", vec![])
        .await?;
    visitor.visits(browser, "restore").await?;
    person.goes_to("/welcome").await?;
    person.clicks("create-vault").await?;
    person.types("passphrase", PASSPHRASE).await?;
    person.types("passphrase-confirm", PASSPHRASE).await?;
    person.is_strong_enough().await?;
    visitor.visits(browser, "choose-passphrase").await?;
    person.clicks("create-vault-submit").await?;
    let words = person.words().await?;
    visitor.visits(browser, "recovery-words").await?;
    if after(visitor, "recovery-words") {
        person.types_back(&words).await?;
        person.clicks("enter-app").await?;
        browser.hook("lock-now").await?;
    }
    Ok(())
}

async fn empty(person: &Person, visitor: &impl Visitor, server: &Server) -> Result<()> {
    let browser = &person.browser;
    browser.css("h1").await?;
    visitor.visits(browser, "dashboard-empty").await?;
    person.opens("transactions").await?;
    browser.css("[data-count='0']").await?;
    visitor.visits(browser, "transactions-empty").await?;
    person.opens("backup").await?;
    browser.hook("backup-to-file").await?;
    visitor.visits(browser, "backup-none").await?;
    person.opens("settings").await?;
    browser.hook("theme").await?;
    visitor.visits(browser, "settings").await?;
    person.clicks("delete-everything").await?;
    browser.hook("delete-everything-confirm").await?;
    visitor.visits(browser, "settings-delete").await?;
    google(person, visitor, server).await
}

/// Signed out as one comes, then connected: the session's cookie is what differs.
async fn google(person: &Person, visitor: &impl Visitor, server: &Server) -> Result<()> {
    let browser = &person.browser;
    comes_back_to(person, "/settings/google").await?;
    browser
        .css("[data-testid=google-status][data-state=signed-out]")
        .await?;
    visitor.visits(browser, "google-signed-out").await?;
    if after(visitor, "google-signed-out") {
        let cookie = signs_in(&server.origin(), "user1", &["signin", "connect"]).await?;
        let (name, value) = cookie.split_once('=').context("no cookie")?;
        let cookie = json!({ "name": name, "value": value, "url": server.origin(), "httpOnly": true });
        browser.cdp("Network.setCookie", cookie).await?;
        comes_back_to(person, "/settings/google").await?;
        browser
            .css("[data-testid=google-status][data-state=connected]")
            .await?;
        visitor.visits(browser, "google-connected").await?;
    }
    Ok(())
}

async fn import(person: &Person, visitor: &impl Visitor) -> Result<()> {
    let browser = &person.browser;
    person.opens("import").await?;
    browser.css("h1").await?;
    visitor.visits(browser, "import-start").await?;
    person
        .hands_over("import-file", &person.has_file("bank.csv", AMBIGUOUS.as_bytes())?)
        .await?;
    browser.hook("import-question").await?;
    visitor.visits(browser, "import-question").await?;
    person.opens("dashboard").await?;
    person.previews(&fixture("household-100.csv")).await?;
    visitor.visits(browser, "import-preview").await?;
    person.commits().await?;
    visitor.visits(browser, "import-done").await?;

    // A file that overlaps with the ledger, and has a row that is none.
    let household = std::fs::read_to_string(fixture("household-100.csv"))?;
    let mut mixed: String = household
        .lines()
        .take(4)
        .map(|line| format!("{line}\n"))
        .collect();
    mixed.push_str(",2025-13-40,Groceries,Market,No such day,12.00,expense,Visa Credit,credit,,FALSE,,,,\n");
    mixed.push_str(",2025-03-04,Groceries,Market,Corner bakery,7.20,expense,Visa Credit,credit,,FALSE,,,,\n");
    person
        .previews(&person.has_file("mixed.csv", mixed.as_bytes())?)
        .await?;
    visitor.visits(browser, "import-mixed").await?;
    person.opens("dashboard").await?;
    person.opens("import").await?;
    browser.hook("import-batch").await?;
    visitor.visits(browser, "import-history").await
}

async fn household(person: &Person, visitor: &impl Visitor) -> Result<()> {
    let browser = &person.browser;
    person.opens("dashboard").await?;
    browser.css("[data-month]").await?;
    visitor.visits(browser, "dashboard-household").await?;
    person.opens("transactions").await?;
    browser.hook("transaction-row").await?;
    visitor.visits(browser, "transactions-household").await?;
    person.opens("backup").await?;
    person.chooses("backup-minutes", "0").await?;
    person.clicks("backup-to-drive").await?;
    browser
        .css("[data-testid=backup-entry][data-verified=true]")
        .await?;
    visitor.visits(browser, "backup-drive").await?;
    if after(visitor, "backup-drive") {
        person.clicks("backup-to-file").await?;
        let (name, backup) = browser.download().await?;
        let file = person.has_file(&name, &backup)?;
        person.hands_over("restore-from-file", &file).await?;
        browser.hook("restore-confirm").await?;
        visitor.visits(browser, "restore-plan").await?;
        person.clicks("restore-cancel").await?;
        browser.hook("backup-to-file").await?;
    }
    Ok(())
}

async fn locked(person: &Person, look: Look, visitor: &impl Visitor) -> Result<()> {
    let browser = &person.browser;
    if !after(visitor, "restore-plan") {
        return Ok(());
    }
    person.clicks("lock-now").await?;
    browser.hook("unlock-submit").await?;
    visitor.visits(browser, "unlock").await?;
    person.types("passphrase", "not this one").await?;
    person.clicks("unlock-submit").await?;
    browser.alert("wrong-passphrase").await?;
    can_submit(person).await?;
    visitor.visits(browser, "unlock-wrong").await?;
    person.clicks("use-recovery-code").await?;
    browser.hook("recovery-code-input").await?;
    visitor.visits(browser, "unlock-words").await?;
    person.clicks("use-recovery-code").await?;
    person.unlocks().await?;
    other_tab(person, look, visitor).await?;
    // What was connected would show Drive's list in place of the file's state.
    browser.cdp("Network.clearBrowserCookies", json!({})).await?;
    comes_back_to(person, "/backup").await?;
    browser.hook("backup-to-file").await?;
    visitor.visits(browser, "backup-file").await
}

/// A second tab is told that the vault is open elsewhere, and takes it; the first says what happened.
async fn other_tab(person: &Person, look: Look, visitor: &impl Visitor) -> Result<()> {
    let (browser, driver) = (&person.browser, &person.browser.driver);
    let first = driver.window().await?;
    let second = driver.new_tab().await?;
    driver.switch_to_window(second).await?;
    look.dress(browser).await?;
    person.goes_to("/unlock").await?;
    person.types("passphrase", PASSPHRASE).await?;
    person.clicks("unlock-submit").await?;
    browser.alert("open-in-another-tab").await?;
    visitor.visits(browser, "unlock-other-tab").await?;
    person.clicks("take-over").await?;
    browser.hook("lock-now").await?;
    driver.switch_to_window(first.clone()).await?;
    browser.cdp("Page.bringToFront", json!({})).await?;
    browser
        .until(
            "the tab to let go",
            "return !document.querySelector(\"[data-testid='lock-now']\")",
            vec![],
        )
        .await?;
    visitor.visits(browser, "taken-over").await?;
    for window in driver.windows().await? {
        if window != first {
            driver.switch_to_window(window).await?;
            driver.close_window().await?;
        }
    }
    driver.switch_to_window(first).await?;
    Ok(())
}

/// Loads an address, which locks, and opens the vault there.
async fn comes_back_to(person: &Person, path: &str) -> Result<()> {
    person.goes_to(path).await?;
    can_submit(person).await?;
    person.unlocks().await?;
    let there = "return location.pathname === arguments[0]";
    person.browser.until(path, there, vec![path.into()]).await?;
    Ok(())
}

/// After a wrong passphrase the next one has to wait.
async fn can_submit(person: &Person) -> Result<()> {
    person
        .browser
        .css("[data-testid=unlock-submit]:not(:disabled)")
        .await?;
    Ok(())
}
