//! What was understood about a file, as codes that the page has words for.

use crate::{
    import_session::{TableRead, TableRows},
    preview::{mark_word, order_word},
};
use import::{DecidedBy, Decision, Encoding, LineEnding, TableKind};
use protocol::Finding;

/// A finding with what fills its words.
pub(crate) fn finding(code: &str, values: &[(&str, &str)]) -> Finding {
    let values = values
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect();
    Finding {
        code: code.to_owned(),
        values,
    }
}

/// All findings about a file, in the order in which a person would check them.
pub(crate) fn findings(table: &TableRead) -> Vec<Finding> {
    let e = &table.evidence;
    let mut found = vec![
        finding("kind", &[("name", kind_word(table.kind))]),
        finding("rows", &[("count", &e.rows.to_string())]),
    ];
    match &e.locale {
        Some(locale) => found.push(finding("locale", &[("name", locale)])),
        None => found.extend([
            finding("encoding", &[("name", encoding_word(e.encoding))]),
            finding("delimiter", &[("name", delimiter_word(e.delimiter))]),
        ]),
    }
    if let (Some(first), count) = (e.preamble.first(), e.preamble.len()) {
        found.push(finding(
            "preamble",
            &[("count", &count.to_string()), ("first", &first.text)],
        ));
    }
    if 1 < e.header_line {
        found.push(finding("header-line", &[("line", &e.header_line.to_string())]));
    }
    found.extend(decision("dates", "order", &e.dates, order_word));
    found.extend(decision("amounts", "mark", &e.amounts, mark_word));
    found.extend(exceptions(table));
    found
}

/// What is out of the ordinary.
fn exceptions(table: &TableRead) -> Vec<Finding> {
    let e = &table.evidence;
    let mut found = Vec::new();
    if e.line_ending == LineEnding::Cr {
        found.push(finding("line-ending", &[("name", "cr")]));
    }
    if let Some(totals) = &e.totals {
        found.push(finding(
            "totals-line",
            &[("line", &totals.line.to_string()), ("text", &totals.text)],
        ));
    }
    if let Some(line) = e.undecodable_lines.first() {
        let count = e.undecodable_lines.len().to_string();
        found.push(finding(
            "undecodable-lines",
            &[("count", &count), ("line", &line.to_string())],
        ));
    }
    if !e.ignored_columns.is_empty() {
        found.push(finding(
            "ignored-columns",
            &[("names", &e.ignored_columns.join(", "))],
        ));
    }
    if let Some(first) = &e.noise.first {
        let count = e.noise.count.to_string();
        found.push(finding(
            "noise",
            &[
                ("count", &count),
                ("line", &first.line.to_string()),
                ("text", &first.text),
            ],
        ));
    }
    for (code, count) in [
        ("blank-rows", e.blank_rows),
        ("times-ignored", e.times_ignored),
        ("frequencies-ignored", e.frequencies_ignored),
    ] {
        if count > 0 {
            found.push(finding(code, &[("count", &count.to_string())]));
        }
    }
    if let TableRows::Unsupported(lines) = &table.plan
        && !lines.is_empty()
    {
        found.push(finding("unsupported", &[("count", &lines.len().to_string())]));
    }
    found
}

/// How a whole column was read, and what decided it.
fn decision<T: Copy>(
    topic: &str,
    key: &str,
    decision: &Decision<T>,
    word: impl Fn(T) -> &'static str,
) -> Option<Finding> {
    let choice = decision.choice.map(word);
    let code = |by: &str| format!("{topic}-{by}");
    match (&decision.by, choice) {
        (DecidedBy::EveryValue, Some(choice)) => Some(finding(&code("every"), &[(key, choice)])),
        (DecidedBy::Line { line, raw }, Some(choice)) => Some(finding(
            &code("line"),
            &[(key, choice), ("line", &line.to_string()), ("raw", raw)],
        )),
        (DecidedBy::Answer, Some(choice)) => Some(finding(&code("answer"), &[(key, choice)])),
        (DecidedBy::Mixed { line, raw }, _) => Some(finding(
            &code("mixed"),
            &[("line", &line.to_string()), ("raw", raw)],
        )),
        (DecidedBy::Locale, Some(choice)) => Some(finding(&code("locale"), &[(key, choice)])),
        (DecidedBy::OwnFormat, _) => Some(finding("own-format", &[])),
        _ => None,
    }
}

const fn kind_word(kind: TableKind) -> &'static str {
    match kind {
        TableKind::Transactions => "transactions",
        TableKind::Accounts => "accounts",
        TableKind::Budgets => "budgets",
        TableKind::Goals => "goals",
        TableKind::Contributions => "contributions",
    }
}

const fn encoding_word(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16Le => "UTF-16 LE",
        Encoding::Utf16Be => "UTF-16 BE",
        Encoding::Windows1252 => "Windows-1252",
    }
}

const fn delimiter_word(delimiter: char) -> &'static str {
    match delimiter {
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "pipe",
        _ => "comma",
    }
}
