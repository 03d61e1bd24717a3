//! A vault of one's own: made, locked, opened, recovered, and given a new passphrase.

use anyhow::Result;
use journeys::{PASSPHRASE, Person, Server, free_port};

#[tokio::test]
async fn a_vault_is_made_locked_and_opened_again() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.goes_to("/dashboard").await?;
    let where_to = person.run("return location.pathname").await?;
    assert_eq!(
        where_to, "/welcome",
        "without a vault every address leads to the welcome page"
    );

    let words = person.makes_a_vault().await?;
    assert_eq!(words.split(' ').count(), 24);
    person.browser.hook("trust-line").await?;

    person.clicks("lock-now").await?;
    person.browser.hook("unlock-submit").await?;
    person.goes_to("/transactions").await?;
    assert_eq!(person.run("return location.pathname").await?, "/unlock");
    person.unlocks().await?;
    let there = "return location.pathname === '/transactions'";
    person
        .browser
        .until("the page that was asked for", there, vec![])
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_weak_passphrase_is_not_taken() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.goes_to("/welcome").await?;
    person.clicks("create-vault").await?;
    for weak in ["short", "passwordpassword", "aaaaaaaaaaaaaaaa"] {
        person.types("passphrase", weak).await?;
        person.types("passphrase-confirm", weak).await?;
        person.clicks("create-vault-submit").await.ok();
        assert!(
            !person.browser.has("[data-testid='recovery-code']").await?,
            "{weak}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn the_words_open_the_vault_and_set_a_new_passphrase() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    let words = person.makes_a_vault().await?;
    person.clicks("lock-now").await?;
    person.clicks("use-recovery-code").await?;
    person.types("recovery-code-input", &words.to_uppercase()).await?;
    person.clicks("unlock-submit").await?;
    person.browser.hook("lock-now").await?;

    let next = "umbrella walrus 77 cobalt thimble";
    person.opens("settings").await?;
    person.clicks("change-passphrase").await?;
    person.types("passphrase", next).await?;
    person.types("passphrase-confirm", next).await?;
    let enabled = "const e = document.querySelector(\"[data-testid='change-passphrase-submit']\"); return !!e && !e.disabled";
    person
        .browser
        .until("a strong passphrase", enabled, vec![])
        .await?;
    person.clicks("change-passphrase-submit").await?;
    let closed = "return !document.querySelector(\"[data-testid='change-passphrase-submit']\")";
    person
        .browser
        .until("the passphrase to be changed", closed, vec![])
        .await?;
    person.clicks("lock-now").await?;

    person.types("passphrase", PASSPHRASE).await?;
    person.clicks("unlock-submit").await?;
    person.browser.alert("wrong-passphrase").await?;
    person.types("passphrase", next).await?;
    person.clicks("unlock-submit").await?;
    person.browser.hook("lock-now").await?;
    Ok(())
}

#[tokio::test]
async fn deleting_everything_leads_back_to_the_welcome_page() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.deletes_everything().await?;
    person.goes_to("/dashboard").await?;
    assert_eq!(person.run("return location.pathname").await?, "/welcome");
    let left = "const done = arguments[arguments.length - 1]; return (async () => {
        const names = []; for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
        return names.join(',') || 'nothing' })()";
    assert_eq!(person.run(left).await?, "nothing");
    Ok(())
}
