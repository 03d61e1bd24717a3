//! A spreadsheet at Google as the source: picked once, read in whole or not at all, and after that only what changed.

use crate::google::{consents, opens_google, sees, somebody};
use crate::household::sees_the_expected_months;
use anyhow::{Context, Result, ensure};
use journeys::{Person, Server, Standin, axe_findings, find_in, fixture, given, needles};
use reqwest::Method;
use serde_json::{Value, json};

fn hook(id: &str) -> String {
    format!("[data-testid='{id}']")
}

/// Somebody who is signed in, and has picked a spreadsheet.
pub(crate) async fn somebody_with(sheet: Value) -> Result<(Standin, Server, Person, String)> {
    let (standin, server, person) = somebody().await?;
    let made = standin
        .admin(Method::POST, "/users/user1/spreadsheets", sheet)
        .await?;
    let id = made["id"].as_str().context("no id")?.to_owned();
    opens_google(&person).await?;
    sees(&person, "signed-out").await?;
    consents(&person, "google-sign-in", "user1").await?;
    sees(&person, "signed-in").await?;
    person.opens("import").await?;
    picks(&person, &id).await?;
    Ok((standin, server, person, id))
}

/// Goes to Google's picker, picks a file, and comes back into the vault.
async fn picks(person: &Person, id: &str) -> Result<()> {
    person.clicks("google-pick-sheet").await?;
    person.browser.hook("use-another-account").await?;
    person.clicks("use-another-account").await?;
    person.clicks("account-user1").await?;
    person.clicks("consent-continue").await?;
    person.clicks(&format!("pick-{id}")).await?;
    person.clicks("pick-done").await?;
    person.browser.hook("unlock-submit").await?;
    person.unlocks().await?;
    // Google was asked what it is, so its sheets can be chosen.
    person.browser.hook("sheet-choice").await?;
    Ok(())
}

/// What a preview counts: new, changed, there already, in error, gone.
async fn counts(person: &Person) -> Result<[u64; 5]> {
    person.browser.hook("import-new-count").await?;
    let mut all = [0; 5];
    for (count, name) in all
        .iter_mut()
        .zip(["new", "updated", "duplicate", "error", "vanished"])
    {
        let selector = hook(&format!("import-{name}-count"));
        if person.browser.has(&selector).await? {
            *count = person.browser.value(&selector, "data-count").await?.parse()?;
        }
    }
    Ok(all)
}

pub(crate) async fn reads(person: &Person) -> Result<[u64; 5]> {
    person.clicks("sheet-refresh").await?;
    counts(person).await
}

/// Away from the preview and back to the sources.
async fn leaves_the_preview(person: &Person) -> Result<()> {
    person.clicks("import-discard").await?;
    person.browser.hook("sheet-refresh").await?;
    Ok(())
}

async fn edits(standin: &Standin, id: &str, range: &str, values: Value) -> Result<()> {
    let body = json!({ "range": range, "values": values });
    standin
        .admin(Method::PUT, &format!("/spreadsheets/{id}/values"), body)
        .await?;
    Ok(())
}

/// What the rows of a status say, once there are any.
async fn rows_say(person: &Person, status: &str) -> Result<Vec<String>> {
    let script = "const rows = [...document.querySelectorAll(`[data-testid=import-row][data-status=${arguments[0]}] .row__text`)];
        return rows.length && rows.map(e => e.textContent)";
    let texts = person.browser.until(status, script, vec![status.into()]).await?;
    let texts = texts.as_array().into_iter().flatten();
    Ok(texts
        .map(|text| text.as_str().unwrap_or_default().to_owned())
        .collect())
}

/// Only the rows of one status are shown.
async fn shows_only(person: &Person, tab: usize) -> Result<()> {
    let script = "document.querySelectorAll('.tabs .tab')[arguments[0]].click(); return true";
    person.browser.run(script, vec![json!(tab)]).await?;
    Ok(())
}

const HEADER: [&str; 8] = [
    "transaction_id",
    "date",
    "category",
    "subcategory",
    "description",
    "amount",
    "type",
    "account",
];

fn spreadsheet(locale: &str, rows: &[Value]) -> Value {
    let mut values = vec![json!(HEADER)];
    values.extend_from_slice(rows);
    json!({
        "title": "Our money", "locale": locale, "timeZone": "Europe/Berlin",
        "sheets": [{ "title": "Financial_Tracker", "values": values }],
    })
}

fn row(id: &str, text: &str, amount: impl Into<Value>) -> Value {
    json!([id, { "date": "2025-11-03" }, "Food", "", text, amount.into(), "expense", "Visa"])
}

#[tokio::test]
async fn ten_years_come_from_a_spreadsheet_and_reading_again_shows_only_what_changed() -> Result<()> {
    let csv = std::fs::read_to_string(fixture("household-10000.csv"))?;
    let sheet = json!({ "title": "Household", "sheets": [{ "title": "Financial_Tracker", "csv": csv }] });
    let (standin, server, person, id) = somebody_with(sheet).await?;
    assert_eq!(reads(&person).await?, [10_000, 0, 0, 0, 0]);
    assert_eq!(person.commits().await?, 10_000);
    sees_the_expected_months(&person, "household-10000.expected.json").await?;

    person.opens("import").await?;
    person.clicks("sheet-refresh").await?;
    person.browser.hook("sheet-unchanged").await?;

    // What the person changes in the app is not a change of the sheet.
    person.opens("transactions").await?;
    person.types("search", "130025").await?;
    person.opens_row("#130025").await?;
    person.types("description", "Interest").await?;
    person.clicks("save-transaction").await?;
    edits(&standin, &id, "Financial_Tracker!F3", json!([[2.04]])).await?;
    // One row gives its place to another.
    let mut added = vec![json!(""); 15];
    let cells = [
        "added-1",
        "2025-12-30",
        "Dining",
        "Coffee",
        "A new one",
        "3.50",
        "expense",
        "Cash Wallet",
    ];
    for (cell, text) in added.iter_mut().zip(cells) {
        *cell = json!(text);
    }
    edits(&standin, &id, "Financial_Tracker!A10", json!([added])).await?;
    person.opens("import").await?;
    assert_eq!(reads(&person).await?, [1, 1, 9_998, 0, 1]);
    shows_only(&person, 2).await?;
    assert_eq!(rows_say(&person, "update").await?.len(), 1);
    shows_only(&person, 5).await?;
    assert_eq!(rows_say(&person, "vanished").await?.len(), 1);
    // Left alone, unless the person says otherwise.
    person.clicks("sheet-remove").await?;
    person.browser.css("[data-testid=sheet-remove]:checked").await?;
    assert_eq!(person.commits().await?, 2);
    assert_eq!(person.counts_transactions().await?, 10_000);

    person.opens("import").await?;
    person.clicks("import-undo").await?;
    person.settles_at(10_000).await?;
    sees_the_expected_months(&person, "household-10000.expected.json").await?;

    // The rows went from Google into the vault, and nowhere else.
    let log = standin.admin(Method::GET, "/log", json!({})).await?.to_string();
    ensure!(log.contains("values:batchGet"), "the log was read");
    let canary = needles(&["CANARY75UNQ7ZDQ5HD".to_owned()]);
    person.clicks("lock-now").await?;
    person.browser.hook("unlock-submit").await?;
    assert_eq!(find_in(server.data(), &canary)?, [], "readable on the server");
    let profile = person.leaves().await?;
    assert_eq!(
        find_in(&profile.path().join("profile"), &canary)?,
        [],
        "readable in the profile"
    );
    Ok(())
}

#[tokio::test]
async fn a_german_sheet_is_read_as_germany_writes_and_keeps_its_zeros() -> Result<()> {
    let rows = [
        row("007", "REWE Markt", json!({ "currency": 1234.5 })),
        json!([
            "t-2",
            "04.11.2025",
            "Dining",
            "",
            "007",
            "12,50",
            "expense",
            "Visa"
        ]),
        json!([]),
        row(
            "t-3",
            "Rent",
            json!({ "formula": "=1/0", "value": { "error": "#DIV/0!" } }),
        ),
        row(
            "t-4",
            "Sum",
            json!({ "formula": "=0.1+0.2", "value": 0.300_000_000_000_000_04 }),
        ),
        row("t-5", "As text", "1.234"),
    ];
    let (standin, _server, person, id) = somebody_with(spreadsheet("de_DE", &rows)).await?;
    assert_eq!(reads(&person).await?, [4, 0, 0, 1, 0]);
    let error = person
        .browser
        .css("[data-status=error] [data-testid=import-reason]")
        .await?
        .text()
        .await?;
    ensure!(error.contains("#DIV/0!") && error.contains("Amount"), "{error}");
    assert_eq!(
        person
            .browser
            .value("[data-testid=import-row][data-status=error]", "data-line")
            .await?,
        "5"
    );
    let amounts =
        "return [...document.querySelectorAll('[data-status=new] [data-amount]')].map(e => e.dataset.amount)";
    assert_eq!(
        person.run(amounts).await?,
        json!(["1234.50", "12.50", "0.30", "1234.00"])
    );
    assert_eq!(
        rows_say(&person, "new").await?,
        ["REWE Markt", "007", "Sum", "As text"]
    );
    assert_eq!(person.commits().await?, 4);
    // A formula's change moves neither version nor time of the file, and is seen all the same.
    let body = json!({ "range": "Financial_Tracker!F5", "values": [[800]], "touch": false });
    standin
        .admin(Method::PUT, &format!("/spreadsheets/{id}/values"), body)
        .await?;
    person.opens("import").await?;
    assert_eq!(reads(&person).await?, [1, 0, 4, 0, 0]);
    Ok(())
}

#[tokio::test]
async fn a_table_of_ones_own_is_explained_once() -> Result<()> {
    let values = json!([
        ["What we spent"],
        ["Cuándo", "Concepto", "Importe"],
        [{ "date": "2025-11-03" }, "Bread", 3.5],
        [{ "date": "2025-11-04" }, "Rent", 800],
    ]);
    let sheet =
        json!({ "title": "Own", "locale": "es_ES", "sheets": [{ "title": "Gastos", "values": values }] });
    let (standin, _server, person, id) = somebody_with(sheet).await?;
    person.clicks("sheet-refresh").await?;
    person.browser.hook("sheet-mapping").await?;
    // What was guessed by its name is there already.
    let guessed =
        "return ['date', 'description', 'amount'].map(n => document.querySelector(`#map-${n}`).value)";
    assert_eq!(person.run(guessed).await?, json!(["", "1", "2"]));
    person.chooses("map-date", "0").await?;
    person.chooses("map-type", "=expense").await?;
    person.types("map-category-same", "Other Expenses").await?;
    person.clicks("sheet-mapping-submit").await?;
    // The account is still missing, and what was said is still there.
    person.types("map-account-same", "Cash").await?;
    person.clicks("sheet-mapping-submit").await?;
    assert_eq!(counts(&person).await?, [2, 0, 0, 0, 0]);
    assert_eq!(person.commits().await?, 2);
    edits(
        &standin,
        &id,
        "Gastos!A5",
        json!([[{ "date": "2025-11-05" }, "Cinema", 12]]),
    )
    .await?;
    person.opens("import").await?;
    assert_eq!(reads(&person).await?, [1, 0, 2, 0, 0]);
    Ok(())
}

async fn fault(standin: &Standin, rule: Value) -> Result<()> {
    standin.admin(Method::POST, "/faults", rule).await?;
    Ok(())
}

/// Rows enough for several requests.
fn long_sheet() -> Value {
    let rows: Vec<Value> = (0..9_500).map(|n| row(&format!("t-{n}"), "x", 1)).collect();
    spreadsheet("en_US", &rows)
}

#[tokio::test]
async fn a_reading_outlasts_what_google_and_the_network_do_and_is_whole_or_nothing() -> Result<()> {
    let (standin, _server, person, id) = somebody_with(long_sheet()).await?;
    let at_cells = |after: u32, action: Value| json!({ "match": "GET values:batchGet", "after": after, "action": action });
    let slow_down =
        json!({ "status": { "code": 429, "reason": "rateLimitExceeded", "retry_after": 1, "cors": true } });
    for rule in [
        at_cells(0, slow_down),
        at_cells(1, json!("tooManyRequestsHtml")),
        at_cells(1, json!("authError")),
        at_cells(2, json!("drop_before")),
        at_cells(3, json!({ "truncate_body": { "bytes": 1000 } })),
    ] {
        fault(&standin, rule).await?;
    }
    assert_eq!(reads(&person).await?, [9_500, 0, 0, 0, 0]);
    leaves_the_preview(&person).await?;
    standin.admin(Method::DELETE, "/faults", json!({})).await?;

    // Somebody edits it between two pages: it is read once more, as it is then.
    fault(
        &standin,
        at_cells(1, json!({ "slow": { "first_byte_ms": 3000 } })),
    )
    .await?;
    standin.admin(Method::DELETE, "/log", json!({})).await?;
    person.clicks("sheet-refresh").await?;
    person.browser.hook("import-cancel").await?;
    loop {
        let log = standin.admin(Method::GET, "/log", json!({})).await?.to_string();
        if log.contains("values:batchGet") {
            break;
        }
        tokio::task::yield_now().await;
    }
    edits(&standin, &id, "Financial_Tracker!F2", json!([[5]])).await?;
    assert_eq!(counts(&person).await?, [9_500, 0, 0, 0, 0]);
    person.browser.css("[data-line='2'] [data-amount='5.00']").await?;
    leaves_the_preview(&person).await?;
    standin.admin(Method::DELETE, "/faults", json!({})).await?;

    // Cancelled in the middle: nothing is offered, nothing is kept.
    let slow = json!({ "slow": { "first_byte_ms": 20_000 } });
    fault(
        &standin,
        json!({ "match": "GET values:batchGet", "times": 0, "action": slow }),
    )
    .await?;
    person.clicks("sheet-refresh").await?;
    person.clicks("import-cancel").await?;
    person.browser.hook("sheet-refresh").await?;
    ensure!(
        !person.browser.has(&hook("import-commit")).await?,
        "half a sheet is offered"
    );
    standin.admin(Method::DELETE, "/faults", json!({})).await?;
    assert_eq!(person.counts_transactions().await?, 0);

    // A permission that is withdrawn in the middle ends it, says what to do, and offers nothing.
    person.opens("import").await?;
    fault(&standin, at_cells(1, json!("revoke_user"))).await?;
    person.clicks("sheet-refresh").await?;
    person.browser.alert("google-expired").await?;
    ensure!(
        !person.browser.has(&hook("import-commit")).await?,
        "half a sheet is offered"
    );
    Ok(())
}

#[tokio::test]
async fn a_template_is_a_spreadsheet_with_our_headers() -> Result<()> {
    let (_standin, _server, person) = somebody().await?;
    person.opens("import").await?;
    person.clicks("sheet-template").await?;
    let (name, bytes) = person.browser.download().await?;
    ensure!(name.ends_with(".xlsx"), "{name}");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes))?;
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml")?, &mut sheet)?;
    ensure!(
        sheet.contains("transaction_id") && sheet.contains("Bread and milk"),
        "{sheet}"
    );
    Ok(())
}

#[tokio::test]
async fn axe_finds_nothing_in_any_state_of_a_spreadsheet() -> Result<()> {
    let axe = std::fs::read_to_string(given("LUKA_AXE")?)?;
    let own = json!({ "title": "Own", "sheets": [
        { "title": "Gastos", "values": [["Cuándo", "Concepto", "Importe"], [{ "date": "2025-11-03" }, "Bread", 3.5]] },
        { "title": "Notes", "values": [["x"]] },
    ] });
    let (standin, _server, person, id) = somebody_with(own).await?;
    let mut all = Vec::new();
    let mut look = async |state: &str| -> Result<()> {
        for theme in ["light", "dark"] {
            let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
            person.browser.cdp("Emulation.setEmulatedMedia", media).await?;
            for width in [1280, 390] {
                let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
                person
                    .browser
                    .cdp("Emulation.setDeviceMetricsOverride", size)
                    .await?;
                let overflow = person
                    .run("return document.documentElement.scrollWidth > innerWidth")
                    .await?;
                ensure!(overflow == json!(false), "{state} is wider than {width}");
                let shot = person.browser.cdp("Page.captureScreenshot", json!({})).await?;
                keeps(&format!("{state}-{theme}-{width}"), &shot)?;
            }
            let found = axe_findings(&person.browser, &axe).await?;
            all.extend(found.into_iter().map(|f| format!("{state}, {theme}: {f}")));
        }
        person
            .browser
            .cdp("Emulation.clearDeviceMetricsOverride", json!({}))
            .await?;
        Ok(())
    };
    look("picked").await?;
    person.clicks("sheet-refresh").await?;
    person.browser.hook("sheet-mapping").await?;
    look("columns").await?;
    person.chooses("map-date", "0").await?;
    for (name, text) in [("category", "Food"), ("account", "Cash")] {
        person.types(&format!("map-{name}-same"), text).await?;
    }
    person.chooses("map-type", "=expense").await?;
    person.clicks("sheet-mapping-submit").await?;
    counts(&person).await?;
    look("preview").await?;
    person.commits().await?;
    edits(
        &standin,
        &id,
        "Gastos!A2",
        json!([["", "", ""], [{ "date": "2025-11-05" }, "Cinema", "#REF!"]]),
    )
    .await?;
    person.opens("import").await?;
    assert_eq!(reads(&person).await?, [0, 0, 0, 1, 1]);
    look("vanished").await?;
    leaves_the_preview(&person).await?;
    let slow = json!({ "slow": { "first_byte_ms": 20_000 } });
    fault(
        &standin,
        json!({ "match": "GET values:batchGet", "times": 0, "action": slow }),
    )
    .await?;
    person.clicks("sheet-refresh").await?;
    person.browser.hook("import-cancel").await?;
    look("reading").await?;
    person.clicks("import-cancel").await?;
    assert_eq!(all, Vec::<String>::new());
    Ok(())
}

/// A picture of the page, where somebody wants to see it.
fn keeps(name: &str, shot: &Value) -> Result<()> {
    if let Ok(folder) = std::env::var("LUKA_SCREENSHOTS") {
        let data = shot["data"].as_str().context("no picture")?;
        std::fs::write(format!("{folder}/{name}.png.base64"), data)?;
    }
    Ok(())
}
