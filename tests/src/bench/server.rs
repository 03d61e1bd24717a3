//! The server under load from one machine: bounded calls over loopback, on SQLite and on PostgreSQL.

use anyhow::{Context, Result, ensure};
use journeys::{Server, Standin, free_port, signs_in};
use reqwest::{Client, Method};
use std::{sync::Arc, time::Instant};

/// Tabs that call at once.
const CALLERS: usize = 32;
/// Calls of each of them; a fifth more before, to warm up, is not counted.
const CALLS: usize = 500;

/// A table of its own: its columns are not those of the page's.
pub async fn run() -> Result<String> {
    let mut text = String::from(
        "| call | database | requests a second | median | p99 | memory held |\n|---|---|---|---|---|---|\n",
    );
    let postgres = std::env::var("LUKA_TEST_POSTGRES").unwrap_or_default();
    for (database, url) in [
        ("SQLite", None),
        ("PostgreSQL", Some(format!("{postgres}/postgres"))),
    ] {
        if url.is_some() && postgres.is_empty() {
            eprintln!("skipped: no PostgreSQL");
            continue;
        }
        let standin = Standin::start()?;
        let mut settings = standin.settings();
        settings.extend(
            [
                "LIMIT_AUTH_PER_MINUTE",
                "LIMIT_TOKEN_PER_MINUTE",
                "LIMIT_API_PER_MINUTE",
            ]
            .map(|name| (name, "0".into())),
        );
        settings.extend(url.map(|url| ("DATABASE_URL", url)));
        let settings: Vec<_> = settings
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let server = Server::start_as(free_port()?, &settings)?;
        let cookie = signs_in(&server.origin(), "user1", &["signin", "connect"]).await?;
        for (method, path) in [(Method::GET, "/api/session"), (Method::POST, "/api/google/token")] {
            let caller = Arc::new(Caller {
                origin: server.origin(),
                cookie: cookie.clone(),
                method,
                path,
            });
            load(&caller, CALLS / 5).await?;
            let (mut times, seconds) = load(&caller, CALLS).await?;
            times.sort_by(f64::total_cmp);
            let at = |n: usize| times.get(times.len() * n / 100).copied().unwrap_or(f64::NAN);
            let line = format!(
                "| `{} {path}` | {database} | {:.0} | {:.1} ms | {:.1} ms | {} MB |\n",
                caller.method,
                times.len() as f64 / seconds,
                at(50),
                at(99),
                resident_kb(server.process())? / 1000
            );
            eprint!("{line}");
            text.push_str(&line);
        }
    }
    Ok(text)
}

struct Caller {
    origin: String,
    cookie: String,
    method: Method,
    path: &'static str,
}

/// Milliseconds of each call, and seconds of all. One answer that is no success ends the measurement.
async fn load(caller: &Arc<Caller>, calls: usize) -> Result<(Vec<f64>, f64)> {
    let client = Client::new();
    let start = Instant::now();
    let tasks: Vec<_> = (0..CALLERS)
        .map(|_| {
            let (caller, client) = (caller.clone(), client.clone());
            tokio::spawn(async move {
                let mut times = Vec::with_capacity(calls);
                for _ in 0..calls {
                    let before = Instant::now();
                    call(&caller, &client).await?;
                    times.push(before.elapsed().as_secs_f64() * 1000.0);
                }
                anyhow::Ok(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    Ok((times, start.elapsed().as_secs_f64()))
}

async fn call(caller: &Caller, client: &Client) -> Result<()> {
    let call = client
        .request(caller.method.clone(), format!("{}{}", caller.origin, caller.path))
        .header("cookie", &caller.cookie)
        .header("origin", &caller.origin)
        .header("x-requested-with", "app");
    let answer = call.send().await?;
    ensure!(
        answer.status().is_success(),
        "{} answered {}",
        caller.path,
        answer.status()
    );
    answer.bytes().await?;
    Ok(())
}

/// What the system says the process holds in memory.
fn resident_kb(process: u32) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .context("no VmRSS")?;
    Ok(line.split_whitespace().next().context("no number")?.parse()?)
}
