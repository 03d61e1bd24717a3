//! Backups as files, and back again.

use anyhow::{Result, ensure};
use journeys::{Person, Server, fixture, free_port};
use std::time::Duration;

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

/// Nothing of a refused file was used, and nothing was changed.
async fn is_refused(person: &Person, bytes: &[u8], code: &str) -> Result<()> {
    reads_a_backup(person, bytes).await?;
    person.browser.alert(code).await?;
    ensure!(
        !person.browser.has("[data-testid=restore-confirm]").await?,
        "{code}: it is offered"
    );
    assert_eq!(person.counts_transactions().await?, 100, "{code}");
    Ok(())
}

#[tokio::test]
async fn what_is_no_whole_backup_of_this_vault_is_refused_for_what_it_is() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let stranger = Person::arrives(server.port()).await?;
    stranger.makes_a_vault().await?;
    let foreign = saves_a_backup(&stranger).await?;
    drop(stranger);

    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.previews(&fixture("household-100.csv")).await?;
    person.commits().await?;
    let good = saves_a_backup(&person).await?;
    let changed = |at: usize, bit: u8| {
        let mut bytes = good.clone();
        bytes[at] ^= bit;
        bytes
    };
    is_refused(&person, b"date,amount\n2026-01-01,5\n", "backup-not").await?;
    is_refused(&person, &foreign, "backup-foreign").await?;
    is_refused(&person, &changed(9, 2), "backup-newer").await?;
    is_refused(&person, &changed(40, 1), "backup-damaged").await?;
    is_refused(&person, &changed(good.len() - 9_000, 16), "backup-damaged").await?;
    is_refused(&person, &changed(good.len() - 1, 128), "backup-damaged").await?;
    is_refused(&person, &good[..good.len() - 1], "backup-incomplete").await?;
    is_refused(&person, &good[..600], "backup-incomplete").await?;
    // And the good one still is.
    reads_a_backup(&person, &good).await?;
    person.browser.hook("restore-confirm").await?;
    Ok(())
}

/// Where in a restore the power goes.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// As soon as the page says that it is in this phase.
    Phase(&'static str),
    /// Everything is staged, and the person has not said yes.
    Staged,
    /// This many milliseconds after they did.
    Said(u64),
    /// The page says that it is done.
    Done,
}

#[tokio::test]
async fn a_kill_at_any_step_of_a_restore_leaves_the_old_or_the_new_ledger() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let mut person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.previews(&fixture("household-100.csv")).await?;
    person.commits().await?;
    let small = saves_a_backup(&person).await?;
    person.previews(&fixture("household-10000.csv")).await?;
    person.commits().await?;
    let large = saves_a_backup(&person).await?;
    let mut outcomes = [0, 0];
    for moment in [
        Moment::Phase("checking"),
        Moment::Staged,
        Moment::Said(0),
        Moment::Said(15),
        Moment::Said(40),
        Moment::Said(90),
        Moment::Said(200),
        Moment::Done,
    ] {
        let before = person.counts_transactions().await?;
        let (backup, after) = if before == 100 {
            (&large, 10_100)
        } else {
            (&small, 100)
        };
        reads_a_backup(&person, backup).await?;
        match moment {
            Moment::Phase(phase) => {
                let shown = format!(
                    "[data-testid=backup-progress][data-phase='{phase}'], [data-testid=restore-confirm]"
                );
                person.browser.css(&shown).await?;
            }
            Moment::Staged => drop(person.browser.hook("restore-confirm").await?),
            Moment::Said(ms) => {
                person.clicks("restore-confirm").await?;
                tokio::time::sleep(Duration::from_millis(ms)).await;
            }
            Moment::Done => {
                person.clicks("restore-confirm").await?;
                person.browser.hook("restore-done").await?;
            }
        }
        person = person.returns_after_a_crash().await?;
        person.goes_to("/transactions").await?;
        person.unlocks().await?;
        let count = person.counts_transactions().await?;
        ensure!([before, after].contains(&count), "{moment:?} left {count} rows");
        ensure!(
            !matches!(moment, Moment::Done) || count == after,
            "it was done and is not"
        );
        ensure!(
            !matches!(moment, Moment::Phase(_) | Moment::Staged) || count == before,
            "{moment:?} changed the ledger before the person said yes"
        );
        person.verifies_every_page().await?;
        outcomes[usize::from(count == after)] += 1;
    }
    println!(
        "{} kills left the old ledger, {} the new one",
        outcomes[0], outcomes[1]
    );
    Ok(())
}
