//! Nothing of a person's money, and nothing that opens it, lies readable in the browser's profile.

use anyhow::Result;
use journeys::{PASSPHRASE, Person, Server, find_in, fixture, free_port, given, needles};
use serde_json::Value;

/// Imports the planted words, uses them, locks, and returns the profile's folder with what must not be in it.
async fn leave_traces(person: &Person) -> Result<Vec<String>> {
    let words = person.makes_a_vault().await?;
    person.previews(&fixture("household-10000.csv")).await?;
    person.commits().await?;
    let json: Value = serde_json::from_slice(&std::fs::read(fixture("household-10000.expected.json"))?)?;
    let canaries = json["canaries"].as_array().into_iter().flatten();
    let mut secret: Vec<String> = canaries
        .map(|c| c.as_str().unwrap_or_default().to_owned())
        .collect();
    // A person looks for one, reads and changes it, and a report of it is shown.
    person.opens("transactions").await?;
    person.types("search", &secret[1]).await?;
    person.settles_at(1).await?;
    person.opens("dashboard").await?;
    person.clicks("lock-now").await?;
    person.browser.hook("unlock-submit").await?;
    secret.push(PASSPHRASE.to_owned());
    let words: Vec<&str> = words.split(' ').collect();
    secret.extend(words.windows(4).map(|four| four.join(" ")));
    Ok(secret)
}

#[tokio::test]
async fn no_planted_word_no_passphrase_and_no_recovery_words_lie_in_the_profile() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    let secret = leave_traces(&person).await?;
    let profile = person.leaves().await?;
    assert_eq!(
        find_in(&profile.path().join("profile"), &needles(&secret))?,
        [],
        "readable on the disk"
    );
    Ok(())
}

/// The same search on a build that writes plain SQLite: it must find them, or it could not fail.
#[tokio::test]
async fn the_search_finds_every_planted_word_where_pages_are_not_encrypted() -> Result<()> {
    let port = free_port()?;
    let server = Server::start_with(port, &given("LUKA_DIST_PLAIN")?)?;
    let person = Person::arrives(server.port()).await?;
    let secret = leave_traces(&person).await?;
    let profile = person.leaves().await?;
    let found = find_in(&profile.path().join("profile"), &needles(&secret))?;
    for canary in secret.iter().filter(|text| text.starts_with("CANARY")) {
        assert!(
            found.iter().any(|(text, _)| text == canary),
            "{canary} was not found: the search is blind"
        );
    }
    Ok(())
}
