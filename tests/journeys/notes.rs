//! Noting what was just spent: on any page, and before the vault is open.

use anyhow::Result;
use journeys::{PASSPHRASE, Person, Server, find_in, free_port, needles};

async fn notes(person: &Person, amount: &str, what: &str) -> Result<()> {
    person.clicks("quick-add").await?;
    person.types("quick-amount", amount).await?;
    person.types("quick-description", what).await?;
    person.clicks("quick-save").await
}

#[tokio::test]
async fn a_note_of_a_locked_vault_is_in_memory_only_and_is_written_when_it_opens() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.clicks("lock-now").await?;
    person.browser.hook("unlock-submit").await?;
    notes(&person, "12+3,50", "CANARYNOTE1QX bread").await?;
    let held = person
        .browser
        .value("[data-testid='quick-held']", "data-count")
        .await?;
    assert_eq!(held, "1");
    let secret = needles(&["CANARYNOTE1QX".to_owned()]);
    assert_eq!(
        find_in(person.browser.profile(), &secret)?,
        [],
        "on the disk while locked"
    );

    person.unlocks().await?;
    person.opens("transactions").await?;
    person.settles_at(1).await?;
    person.sees_amount("15.50").await?;
    // Nothing is known of its category yet, and the overview says so.
    person.opens("dashboard").await?;
    person.browser.hook("look-unsorted").await?;

    let profile = person.leaves().await?;
    let secret = needles(&["CANARYNOTE1QX".to_owned(), PASSPHRASE.to_owned()]);
    assert_eq!(
        find_in(&profile.path().join("profile"), &secret)?,
        [],
        "on the disk afterwards"
    );
    Ok(())
}

#[tokio::test]
async fn the_shortcut_to_a_new_transaction_takes_a_note_before_the_vault_is_open() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.goes_to("/transactions?add=1").await?;
    person.types("quick-amount", "3").await?;
    person.types("quick-description", "Bus").await?;
    person.clicks("quick-save").await?;
    person.unlocks().await?;
    person.settles_at(1).await?;
    // What was asked for is done: no empty form asks again.
    assert!(!person.browser.has("dialog").await?);
    assert_eq!(
        person.run("return location.pathname + location.search").await?,
        "/transactions"
    );
    Ok(())
}

#[tokio::test]
async fn a_note_that_can_not_be_read_is_not_lost_but_opens_in_the_form() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.clicks("lock-now").await?;
    person.browser.hook("unlock-submit").await?;
    notes(&person, "about ten", "First").await?;
    notes(&person, "1.234", "Second").await?;
    notes(&person, "7", "Third").await?;
    person.unlocks().await?;
    let described = "const e = document.querySelector('#txn-description'); return e && e.value";
    for (name, amount) in [("First", "10"), ("Second", "1.234,00")] {
        let shown = format!("return (() => {{ {described} }})() === '{name}'");
        person
            .browser
            .until("the note in the form", &shown, vec![])
            .await?;
        person.types("amount", amount).await?;
        person.types("category", "Food").await?;
        person.types("account", "Cash").await?;
        person.clicks("save-transaction").await?;
    }
    person.settles_at(3).await
}

#[tokio::test]
async fn a_note_is_completed_by_what_is_known_of_its_like() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person
        .adds("2026-01-15", "expense", "4", "Café Luna", "Food", "Bank")
        .await?;
    person
        .adds("2026-01-16", "expense", "90", "Rent", "Housing", "Giro")
        .await?;
    person.opens("dashboard").await?;
    // The button is a phone's; the form is the same everywhere.
    person
        .run("document.querySelector('[data-testid=quick-add]').click()")
        .await?;
    person.types("quick-amount", "5").await?;
    person.types("quick-description", "CAFE  luna").await?;
    person.clicks("quick-save").await?;
    person.opens("transactions").await?;
    person.settles_at(3).await?;
    let row = person
        .run("return document.querySelector('[data-testid=transaction-row]').innerText")
        .await?;
    let row = row.as_str().unwrap_or_default();
    assert!(row.contains("Food") && row.contains("Bank"), "{row}");
    Ok(())
}

#[tokio::test]
async fn a_sum_in_the_form_shows_what_it_comes_to_before_it_is_saved() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.opens("transactions").await?;
    person.clicks("add-transaction").await?;
    person.types("amount", "100/3 + 1,50").await?;
    let hint = "const e = document.querySelector('#txn-amount-hint'); return e && e.textContent.includes('34') && e.textContent";
    let hint = person.browser.until("the sum", hint, vec![]).await?;
    assert!(hint.as_str().unwrap_or_default().contains("34"), "{hint}");
    person.types("description", "A third").await?;
    person.types("category", "Food › Groceries").await?;
    let child = "return document.querySelector('#txn-subcategory').value === 'Groceries'";
    person.browser.until("the child", child, vec![]).await?;
    person.types("account", "Cash").await?;
    person.clicks("save-transaction").await?;
    person.sees_amount("34.83").await
}
