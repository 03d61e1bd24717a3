//! Backups in Drive: sealed, sent through whatever goes wrong, read back, and brought back on another device.

use crate::google::{consents, sees, signs_in_and_connects, somebody};
use anyhow::{Context, Result, ensure};
use journeys::{PASSPHRASE, Person, Standin, find_in, fixture, given, needles};
use reqwest::Method;
use serde_json::{Value, json};
use std::{fs, process::Command};

/// Waits until the newest backup in the list is verified, and gives its generation.
async fn sees_a_verified_backup(person: &Person, generation: u64) -> Result<()> {
    let entry = format!("[data-testid=backup-entry][data-generation='{generation}'][data-verified=true]");
    person.browser.css(&entry).await?;
    Ok(())
}

async fn backs_up(person: &Person, generation: u64) -> Result<()> {
    person.opens("backup").await?;
    person.clicks("backup-to-drive").await?;
    sees_a_verified_backup(person, generation).await
}

async fn buys(person: &Person, amount: &str, what: &str) -> Result<()> {
    person
        .adds("2026-01-15", "expense", amount, what, "Food", "Cash")
        .await
}

/// The backups that Ana's Drive holds.
async fn in_drive(standin: &Standin) -> Result<Vec<Value>> {
    let files = standin
        .admin(Method::GET, "/users/user1/files", json!({}))
        .await?;
    let all = files.as_array().context("no list of files")?;
    let is_backup = |file: &&Value| {
        file["name"]
            .as_str()
            .is_some_and(|name| name.ends_with(".lukabak"))
    };
    Ok(all.iter().filter(is_backup).cloned().collect())
}

async fn fault(standin: &Standin, fault: Value) -> Result<()> {
    standin.admin(Method::POST, "/faults", fault).await?;
    Ok(())
}

/// A new device of the same person: signed in, connected, and shown what there is.
async fn a_new_device(port: u16) -> Result<Person> {
    let person = Person::arrives(port).await?;
    person.clicks("restore-backup").await?;
    sees(&person, "signed-out").await?;
    passes_google(&person, "google-sign-in").await?;
    sees(&person, "signed-in").await?;
    passes_google(&person, "google-connect").await?;
    sees(&person, "connected").await?;
    Ok(person)
}

/// Through Google's pages, and back to a device without a vault.
async fn passes_google(person: &Person, button: &str) -> Result<()> {
    crate::google::goes_to_google_as(person, button, "user1").await?;
    person.clicks("consent-continue").await
}

async fn restores(person: &Person, generation: u64) -> Result<()> {
    let entry =
        format!("[data-testid=backup-entry][data-generation='{generation}'] [data-testid=restore-entry]");
    person.browser.css(&entry).await?.click().await?;
    person.types("passphrase", PASSPHRASE).await?;
    person.clicks("unlock-submit").await?;
    person.clicks("restore-confirm").await?;
    person.browser.hook("restore-done").await?;
    Ok(())
}

#[tokio::test]
async fn a_household_goes_to_drive_and_comes_back_on_a_device_that_lost_everything() -> Result<()> {
    let (standin, server, person) = somebody().await?;
    person.previews(&fixture("household-10000.csv")).await?;
    person.commits().await?;
    signs_in_and_connects(&person).await?;
    backs_up(&person, 1).await?;
    let exported = person.exports_everything().await?;
    let profile = person.leaves().await?;
    drop(profile);

    let person = a_new_device(server.port()).await?;
    restores(&person, 1).await?;
    crate::household::sees_the_expected_months(&person, "household-10000.expected.json").await?;
    assert!(
        person.exports_everything().await? == exported,
        "the exports differ"
    );

    // What Google saw, and what it keeps.
    let canaries = canaries("household-10000.expected.json")?;
    let log = standin.admin(Method::GET, "/log", json!({})).await?.to_string();
    ensure!(log.contains("/upload/drive/v3/files"), "the log was read");
    let never = [canaries, vec![PASSPHRASE.to_owned(), "ya29.".to_owned()]].concat();
    for secret in &never {
        ensure!(!log.contains(secret.as_str()), "{secret} reached Google");
    }
    assert_eq!(
        find_in(server.data(), &needles(&never))?,
        [],
        "readable on the server"
    );
    let blob = content_of(&standin, &in_drive(&standin).await?[0]).await?;
    for secret in &never {
        let is_there = blob
            .windows(secret.len())
            .any(|window| window == secret.as_bytes());
        ensure!(!is_there, "{secret} lies in Drive");
    }
    looks_random(&blob)?;
    opens_without_the_app(&blob, &exported)
}

/// The words that the household's file was salted with.
pub(crate) fn canaries(file: &str) -> Result<Vec<String>> {
    let json: Value = serde_json::from_slice(&fs::read(fixture(file))?)?;
    let planted = json["canaries"].as_array().context("no canaries")?;
    let canaries: Vec<_> = planted
        .iter()
        .filter_map(|c| c.as_str().map(str::to_owned))
        .collect();
    ensure!(!canaries.is_empty(), "nothing was planted");
    Ok(canaries)
}

async fn content_of(standin: &Standin, file: &Value) -> Result<Vec<u8>> {
    let id = file["id"].as_str().context("no id")?;
    standin.bytes(&format!("/users/user1/files/{id}/content")).await
}

/// Beyond its head, which is documented, a container is as good as noise: it can't be made smaller, and its bytes are
/// evenly spread (chi-squared over 256 values; 400 is beyond one in a hundred million).
fn looks_random(blob: &[u8]) -> Result<()> {
    use std::io::Write as _;
    let body = blob.get(8192..).context("a container of that few bytes")?;
    let mut deflated = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    deflated.write_all(body)?;
    ensure!(body.len() <= deflated.finish()?.len(), "it can be compressed");
    let mut counts = [0_u32; 256];
    for byte in body {
        counts[usize::from(*byte)] += 1;
    }
    let even = body.len() as f64 / 256.0;
    let spread: f64 = counts
        .iter()
        .map(|count| (f64::from(*count) - even).powi(2) / even)
        .sum();
    ensure!(spread < 400.0, "chi-squared {spread}");
    Ok(())
}

/// The native command writes the same files as the app's export.
fn opens_without_the_app(blob: &[u8], exported: &[u8]) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes);
    put("it.lukabak", blob)?;
    put("passphrase", PASSPHRASE.as_bytes())?;
    let out = Command::new(given("LUKA_BACKUP")?)
        .args(["export", "it.lukabak", "--passphrase-file", "passphrase"])
        .current_dir(folder.path())
        .output()?;
    ensure!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    for (name, bytes) in crate::household::tables(exported)? {
        ensure!(fs::read(folder.path().join(&name))? == bytes, "{name} differs");
    }
    Ok(())
}

#[tokio::test]
async fn an_upload_survives_a_drop_at_every_piece_and_makes_one_file() -> Result<()> {
    let (standin, _server, person) = somebody().await?;
    person.previews(&fixture("household-10000.csv")).await?;
    person.commits().await?;
    signs_in_and_connects(&person).await?;
    let pieces = "PUT ^/upload/";
    // The first piece not at all, then every other one in part, by turns with and without an answer.
    fault(&standin, json!({ "match": pieces, "action": "drop_before" })).await?;
    for (after, kept) in [(2, 0), (5, 1), (8, 100_000), (11, 262_143), (14, 262_144)] {
        let drop = json!({ "persist_then_drop": { "bytes": kept } });
        fault(
            &standin,
            json!({ "match": pieces, "after": after, "action": drop }),
        )
        .await?;
    }
    backs_up(&person, 1).await?;
    let files = in_drive(&standin).await?;
    assert_eq!(files.len(), 1, "{files:?}");
    let hit = standin.admin(Method::GET, "/faults", json!({})).await?;
    ensure!(hit.as_array().is_some_and(|rules| 4 <= rules.len()), "{hit}");
    Ok(())
}
