//! The app as the system sees it: installed, started by a shortcut, handed files by other apps.
//!
//! One journey has Chromium install and start it. In the others a script stands in for the system: it posts a form
//! where the manifest says that files are shared, and calls the page's launch consumer with files or an address.

use anyhow::Result;
use journeys::{Person, Server, System, find_in, free_port, needles};
use serde_json::{Value, json};

const HEAD: &str = "date,category,description,amount,type,account\n";

/// Stands in for the system's launches, and counts how often the number on the icon is taken away.
const SYSTEM: &str = "Object.defineProperty(window, 'launchQueue', { value: { setConsumer(f) { window.launches = f; } } });
    navigator.clearAppBadge = async () => { sessionStorage.cleared = Number(sessionStorage.cleared ?? 0) + 1; };";

async fn with_a_vault(port: u16) -> Result<Person> {
    let person = Person::arrives(port).await?;
    person
        .browser
        .cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": SYSTEM }),
        )
        .await?;
    person.makes_a_vault().await?;
    person.is_ready_for_offline().await?;
    Ok(person)
}

/// Another app shares files with this one: each a name and its text.
async fn shares(person: &Person, files: &[(&str, &str)]) -> Result<()> {
    let script = "const input = Object.assign(document.createElement('input'), { type: 'file', name: 'files', multiple: true });
        const data = new DataTransfer();
        for (const [name, text] of arguments[0]) data.items.add(new File([text], name, { type: 'text/csv' }));
        input.files = data.files;
        const form = Object.assign(document.createElement('form'),
            { method: 'post', enctype: 'multipart/form-data', action: '/import' });
        form.append(input);
        document.body.append(form);
        form.submit()";
    person.browser.run(script, vec![json!(files)]).await?;
    Ok(())
}

/// The system starts the app that runs already, with a file or for an address.
async fn launches(person: &Person, file: Option<(&str, &str)>, address: &str) -> Result<()> {
    let script = "const [file, address] = arguments;
        const files = file ? [{ getFile: async () => new File([file[1]], file[0]) }] : [];
        window.launches({ files, targetURL: location.origin + address })";
    let arguments = vec![file.map_or(Value::Null, |file| json!(file)), address.into()];
    person.browser.run(script, arguments).await?;
    Ok(())
}

/// A table of this many rows that are nobody else's.
fn table(mark: &str, rows: usize) -> String {
    let rows = (1..=rows).map(|n| format!("2024-03-{n:02},Food,{mark} {n},{n}.50,expense,Cash\n"));
    format!("{HEAD}{}", rows.collect::<String>())
}

async fn previews(person: &Person, rows: u64) -> Result<()> {
    let script = "return location.pathname === '/import'
        && document.querySelector(\"[data-testid='import-new-count']\")?.dataset.count === arguments[0]";
    let what = format!("a preview of {rows} rows");
    person
        .browser
        .until(&what, script, vec![rows.to_string().into()])
        .await?;
    Ok(())
}

async fn waits(person: &Person, name: &str) -> Result<()> {
    let script =
        "return document.querySelector(\"[data-testid='incoming']\")?.textContent.includes(arguments[0])";
    person.browser.until(name, script, vec![name.into()]).await?;
    Ok(())
}

#[tokio::test]
async fn chromium_finds_nothing_against_installing_it() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.goes_to("/").await?;
    person.is_ready_for_offline().await?;
    let browser = &person.browser;
    let errors = browser.cdp("Page.getInstallabilityErrors", json!({})).await?;
    assert_eq!(errors["installabilityErrors"], json!([]));
    let manifest = browser.cdp("Page.getAppManifest", json!({})).await?;
    assert_eq!(manifest["errors"], json!([]));
    let sizes = "const manifest = await (await fetch('/manifest.webmanifest')).json();
        const size = async ({ src, sizes }) => {
            const image = Object.assign(new Image(), { src });
            await image.decode();
            return sizes === 'any' || sizes === `${image.naturalWidth}x${image.naturalHeight}` ? [] : [src];
        };
        const icons = manifest.shortcuts.flatMap((shortcut) => shortcut.icons);
        return (await Promise.all([...manifest.icons, ...manifest.screenshots, ...icons].map(size))).flat()";
    let sizes = format!("return (async () => {{ {sizes} }})()");
    assert_eq!(person.run(&sizes).await?, json!([]));
    let kept = "return (async () => {
        const [name] = await caches.keys();
        const kept = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
        return [kept.includes('/manifest.webmanifest'), kept.some((path) => path.startsWith('/screenshots/'))];
    })()";
    assert_eq!(person.run(kept).await?, json!([true, false]));
    Ok(())
}

#[test]
fn the_installed_app_opens_files_follows_shortcuts_and_leaves_no_number_behind() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let mut system = System::installs(&format!("{}/", server.origin()))?;
    let folder = tempfile::tempdir()?;
    let file = |name: &str, rows| {
        let path = folder.path().join(name);
        std::fs::write(&path, table(name, rows)).map(|()| path)
    };
    system.opens_with_the_app(&file("march.csv", 3)?)?;
    let waits = "!!document.querySelector(\"[data-testid='incoming']\")?.textContent.includes('march.csv')";
    system.until("the file to wait", waits)?;
    system.sees("document.querySelector(\"[data-testid='try-demo']\").click()")?;
    let count =
        |n| format!("document.querySelector(\"[data-testid='import-new-count']\")?.dataset.count === '{n}'");
    system.until("a preview", &count(3))?;
    system.uses_a_shortcut("/transactions?add=1")?;
    system.until(
        "the form",
        "!!document.querySelector(\"[data-testid='save-transaction']\")",
    )?;
    system.sees("document.querySelector(\"[data-testid='cancel']\").click()")?;
    system.until("the form to close", "!document.querySelector('dialog')")?;
    system.opens_with_the_app(&file("april.csv", 4)?)?;
    system.until("the other preview", &count(4))?;
    system.sees("navigator.setAppBadge(3)")?;
    assert_eq!(system.badge()?, 3);
    system.sees("document.querySelector(\"[data-testid='lock-now']\").click()")?;
    system.until("the lock", "location.pathname === '/welcome'")?;
    assert_eq!(system.badge()?, 0);
    Ok(())
}

#[tokio::test]
async fn a_shortcut_leads_through_the_lock_to_its_form_and_asks_again_while_the_app_is_open() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = with_a_vault(server.port()).await?;
    person.goes_to("/transactions?add=1").await?;
    // The page that was loaded for it hears of it too.
    launches(&person, None, "/transactions?add=1").await?;
    // Noting needs no open vault; who would rather have the whole form closes the note and unlocks.
    person.browser.hook("quick-save").await?;
    person
        .run("document.querySelector('dialog').dispatchEvent(new Event('cancel', { cancelable: true }))")
        .await?;
    person.unlocks().await?;
    for _ in 0..2 {
        person.browser.hook("save-transaction").await?;
        person.clicks("cancel").await?;
        let gone = "return !document.querySelector('dialog') && location.search === ''";
        person.browser.until("the form to close", gone, vec![]).await?;
        launches(&person, None, "/transactions?add=1").await?;
    }
    person.browser.hook("save-transaction").await?;
    // What is being typed is not given up for another wish.
    person.types("amount", "12").await?;
    launches(&person, None, "/dashboard").await?;
    let kept = "return document.querySelector(\"[data-testid='amount']\")?.value + ' ' + location.pathname";
    assert_eq!(person.run(kept).await?, "12 /transactions");
    // Before the unlock a wish waits for it.
    person.goes_to("/dashboard").await?;
    person.browser.hook("unlock-submit").await?;
    launches(&person, None, "/transactions?add=1").await?;
    person.unlocks().await?;
    person.browser.hook("save-transaction").await?;
    Ok(())
}

#[tokio::test]
async fn what_another_app_shares_waits_in_memory_for_the_unlock_and_is_then_previewed() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = with_a_vault(server.port()).await?;
    person.goes_to("/dashboard").await?;
    // The larger one is more than what Chromium carries in messages of its own.
    let many = "2024-04-01,Food,zqxjkv-large,7.25,expense,Bank\n".repeat(40_000);
    let (small, large) = (table("zqxjkv-small", 3), format!("{HEAD}{many}"));
    shares(&person, &[("bank.csv", &small), ("card.csv", &large)]).await?;
    waits(&person, "bank.csv, card.csv").await?;
    assert_eq!(person.run("return location.pathname").await?, "/unlock");
    let needles = needles(&["zqxjkv-small".into(), "zqxjkv-large".into()]);
    assert_eq!(find_in(person.browser.profile(), &needles)?, []);
    person.unlocks().await?;
    previews(&person, 3 + 40_000).await?;
    assert_eq!(find_in(person.browser.profile(), &needles)?, []);
    // It came once: the page that is loaded anew has no file, and says nothing.
    person.goes_to("/import").await?;
    person.unlocks().await?;
    person.browser.hook("import-file").await?;
    assert!(
        !person
            .browser
            .has("[role=alert], [data-testid='incoming']")
            .await?
    );
    Ok(())
}

#[tokio::test]
async fn a_share_that_brings_no_file_is_told_honestly() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    // Nothing of the app is on this device yet, so the server is asked. It does not read what it is sent.
    let healthz = format!("{}/healthz", server.origin());
    person.browser.driver.goto(healthz).await?;
    shares(&person, &[("early.csv", &"early,".repeat(1_000_000))]).await?;
    person.browser.alert("share-early").await?;
    person.sees_a_usable_page().await?;
    person.is_ready_for_offline().await?;
    shares(&person, &[]).await?;
    person.browser.alert("share-empty").await?;
    // As when the browser ended the service worker before the page had asked.
    person.goes_to("/import?shared=kept").await?;
    person.browser.alert("share-lost").await?;
    Ok(())
}

#[tokio::test]
async fn a_file_shared_before_there_is_a_vault_is_imported_into_the_first_one() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.goes_to("/").await?;
    person.is_ready_for_offline().await?;
    shares(&person, &[("first.csv", &table("First", 2))]).await?;
    waits(&person, "first.csv").await?;
    person.clicks("try-demo").await?;
    previews(&person, 2).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_no_table_is_refused_as_if_it_had_been_dropped() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = with_a_vault(server.port()).await?;
    launches(&person, Some(("photo.csv", "\u{1}\u{2}\0\0\u{7f}")), "/import").await?;
    person.browser.alert("file-not-a-table").await?;
    launches(&person, Some(("good.csv", &table("Good", 2))), "/import").await?;
    previews(&person, 2).await?;
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_opened_with_the_app_takes_nothing_away_from_anybody() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = with_a_vault(server.port()).await?;
    // From another page, at once.
    launches(&person, Some(("one.csv", &table("One", 1))), "/import").await?;
    previews(&person, 1).await?;
    // Beside a preview it waits, and then takes its place.
    launches(&person, Some(("two.csv", &table("Two", 2))), "/import").await?;
    waits(&person, "two.csv").await?;
    previews(&person, 1).await?;
    person.clicks("incoming-open").await?;
    previews(&person, 2).await?;
    assert_eq!(person.commits().await?, 2);
    // What was done is still there to be read, or taken back.
    launches(&person, Some(("three.csv", &table("Three", 3))), "/import").await?;
    waits(&person, "three.csv").await?;
    person.browser.hook("import-done").await?;
    person.clicks("incoming-forget").await?;
    // A form stays, and the file is there after it.
    person.opens("transactions").await?;
    person.clicks("add-transaction").await?;
    launches(&person, Some(("four.csv", &table("Four", 4))), "/import").await?;
    waits(&person, "four.csv").await?;
    person.clicks("cancel").await?;
    person.clicks("incoming-open").await?;
    previews(&person, 4).await?;
    // A lock forgets.
    launches(&person, Some(("five.csv", &table("Five", 5))), "/import").await?;
    waits(&person, "five.csv").await?;
    person.clicks("lock-now").await?;
    person.unlocks().await?;
    assert!(!person.browser.has("[data-testid='incoming']").await?);
    Ok(())
}

#[tokio::test]
async fn the_number_on_the_icon_goes_with_the_lock() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = with_a_vault(server.port()).await?;
    person.opens("dashboard").await?;
    person.run("sessionStorage.cleared = 0").await?;
    person.clicks("lock-now").await?;
    person.browser.hook("unlock-submit").await?;
    // By the page that was left, and by the one that came.
    let twice = "return Number(sessionStorage.cleared) === 2";
    person.browser.until("the number to go", twice, vec![]).await?;
    Ok(())
}
