//! `cargo xtask test`: every check there is, in the order in which a failure is cheapest.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::equipment::Equipment;
use crate::{browser, build, dist, place, sh, tidy};

/// Rooms that only compile for the browser.
const WASM_ONLY: &str = "--exclude db-worker --exclude strength";

/// What a step found.
enum Outcome {
    Passed,
    /// What was run passed; what was not, and why.
    PassedWithout(String),
    /// Not run, and why.
    Skipped(String),
}

use Outcome::{Passed, PassedWithout, Skipped};

type Step = (&'static str, fn() -> Result<Outcome>);

const STEPS: &[Step] = &[
    ("fmt", fmt),
    ("tidy", || tidy::tidy().map(|()| Passed)),
    ("lint", lint),
    ("unit", unit),
    ("server", server),
    ("google", google),
    ("deny", deny),
    ("build", || build::all().map(|()| Passed)),
    ("size", || {
        build::app().and_then(|()| dist::size::check()).map(|()| Passed)
    }),
    ("shield", shield),
    ("firefox", firefox),
    ("journeys", journeys),
];

/// Runs the named steps, or all, up to the first that fails.
pub fn test(names: &[String]) -> Result<()> {
    if let Some(unknown) = names
        .iter()
        .find(|name| STEPS.iter().all(|(step, _)| step != name))
    {
        let known: Vec<_> = STEPS.iter().map(|(step, _)| *step).collect();
        bail!("there is no step `{unknown}`: choose from {}", known.join(", "));
    }
    let mut lines = Vec::new();
    for (name, work) in STEPS
        .iter()
        .filter(|(step, _)| names.is_empty() || names.iter().any(|name| name == step))
    {
        sh::say(format!("test step {name}"));
        let start = Instant::now();
        let result = work();
        lines.push(line(name, &result, start.elapsed()));
        if let Err(error) = result {
            summarise(&lines);
            return Err(error.context(format!("test step {name} failed")));
        }
    }
    summarise(&lines);
    Ok(())
}

fn line(name: &str, result: &Result<Outcome>, took: Duration) -> String {
    let verdict = match result {
        Ok(Passed) => "passed".to_owned(),
        Ok(PassedWithout(what)) => format!("passed, but SKIPPED {what}"),
        Ok(Skipped(why)) => format!("SKIPPED: {why}"),
        Err(_) => "FAILED".to_owned(),
    };
    format!("{name:<9} {:>7.1} s  {verdict}", took.as_secs_f32())
}

fn summarise(lines: &[String]) {
    sh::say("summary");
    for line in lines {
        eprintln!("  {line}");
    }
}

fn fmt() -> Result<Outcome> {
    sh::run(&mut sh::cargo("fmt --all --check"))?;
    Ok(Passed)
}

/// bindgen-runner is left out of native checks: it is two calls into a large dependency, and is built anyway.
fn lint() -> Result<Outcome> {
    crate::tools::system::wasm_target()?;
    crate::tools::system::clang()?;
    let native = format!(
        "clippy --quiet --workspace --exclude app {WASM_ONLY} --exclude bindgen-runner --all-targets -- -D warnings"
    );
    sh::run(&mut sh::cargo(&native))?;
    let wasm =
        "clippy --quiet -p app -p db-worker -p strength --target wasm32-unknown-unknown -- -D warnings";
    sh::run(&mut sh::cargo(wasm))?;
    let guide = "clippy --quiet -p app --features styleguide --target wasm32-unknown-unknown -- -D warnings";
    sh::run(&mut sh::cargo(guide))?;
    Ok(Passed)
}

fn unit() -> Result<Outcome> {
    let elsewhere = "--exclude journeys --exclude sync-server --exclude google-standin";
    let words = format!("test --workspace {elsewhere} {WASM_ONLY} --exclude bindgen-runner");
    sh::run(&mut sh::cargo(&words))?;
    Ok(Passed)
}

/// The server's suite, on both databases and at a provider that is not ours.
fn server() -> Result<Outcome> {
    with(
        &Equipment::for_the_server(),
        &mut sh::cargo("test -p sync-server"),
    )
}

/// The stand-in for Google, by its own tests and by Google's own clients.
fn google() -> Result<Outcome> {
    with(
        &Equipment::for_conformance(),
        &mut sh::cargo("test -p google-standin"),
    )
}

/// The built server as others find it: graders of its headers, and a fuzzer of its interface.
fn shield() -> Result<Outcome> {
    build::all()?;
    build::standin()?;
    let mut tests = sh::cargo("test -p journeys --test shield");
    tests
        .env("LUKA_DIST", place::dist())
        .env("LUKA_SERVER", place::server())
        .env("LUKA_STANDIN", place::standin());
    with(&Equipment::for_the_shield(), &mut tests)
}

/// What does not depend on a browser, in another one than the journeys'.
fn firefox() -> Result<Outcome> {
    let equipment = Equipment::for_firefox();
    if let Some(missing) = equipment.missing() {
        return Ok(Skipped(missing));
    }
    build::all()?;
    let mut tests = sh::cargo("test -p journeys --test engines");
    tests
        .env("LUKA_DIST", place::dist())
        .env("LUKA_SERVER", place::server());
    with(&equipment, &mut tests)
}

fn with(equipment: &Equipment, tests: &mut std::process::Command) -> Result<Outcome> {
    sh::run(equipment.equip(tests))?;
    Ok(equipment.missing().map_or(Passed, PassedWithout))
}

/// Neither tool is installed for this: each takes minutes to build and needs an advisory database.
fn deny() -> Result<Outcome> {
    let configured = place::root().join("deny.toml").is_file();
    if configured && sh::which("cargo-deny").is_some() {
        sh::run(&mut sh::cargo("deny check"))?;
        return Ok(Passed);
    }
    match (sh::which("cargo-audit"), advisories()) {
        (Some(_), Some(advisories)) => {
            let mut audit = sh::cargo("audit --no-fetch --stale --db");
            sh::run(audit.arg(advisories))?;
            Ok(Passed)
        }
        (Some(_), None) => Ok(Skipped("no advisory database beside the checkout".into())),
        (None, _) if configured => Ok(Skipped("neither cargo-deny nor cargo-audit is installed".into())),
        (None, _) => Ok(Skipped("no deny.toml, and cargo-audit is not installed".into())),
    }
}

/// A copy of RustSec's database that CI lays beside the checkout, for machines that cannot fetch one.
fn advisories() -> Option<PathBuf> {
    let beside = place::root().parent()?.join("shared/advisory-db");
    beside.is_dir().then_some(beside)
}

fn journeys() -> Result<Outcome> {
    sh::run(browser::equip(&mut sh::cargo(
        "test -p journeys --lib --bins --test journeys",
    ))?)?;
    Ok(Passed)
}
