//! A person's language is what they download, the other is one click away, and neither missing leaves them with nothing.

use anyhow::Result;
use journeys::{Person, Server, free_port};
use serde_json::json;

async fn downloaded(person: &Person) -> Result<Vec<String>> {
    let script = "return performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)
        .filter(path => path.endsWith('.ftl')).map(path => path.replace(/-[0-9a-f]+/, ''))";
    Ok(serde_json::from_value(person.run(script).await?)?)
}

/// From here on the server's files of this pattern can't be had.
pub(crate) async fn without(person: &Person, files: &str) -> Result<()> {
    person.browser.cdp("Network.enable", json!({})).await?;
    // It would have the file already, or fetch it where nothing is blocked.
    let bypass = json!({ "bypass": true });
    person
        .browser
        .cdp("Network.setBypassServiceWorker", bypass)
        .await?;
    let blocked = json!({ "urls": [files] });
    person.browser.cdp("Network.setBlockedURLs", blocked).await?;
    Ok(())
}

async fn chooses_spanish(person: &Person) -> Result<()> {
    person
        .browser
        .css(".languages [lang='es']")
        .await?
        .click()
        .await?;
    Ok(())
}

async fn reads_in(person: &Person, lang: &str) -> Result<()> {
    let script = "return document.documentElement.lang === arguments[0]";
    person
        .browser
        .until("the language", script, vec![lang.into()])
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_first_visit_downloads_one_language_and_the_other_when_it_is_chosen() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.goes_to("/").await?;
    reads_in(&person, "en").await?;
    assert_eq!(downloaded(&person).await?, ["/i18n/en.ftl"]);
    chooses_spanish(&person).await?;
    reads_in(&person, "es").await?;
    assert_eq!(downloaded(&person).await?, ["/i18n/en.ftl", "/i18n/es.ftl"]);
    person.goes_to("/").await?;
    reads_in(&person, "es").await?;
    assert_eq!(downloaded(&person).await?, ["/i18n/es.ftl"]);
    Ok(())
}

#[tokio::test]
async fn a_language_never_read_before_is_there_without_a_network() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.is_ready_for_offline().await?;
    drop(server);
    person.opens("settings").await?;
    person.chooses("language", "es").await?;
    reads_in(&person, "es").await?;
    person.goes_to("/unlock").await?;
    reads_in(&person, "es").await?;
    Ok(())
}

#[tokio::test]
async fn a_language_that_does_not_come_leaves_the_one_that_is_there() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    without(&person, "*/i18n/es-*").await?;
    person.goes_to("/").await?;
    chooses_spanish(&person).await?;
    person.browser.alert("language-not-loaded").await?;
    reads_in(&person, "en").await?;
    // Asked for while the page loads, it is the same.
    person.goes_to("/?lang=es").await?;
    person.browser.alert("language-not-loaded").await?;
    reads_in(&person, "en").await?;
    without(&person, "*/nothing").await?;
    chooses_spanish(&person).await?;
    reads_in(&person, "es").await?;
    assert!(!person.browser.has("[data-code='language-not-loaded']").await?);
    Ok(())
}

#[tokio::test]
async fn a_page_that_cannot_load_says_so_in_every_language() -> Result<()> {
    let server = Server::start(free_port()?)?;
    for missing in ["*/i18n/*", "*.wasm"] {
        let person = Person::arrives(server.port()).await?;
        without(&person, missing).await?;
        person.browser.driver.goto(server.origin()).await?;
        let said = person.browser.alert("not-loaded").await?;
        assert!(
            said.contains("could not be loaded") && said.contains("No se pudo cargar"),
            "{said}"
        );
        without(&person, "*/nothing").await?;
        person
            .browser
            .css("[data-code='not-loaded'] button")
            .await?
            .click()
            .await?;
        person.sees_a_usable_page().await?;
    }
    Ok(())
}

/// From here on the person's browser asks for this locale.
async fn lives_in(person: &Person, locale: &str) -> Result<()> {
    let agent = person.run("return navigator.userAgent").await?;
    let at_home = json!({ "userAgent": agent, "acceptLanguage": locale });
    person
        .browser
        .cdp("Emulation.setUserAgentOverride", at_home)
        .await?;
    Ok(())
}

#[tokio::test]
async fn money_days_and_counts_are_written_as_they_are_at_home() -> Result<()> {
    let at_home = [
        (
            "es-CL",
            "$1.234.567",
            "9 mar 2024",
            "Un movimiento",
            "2 movimientos",
        ),
        (
            "es-ES",
            "1.234.567,00 €",
            "9 mar 2024",
            "Un movimiento",
            "2 movimientos",
        ),
        (
            "en-US",
            "$1,234,567.00",
            "Mar 9, 2024",
            "One transaction",
            "2 transactions",
        ),
        (
            "en-GB",
            "£1,234,567.00",
            "9 Mar 2024",
            "One transaction",
            "2 transactions",
        ),
    ];
    let server = Server::start(free_port()?)?;
    for (locale, amount, day, one, two) in at_home {
        let person = Person::arrives(server.port()).await?;
        lives_in(&person, locale).await?;
        // The currency is the region's, unless they choose another.
        person.makes_a_vault().await?;
        person
            .adds("2024-03-09", "expense", "1234567", "House", "Housing", "Bank")
            .await?;
        let count = person.browser.hook("transaction-count").await?;
        assert_eq!(count.text().await?, one, "{locale}");
        let row = person.browser.hook("transaction-row").await?.text().await?;
        // The blank between an amount and its currency does not break.
        let row = row.replace('\u{a0}', " ");
        assert!(row.contains(amount) && row.contains(day), "{locale}: {row}");
        person
            .adds("2024-03-10", "income", "1", "Interest", "Other", "Bank")
            .await?;
        person.settles_at(2).await?;
        let count = person.browser.hook("transaction-count").await?;
        assert_eq!(count.text().await?, two, "{locale}");
    }
    Ok(())
}
