//! Firefox: what it does differently is asked here, and the promises that do not depend on a browser are kept.

use anyhow::Result;
use journeys::tour::{Visitor, walk_the_demonstration};
use journeys::{
    Browser, Engine, PASSPHRASE, Person, Server, axe_findings, find_in, fixture, free_port, given, needles,
};
use serde_json::Value;
use std::sync::{Mutex, PoisonError};

const TEXTS: &str = "household-100.csv";

fn expected() -> Result<Value> {
    Ok(serde_json::from_slice(&std::fs::read(fixture(
        "household-100.expected.json",
    ))?)?)
}

async fn sees_the_expected_months(person: &Person) -> Result<()> {
    let expected = expected()?;
    let months: Vec<(&String, &Value)> = expected["months"].as_object().into_iter().flatten().collect();
    let names: Vec<String> = months.iter().map(|(month, _)| (*month).clone()).collect();
    let read = person.reads_months(&names).await?;
    for ((month, totals), seen) in months.into_iter().zip(read) {
        let wanted = ["income", "expense", "net"].map(|total| totals[total].as_str().unwrap_or_default());
        assert_eq!(seen, wanted, "{month}");
    }
    Ok(())
}

/// A vault with the household in it. Nobody answers Firefox when it asks whether the page may keep its data.
async fn brings_the_household(server: &Server) -> Result<(Person, String)> {
    let person = Person::arrives_in(Engine::Firefox, server.port()).await?;
    let words = person.makes_a_vault().await?;
    assert_eq!(person.previews(&fixture(TEXTS)).await?, [100, 0, 0]);
    assert_eq!(person.commits().await?, 100);
    Ok((person, words))
}

#[tokio::test]
async fn a_household_comes_in_is_true_and_is_there_again_without_a_server_and_unreadable() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let (person, words) = brings_the_household(&server).await?;
    sees_the_expected_months(&person).await?;

    person.is_ready_for_offline().await?;
    drop(server);
    let person = person.returns().await?;
    person.goes_to("/dashboard").await?;
    person.unlocks().await?;
    sees_the_expected_months(&person).await?;
    person.verifies_every_page().await?;
    person
        .adds(
            "2026-01-15",
            "expense",
            "12,50",
            "Train, in a tunnel",
            "Travel",
            "Cash",
        )
        .await?;
    assert_eq!(person.counts_transactions().await?, 101);

    let profile = person.leaves().await?;
    let canaries = expected()?["canaries"].clone();
    let mut secret: Vec<String> = canaries
        .as_array()
        .into_iter()
        .flatten()
        .map(|canary| canary.as_str().unwrap_or_default().to_owned())
        .collect();
    assert!(!secret.is_empty(), "nothing is planted");
    secret.extend([PASSPHRASE.to_owned(), "Train, in a tunnel".to_owned()]);
    let words: Vec<&str> = words.split(' ').collect();
    secret.extend(words.windows(4).map(|four| four.join(" ")));
    let found = find_in(&profile.path().join("profile"), &needles(&secret))?;
    assert_eq!(found, [], "readable on the disk");
    Ok(())
}

#[tokio::test]
async fn a_ledger_comes_back_from_its_backup_and_from_its_own_export() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let (person, _) = brings_the_household(&server).await?;
    let export = person.exports_everything().await?;
    person.clicks("backup-to-file").await?;
    let (name, backup) = person.browser.download().await?;
    assert!(name.ends_with(".lukabak"), "{name}");

    person
        .adds("2026-01-15", "expense", "3", "Milk", "Food", "Cash")
        .await?;
    assert_eq!(person.counts_transactions().await?, 101);
    let backup = person.has_file("chosen.lukabak", &backup)?;
    person.opens("backup").await?;
    person.hands_over("restore-from-file", &backup).await?;
    person.clicks("restore-confirm").await?;
    person.browser.hook("restore-done").await?;
    assert_eq!(person.counts_transactions().await?, 100);

    person.deletes_everything().await?;
    person.makes_a_vault().await?;
    let zip = person.has_file("export.zip", &export)?;
    person.previews(&zip).await?;
    person.commits().await?;
    assert!(
        person.exports_everything().await? == export,
        "the archives are byte for byte the same"
    );
    Ok(())
}

/// There is no control for months in Firefox: the field is one for text.
#[tokio::test]
async fn a_month_can_be_typed_and_stepped_through() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives_in(Engine::Firefox, server.port()).await?;
    person.makes_a_vault().await?;
    let shows = "return document.querySelector('[data-month]')?.dataset.month === arguments[0]
        && document.querySelector('[data-testid=period]').value === arguments[0]";
    person.types("period", "2024-05").await?;
    person
        .browser
        .until("the month that was typed", shows, vec!["2024-05".into()])
        .await?;
    for (button, month) in [("period-next", "2024-06"), ("period-previous", "2024-05")] {
        person.clicks(button).await?;
        person.browser.until(button, shows, vec![month.into()]).await?;
    }
    Ok(())
}

/// A private window of Firefox has no file system, which the page must not let them find out by losing what they typed.
#[tokio::test]
async fn who_comes_in_a_private_window_is_told_before_they_type_anything() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives_in_private(server.port()).await?;
    person.goes_to("/").await?;
    person.browser.alert("no-storage").await?;
    assert!(
        !person.browser.has("input").await?,
        "there is something to type into"
    );
    Ok(())
}

/// Holds each state against axe-core.
struct Examiner {
    axe: String,
    found: Mutex<Vec<String>>,
}

impl Visitor for Examiner {
    fn wants(&self, _: &str) -> bool {
        true
    }

    async fn visits(&self, browser: &Browser, state: &str) -> Result<()> {
        let findings = axe_findings(browser, &self.axe).await?;
        // Nobody panics while holding it.
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.extend(findings.into_iter().map(|finding| format!("{state}: {finding}")));
        Ok(())
    }
}

#[tokio::test]
async fn axe_finds_nothing_on_the_pages_of_an_open_ledger_in_spanish() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives_in(Engine::Firefox, server.port()).await?;
    let examiner = Examiner {
        axe: std::fs::read_to_string(given("LUKA_AXE")?)?,
        found: Mutex::default(),
    };
    person.goes_to("/welcome?lang=es").await?;
    examiner.visits(&person.browser, "welcome").await?;
    walk_the_demonstration(&person, &examiner).await?;
    assert_eq!(person.run("return document.documentElement.lang").await?, "es");
    let found = examiner
        .found
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    assert_eq!(found, Vec::<String>::new());
    Ok(())
}
