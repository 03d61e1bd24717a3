//! axe-core: what keeps people out.

use crate::Browser;
use anyhow::Result;
use serde_json::Value;

/// What axe-core, whose script this is, finds on the page that is shown: the rule, where, and why.
///
/// # Errors
/// When it can't be run.
pub async fn axe_findings(browser: &Browser, axe: &str) -> Result<Vec<String>> {
    browser.driver.execute(axe, vec![]).await?;
    let script = "return axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
        .then(r => r.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).join(' | ')}`))";
    let found: Value = browser.run(script, vec![]).await?;
    Ok(found
        .as_array()
        .into_iter()
        .flatten()
        .map(|v| v.as_str().unwrap_or_default().to_owned())
        .collect())
}
