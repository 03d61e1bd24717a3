//! The overview: how a month goes, and what waits for an eye until it is put right.

use anyhow::Result;
use journeys::{Person, Server, fixture, free_port};

/// A figure of the overview, by its hook.
async fn figure(person: &Person, hook: &str) -> Result<String> {
    person
        .browser
        .value(&format!("[data-testid='{hook}']"), "data-amount")
        .await
}

/// A row's figure in a column of the table behind a chart, which is unfolded for it.
async fn end_of_table(person: &Person, card: &str, column: usize, row: i32) -> Result<String> {
    let unfold = format!("document.querySelector('.{card} details:not([open]) summary')?.click()");
    person.run(&unfold).await?;
    person
        .browser
        .css(&format!(".{card} tbody [data-amount]"))
        .await?;
    let script = format!(
        "const cells = [...document.querySelectorAll('.{card} tbody td:nth-of-type({column}) [data-amount]')]; \
         return cells.at({row}).dataset.amount"
    );
    Ok(person.run(&script).await?.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn the_tables_behind_the_charts_end_in_the_figures_of_the_month() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.previews(&fixture("household-10000.csv")).await?;
    person.commits().await?;
    for month in ["2020-02", "2021-07", "2016-01"] {
        person.reads_months(&[month.to_owned()]).await?;
        assert_eq!(
            end_of_table(&person, "pace", 1, -1).await?,
            figure(&person, "total-expense").await?,
            "spent day by day through {month}"
        );
        assert_eq!(
            end_of_table(&person, "worth", 1, 0).await?,
            figure(&person, "net-worth").await?,
            "net worth through {month}"
        );
    }
    // A change of a single day moves both the line and the figure.
    person
        .adds("2016-01-20", "expense", "17.25", "Umbrella", "Shopping", "Cash")
        .await?;
    person.reads_months(&["2016-01".to_owned()]).await?;
    assert_eq!(
        end_of_table(&person, "pace", 1, -1).await?,
        figure(&person, "total-expense").await?
    );
    person.verifies_every_page().await
}

#[tokio::test]
async fn the_month_before_stands_in_the_next_months_table() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.previews(&fixture("household-10000.csv")).await?;
    person.commits().await?;
    person.reads_months(&["2020-05".to_owned()]).await?;
    let before = figure(&person, "total-expense").await?;
    person.reads_months(&["2020-06".to_owned()]).await?;
    assert_eq!(end_of_table(&person, "pace", 2, -1).await?, before);
    Ok(())
}

#[tokio::test]
async fn what_waits_to_be_sorted_is_found_sorted_in_place_and_taken_back() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.goes_to("/?lang=en").await?;
    person.clicks("try-demo").await?;
    person.clicks("look-unsorted").await?;
    person.browser.hook("sort-category").await?;
    let all = person
        .browser
        .value("[data-testid='transaction-count']", "data-count")
        .await?;
    let all: u64 = all.parse()?;
    assert!(all > 0);
    let waits = person
        .run("return document.querySelector('[data-testid=sort-category]').selectedOptions[0].textContent")
        .await?;
    assert_eq!(waits, "Other Expenses");

    person.chooses("sort-category", "Shopping").await?;
    person.settles_at(all - 1).await?;
    person.clicks("undo").await?;
    person.settles_at(all).await?;
    person.clicks("redo").await?;
    person.settles_at(all - 1).await?;

    for left in (0..all - 1).rev() {
        person.chooses("sort-category", "Shopping").await?;
        person.settles_at(left).await?;
    }
    person.opens("dashboard").await?;
    person.browser.hook("needs-a-look").await?;
    assert!(!person.browser.has("[data-testid='look-unsorted']").await?);
    Ok(())
}

#[tokio::test]
async fn what_is_called_the_same_is_sorted_at_one_stroke_and_taken_back_at_one() -> Result<()> {
    const ROWS: &str = "date,category,description,amount,type,account\n\
        2024-06-01,Other,Netflix.com,9.99,expense,Cash\n\
        2024-05-04,Other,Netflix.com,4.00,income,Card\n\
        2024-05-03,Other,Netflix.com refund,5.00,expense,Card\n\
        2024-05-02,Leisure,Netflix.com,1.00,expense,Card\n\
        2024-05-01,Other,Netflix.com,10.99,expense,Card\n\
        2024-04-01,Other,NETFLIX.COM,9.99,expense,Cash\n";
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person
        .previews(&person.has_file("netflix.csv", ROWS.as_bytes())?)
        .await?;
    person.commits().await?;
    person.opens("dashboard").await?;
    person.clicks("look-unsorted").await?;
    person.settles_at(5).await?;

    person.chooses("sort-category", "Leisure").await?;
    person.settles_at(4).await?;
    // The refund is called otherwise, the income is another kind, and one is sorted already.
    let offer = person.browser.hook("sort-alike").await?.text().await?;
    assert!(offer.contains('2'), "{offer}");
    person.clicks("sort-alike").await?;
    person.settles_at(2).await?;
    person.clicks("undo").await?;
    person.settles_at(4).await?;
    person.clicks("redo").await?;
    person.settles_at(2).await?;
    person.opens("dashboard").await?;
    person.reads_months(&["2024-05".to_owned()]).await?;
    person.verifies_every_page().await
}
