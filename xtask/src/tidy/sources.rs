//! What must not stand in a source file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Finding;
use crate::{place, sh};

/// Rooms where an amount passes through: no binary fraction may touch one.
const EXACT: &[&str] = &[
    "crates/money/",
    "crates/ledger/",
    "crates/import/",
    "crates/store/",
];

/// Longer files are usually two.
const LINES: usize = 300;

/// Checks every Rust source and script in the repository.
pub fn check() -> Result<Vec<Finding>> {
    let root = place::root();
    let mut findings = Vec::new();
    for file in files(&root)? {
        let text = fs::read_to_string(root.join(&file)).with_context(|| format!("cannot read {file}"))?;
        findings.extend(check_text(&file, &text));
    }
    Ok(findings)
}

fn check_text(file: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let product = before_tests(text);
    for (number, line) in text.lines().enumerate() {
        let at = |what: String| Finding::Error(format!("{file}:{}: {what}", number + 1));
        let code = line.split("//").next().unwrap_or_default();
        for float in ["f32", "f64"] {
            if EXACT.iter().any(|room| file.starts_with(room)) && has_word(code, float) {
                findings.push(at(format!(
                    "{float} in a room of exact amounts: use Money or a decimal"
                )));
            }
        }
        for html in [concat!("from_html_", "unchecked"), concat!("VR", "aw")] {
            if has_word(code, html) {
                findings.push(at(format!(
                    "{html} writes HTML past Yew's escaping: build nodes instead"
                )));
            }
        }
        for folder in [
            concat!("/ho", "me/"),
            concat!("/Use", "rs/"),
            concat!("/ro", "ot/"),
            concat!("/wo", "rk/"),
        ] {
            if has_path(line, folder) {
                findings.push(at(format!("{folder} is a folder of somebody's machine")));
            }
        }
    }
    if product > LINES {
        findings.push(Finding::Warning(format!(
            "{file}: {product} lines before its tests, more than {LINES}"
        )));
    }
    findings
}

fn before_tests(text: &str) -> usize {
    text.lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .count()
}

fn has_word(line: &str, word: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(part_of_name) && !line[at + word.len()..].starts_with(part_of_name)
    })
}

/// A folder at the start of a path: the same words inside a URL are somebody else's.
fn has_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "-_./}".contains(c)))
}

/// Tracked files and new ones, as git knows them; without git, none are checked and it is said.
fn files(root: &Path) -> Result<Vec<String>> {
    let mut git = sh::command("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard"]);
    let Some(listed) = sh::ask(&mut git) else {
        sh::say("source rules are skipped: this is no git checkout");
        return Ok(Vec::new());
    };
    let checked = |file: &&str| {
        let extension = Path::new(file)
            .extension()
            .and_then(|extension| extension.to_str());
        matches!(
            extension,
            Some("rs" | "js" | "mjs" | "toml" | "css" | "html" | "sh" | "ftl")
        ) && root.join(file).is_file()
    };
    Ok(listed.lines().filter(checked).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(file: &str, text: &str) -> usize {
        check_text(file, text)
            .iter()
            .filter(|finding| matches!(finding, Finding::Error(_)))
            .count()
    }

    #[test]
    fn floats_are_kept_from_amounts_and_only_there() {
        assert_eq!(errors("crates/money/src/lib.rs", "fn share() -> f64 { 1.0 }"), 1);
        assert_eq!(errors("crates/money/src/lib.rs", "// an f64 would lose cents"), 0);
        assert_eq!(errors("crates/money/src/lib.rs", "let sf64x = 1;"), 0);
        assert_eq!(errors("app/src/chart.rs", "fn x() -> f64 { 1.0 }"), 0);
    }

    #[test]
    fn unescaped_html_is_refused_everywhere() {
        assert_eq!(
            errors("app/src/a.rs", concat!("Html::from_html_", "unchecked(text)")),
            1
        );
        assert_eq!(errors("app/src/a.rs", concat!("VNode::VR", "aw(raw)")), 1);
    }

    #[test]
    fn a_machine_s_folder_is_noticed_but_not_a_url_s() {
        assert_eq!(errors("xtask/src/a.rs", concat!("\"/ho", "me/ana/luka\"")), 1);
        assert_eq!(
            errors("xtask/src/a.rs", concat!("https://example.org/ho", "me/x")),
            0
        );
    }

    #[test]
    fn a_long_file_is_only_mentioned() {
        let long = "let a = 1;\n".repeat(301);
        assert_eq!(errors("app/src/a.rs", &long), 0);
        assert_eq!(check_text("app/src/a.rs", &long).len(), 1);
        assert!(check_text("app/src/a.rs", &format!("#[cfg(test)]\n{long}")).is_empty());
    }
}
