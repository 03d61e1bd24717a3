//! Backups as files, and back again.

use anyhow::Result;
use journeys::{Person, Server, free_port};

/// A backup, saved as a file.
async fn saves_a_backup(person: &Person) -> Result<Vec<u8>> {
    person.opens("backup").await?;
    person.clicks("backup-to-file").await?;
    let (name, bytes) = person.browser.download().await?;
    assert!(name.ends_with(".lukabak"), "{name}");
    Ok(bytes)
}

async fn reads_a_backup(person: &Person, bytes: &[u8]) -> Result<()> {
    let file = person.has_file("chosen.lukabak", bytes)?;
    person.opens("backup").await?;
    person.hands_over("restore-from-file", &file).await
}

async fn buys(person: &Person, amount: &str, what: &str) -> Result<()> {
    person
        .adds("2026-01-15", "expense", amount, what, "Food", "Cash")
        .await
}

#[tokio::test]
async fn a_backup_file_brings_the_ledger_back_as_it_was() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    buys(&person, "12,50", "Bread").await?;
    let backup = saves_a_backup(&person).await?;
    buys(&person, "3,50", "Milk").await?;
    assert_eq!(person.counts_transactions().await?, 2);
    reads_a_backup(&person, &backup).await?;
    person.clicks("restore-confirm").await?;
    person.browser.hook("restore-done").await?;
    assert_eq!(person.counts_transactions().await?, 1);
    person.clicks("restore-undo").await?;
    person
        .browser
        .until(
            "the banner to go",
            "return !document.querySelector('[data-testid=restore-done]')",
            vec![],
        )
        .await?;
    assert_eq!(person.counts_transactions().await?, 2);
    Ok(())
}
