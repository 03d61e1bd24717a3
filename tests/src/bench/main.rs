//! `cargo xtask bench`: how long a person waits, in a real Chromium on the release build, beside a reference taken
//! in the same run on the same machine. Prints a Markdown table.

mod backup;
mod household;
mod native;
mod peers;
mod server;
mod watch;

use anyhow::Result;
use journeys::{Person, Server, free_port};
use std::{path::Path, time::Instant};

const ROWS: usize = 100_000;
const FEW_ROWS: usize = 1_000;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "the table is what the command is for")]
async fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let Some(unknown) = words
        .iter()
        .find(|word| !["app", "server", "peers"].contains(&word.as_str()))
    {
        anyhow::bail!("there is no benchmark `{unknown}`: choose app, server or peers");
    }
    // The one beside others takes minutes of theirs, so it is asked for by name.
    let is_asked =
        |word: &str| words.iter().any(|asked| asked == word) || (words.is_empty() && word != "peers");
    if is_asked("app") {
        print!("{}", app().await?);
    }
    if is_asked("server") {
        print!("{}", server::run().await?);
    }
    if is_asked("peers") {
        print!("{}", peers::run().await?);
    }
    Ok(())
}

/// The page and its worker, in a browser.
async fn app() -> Result<String> {
    let folder = tempfile::tempdir()?;
    let few = folder.path().join("few.csv");
    let many = folder.path().join("many.csv");
    std::fs::write(&few, household::csv(FEW_ROWS))?;
    std::fs::write(&many, household::csv(ROWS))?;
    let mut table = Table::default();

    let import_ms = native::import(&many, folder.path())?;
    table.row("`sqlite3 .import` of 100,000 rows, the reference", import_ms, "");

    let server = Server::start(free_port()?)?;
    let dashboard_few = few_rows(&server, &few).await?;
    many_rows(&server, &many, import_ms, dashboard_few, &mut table).await?;
    Ok(table.text)
}

/// The table, as it grows.
#[derive(Default)]
struct Table {
    text: String,
}

impl Table {
    fn row(&mut self, work: &str, ms: f64, goal: &str) {
        if self.text.is_empty() {
            self.text.push_str("| work | measured | goal |\n|---|---|---|\n");
        }
        let line = format!("| {work} | {ms:.0} ms | {goal} |\n");
        eprint!("{line}");
        self.text.push_str(&line);
    }
}

/// The dashboard over few rows, as the yardstick for the one over many.
async fn few_rows(server: &Server, file: &Path) -> Result<f64> {
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.previews(file).await?;
    person.commits().await?;
    person.opens("dashboard").await?;
    Ok(median(&watch::dashboards(&person).await?))
}

async fn many_rows(server: &Server, file: &Path, import_ms: f64, few: f64, table: &mut Table) -> Result<()> {
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    person.opens("import").await?;
    let start = Instant::now();
    person.previews(file).await?;
    table.row(
        "preview of the same file, from drop to counts",
        ms(start),
        &format!("{:.0} ms (2 ×)", import_ms * 2.0),
    );
    let start = Instant::now();
    anyhow::ensure!(
        person.commits().await? == ROWS as u64,
        "not all rows were written"
    );
    table.row(
        "import, from the click to done",
        ms(start),
        &format!("{:.0} ms (3 ×)", import_ms * 3.0),
    );

    person.opens("dashboard").await?;
    let dashboards = median(&watch::dashboards(&person).await?);
    table.row("dashboard of a month at 1,000 rows, median", few, "");
    table.row(
        "dashboard of a month at 100,000 rows, median",
        dashboards,
        &format!("50 ms, {:.0} ms (1.5 ×)", few * 1.5),
    );
    person.opens("transactions").await?;
    let keys = watch::keystrokes(&person).await?;
    table.row("a keystroke of a search, median", median(&keys), "");
    table.row(
        "a keystroke of a search, 95th percentile",
        percentile(&keys, 95),
        "50 ms",
    );
    table.row(
        "a single edit, from the click to durable, median",
        median(&watch::edits(&person).await?),
        "50 ms",
    );
    table.row(
        "unlock to dashboard, beyond the key derivation, median",
        unlocks(&person).await?,
        "300 ms",
    );
    backup::run(&person, table).await
}

async fn unlocks(person: &Person) -> Result<f64> {
    let mut measured = Vec::new();
    for _ in 0..3 {
        person.opens("dashboard").await?;
        person.clicks("lock-now").await?;
        person.browser.hook("unlock-submit").await?;
        measured.push(watch::unlock(person).await?);
    }
    Ok(median(&measured))
}

fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

fn median(values: &[f64]) -> f64 {
    percentile(values, 50)
}

fn percentile(values: &[f64], n: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = (sorted.len() * n).div_ceil(100).saturating_sub(1);
    sorted.get(at).copied().unwrap_or(f64::NAN)
}
