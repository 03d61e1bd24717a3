//! The reference: the `sqlite3` shell imports the same file into a plain table with the same indexes.

use anyhow::{Context, Result, ensure};
use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

const RUNS: usize = 3;
const SCHEMA: &str = "CREATE TABLE t (transaction_id TEXT UNIQUE, date TEXT, category TEXT, subcategory TEXT, \
    description TEXT, amount TEXT, type TEXT, account TEXT, payment_method TEXT, tags TEXT, recurring TEXT, \
    recurring_frequency TEXT, notes TEXT, created_at TEXT, updated_at TEXT);\n\
    CREATE INDEX by_date ON t (date, type, account);\nCREATE INDEX by_category ON t (category);\n";

/// Milliseconds of the fastest of three imports into a new file.
pub fn import(file: &Path, folder: &Path) -> Result<f64> {
    let mut best = f64::INFINITY;
    for run in 0..RUNS {
        let database = folder.join(format!("reference-{run}.db"));
        let start = Instant::now();
        let mut shell = Command::new("sqlite3")
            .arg(&database)
            .stdin(Stdio::piped())
            .spawn()
            .context("the reference needs sqlite3 (Debian: apt-get install sqlite3)")?;
        let mut input = shell.stdin.take().context("no input")?;
        write!(
            input,
            "{SCHEMA}.mode csv\n.import --skip 1 \"{}\" t\n",
            file.display()
        )?;
        drop(input);
        ensure!(shell.wait()?.success(), "sqlite3 failed");
        best = best.min(start.elapsed().as_secs_f64() * 1000.0);
    }
    Ok(best)
}
