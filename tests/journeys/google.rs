//! Signing in with Google, connecting Drive and leaving again, at the built server and the stand-in.

use anyhow::{Result, ensure};
use journeys::{
    PASSPHRASE, Person, Server, Standin, axe_findings, find_in, fixture, free_port, given, needles,
};
use reqwest::Method;
use serde_json::json;

/// A server with the stand-in in Google's place, and somebody with a vault.
pub(crate) async fn somebody() -> Result<(Standin, Server, Person)> {
    let (standin, server, person) = somebody_with_nothing().await?;
    person.makes_a_vault().await?;
    Ok((standin, server, person))
}

/// The same, and somebody at their first visit.
pub(crate) async fn somebody_with_nothing() -> Result<(Standin, Server, Person)> {
    let standin = Standin::start()?;
    let settings = standin.settings();
    let settings: Vec<_> = settings
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let server = Server::start_as(free_port()?, &settings)?;
    let person = Person::arrives(server.port()).await?;
    Ok((standin, server, person))
}

/// Waits for a state of the page about Google.
pub(crate) async fn sees(person: &Person, state: &str) -> Result<()> {
    let script =
        "return document.querySelector('[data-testid=google-status]')?.dataset.state === arguments[0]";
    person.browser.until(state, script, vec![state.into()]).await?;
    Ok(())
}

pub async fn opens_google(person: &Person) -> Result<()> {
    person.opens("settings").await?;
    person.clicks("settings-google").await
}

/// At Google, as this account: whoever is hinted at can be somebody else.
pub(crate) async fn goes_to_google_as(person: &Person, button: &str, account: &str) -> Result<()> {
    person.clicks(button).await?;
    person
        .browser
        .css("[data-testid=use-another-account], [data-testid=account-user1]")
        .await?;
    if person.browser.has("[data-testid=use-another-account]").await? {
        person.clicks("use-another-account").await?;
    }
    person.clicks(&format!("account-{account}")).await
}

/// Through Google's pages as this account, and back into the vault.
pub(crate) async fn consents(person: &Person, button: &str, account: &str) -> Result<()> {
    goes_to_google_as(person, button, account).await?;
    person.clicks("consent-continue").await?;
    person.browser.hook("unlock-submit").await?;
    person.unlocks().await
}

pub(crate) async fn signs_in_and_connects(person: &Person) -> Result<()> {
    opens_google(person).await?;
    sees(person, "signed-out").await?;
    consents(person, "google-sign-in", "user1").await?;
    sees(person, "signed-in").await?;
    consents(person, "google-connect", "user1").await?;
    sees(person, "connected").await
}

async fn reads(person: &Person, hook: &str) -> Result<String> {
    Ok(person.browser.hook(hook).await?.text().await?)
}

#[tokio::test]
async fn a_newcomer_signs_in_connects_and_leaves_again() -> Result<()> {
    let (_standin, _server, person) = somebody().await?;
    signs_in_and_connects(&person).await?;
    person.browser.hook("google-space").await?;
    let status = reads(&person, "google-status").await?;
    ensure!(
        status.contains("ana@standin.example") && status.contains("15 GB"),
        "{status}"
    );

    person.clicks("google-disconnect").await?;
    sees(&person, "signed-in").await?;
    person.clicks("google-sign-out").await?;
    sees(&person, "signed-out").await?;
    // The ledger was there all the while, and still is.
    person
        .adds("2026-01-15", "expense", "12,50", "Bread", "Food", "Cash")
        .await?;
    assert_eq!(person.counts_transactions().await?, 1);
    Ok(())
}

#[tokio::test]
async fn the_settings_show_how_things_stand_and_lead_on() -> Result<()> {
    let (_standin, _server, person) = somebody().await?;
    person.opens("settings").await?;
    sees(&person, "signed-out").await?;
    consents(&person, "google-sign-in", "user1").await?;
    sees(&person, "signed-in").await?;
    person.opens("settings").await?;
    sees(&person, "signed-in").await?;
    person.clicks("google-sign-out").await?;
    sees(&person, "signed-out").await?;
    Ok(())
}

#[tokio::test]
async fn each_way_of_not_connecting_is_said_for_what_it_is() -> Result<()> {
    let (_standin, _server, person) = somebody().await?;
    opens_google(&person).await?;
    sees(&person, "signed-out").await?;
    goes_to_google_as(&person, "google-sign-in", "user1").await?;
    person.clicks("consent-cancel").await?;
    person.unlocks().await?;
    person.browser.alert("google-denied").await?;

    consents(&person, "google-sign-in", "user1").await?;
    sees(&person, "signed-in").await?;
    // Another account than the one that is signed in.
    consents(&person, "google-connect", "user2").await?;
    person.browser.alert("google-account-mismatch").await?;
    sees(&person, "signed-in").await?;
    // The box left unticked.
    goes_to_google_as(&person, "google-connect", "user1").await?;
    person.clicks("scope-drive.file").await?;
    person.clicks("consent-continue").await?;
    person.unlocks().await?;
    person.browser.alert("google-scope-missing").await?;
    sees(&person, "signed-in").await?;
    Ok(())
}

#[tokio::test]
async fn a_permission_withdrawn_at_google_is_noticed_and_can_be_given_again() -> Result<()> {
    let (standin, _server, person) = somebody().await?;
    signs_in_and_connects(&person).await?;
    person.browser.hook("google-space").await?;
    standin
        .admin(Method::POST, "/users/user1/revoke", json!({}))
        .await?;
    // Away and back: the page asks anew.
    person.opens("dashboard").await?;
    opens_google(&person).await?;
    sees(&person, "expired").await?;
    consents(&person, "google-connect", "user1").await?;
    sees(&person, "connected").await?;
    Ok(())
}

#[tokio::test]
async fn without_the_server_the_page_says_so_and_the_ledger_works() -> Result<()> {
    let (_standin, server, person) = somebody().await?;
    signs_in_and_connects(&person).await?;
    person.is_ready_for_offline().await?;
    drop(server);
    person.goes_to("/settings/google").await?;
    person.unlocks().await?;
    sees(&person, "offline").await?;
    person
        .adds("2026-01-15", "expense", "12,50", "In a tunnel", "Travel", "Cash")
        .await?;
    assert_eq!(person.counts_transactions().await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_server_without_google_says_so() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    opens_google(&person).await?;
    sees(&person, "not-configured").await
}

#[tokio::test]
async fn no_token_lies_in_the_profile_and_no_word_of_the_ledger_reaches_anybody() -> Result<()> {
    let (standin, server, person) = somebody().await?;
    person.previews(&fixture("household-100.csv")).await?;
    person.commits().await?;
    signs_in_and_connects(&person).await?;
    person.browser.hook("google-space").await?;
    let page = "return document.documentElement.outerHTML + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)";
    let page = person.run(page).await?.to_string();
    ensure!(!page.contains("ya29."), "the page knows the token");
    person.clicks("lock-now").await?;
    person.browser.hook("unlock-submit").await?;

    // What Google and the server's own database were told.
    let canaries = crate::drive::canaries("household-100.expected.json")?;
    let log = standin.admin(Method::GET, "/log", json!({})).await?.to_string();
    ensure!(log.contains("/drive/v3/about"), "the log was read");
    for secret in canaries.iter().chain([&PASSPHRASE.to_owned()]) {
        ensure!(!log.contains(secret), "{secret} reached Google");
    }
    let never = [canaries, vec![PASSPHRASE.to_owned(), "ya29.".to_owned()]].concat();
    assert_eq!(
        find_in(server.data(), &needles(&never))?,
        [],
        "readable on the server"
    );
    let profile = person.leaves().await?;
    let never = [PASSPHRASE, "ya29."].map(str::to_owned);
    assert_eq!(
        find_in(&profile.path().join("profile"), &needles(&never))?,
        [],
        "readable in the profile"
    );
    Ok(())
}

/// S7: what a page of ours can read of Drive's answers, and what it cannot.
#[tokio::test]
async fn a_page_can_upload_in_pieces_and_read_how_far_it_came() -> Result<()> {
    let (_standin, _server, person) = somebody().await?;
    signs_in_and_connects(&person).await?;
    let script = r"
        const done = arguments[arguments.length - 1];
        (async () => {
            const { drive_root } = await (await fetch('/api/config')).json();
            const own = { method: 'POST', headers: { 'X-Requested-With': 'app' } };
            const { access_token } = await (await fetch('/api/google/token', own)).json();
            const auth = { Authorization: `Bearer ${access_token}` };
            const start = await fetch(`${drive_root}upload/drive/v3/files?uploadType=resumable&fields=id,size,sha256Checksum`, {
                method: 'POST', headers: { ...auth, 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'backup' }),
            });
            const session = start.headers.get('location');
            const bytes = crypto.getRandomValues(new Uint8Array(65536));
            const all = new Uint8Array(300000).map((_, i) => bytes[i % bytes.length]);
            const put = (from, to) => fetch(session, {
                method: 'PUT', headers: { 'Content-Range': `bytes ${from}-${to - 1}/${all.length}` }, body: all.slice(from, to),
            });
            const half = await put(0, 262144);
            const rest = await put(262144, all.length);
            const file = await rest.json();
            const part = await fetch(`${drive_root}drive/v3/files/${file.id}?alt=media`, { headers: { ...auth, Range: 'bytes=10-19' } });
            const read = new Uint8Array(await part.arrayBuffer());
            const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all));
            const hex = [...digest].map((b) => b.toString(16).padStart(2, '0')).join('');
            return {
                isolated: crossOriginIsolated, location: !!session, half: half.status, redirected: half.redirected,
                range: half.headers.get('range'), done: rest.status, size: file.size, same: file.sha256Checksum === hex,
                part: part.status, bytes: read.every((b, i) => b === all[10 + i]) && read.length,
            };
        })().then(done, (error) => done(String(error)));
    ";
    let found = person.browser.driver.execute_async(script, vec![]).await?;
    let expected = json!({
        "isolated": true, "location": true, "half": 308, "redirected": false, "range": "bytes=0-262143",
        "done": 200, "size": "300000", "same": true, "part": 206, "bytes": 10,
    });
    assert_eq!(found.json(), &expected);
    Ok(())
}

#[tokio::test]
async fn axe_finds_nothing_on_the_page_about_google_in_any_state() -> Result<()> {
    let axe = std::fs::read_to_string(given("LUKA_AXE")?)?;
    let (standin, _server, person) = somebody().await?;
    let mut all = Vec::new();
    let mut look = async |state: &str| -> Result<()> {
        for theme in ["light", "dark"] {
            let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
            person.browser.cdp("Emulation.setEmulatedMedia", media).await?;
            all.extend(
                axe_findings(&person.browser, &axe)
                    .await?
                    .into_iter()
                    .map(|f| format!("{state}, {theme}: {f}")),
            );
        }
        Ok(())
    };
    opens_google(&person).await?;
    sees(&person, "signed-out").await?;
    look("signed out").await?;
    consents(&person, "google-sign-in", "user1").await?;
    sees(&person, "signed-in").await?;
    look("signed in").await?;
    consents(&person, "google-connect", "user2").await?;
    person.browser.alert("google-account-mismatch").await?;
    look("a mismatch").await?;
    consents(&person, "google-connect", "user1").await?;
    sees(&person, "connected").await?;
    person.browser.hook("google-space").await?;
    look("connected").await?;
    person.clicks("google-delete-account").await?;
    person.browser.hook("google-delete-account-confirm").await?;
    look("about to delete").await?;
    person.clicks("google-keep").await?;
    standin
        .admin(Method::POST, "/users/user1/revoke", json!({}))
        .await?;
    person.opens("dashboard").await?;
    opens_google(&person).await?;
    sees(&person, "expired").await?;
    look("expired").await?;
    assert!(all.is_empty(), "{}", all.join("\n"));
    Ok(())
}
