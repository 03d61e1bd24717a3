//! The interface, called in every way that its description allows and in many that it does not.

use anyhow::{Context, Result, ensure};
use journeys::{Server, Standin, free_port, given, signs_in};
use std::{path::Path, process::Command};

/// No 5xx, and every answer as the description says.
const CHECKS: &str =
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

/// By somebody who is signed in and connected, so that the calls reach what is behind the door.
#[tokio::test]
async fn no_call_makes_the_server_fail() -> Result<()> {
    let Some(python) = given("LUKA_SCHEMATHESIS").ok().filter(|path| path.is_file()) else {
        eprintln!("skipped: schemathesis is not installed (cargo xtask test shield installs it)");
        return Ok(());
    };
    let standin = Standin::start()?;
    let port = free_port()?;
    let mut settings = standin.settings();
    // The fuzzer is faster than any limit allows.
    settings.extend(
        [
            "LIMIT_AUTH_PER_MINUTE",
            "LIMIT_TOKEN_PER_MINUTE",
            "LIMIT_API_PER_MINUTE",
        ]
        .map(|name| (name, "0".to_owned())),
    );
    let settings: Vec<_> = settings
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let server = Server::start_as(port, &settings)?;
    let origin = server.origin();
    let cookie = signs_in(&origin, "user1", &["signin", "connect"]).await?;
    // The calls that end the session come last.
    let ends = ["/api/account", "/auth/logout"];
    fuzzes(
        &python,
        &origin,
        &cookie,
        &ends.map(|path| ["--exclude-path", path]).concat(),
    )?;
    fuzzes(
        &python,
        &origin,
        &cookie,
        &ends.map(|path| ["--include-path", path]).concat(),
    )
}

fn fuzzes(python: &Path, origin: &str, cookie: &str, which: &[&str]) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let fuzzed = Command::new(python)
        .args(["-m", "schemathesis.cli", "run"])
        .arg(format!("{origin}/api/openapi.json"))
        .args(["--header", &format!("Cookie: {cookie}")])
        .args(["--header", &format!("Origin: {origin}")])
        .args(["--header", "X-Requested-With: app"])
        .args([
            "--checks",
            CHECKS,
            "--max-examples",
            "60",
            "--seed",
            "1",
            "--no-color",
        ])
        .args(which)
        .current_dir(folder.path())
        .output()
        .context("schemathesis does not start")?;
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&fuzzed.stdout),
        String::from_utf8_lossy(&fuzzed.stderr)
    );
    ensure!(fuzzed.status.success(), "{said}");
    Ok(())
}
