//! The main job: ten years of a household in, the truth about them, and the same file out.

use anyhow::Result;
use journeys::{Person, Server, fixture, free_port};
use serde_json::Value;
use std::io::Read;

/// Months of an `expected.json` with what they must show.
fn expected(name: &str) -> Result<Vec<(String, [String; 3])>> {
    let json: Value = serde_json::from_slice(&std::fs::read(fixture(name))?)?;
    let text = |v: &Value, key: &str| v[key].as_str().unwrap_or_default().to_owned();
    let months = json["months"].as_object().into_iter().flatten();
    Ok(months
        .map(|(m, t)| (m.clone(), [text(t, "income"), text(t, "expense"), text(t, "net")]))
        .collect())
}

pub(crate) async fn sees_the_expected_months(person: &Person, file: &str) -> Result<()> {
    let expected = expected(file)?;
    let months: Vec<String> = expected.iter().map(|(month, _)| month.clone()).collect();
    let read = person.reads_months(&months).await?;
    for ((month, wanted), seen) in expected.iter().zip(read) {
        assert_eq!(&seen, wanted, "{month}");
    }
    Ok(())
}

#[tokio::test]
async fn ten_years_come_in_are_true_and_are_there_again_without_server_or_network() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    assert_eq!(
        person.previews(&fixture("household-10000.csv")).await?,
        [10_000, 0, 0]
    );
    assert_eq!(person.commits().await?, 10_000);
    sees_the_expected_months(&person, "household-10000.expected.json").await?;

    person.is_ready_for_offline().await?;
    drop(server);
    let person = person.returns().await?;
    person.goes_to("/dashboard").await?;
    person.unlocks().await?;
    sees_the_expected_months(&person, "household-10000.expected.json").await?;
    assert_eq!(person.counts_transactions().await?, 10_000);

    // The same file again is known row by row, and writes nothing.
    assert_eq!(
        person.previews(&fixture("household-10000.csv")).await?,
        [0, 10_000, 0]
    );
    assert_eq!(person.counts_transactions().await?, 10_000);

    person.opens("import").await?;
    person.clicks("import-undo").await?;
    person.settles_at(0).await?;
    Ok(())
}

#[tokio::test]
async fn the_categories_of_a_month_add_up_as_in_the_file() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.previews(&fixture("household-100.csv")).await?;
    assert_eq!(person.commits().await?, 100);
    let json: Value = serde_json::from_slice(&std::fs::read(fixture("household-100.expected.json"))?)?;
    for (key, amount) in json["categories"].as_object().into_iter().flatten() {
        let (month, category) = key.split_once('/').unwrap_or_default();
        person.reads_months(&[month.to_owned()]).await?;
        let selector = format!("[data-testid='category-total'][data-category='{category}'] [data-amount]");
        assert_eq!(
            person.browser.value(&selector, "data-amount").await?,
            amount.as_str().unwrap_or_default(),
            "{key}"
        );
    }
    Ok(())
}

/// The tables of an export, by name.
pub(crate) fn tables(zip: &[u8]) -> Result<Vec<(String, Vec<u8>)>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip))?;
    let mut tables = Vec::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        tables.push((file.name().to_owned(), bytes));
    }
    Ok(tables)
}

#[tokio::test]
async fn export_then_import_into_a_new_vault_is_the_identity() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    let nasty = person.has_file("nasty.csv", NASTY.as_bytes())?;
    let accounts = person.has_file("accounts.csv", ACCOUNTS.as_bytes())?;
    for (file, rows) in [(fixture("household-100.csv"), 100), (nasty, 6), (accounts, 2)] {
        person.previews(&file).await?;
        assert_eq!(person.commits().await?, rows, "{}", file.display());
    }
    let first = person.exports_everything().await?;
    let names: Vec<String> = tables(&first)?.into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "transactions.csv",
            "accounts.csv",
            "budgets.csv",
            "goals.csv",
            "contributions.csv"
        ]
    );

    person.deletes_everything().await?;
    person.makes_a_vault().await?;
    let zip = person.has_file("export.zip", &first)?;
    person.previews(&zip).await?;
    person.commits().await?;
    let second = person.exports_everything().await?;
    for ((name, one), (_, two)) in tables(&first)?.into_iter().zip(tables(&second)?) {
        assert_eq!(String::from_utf8(one)?, String::from_utf8(two)?, "{name}");
    }
    assert!(first == second, "the archives are byte for byte the same");
    Ok(())
}

/// Rows that programs like to change: formulas, quotes, line breaks, blanks at the ends, twins, no identifier.
const NASTY: &str = "transaction_id,date,category,subcategory,description,amount,type,account,payment_method,tags,recurring,recurring_frequency,notes,created_at,updated_at,to_account,currency,split\n\
n1,2024-02-29,Food,,=SUM(A1:A9),1.00,expense,Cash,cash,,FALSE,,\"  two\n lines, \"\"quoted\"\"  \",2024-02-29T10:00:00+02:00,2024-02-29T10:00:00Z,,,\n\
n2,2024-02-29,Food,,'=already apostrophed,2.00,expense,Cash,cash,,FALSE,,-1 not a formula,2024-02-29T10:00:00Z,2024-02-29T10:00:00Z,,,\n\
n3,2024-03-01,Moves,,<script>alert(1)</script> \u{202E}مرحبا 💡,3.00,transfer,Cash,transfer,\"a,b\",TRUE,monthly,,2024-02-29T10:00:00Z,2024-02-29T10:00:00Z,Bank,,\n\
n4,2024-03-02,Food,Groceries,divided,10.00,expense,Cash,,,FALSE,,,2024-02-29T10:00:00Z,2024-02-29T10:00:00Z,,,Food/Groceries=7.50;Home=2.50\n\
,2024-03-03,Food,,twin,4.00,expense,Cash,,,FALSE,,,,,,,\n\
,2024-03-03,Food,,twin,4.00,expense,Cash,,,FALSE,,,,,,,\n";

const ACCOUNTS: &str = "account_id,account_name,account_type,institution,current_balance,currency\n\
a1,Yen Jar,Cash,,500000,JPY\na2,Broker,Investment,\"Smith, Jones\",-12.50,EUR\n";
