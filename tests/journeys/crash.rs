//! The power goes in the middle of an import: the ledger is the old or the new one, whole.

use anyhow::Result;
use journeys::{Person, Server, fixture, free_port};
use std::time::Duration;

const CRASHES: u32 = 10;

#[tokio::test]
async fn ten_kills_in_the_middle_of_an_import_leave_the_old_or_the_new_ledger() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let mut person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.previews(&fixture("household-100.csv")).await?;
    person.commits().await?;
    let mut outcomes = [0, 0];
    for crash in 0..CRASHES {
        person.previews(&fixture("household-10000.csv")).await?;
        // Spread from the very click on to beyond the end of writing, closest where writing begins.
        person.clicks("import-commit").await?;
        tokio::time::sleep(Duration::from_millis(u64::from(crash * crash) * 25)).await;
        person = person.returns_after_a_crash().await?;
        person.goes_to("/transactions").await?;
        person.unlocks().await?;
        let count = person.counts_transactions().await?;
        assert!([100, 10_100].contains(&count), "crash {crash} left {count} rows");
        person.verifies_every_page().await?;
        outcomes[usize::from(count == 10_100)] += 1;
        if count == 10_100 {
            person.opens("import").await?;
            person.clicks("import-undo").await?;
            person.settles_at(100).await?;
        }
    }
    println!(
        "{} crashes left the old ledger, {} the new one",
        outcomes[0], outcomes[1]
    );
    Ok(())
}
