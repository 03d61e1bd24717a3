//! Whether Chromium would install the app, and what it says of the manifest.

use crate::Part;
use anyhow::Result;
use journeys::Person;
use serde_json::{Value, json};

pub async fn ask(person: &Person) -> Result<Part> {
    person.is_ready_for_offline().await?;
    let install = person
        .browser
        .cdp("Page.getInstallabilityErrors", json!({}))
        .await?;
    let manifest = person.browser.cdp("Page.getAppManifest", json!({})).await?;
    Ok(judge(&install, &manifest))
}

fn judge(install: &Value, manifest: &Value) -> Part {
    let list = |found: &Value| found.as_array().cloned().unwrap_or_default();
    let against = list(&install["installabilityErrors"]);
    let wrong = list(&manifest["errors"]);
    let mut part = Part {
        table: format!(
            "| asked of Chromium | errors |\n|---|---|\n| can it be installed | {} |\n| its manifest | {} |\n",
            against.len(),
            wrong.len()
        ),
        trouble: Vec::new(),
    };
    part.trouble.extend(
        against
            .iter()
            .map(|error| format!("cannot be installed: {}", text(error, "errorId"))),
    );
    part.trouble.extend(
        wrong
            .iter()
            .map(|error| format!("manifest: {}", text(error, "message"))),
    );
    if manifest["data"].as_str().is_none_or(str::is_empty) {
        part.trouble.push("manifest: there is none".to_owned());
    }
    part
}

fn text<'a>(error: &'a Value, name: &str) -> &'a str {
    error[name].as_str().unwrap_or("of an unknown kind")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_and_a_missing_manifest_are_trouble() {
        let fine = judge(
            &json!({ "installabilityErrors": [] }),
            &json!({ "data": "{}", "errors": [] }),
        );
        assert_eq!(fine.trouble, [""; 0]);
        let bad = judge(
            &json!({ "installabilityErrors": [{ "errorId": "no-icon" }] }),
            &json!({ "data": "", "errors": [] }),
        );
        assert_eq!(
            bad.trouble,
            ["cannot be installed: no-icon", "manifest: there is none"]
        );
    }
}
