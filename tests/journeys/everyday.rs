//! Everyday use: write down, find, change, delete, take back; and looking around in the demonstration.

use anyhow::Result;
use journeys::{Person, Server, fixture, free_port};

#[tokio::test]
async fn what_is_written_down_is_found_changed_deleted_and_taken_back() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person
        .adds(
            "2026-01-15",
            "expense",
            "1234,50",
            "CAFÉ São Bento",
            "Food",
            "Cash",
        )
        .await?;
    person
        .adds("2026-01-16", "income", "2000", "Salary", "Salary", "Bank")
        .await?;
    person.settles_at(2).await?;

    person.types("search", "cafe sao").await?;
    person.settles_at(1).await?;
    let amount = person
        .browser
        .value("[data-testid='transaction-row'] [data-amount]", "data-amount")
        .await?;
    assert_eq!(amount, "1234.50");
    person.clicks("clear-filters").await?;
    person.settles_at(2).await?;
    person.chooses("filter-type", "income").await?;
    person.settles_at(1).await?;
    person.clicks("clear-filters").await?;
    person.settles_at(2).await?;

    person.opens_row("CAFÉ").await?;
    person.types("amount", "1.234,75").await?;
    person.clicks("save-transaction").await?;
    person.sees_amount("1234.75").await?;
    person.clicks("undo").await?;
    person.sees_amount("1234.50").await?;
    person.clicks("redo").await?;
    person.sees_amount("1234.75").await?;

    person.opens_row("CAFÉ").await?;
    person.clicks("delete-transaction").await?;
    person.settles_at(1).await?;
    person.clicks("undo").await?;
    person.settles_at(2).await?;
    let months = person.reads_months(&["2026-01".into()]).await?;
    assert_eq!(months[0], ["2000.00", "1234.75", "765.25"].map(str::to_owned));
    Ok(())
}

#[tokio::test]
async fn a_wrong_field_is_named_and_nothing_is_written() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.opens("transactions").await?;
    person.clicks("add-transaction").await?;
    person.types("amount", "1.234").await?;
    person.types("description", "Two readings").await?;
    person.types("category", "Food").await?;
    person.types("account", "Cash").await?;
    person.clicks("save-transaction").await?;
    let invalid = "const e = document.querySelector(\"[data-testid='amount']\"); return e.getAttribute('aria-invalid') === 'true'";
    person
        .browser
        .until("the amount to be refused", invalid, vec![])
        .await?;
    person.clicks("cancel").await?;
    person.settles_at(0).await?;
    Ok(())
}

#[tokio::test]
async fn the_demonstration_is_one_click_away_and_stores_nothing() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.goes_to("/").await?;
    person.clicks("try-demo").await?;
    person.opens("dashboard").await?;
    let income = person
        .browser
        .value("[data-testid='total-income']", "data-amount")
        .await?;
    assert!(income.ends_with(".00"), "{income}");
    assert!(person.counts_transactions().await? > 100);
    person.goes_to("/").await?;
    assert_eq!(person.run("return location.pathname").await?, "/welcome");
    Ok(())
}

#[tokio::test]
async fn what_is_shown_can_be_saved_as_a_file() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.previews(&fixture("household-100.csv")).await?;
    person.commits().await?;
    person.opens("transactions").await?;
    person.chooses("filter-category", "Dining").await?;
    let shown = "const n = document.querySelector(\"[data-testid='transaction-count']\").dataset.count; return n !== '100' && n";
    let shown = person.browser.until("the filter", shown, vec![]).await?;
    person.clicks("export-transactions-csv").await?;
    let (name, bytes) = person.browser.download().await?;
    assert_eq!(name, "transactions.csv");
    let rows = String::from_utf8(bytes)?
        .lines()
        .filter(|line| line.contains(",Dining,"))
        .count();
    assert_eq!(shown, rows.to_string());
    Ok(())
}

#[tokio::test]
async fn spanish_and_english_are_a_choice_that_stays() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.goes_to("/?lang=es").await?;
    assert_eq!(
        person
            .run("return document.documentElement.lang.slice(0, 2)")
            .await?,
        "es"
    );
    person.goes_to("/").await?;
    assert_eq!(
        person
            .run("return document.documentElement.lang.slice(0, 2)")
            .await?,
        "es"
    );
    person.goes_to("/?lang=en").await?;
    assert_eq!(
        person
            .run("return document.documentElement.lang.slice(0, 2)")
            .await?,
        "en"
    );
    Ok(())
}

#[tokio::test]
async fn a_long_list_scrolls_on_after_it_was_saved_as_a_file() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.previews(&fixture("household-10000.csv")).await?;
    person.commits().await?;
    person.opens("transactions").await?;
    person.browser.css("[data-testid='transaction-row']").await?;
    person.clicks("export-transactions-csv").await?;
    person.browser.download().await?;
    let end = "let s = document.querySelector(\"[data-testid='transaction-row']\");
        while (s && !/auto|scroll/.test(getComputedStyle(s).overflowY)) s = s.parentElement;
        (s ?? document.scrollingElement).scrollTop = 1e9; return true";
    person.run(end).await?;
    // The oldest row of the file.
    let oldest = "return [...document.querySelectorAll(\"[data-testid='transaction-row']\")]
        .some(row => row.textContent.includes('2016'))";
    person.browser.until("the oldest rows", oldest, vec![]).await?;
    Ok(())
}
