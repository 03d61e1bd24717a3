//! Lighthouse's scores, on its mobile settings.

use crate::Part;
use anyhow::{Context, Result, ensure};
use journeys::tour::opens_the_demonstration;
use journeys::{Person, Server, Undriven, given};
use serde_json::Value;
use std::{fs, path::Path, process::Command};

/// What each category has to reach.
const GOALS: [(&str, u64); 3] = [
    ("performance", 95),
    ("accessibility", 100),
    ("best-practices", 100),
];

/// How often a page is loaded: the median counts, because the machine may have other work.
const LOADS: usize = 5;

pub async fn ask(person: &Person, server: &Server, port: u16) -> Result<Part> {
    let mut part = Part {
        table: "| Lighthouse, mobile | performance | accessibility | best practices | largest paint | blocked | bytes |\n\
            |---|---|---|---|---|---|---|\n"
            .to_owned(),
        trouble: Vec::new(),
    };
    let page = |path: &str| format!("{}{path}", server.origin());
    let visitor = Person::arrives(server.port()).await?;
    visitor.makes_a_vault().await?;
    visitor.clicks("lock-now").await?;
    visitor.browser.hook("unlock-submit").await?;
    visitor.is_ready_for_offline().await?;
    let left = visitor.leaves().await?;
    // A driver is at work in each new page, and its work would be counted as ours.
    let browser = Undriven::start(left.path())?;
    add(
        &mut part,
        "/unlock, later visit",
        &median(browser.port, "return", &page("/unlock"))?,
    );
    add(
        &mut part,
        "/welcome, first visit",
        &median(browser.port, "visit", &page("/welcome"))?,
    );
    drop(browser);

    opens_the_demonstration(person).await?;
    for name in ["dashboard", "transactions", "import", "backup", "settings"] {
        person.opens(name).await?;
        person.browser.css("h1").await?;
        let path = format!("/{name}");
        add(
            &mut part,
            &format!("{path}, as it is open"),
            &run(port, "look", &page(&path), 0)?,
        );
    }
    Ok(part)
}

/// The load with the middle score.
fn median(port: u16, how: &str, url: &str) -> Result<Value> {
    let mut found = (0..LOADS)
        .map(|turn| run(port, how, url, turn))
        .collect::<Result<Vec<_>>>()?;
    found.sort_by_key(|one| one["scores"]["performance"].as_u64());
    Ok(found.swap_remove(LOADS / 2))
}

/// Runs the script, which keeps Lighthouse's own report beside the others.
fn run(port: u16, how: &str, url: &str, turn: usize) -> Result<Value> {
    let reports = given("LUKA_GRADES")?;
    fs::create_dir_all(&reports)?;
    let name = url.rsplit('/').next().unwrap_or("page");
    let report = reports.join(format!("{name}-{how}-{turn}.html"));
    // A module finds its packages beside itself, so it is put beside them.
    let modules = given("LUKA_LIGHTHOUSE")?;
    let script = modules.join("lighthouse.mjs");
    fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("grades/lighthouse.mjs"),
        &script,
    )?;
    let out = Command::new("node")
        .arg(&script)
        .args([&port.to_string(), how, url])
        .arg(&report)
        .output()
        .context("node does not start")?;
    let said = String::from_utf8_lossy(&out.stdout);
    let errors = String::from_utf8_lossy(&out.stderr);
    ensure!(out.status.success(), "Lighthouse failed on {url}: {errors}");
    let result: Value = serde_json::from_str(said.lines().last().unwrap_or_default())
        .with_context(|| format!("Lighthouse said of {url}: {said}{errors}"))?;
    ensure!(
        result["error"].is_null(),
        "Lighthouse could not grade {url}: {}",
        result["error"]
    );
    Ok(result)
}

fn add(part: &mut Part, page: &str, result: &Value) {
    let score = |category: &str| result["scores"][category].as_u64();
    let scores =
        GOALS.map(|(category, _)| score(category).map_or_else(String::new, |score| score.to_string()));
    let amount = |name: &str, unit: f64, text: &str| {
        let found = result[name].as_f64();
        found.map_or_else(String::new, |found| format!("{:.0} {text}", found / unit))
    };
    let line = format!(
        "| {page} | {} | {} | {} | {} |\n",
        scores.join(" | "),
        amount("lcp", 1.0, "ms"),
        amount("tbt", 1.0, "ms"),
        amount("bytes", 1000.0, "KB")
    );
    eprint!("{line}");
    part.table.push_str(&line);
    let low = GOALS
        .iter()
        .filter(|(category, goal)| score(category).is_some_and(|score| score < *goal));
    for (category, goal) in low {
        part.trouble.push(format!("{page}: {category} is below {goal}"));
        let against = result["against"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        let here = against.filter(|text| text.starts_with(category));
        part.trouble.extend(here.map(|text| format!("{page}: {text}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_score_below_its_goal_is_trouble_and_says_why() {
        let mut part = Part::default();
        let result = json!({
            "scores": { "performance": 94, "accessibility": 100 },
            "against": ["performance: unused: 3 KB", "best-practices: other"], "lcp": 1234.5, "bytes": 1_000_000,
        });
        add(&mut part, "/welcome", &result);
        assert_eq!(part.table, "| /welcome | 94 | 100 |  | 1234 ms |  | 1000 KB |\n");
        assert_eq!(
            part.trouble,
            [
                "/welcome: performance is below 95",
                "/welcome: performance: unused: 3 KB"
            ]
        );
    }
}
