//! Which room may know which: the arrows of `ARCHITECTURE.md`, against what cargo says.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Finding;
use crate::sh;

/// Every room with the rooms of ours it may depend on. A new arrow, or a new room, is a decision: it is made here.
const ALLOWED: &[(&str, &[&str])] = &[
    ("money", &[]),
    ("ledger", &["money"]),
    ("import", &["ledger", "money"]),
    ("vault", &[]),
    ("store", &["ledger", "money"]),
    ("export", &["import", "store"]),
    ("google", &[]),
    ("protocol", &["money"]),
    ("strength", &[]),
    (
        "db-worker",
        &[
            "money", "ledger", "import", "vault", "store", "export", "google", "protocol",
        ],
    ),
    ("app", &["protocol", "ledger", "money"]),
    ("service-worker", &[]),
    ("sync-server", &["google-standin"]),
    ("google-standin", &[]),
    ("journeys", &[]),
    ("xtask", &["service-worker"]),
    ("bindgen-runner", &[]),
];

/// Development dependencies count too: a test that needs a room from above tests that room.
pub fn check() -> Result<Vec<Finding>> {
    let metadata = sh::cargo("metadata --format-version 1 --no-deps --offline").output();
    let metadata = metadata.context("cannot start cargo")?;
    if !metadata.status.success() {
        bail!(
            "cargo metadata failed: {}",
            String::from_utf8_lossy(&metadata.stderr)
        );
    }
    let metadata: Value = serde_json::from_slice(&metadata.stdout).context("cargo metadata is not JSON")?;
    let packages = metadata["packages"]
        .as_array()
        .context("cargo metadata lists no packages")?;
    Ok(broken(packages))
}

fn broken(packages: &[Value]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in packages {
        let room = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == room) else {
            let text = format!("{room} is no known room: give it a line in xtask's list of arrows");
            findings.push(Finding::Error(text));
            continue;
        };
        for known in ours(package).filter(|known| !allowed.contains(known)) {
            findings.push(Finding::Error(format!("{room} must not know {known}")));
        }
    }
    findings
}

/// What a package takes from this workspace: those dependencies have a path.
fn ours(package: &Value) -> impl Iterator<Item = &str> {
    let dependencies = package["dependencies"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    dependencies
        .iter()
        .filter(|one| one["path"].is_string())
        .filter_map(|one| one["name"].as_str())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(name: &str, dependencies: &[&str]) -> usize {
        let ours = dependencies
            .iter()
            .map(|name| json!({ "name": name, "path": "/somewhere" }));
        let theirs = json!({ "name": "serde", "path": null });
        let dependencies: Vec<_> = ours.chain([theirs]).collect();
        broken(&[json!({ "name": name, "dependencies": dependencies })]).len()
    }

    #[test]
    fn arrows_point_down() {
        assert_eq!(check("ledger", &["money"]), 0);
        assert_eq!(check("money", &["ledger"]), 1);
        assert_eq!(check("app", &["store", "vault", "money"]), 2);
        assert_eq!(check("sync-server", &["protocol"]), 1);
        assert_eq!(check("a-new-room", &[]), 1);
    }

    #[test]
    fn no_room_is_above_itself() {
        for (room, allowed) in ALLOWED {
            for below in *allowed {
                let (_, further) = ALLOWED.iter().find(|(name, _)| name == below).unwrap();
                assert!(!further.contains(room), "{room} and {below} know each other");
            }
        }
    }
}
