//! What axe-core finds in every state of the app.

use crate::Part;
use anyhow::{Context, Result};
use journeys::tour::{self, Look, PHONE, Visitor, WIDE, resize, settle};
use journeys::{Browser, Person, Server, axe_findings, given};
use std::{
    collections::BTreeMap,
    fmt::Write,
    sync::{Mutex, PoisonError},
};

/// A state, and the look and window in which it was seen.
type Seen = (usize, String, String);

struct Examiner<'a> {
    look: Look,
    axe: &'a str,
    found: &'a Mutex<BTreeMap<Seen, Vec<String>>>,
}

impl Visitor for Examiner<'_> {
    fn wants(&self, _: &str) -> bool {
        true
    }

    async fn visits(&self, browser: &Browser, state: &str) -> Result<()> {
        let place = tour::states().iter().position(|known| *known == state);
        let place = place.with_context(|| format!("{state} is not in the list of states"))?;
        for size in [WIDE, PHONE] {
            resize(browser, size, size.height.into(), 1).await?;
            settle(browser, false).await?;
            let findings = axe_findings(browser, self.axe).await?;
            let look = format!("{}, {}, {}", self.look.lang, self.look.theme, size.name);
            // Nobody panics while holding it.
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            found.insert((place, state.to_owned(), look), findings);
        }
        resize(browser, WIDE, WIDE.height.into(), 1).await
    }
}

pub async fn ask(person: &Person, server: &Server, looks: &[Look]) -> Result<Part> {
    let axe = std::fs::read_to_string(given("LUKA_AXE")?)?;
    let found = Mutex::new(BTreeMap::new());
    for look in looks {
        let examiner = Examiner {
            look: *look,
            axe: &axe,
            found: &found,
        };
        tour::walk(person, server, *look, &examiner).await?;
    }
    Ok(judge(&found.into_inner().unwrap_or_else(PoisonError::into_inner)))
}

/// A row a state, a column a look.
fn judge(found: &BTreeMap<Seen, Vec<String>>) -> Part {
    let mut states: BTreeMap<(usize, &str), BTreeMap<&str, usize>> = BTreeMap::new();
    let mut trouble = Vec::new();
    for ((place, state, look), findings) in found {
        states
            .entry((*place, state))
            .or_default()
            .insert(look, findings.len());
        trouble.extend(
            findings
                .iter()
                .map(|finding| format!("axe, {state}, {look}: {finding}")),
        );
    }
    let looks: Vec<&str> = states
        .values()
        .next()
        .into_iter()
        .flat_map(BTreeMap::keys)
        .copied()
        .collect();
    let mut table = format!(
        "| findings of axe | {} |\n|---|{}\n",
        looks.join(" | "),
        "---|".repeat(looks.len())
    );
    for ((_, state), counts) in &states {
        let counts: Vec<_> = counts.values().map(usize::to_string).collect();
        // Writing into a String can't fail.
        let _ = writeln!(table, "| {state} | {} |", counts.join(" | "));
    }
    Part { table, trouble }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_finding_is_counted_in_its_row_and_named() {
        let seen = |place, state: &str, look: &str| (place, state.to_owned(), look.to_owned());
        let found = BTreeMap::from([
            (seen(1, "form", "dark"), vec!["label: no name".to_owned()]),
            (seen(1, "form", "light"), vec![]),
            (seen(0, "welcome", "dark"), vec![]),
            (seen(0, "welcome", "light"), vec![]),
        ]);
        let part = judge(&found);
        assert_eq!(
            part.table,
            "| findings of axe | dark | light |\n|---|---|---|\n| welcome | 0 | 0 |\n| form | 1 | 0 |\n"
        );
        assert_eq!(part.trouble, ["axe, form, dark: label: no name"]);
    }
}
