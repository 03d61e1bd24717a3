//! Cells to CSV, and the apostrophe that keeps a spreadsheet from running a cell as a formula.
//!
//! **Invariant:** `unprotect(protect(text)) == text` for every text, also for one that begins with an apostrophe.

use crate::Refusal;
use ledger::FieldProblem;
use std::borrow::Cow;

/// A text that a spreadsheet would run, or that looks like one already protected, gets an apostrophe in front.
pub(crate) fn protect(text: &str) -> Cow<'_, str> {
    if is_dangerous(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Takes off exactly the apostrophe that [`protect`] put on.
pub(crate) fn unprotect(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_dangerous(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

fn is_dangerous(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A table being written: RFC 4180, line feeds, UTF-8.
pub(crate) struct Sheet {
    out: String,
    is_line_start: bool,
}

impl Sheet {
    /// A table with these columns.
    pub(crate) fn new(columns: &[&str]) -> Self {
        let mut sheet = Self {
            out: String::new(),
            is_line_start: true,
        };
        columns.iter().for_each(|column| sheet.cell(column));
        sheet.end_row();
        sheet
    }

    /// A number, a date or a word of ours.
    pub(crate) fn cell(&mut self, text: &str) {
        if !std::mem::replace(&mut self.is_line_start, false) {
            self.out.push(',');
        }
        if text.bytes().any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r')) {
            self.out.push('"');
            self.out.push_str(&text.replace('"', "\"\""));
            self.out.push('"');
        } else {
            self.out.push_str(text);
        }
    }

    /// A text of a person's own.
    pub(crate) fn text(&mut self, text: &str) {
        self.cell(&protect(text));
    }

    /// An optional text of a person's own.
    pub(crate) fn optional(&mut self, text: Option<&String>) {
        self.text(text.map_or("", |text| text));
    }

    pub(crate) fn end_row(&mut self) {
        self.out.push('\n');
        self.is_line_start = true;
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }
}

/// The errors of an import as a CSV: line, column, value and, in the words of `describe`, the problem.
pub fn errors_csv<'a>(
    errors: impl IntoIterator<Item = (u64, &'a [Refusal])>,
    describe: &dyn Fn(&FieldProblem) -> String,
) -> Vec<u8> {
    let mut sheet = Sheet::new(&["line", "column", "value", "problem"]);
    for (line, refusals) in errors {
        for refusal in refusals {
            sheet.cell(&line.to_string());
            sheet.cell(refusal.problem.field.column());
            sheet.text(&refusal.value);
            sheet.text(&describe(&refusal.problem));
            sheet.end_row();
        }
    }
    sheet.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_apostrophe_comes_off_only_where_it_was_put_on() {
        for text in [
            "=1+1",
            "'=1",
            "''=1",
            "'quoted'",
            "''",
            "'",
            "",
            "-",
            "\t",
            "'90s music",
            "a=b",
            "@x",
            "\rx",
        ] {
            assert_eq!(unprotect(&protect(text)), text);
        }
        assert_eq!(protect("=1"), "'=1");
        assert_eq!(protect("'90s"), "'90s");
        assert_eq!(unprotect("'90s"), "'90s");
    }
}
