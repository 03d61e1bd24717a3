//! A new version comes when its owner says so, and says once what is new in it.

use anyhow::{Context, Result};
use journeys::{Person, Server, fixture, free_port, given};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};
use tempfile::TempDir;

/// The built app with other texts, as its next version would be built.
fn next_version() -> Result<TempDir> {
    let dist = tempfile::tempdir()?;
    copy(&given("LUKA_DIST")?, dist.path())?;
    let worker = dist.path().join("sw.js");
    let mut script = fs::read_to_string(&worker)?;
    for entry in fs::read_dir(dist.path().join("i18n"))? {
        let file = entry?.path();
        if file.extension().is_some_and(|kind| kind == "ftl") {
            let texts = fs::read_to_string(&file)?;
            let version = texts.lines().find(|line| line.starts_with("news-version = "));
            let next = texts.replace(
                version.context("no version in the texts")?,
                "news-version = 9.9.9",
            );
            fs::write(&file, &next)?;
            script = script.replace(&digest(&texts), &digest(&next));
        }
    }
    let (_, version) = script.split_once("\"version\": \"").context("no version")?;
    let version = version[..16].to_owned();
    fs::write(&worker, script.replace(&version, "9999999999999999"))?;
    Ok(dist)
}

/// Without the compressed variants of what changes.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let (source, target) = entry.map(|entry| (entry.path(), to.join(entry.file_name())))?;
        let name = source.to_string_lossy().into_owned();
        let is_variant = name.ends_with(".br") || name.ends_with(".gz");
        if source.is_dir() {
            copy(&source, &target)?;
        } else if !(is_variant && (name.contains(".ftl") || name.contains("sw.js"))) {
            fs::copy(&source, &target)?;
        }
    }
    Ok(())
}

fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[tokio::test]
async fn a_new_version_waits_for_a_running_import_and_tells_once_what_is_new() -> Result<()> {
    let port = free_port()?;
    let server = Server::start(port)?;
    let person = Person::arrives(port).await?;
    person.makes_a_vault().await?;
    person.is_ready_for_offline().await?;
    let news = "[data-testid='whats-new']";
    assert!(
        !person.browser.has(news).await?,
        "on a first visit everything is new"
    );
    person.goes_to("/dashboard").await?;
    person.unlocks().await?;
    assert!(!person.browser.has(news).await?, "the version is the same");

    drop(server);
    let next = next_version()?;
    let _server = Server::start_with(port, next.path())?;
    person.previews(&fixture("household-10000.csv")).await?;
    let look =
        "return navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => true)";
    person.browser.until("a look for updates", look, vec![]).await?;
    person.browser.hook("update-apply").await?;
    let watch = "window.seen = [];
        new MutationObserver(() => {
            const button = document.querySelector(\"[data-testid='update-apply']\");
            if (document.querySelector(\"[data-testid='import-progress']\")) window.seen.push(button.disabled);
        }).observe(document.body, { subtree: true, childList: true, attributes: true })";
    person.run(watch).await?;
    let imported = person.commits().await?;
    let never_free = "return window.seen.length > 0 && window.seen.every(Boolean)";
    assert_eq!(
        person.run(never_free).await?,
        true,
        "applied under a running import"
    );

    person.clicks("update-apply").await?;
    let locked = "return location.pathname === '/unlock' && document.documentElement.dataset.ready === '1'";
    person.browser.until("the new version", locked, vec![]).await?;
    person.unlocks().await?;
    let told = person.browser.css(news).await?.text().await?;
    assert!(told.contains("9.9.9"), "{told}");
    assert_eq!(person.counts_transactions().await?, imported);
    person.clicks("whats-new-dismiss").await?;
    let gone = "return !document.querySelector(arguments[0])";
    person
        .browser
        .until("the news to go", gone, vec![news.into()])
        .await?;
    person.goes_to("/dashboard").await?;
    person.unlocks().await?;
    assert!(!person.browser.has(news).await?, "they are told once");
    Ok(())
}
