//! What the first screen does not need comes later, and its absence costs nothing but itself.

use crate::languages::without;
use anyhow::{Result, ensure};
use journeys::{Person, Server, fixture, free_port, given};
use std::{path::Path, process::Command};

/// The parts of the page that were asked for.
async fn parts(person: &Person) -> Result<Vec<String>> {
    let script = "return performance.getEntriesByType('resource').map(entry => /_split_(\\w+)\\.wasm$/.exec(entry.name)?.[1])
        .filter(Boolean).sort()";
    Ok(serde_json::from_value(person.run(script).await?)?)
}

#[tokio::test]
async fn nobody_waits_for_a_part_before_they_need_it() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.goes_to("/").await?;
    arrives(&person, "daily").await?;
    assert_eq!(parts(&person).await?, ["daily"]);
    person.makes_a_vault().await?;
    arrives(&person, "seldom").await?;
    assert_eq!(parts(&person).await?, ["daily", "seldom"]);
    Ok(())
}

/// Waits until a part of the page was asked for.
async fn arrives(person: &Person, part: &str) -> Result<()> {
    let script =
        "return performance.getEntriesByType('resource').some(entry => entry.name.endsWith(arguments[0]))";
    let file = format!("_split_{part}.wasm");
    person.browser.until(part, script, vec![file.into()]).await?;
    Ok(())
}

#[tokio::test]
async fn a_part_that_does_not_come_is_told_and_tried_again_and_the_vault_stays_open() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.goes_to("/").await?;
    without(&person, "*_split_seldom*").await?;
    person.makes_a_vault().await?;
    person.opens("import").await?;
    person.browser.alert("not-loaded").await?;
    person.opens("transactions").await?;
    person.browser.hook("add-transaction").await?;
    person.opens("import").await?;
    person.browser.alert("not-loaded").await?;

    without(&person, "*/nothing").await?;
    person.clicks("load-again").await?;
    person.previews(&fixture("household-100.csv")).await?;
    assert_eq!(person.commits().await?, 100);
    Ok(())
}

#[tokio::test]
async fn everything_opens_without_a_network_whatever_was_opened_before() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.is_ready_for_offline().await?;
    drop(server);
    for (page, hook) in [
        ("import", "import-file"),
        ("backup", "backup-to-file"),
        ("settings", "change-passphrase"),
        ("transactions", "add-transaction"),
    ] {
        person.opens(page).await?;
        person.browser.hook(hook).await?;
    }
    Ok(())
}

/// The app in a folder of its own, whose server never answers for the part of the worker that is not needed every day.
fn without_an_answer(folder: &Path) -> Result<()> {
    let dist = given("LUKA_DIST")?;
    let copied = Command::new("cp")
        .arg("-r")
        .arg(dist.join("."))
        .arg(folder)
        .status()?;
    ensure!(copied.success(), "cannot copy the app");
    for file in std::fs::read_dir(folder.join("worker"))? {
        let path = file?.path();
        if path.to_string_lossy().contains("_split_seldom.wasm") {
            std::fs::remove_file(&path)?;
            // Who opens a pipe that nobody writes to waits.
            let made = Command::new("mkfifo").arg(&path).status()?;
            ensure!(made.success(), "cannot make a pipe");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_vault_opens_works_and_locks_while_a_part_of_the_worker_never_comes() -> Result<()> {
    let folder = tempfile::tempdir()?;
    without_an_answer(folder.path())?;
    let server = Server::start_with(free_port()?, folder.path())?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person
        .adds("2024-03-01", "expense", "4.20", "Coffee", "Food", "Cash")
        .await?;
    person.settles_at(1).await?;
    person.opens("backup").await?;
    person.browser.css("h1").await?;
    person.clicks("lock-now").await?;
    person.unlocks().await?;
    person.settles_at(1).await?;
    Ok(())
}
