//! The four pictures of the README: small enough to be committed.

use crate::camera::capture;
use anyhow::{Context, Result, ensure};
use journeys::tour::{Look, PHONE, Size, WIDE, opens_the_demonstration, resize, settle};
use journeys::{Browser, Person, Server, free_port, given};
use serde_json::json;
use std::fs;

/// No picture may be larger.
const BYTES: usize = 60_000;

/// What somebody downloads from their bank.
const BANK: &str = "date,description,category,subcategory,amount,type,account\n\
    2026-10-30,Lindenhof Bakery,Groceries,Bakery,8.40,expense,Everyday account\n\
    2026-10-29,Rail pass November,Transport,Public transit,58.00,expense,Everyday account\n\
    2026-10-28,Salary October,Salary,,3150.00,income,Everyday account\n\
    2026-10-27,Green Market,Groceries,Market,36.75,expense,Everyday account\n\
    2026-10-26,Cinema Astoria,Leisure,Cinema,19.00,expense,Everyday account\n\
    2026-10-25,Pharmacy at the Bridge,Health,Pharmacy,12.90,expense,Everyday account\n\
    2026-10-32,Bookshop,Leisure,Books,24.50,expense,Everyday account\n";

/// Takes them in the demonstration.
pub async fn take() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    let browser = &person.browser;
    let light = Look {
        lang: "en",
        theme: "light",
    };
    light.dress(browser).await?;
    person.goes_to("/welcome?lang=en").await?;
    opens_the_demonstration(&person).await?;
    picture(browser, WIDE, "dashboard-wide-light").await?;
    picture(browser, PHONE, "dashboard-phone-light").await?;

    Look {
        theme: "dark",
        ..light
    }
    .dress(browser)
    .await?;
    person.opens("transactions").await?;
    browser.hook("transaction-row").await?;
    picture(browser, WIDE, "transactions-wide-dark").await?;
    let file = person.has_file("everyday-account.csv", BANK.as_bytes())?;
    person.previews(&file).await?;
    picture(browser, PHONE, "import-phone-dark").await
}

/// As good as fits: the quality goes down until it does.
async fn picture(browser: &Browser, size: Size, name: &str) -> Result<()> {
    let density = if size.is_touched { 2 } else { 1 };
    resize(browser, size, size.height.into(), density).await?;
    browser.run("scrollTo(0, 0)", vec![]).await?;
    settle(browser, true).await?;
    let mut found = None;
    for quality in (40..=95).rev().step_by(5) {
        let bytes = capture(browser, json!({ "format": "webp", "quality": quality })).await?;
        if bytes.len() < BYTES {
            found = Some(bytes);
            break;
        }
    }
    resize(browser, WIDE, WIDE.height.into(), 1).await?;
    let bytes = found.with_context(|| format!("{name} does not fit into {BYTES} bytes"))?;
    let folder = given("LUKA_README_SCREENSHOTS")?;
    ensure!(folder.is_dir(), "{} is no folder", folder.display());
    fs::write(folder.join(format!("{name}.webp")), bytes)?;
    Ok(())
}
