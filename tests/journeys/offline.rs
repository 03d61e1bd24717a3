//! After the first visit the app needs no server and no network.

use anyhow::Result;
use journeys::{Person, Server, free_port};

#[tokio::test]
async fn after_the_first_visit_every_page_opens_with_the_server_stopped() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.is_ready_for_offline().await?;
    drop(server);
    for page in ["/dashboard", "/transactions", "/import", "/backup", "/settings"] {
        person.goes_to(page).await?;
        person.unlocks().await?;
        let there = "return location.pathname === arguments[0] && !!document.querySelector('h1')";
        person.browser.until(page, there, vec![page.into()]).await?;
    }
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
    assert_eq!(person.counts_transactions().await?, 1);
    Ok(())
}
