//! Which room may know which: the arrows of `ARCHITECTURE.md`, against what cargo says.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Finding;
use crate::sh;

/// Every room with the rooms of ours it may depend on. A new arrow, or a new room, is a decision: it is made here.
const ALLOWED: &[(&str, &[&str])] = &[
    ("unicode", &[]),
    ("money", &[]),
    ("ledger", &["money", "unicode"]),
    ("import", &["ledger", "money"]),
    ("vault", &["unicode"]),
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

/// What a room's command may know beyond the room itself. Such a dependency is optional, or of the tests only: the library
/// builds without it, as every other room takes it, and none of it reaches the browser.
const COMMANDS: &[(&str, &[&str])] = &[("vault", &["export", "store", "import", "ledger", "money"])];

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
        for known in ours(package, room).filter(|known| !allowed.contains(known)) {
            findings.push(Finding::Error(format!("{room} must not know {known}")));
        }
    }
    findings
}

/// What a package takes from this workspace: those dependencies have a path. What only its command takes is left out.
fn ours<'a>(package: &'a Value, room: &'a str) -> impl Iterator<Item = &'a str> {
    let dependencies = package["dependencies"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let of_command = COMMANDS.iter().find(|(name, _)| *name == room);
    dependencies
        .iter()
        .filter(|one| one["path"].is_string())
        .filter_map(|one| {
            Some((
                one["name"].as_str()?,
                one["optional"] == true || one["kind"] == "dev",
            ))
        })
        .filter(move |(name, beside)| !(*beside && of_command.is_some_and(|(_, known)| known.contains(name))))
        .map(|(name, _)| name)
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
    fn a_command_may_know_more_than_its_room() {
        let package = |more: Value| {
            let mut dependency = json!({ "name": "store", "path": "/somewhere" });
            for (key, value) in more.as_object().unwrap() {
                dependency[key] = value.clone();
            }
            broken(&[json!({ "name": "vault", "dependencies": [dependency] })]).len()
        };
        assert_eq!(package(json!({})), 1);
        assert_eq!(package(json!({ "optional": true })), 0);
        assert_eq!(package(json!({ "kind": "dev" })), 0);
        let page = json!({ "name": "app", "path": "/somewhere", "optional": true });
        assert_eq!(
            broken(&[json!({ "name": "vault", "dependencies": [page] })]).len(),
            1
        );
    }

    #[test]
    fn no_room_is_above_itself() {
        for (room, allowed) in ALLOWED.iter().chain(COMMANDS) {
            for below in *allowed {
                let (_, further) = ALLOWED.iter().find(|(name, _)| name == below).unwrap();
                assert!(!further.contains(room), "{room} and {below} know each other");
            }
        }
    }
}
