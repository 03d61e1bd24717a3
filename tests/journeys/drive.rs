//! Backups in Drive: sealed, sent through whatever goes wrong, read back, and brought back on another device.

use crate::google::{sees, signs_in_and_connects, somebody};
use anyhow::{Context, Result, ensure};
use journeys::{PASSPHRASE, Person, Standin, axe_findings, find_in, fixture, given, needles};
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
    // By hand only, so that a test knows how many there are.
    person.opens("backup").await?;
    person.chooses("backup-minutes", "0").await?;
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
    person.goes_to("/").await?;
    person.clicks("restore-backup").await?;
    sees(&person, "signed-out").await?;
    crate::google::goes_to_google_as(&person, "google-sign-in", "user1").await?;
    // Who was here before is not asked again, unless they withdrew what they had said.
    person
        .browser
        .css("[data-testid=consent-continue], [data-testid=google-status]:is([data-state=connected], [data-state=expired])")
        .await?;
    if person.browser.has("[data-testid=consent-continue]").await? {
        person.clicks("consent-continue").await?;
    }
    // Then what Drive says: the list, or that the permission is gone.
    person
        .browser
        .css("[data-testid=backup-pick], [data-testid=google-connect]")
        .await?;
    if person.browser.has("[data-testid=google-connect]").await? {
        passes_google(&person, "google-connect").await?;
        person.browser.hook("backup-pick").await?;
    }
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
async fn a_household_goes_from_its_sheet_to_drive_and_comes_back_on_a_device_that_lost_everything()
-> Result<()> {
    let csv = fs::read_to_string(fixture("household-10000.csv"))?;
    let sheet = json!({ "title": "Household", "sheets": [{ "title": "Financial_Tracker", "csv": csv }] });
    let (standin, server, person, _) = crate::sheets::somebody_with(sheet).await?;
    crate::sheets::reads(&person).await?;
    assert_eq!(person.commits().await?, 10_000);
    backs_up(&person, 1).await?;
    let exported = person.exports_everything().await?;
    let canaries = canaries("household-10000.expected.json")?;
    let never = [canaries, vec![PASSPHRASE.to_owned(), "ya29.".to_owned()]].concat();
    let profile = person.leaves().await?;
    assert_eq!(
        find_in(&profile.path().join("profile"), &needles(&never))?,
        [],
        "readable in the profile"
    );
    drop(profile);

    let person = a_new_device(server.port()).await?;
    restores(&person, 1).await?;
    crate::household::sees_the_expected_months(&person, "household-10000.expected.json").await?;
    assert!(
        person.exports_everything().await? == exported,
        "the exports differ"
    );

    // What Google saw, and what it keeps.
    let log = standin.admin(Method::GET, "/log", json!({})).await?.to_string();
    ensure!(log.contains("/upload/drive/v3/files"), "the log was read");
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

/// Somebody whose Drive is connected, with one purchase in the ledger.
async fn somebody_connected() -> Result<(Standin, journeys::Server, Person)> {
    let (standin, server, person) = somebody().await?;
    buys(&person, "12,50", "Bread").await?;
    signs_in_and_connects(&person).await?;
    Ok((standin, server, person))
}

/// The same, who backs up by hand: one backup is in Drive, and one purchase is not in it.
async fn somebody_with_a_backup() -> Result<(Standin, journeys::Server, Person)> {
    let (standin, server, person) = somebody_connected().await?;
    backs_up(&person, 1).await?;
    buys(&person, "3,50", "Milk").await?;
    Ok((standin, server, person))
}

async fn presses_back_up(person: &Person) -> Result<()> {
    person.opens("backup").await?;
    person.clicks("backup-to-drive").await
}

async fn requests(standin: &Standin, method: &str, path: &str) -> Result<usize> {
    let log = standin.admin(Method::GET, "/log", json!({})).await?;
    let all = log.as_array().context("no log")?;
    let hits = all.iter().filter(|one| {
        one["method"] == method && one["path"].as_str().is_some_and(|found| found.starts_with(path))
    });
    Ok(hits.count())
}

#[tokio::test]
async fn an_upload_survives_a_drop_at_every_piece_and_makes_one_file() -> Result<()> {
    let (standin, _server, person) = somebody_with_a_backup().await?;
    person.previews(&fixture("household-10000.csv")).await?;
    person.commits().await?;
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
    backs_up(&person, 2).await?;
    let files = in_drive(&standin).await?;
    assert_eq!(files.len(), 2, "{files:?}");
    let hit = standin.admin(Method::GET, "/faults", json!({})).await?;
    ensure!(hit.as_array().is_some_and(|rules| 4 <= rules.len()), "{hit}");
    Ok(())
}

#[tokio::test]
async fn an_answer_that_is_lost_after_the_last_byte_makes_no_second_file() -> Result<()> {
    let (standin, _server, person) = somebody_with_a_backup().await?;
    fault(
        &standin,
        json!({ "match": "PUT ^/upload/", "action": "drop_after_commit" }),
    )
    .await?;
    fault(
        &standin,
        json!({ "match": "POST ^/upload/", "action": "drop_after_commit" }),
    )
    .await?;
    backs_up(&person, 2).await?;
    assert_eq!(in_drive(&standin).await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn google_that_is_busy_or_forgets_the_token_is_asked_again() -> Result<()> {
    let (standin, _server, person) = somebody_with_a_backup().await?;
    for (pattern, action) in [
        ("^/drive/v3/files/generateIds", json!("tooManyRequestsHtml")),
        ("POST ^/upload/", json!("authError")),
        ("PUT ^/upload/", json!("unavailable")),
        (
            "GET alt=media",
            json!({ "status": { "code": 429, "retry_after": 1 } }),
        ),
    ] {
        fault(&standin, json!({ "match": pattern, "action": action })).await?;
    }
    backs_up(&person, 2).await
}

#[tokio::test]
async fn a_full_drive_is_tried_once_and_said_for_what_it_is() -> Result<()> {
    let (standin, _server, person) = somebody_with_a_backup().await?;
    fault(
        &standin,
        json!({ "match": "POST ^/upload/", "times": 0, "action": "storageQuotaExceeded" }),
    )
    .await?;
    standin.admin(Method::DELETE, "/log", json!({})).await?;
    presses_back_up(&person).await?;
    person.browser.alert("google-full").await?;
    assert_eq!(requests(&standin, "POST", "/upload/").await?, 1);
    // Room was made: what was sealed goes out.
    standin.admin(Method::DELETE, "/faults", json!({})).await?;
    backs_up(&person, 2).await
}

#[tokio::test]
async fn a_session_that_takes_nothing_ends_with_a_word() -> Result<()> {
    let (standin, _server, person) = somebody_with_a_backup().await?;
    fault(
        &standin,
        json!({ "match": "PUT ^/upload/", "times": 0, "action": "stall_308" }),
    )
    .await?;
    presses_back_up(&person).await?;
    person.browser.alert("google-bad-answer").await?;
    assert_eq!(in_drive(&standin).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn what_comes_back_spoiled_is_never_called_verified() -> Result<()> {
    let (standin, _server, person) = somebody_with_a_backup().await?;
    fault(
        &standin,
        json!({ "match": "GET alt=media", "action": "corrupt_body" }),
    )
    .await?;
    presses_back_up(&person).await?;
    person.browser.alert("backup-differs").await?;
    ensure!(
        !person.browser.has("[data-generation='2']").await?,
        "it is listed"
    );
    assert_eq!(in_drive(&standin).await?.len(), 1, "it was left there");
    backs_up(&person, 2).await
}

#[tokio::test]
async fn a_backup_made_without_a_network_goes_out_after_the_tab_was_closed() -> Result<()> {
    let (standin, mut server, person) = somebody_connected().await?;
    backs_up(&person, 1).await?;
    person.is_ready_for_offline().await?;
    buys(&person, "3,50", "Milk").await?;
    server.stops()?;
    presses_back_up(&person).await?;
    person.browser.alert("google-offline").await?;
    person
        .browser
        .css("[data-testid=backup-status][data-waiting=true]")
        .await?;
    let person = person.returns().await?;
    server.starts_again()?;
    person.goes_to("/backup").await?;
    person.unlocks().await?;
    // By itself, a few seconds after the vault was opened.
    sees_a_verified_backup(&person, 2).await?;
    assert_eq!(in_drive(&standin).await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn what_waits_goes_out_while_the_vault_is_locked() -> Result<()> {
    let (standin, mut server, person) = somebody_connected().await?;
    backs_up(&person, 1).await?;
    person.is_ready_for_offline().await?;
    buys(&person, "3,50", "Milk").await?;
    server.stops()?;
    // The browser would try at once, fail, and try again minutes later: this test says when.
    let never = "Object.defineProperty(ServiceWorkerRegistration.prototype, 'sync', { get: () => undefined }); return true";
    person.browser.run(never, vec![]).await?;
    presses_back_up(&person).await?;
    person.browser.alert("google-offline").await?;
    person
        .browser
        .css("[data-testid=backup-status][data-waiting=true]")
        .await?;
    person.clicks("lock-now").await?;
    person.browser.hook("unlock-submit").await?;
    server.starts_again()?;
    // The browser says when: here, as it would after the network is back.
    let sync = "const done = arguments[0];
        navigator.serviceWorker.ready.then((r) => r.sync.register('outbox')).then(() => done(true), (e) => done(String(e)));";
    let said = person.browser.driver.execute_async(sync, vec![]).await?;
    assert_eq!(said.json(), &json!(true));
    let arrives = async {
        while in_drive(&standin).await?.len() < 2 {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        anyhow::Ok(())
    };
    // As patient as with a page.
    tokio::time::timeout(std::time::Duration::from_secs(90), arrives).await??;
    // Read back and checked once the vault is open again, and no second file was made of it.
    person.unlocks().await?;
    person.opens("backup").await?;
    sees_a_verified_backup(&person, 2).await?;
    assert_eq!(in_drive(&standin).await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_change_is_backed_up_by_itself() -> Result<()> {
    let (standin, _server, person) = somebody_connected().await?;
    person.opens("backup").await?;
    // The ledger was never backed up, and Drive is connected: that is reason enough.
    sees_a_verified_backup(&person, 1).await?;
    assert_eq!(in_drive(&standin).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn two_devices_back_up_and_neither_is_lost() -> Result<()> {
    let (standin, server, here) = somebody_connected().await?;
    backs_up(&here, 1).await?;
    let there = a_new_device(server.port()).await?;
    restores(&there, 1).await?;
    buys(&there, "1,00", "There").await?;
    backs_up(&there, 2).await?;

    // The first device is told, and shown what it would get.
    here.opens("dashboard").await?;
    here.opens("backup").await?;
    here.clicks("backup-take").await?;
    let then = here
        .browser
        .value("[data-testid=restore-transactions]", "data-then")
        .await?;
    assert_eq!(then, "2");
    here.clicks("restore-cancel").await?;
    here.clicks("backup-keep-both").await?;
    buys(&here, "2,00", "Here").await?;
    backs_up(&here, 2).await?;
    assert_eq!(in_drive(&standin).await?.len(), 3);
    here.browser
        .until(
            "both sides of the fork",
            "return document.querySelectorAll('[data-testid=backup-entry][data-fork=true]').length === 2",
            vec![],
        )
        .await?;
    Ok(())
}

/// Somebody else at work in the person's Drive, with a token of the page's own server.
async fn meddles(person: &Person, script: &str, arguments: Vec<Value>) -> Result<()> {
    let whole = format!(
        "const done = arguments[arguments.length - 1], args = arguments;
         (async () => {{
            const {{ drive_root }} = await (await fetch('/api/config')).json();
            const {{ access_token }} = await (await fetch('/api/google/token', {{ method: 'POST', headers: {{ 'X-Requested-With': 'app' }} }})).json();
            const headers = {{ Authorization: `Bearer ${{access_token}}` }};
            {script}
         }})().then(done, (error) => done(String(error)));"
    );
    let said = person.browser.driver.execute_async(&whole, arguments).await?;
    ensure!(said.json() == &json!(true), "{:?}", said.json());
    Ok(())
}

/// The identifier of a generation in the list.
async fn id_of(standin: &Standin, generation: u64) -> Result<String> {
    let mark = format!("-{generation}-");
    let files = in_drive(standin).await?;
    let file = files
        .iter()
        .find(|file| file["name"].as_str().is_some_and(|name| name.contains(&mark)));
    Ok(file.context("no such backup")?["id"]
        .as_str()
        .context("no id")?
        .to_owned())
}

#[tokio::test]
async fn an_older_backup_in_the_place_of_a_newer_one_is_refused() -> Result<()> {
    let (standin, _server, person) = somebody_connected().await?;
    backs_up(&person, 1).await?;
    buys(&person, "3,50", "Milk").await?;
    backs_up(&person, 2).await?;
    let (older, newer) = (id_of(&standin, 1).await?, id_of(&standin, 2).await?);
    let exchange = "const old = await (await fetch(`${drive_root}drive/v3/files/${args[0]}?alt=media`, { headers })).blob();
        return (await fetch(`${drive_root}upload/drive/v3/files/${args[1]}?uploadType=media`, { method: 'PATCH', headers, body: old })).ok;";
    meddles(&person, exchange, vec![older.into(), newer.into()]).await?;
    person
        .browser
        .css("[data-generation='2'] [data-testid=restore-entry]")
        .await?
        .click()
        .await?;
    person.browser.alert("backup-replaced").await?;
    assert_eq!(person.counts_transactions().await?, 2);
    Ok(())
}

#[tokio::test]
async fn backups_that_vanish_from_drive_are_missed_aloud() -> Result<()> {
    let (standin, _server, person) = somebody_connected().await?;
    backs_up(&person, 1).await?;
    buys(&person, "3,50", "Milk").await?;
    backs_up(&person, 2).await?;
    let newer = id_of(&standin, 2).await?;
    let delete =
        "return (await fetch(`${drive_root}drive/v3/files/${args[0]}`, { method: 'DELETE', headers })).ok;";
    meddles(&person, delete, vec![newer.into()]).await?;
    person.opens("dashboard").await?;
    person.opens("backup").await?;
    person.browser.alert("backup-rolled-back").await?;
    Ok(())
}

#[tokio::test]
async fn after_a_withdrawn_permission_a_backup_is_found_again_by_picking_it() -> Result<()> {
    let (standin, server, person) = somebody_connected().await?;
    backs_up(&person, 1).await?;
    let id = id_of(&standin, 1).await?;
    standin
        .admin(Method::POST, "/users/user1/revoke", json!({}))
        .await?;
    drop(person);
    let person = a_new_device(server.port()).await?;
    ensure!(
        !person.browser.has("[data-testid=backup-entry]").await?,
        "it can still be seen"
    );
    passes_google(&person, "backup-pick").await?;
    person.clicks(&format!("pick-{id}")).await?;
    person.clicks("pick-done").await?;
    restores(&person, 1).await?;
    assert_eq!(person.counts_transactions().await?, 1);
    Ok(())
}

#[tokio::test]
async fn the_recovery_words_open_a_backup_on_a_new_device() -> Result<()> {
    let (_standin, server, person) = crate::google::somebody_with_nothing().await?;
    let words = person.makes_a_vault().await?;
    buys(&person, "12,50", "Bread").await?;
    signs_in_and_connects(&person).await?;
    backs_up(&person, 1).await?;
    drop(person);
    let person = a_new_device(server.port()).await?;
    person.clicks("restore-entry").await?;
    person.clicks("use-recovery-code").await?;
    person.types("recovery-code-input", &words).await?;
    person.clicks("unlock-submit").await?;
    person.clicks("restore-confirm").await?;
    person.browser.hook("restore-done").await?;
    assert_eq!(person.counts_transactions().await?, 1);
    Ok(())
}

#[tokio::test]
async fn axe_finds_nothing_on_the_pages_of_backups() -> Result<()> {
    let axe = fs::read_to_string(given("LUKA_AXE")?)?;
    let (_standin, server, person) = somebody_connected().await?;
    let mut all = Vec::new();
    let mut look = async |person: &Person, state: &str| -> Result<()> {
        for theme in ["light", "dark"] {
            let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
            person.browser.cdp("Emulation.setEmulatedMedia", media).await?;
            let found = axe_findings(&person.browser, &axe).await?;
            all.extend(found.into_iter().map(|f| format!("{state}, {theme}: {f}")));
        }
        Ok(())
    };
    backs_up(&person, 1).await?;
    look(&person, "one backup").await?;
    person.clicks("restore-entry").await?;
    person.browser.hook("restore-confirm").await?;
    look(&person, "a plan").await?;
    person.clicks("restore-confirm").await?;
    person.browser.hook("restore-done").await?;
    look(&person, "restored").await?;
    let file = person.has_file("not.lukabak", b"date,amount")?;
    person.hands_over("restore-from-file", &file).await?;
    person.browser.alert("backup-not").await?;
    look(&person, "refused").await?;
    let person = a_new_device(server.port()).await?;
    person.browser.hook("restore-entry").await?;
    look(&person, "a new device").await?;
    person.clicks("restore-entry").await?;
    person.browser.hook("unlock-submit").await?;
    look(&person, "its passphrase").await?;
    assert!(all.is_empty(), "{}", all.join("\n"));
    Ok(())
}
