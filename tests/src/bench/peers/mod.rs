//! Our app beside the released web client of Actual Budget, in the same browser, in the same run. Both come through the
//! same counting proxy, compressed in the same way; what is timed is timed inside the page, up to the painted frame.

mod actual;
mod ours;
mod proxy;
mod served;
mod stopwatch;

use crate::{median, ms};
use actual::Actual;
use anyhow::{Context, Result, ensure};
use journeys::{Person, Server, fixture, free_port, given};
use ours::Ours;
use proxy::Proxy;
use serde_json::json;
use std::{path::Path, time::Instant};

/// Rows of the ledger that is imported and worked with.
const ROWS: u64 = 10_000;
/// How often a load is repeated.
const LOADS: usize = 5;

/// What an app has to do to be measured.
trait App {
    /// Is true in the page when its first screen can be used by somebody new.
    const USABLE: &'static str;
    /// Is true in the page when an opened ledger shows its month.
    const MONTH: &'static str;
    /// Is true in the page when the list shows rows.
    const LIST: &'static str;
    /// Statements that go to the month, and to the list.
    const GO: [&'static str; 2];
    /// Is true in the page when the rows of a search for `query` are shown.
    const FOUND: &'static str;
    /// The field that a search is typed into.
    const SEARCH: &'static str;
    /// What holds the list.
    const HOLDER: &'static str;

    /// Makes a place to import into, and goes there.
    async fn begins(&self, person: &Person) -> Result<()>;
    /// Hands over the file, and waits for the preview.
    async fn previews(&self, person: &Person) -> Result<()>;
    /// Writes what the preview shows, and waits until it is done.
    async fn commits(&self, person: &Person) -> Result<()>;
    /// Loads the ledger again; milliseconds from the address to the month.
    async fn opens(&self, person: &Person) -> Result<f64>;
}

/// One app's measurements, a row each; what could not be measured is not there.
#[derive(Default)]
struct Column(Vec<(&'static str, f64, Unit)>);

#[derive(Clone, Copy)]
enum Unit {
    Kilobytes,
    Milliseconds,
    Percent,
}

/// The whole table.
pub async fn run() -> Result<String> {
    let folder = tempfile::tempdir()?;
    let file = fixture("household-10000.csv");
    let server = Server::start(free_port()?)?;
    let built = served::Served::start(&given("LUKA_ACTUAL")?)?;
    let ours = Proxy::start(server.port())?;
    let theirs = Proxy::start(built.port)?;
    let person = Person::arrives(ours.port()).await?;
    let their_file = actual::file_of(&file, folder.path())?;
    let first = measure(&Ours { file: &file }, &person, ours)
        .await
        .context("our app")?;
    let origin = theirs.origin();
    let actual = Actual {
        file: &their_file,
        origin: &origin,
    };
    let second = measure(&actual, &person, theirs).await.context("Actual")?;
    Ok(table(&first, &second))
}

async fn measure<A: App>(app: &A, person: &Person, mut proxy: Proxy) -> Result<Column> {
    let mut column = Column::default();
    let mut row = |work: &'static str, value: f64, unit: Unit| {
        eprintln!("{work}: {}", shown(value, unit));
        column.0.push((work, value, unit));
    };
    let origin = proxy.origin();
    let watch = stopwatch::arm(person, A::USABLE).await?;
    forget(person, &origin).await?;
    let without = stopwatch::without_service_worker(person).await?;
    let before = proxy.bytes();
    stopwatch::load(person, &origin).await?;
    let page = (proxy.bytes() - before) as f64;
    stopwatch::disarm(person, without).await?;
    let (mut cold, mut all) = (Vec::new(), Vec::new());
    for _ in 0..LOADS {
        forget(person, &origin).await?;
        let before = proxy.bytes();
        cold.push(stopwatch::load(person, &origin).await?);
        is_kept(person).await?;
        all.push((proxy.bytes() - before) as f64);
    }
    row(
        "first load: bytes until the first screen can be used",
        page,
        Unit::Kilobytes,
    );
    row(
        "first load: bytes with all that is kept for offline",
        median(&all),
        Unit::Kilobytes,
    );
    row(
        "first load: until the first screen can be used",
        median(&cold),
        Unit::Milliseconds,
    );
    row(
        "a later load",
        median(&loads(person, &origin).await?),
        Unit::Milliseconds,
    );
    proxy.stops();
    row(
        "a later load with the server stopped",
        median(&loads(person, &origin).await?),
        Unit::Milliseconds,
    );
    proxy.starts_again()?;
    stopwatch::disarm(person, watch).await?;

    person.browser.driver.goto(&origin).await?;
    person
        .browser
        .until("the first screen", &format!("return {}", A::USABLE), vec![])
        .await?;
    app.begins(person).await?;
    let start = Instant::now();
    app.previews(person).await?;
    row(
        "import of 10,000 rows: from the file to the preview",
        ms(start),
        Unit::Milliseconds,
    );
    let start = Instant::now();
    app.commits(person).await?;
    row(
        "import of 10,000 rows: from the click to done",
        ms(start),
        Unit::Milliseconds,
    );

    let mut opened = Vec::new();
    for _ in 0..3 {
        opened.push(app.opens(person).await?);
    }
    row(
        "open 10,000 rows: from the address to the month",
        median(&opened),
        Unit::Milliseconds,
    );
    let (months, lists) = stopwatch::routes::<A>(person).await?;
    row("from the list to the month", median(&months), Unit::Milliseconds);
    row("from the month to the list", median(&lists), Unit::Milliseconds);
    let found = stopwatch::searches::<A>(person).await?;
    row(
        "search for a word: from the key to its rows",
        median(&found),
        Unit::Milliseconds,
    );
    let frames = stopwatch::scroll(person, A::HOLDER).await?;
    ensure!(!frames.is_empty(), "nothing scrolled");
    let late = frames.iter().filter(|frame| **frame > 25.0).count();
    row(
        "scrolling: frames over 25 ms",
        100.0 * late as f64 / frames.len() as f64,
        Unit::Percent,
    );
    Ok(column)
}

async fn loads(person: &Person, origin: &str) -> Result<Vec<f64>> {
    let mut found = Vec::new();
    for _ in 0..LOADS {
        found.push(stopwatch::load(person, origin).await?);
    }
    Ok(found)
}

/// Waits until the service worker has everything.
async fn is_kept(person: &Person) -> Result<()> {
    let ready = "return navigator.serviceWorker.ready.then(() => true)";
    person.browser.until("the service worker", ready, vec![]).await?;
    Ok(())
}

/// Makes the next visit a first one.
async fn forget(person: &Person, origin: &str) -> Result<()> {
    let browser = &person.browser;
    browser.driver.goto("about:blank").await?;
    let everything = json!({ "origin": origin, "storageTypes": "all" });
    browser.cdp("Storage.clearDataForOrigin", everything).await?;
    browser.cdp("Network.clearBrowserCache", json!({})).await?;
    Ok(())
}

fn shown(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Kilobytes => format!("{:.0} KB", value / 1000.0),
        Unit::Milliseconds => format!("{value:.0} ms"),
        Unit::Percent => format!("{value:.0} %"),
    }
}

/// A row a measurement. The ratio says how many times ours Actual's is.
fn table(ours: &Column, theirs: &Column) -> String {
    let mut text = "| work | LukaLibre | Actual | ratio |\n|---|---|---|---|\n".to_owned();
    for (work, value, unit) in &ours.0 {
        let their = theirs.0.iter().find(|(other, ..)| other == work);
        let (shown_theirs, ratio) = their.map_or_else(Default::default, |(_, other, _)| {
            let ratio = if *value > 0.0 {
                format!("{:.1}", other / value)
            } else {
                String::new()
            };
            (shown(*other, *unit), ratio)
        });
        text.push_str(&format!(
            "| {work} | {} | {shown_theirs} | {ratio} |\n",
            shown(*value, *unit)
        ));
    }
    text
}

/// Waits for a file input of the page, and gives it the file.
async fn chooses_file(person: &Person, selector: &str, file: &Path) -> Result<()> {
    let exists = "return !!document.querySelector(arguments[0])";
    person
        .browser
        .until(selector, exists, vec![selector.into()])
        .await?;
    let input = person.browser.driver.find(thirtyfour::By::Css(selector)).await?;
    input.send_keys(file.to_string_lossy()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_is_how_many_times_ours_theirs_is_and_a_missing_cell_stays_empty() {
        let ours = Column(vec![
            ("load", 200.0, Unit::Milliseconds),
            ("scroll", 0.0, Unit::Percent),
            ("x", 1.0, Unit::Percent),
        ]);
        let theirs = Column(vec![
            ("load", 500.0, Unit::Milliseconds),
            ("scroll", 3.0, Unit::Percent),
        ]);
        assert_eq!(
            table(&ours, &theirs),
            "| work | LukaLibre | Actual | ratio |\n|---|---|---|---|\n| load | 200 ms | 500 ms | 2.5 |\n\
             | scroll | 0 % | 3 % |  |\n| x | 1 % |  |  |\n"
        );
    }
}
