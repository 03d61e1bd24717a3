//! Everybody: no finding of axe-core on any page in either theme and language, and every journey by keyboard alone.

use anyhow::Result;
use journeys::{PASSPHRASE, Person, Server, axe_findings, fixture, free_port, given};
use thirtyfour::Key;

#[tokio::test]
async fn axe_finds_nothing_on_any_page_in_either_theme_and_language() -> Result<()> {
    let axe = std::fs::read_to_string(given("LUKA_AXE")?)?;
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    let mut all = Vec::new();
    for theme in ["light", "dark"] {
        let media = serde_json::json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
        person.browser.cdp("Emulation.setEmulatedMedia", media).await?;
        let mut look = async |what: &str| -> Result<()> {
            all.extend(
                axe_findings(&person.browser, &axe)
                    .await?
                    .into_iter()
                    .map(|f| format!("{what}, {theme}: {f}")),
            );
            Ok(())
        };
        if theme == "light" {
            person.goes_to("/welcome").await?;
            look("welcome").await?;
            person.clicks("create-vault").await?;
            person.browser.hook("passphrase").await?;
            look("create").await?;
            person.makes_a_vault().await?;
            person.previews(&fixture("household-100.csv")).await?;
            look("preview").await?;
            person.commits().await?;
        } else {
            person.goes_to("/unlock?lang=es").await?;
            look("unlock").await?;
            person.clicks("quick-add").await?;
            person.browser.hook("quick-save").await?;
            look("note").await?;
            person.clicks("quick-save").await?;
            person.browser.css(".field--wrong").await?;
            look("note with an error").await?;
            presses(&person, Key::Escape + "").await?;
            person.unlocks().await?;
        }
        for page in ["dashboard", "transactions", "import", "backup", "settings"] {
            person.opens(page).await?;
            person.browser.css("h1").await?;
            look(page).await?;
        }
        person.opens("dashboard").await?;
        person.browser.hook("needs-a-look").await?;
        person
            .run("document.querySelectorAll('details').forEach((twin) => { twin.open = true; })")
            .await?;
        look("tables behind the charts").await?;
        person.opens("transactions").await?;
        person.clicks("add-transaction").await?;
        person.browser.hook("save-transaction").await?;
        look("form").await?;
        person.clicks("cancel").await?;
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
    Ok(())
}

/// Presses Tab until the element with this hook has the focus.
async fn tabs_to(person: &Person, id: &str) -> Result<()> {
    person.browser.hook(id).await?;
    let here = "return document.activeElement?.dataset?.testid ?? ''";
    for _ in 0..80 {
        if person.run(here).await? == id {
            return Ok(());
        }
        person
            .browser
            .driver
            .action_chain()
            .send_keys(Key::Tab + "")
            .perform()
            .await?;
    }
    anyhow::bail!("{id} can't be reached by the Tab key")
}

async fn presses(person: &Person, keys: impl Into<thirtyfour::TypingData>) -> Result<()> {
    person
        .browser
        .driver
        .action_chain()
        .send_keys(keys)
        .perform()
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_vault_is_opened_and_a_transaction_written_by_keyboard_alone() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    tabs_to(&person, "lock-now").await?;
    presses(&person, Key::Enter + "").await?;
    tabs_to(&person, "passphrase").await?;
    presses(&person, PASSPHRASE).await?;
    presses(&person, Key::Enter + "").await?;
    person.browser.hook("lock-now").await?;
    tabs_to(&person, "nav-transactions").await?;
    presses(&person, Key::Enter + "").await?;
    tabs_to(&person, "add-transaction").await?;
    presses(&person, Key::Enter + "").await?;
    for (field, text) in [
        ("amount", "7.25"),
        ("description", "By keyboard"),
        ("category", "Food"),
        ("account", "Cash"),
    ] {
        tabs_to(&person, field).await?;
        presses(&person, text).await?;
    }
    tabs_to(&person, "save-transaction").await?;
    presses(&person, Key::Enter + "").await?;
    person.settles_at(1).await?;
    Ok(())
}
