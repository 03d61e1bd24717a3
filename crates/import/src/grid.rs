//! A sheet as typed cells, in one text.
//!
//! The notation, which the script that talks to Google writes too: each row ends with U+001E, cells are divided by
//! U+001F, a cell is empty or a letter and what it holds: `n` the shortest decimal that gives the number back, `s` a
//! text, `t` and `f` the truth values. In a text ESC, U+001E and U+001F are written as ESC and `b`, `e`, `f`.
//! One text, because a hundred thousand rows have more than a million cells.
//!
//! **Invariant:** the n-th row of the notation is the n-th row of the sheet, and the same cells give the same text.

use std::borrow::Cow;

pub(crate) const ROW: char = '\u{1e}';
pub(crate) const CELL: char = '\u{1f}';
const ESCAPE: char = '\u{1b}';

/// A cell as Google has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'t> {
    /// Nothing.
    Empty,
    /// A text, also one that looks like a number.
    Text(&'t str),
    /// A number, as the shortest decimal that gives it back: `1234.5`, `1e-7`.
    Number(&'t str),
    /// A truth value.
    Truth(bool),
}

/// The cells of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grid {
    text: String,
    /// Rows left out at the end of a page, which count if anything follows.
    left_out: u64,
}

impl Grid {
    /// Adds a row.
    pub fn push_row(&mut self, cells: &[Cell<'_>]) {
        let mut row = String::new();
        for (at, cell) in cells.iter().enumerate() {
            if 0 < at {
                row.push(CELL);
            }
            match cell {
                Cell::Empty | Cell::Text("") => {}
                Cell::Text(text) => {
                    row.push('s');
                    row.push_str(&escape(text));
                }
                Cell::Number(decimal) => {
                    row.push('n');
                    row.push_str(decimal);
                }
                Cell::Truth(is) => row.push(if *is { 't' } else { 'f' }),
            }
        }
        row.push(ROW);
        self.push_page(&row, 1);
    }

    /// Adds a page of `n_rows` rows in the notation; rows that are missing at its end are empty ones.
    pub fn push_page(&mut self, rows: &str, n_rows: u64) {
        let rows = rows.trim_end_matches(ROW);
        if rows.is_empty() {
            self.left_out += n_rows;
            return;
        }
        let n_written = rows.matches(ROW).count() as u64 + 1;
        self.text.extend(std::iter::repeat_n(
            ROW,
            usize::try_from(self.left_out).unwrap_or(0),
        ));
        self.text.push_str(rows);
        self.text.push(ROW);
        self.left_out = n_rows.saturating_sub(n_written);
    }

    /// The cells in the notation, without empty rows at the end: what a digest of the content is taken of.
    #[must_use]
    pub fn notation(&self) -> &str {
        &self.text
    }
}

fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains([ESCAPE, ROW, CELL]) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    for c in text.chars() {
        match c {
            ESCAPE => out.push_str("\u{1b}b"),
            ROW => out.push_str("\u{1b}e"),
            CELL => out.push_str("\u{1b}f"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains(ESCAPE) {
        return Cow::Borrowed(text);
    }
    let mut chars = text.chars();
    let mut out = String::new();
    while let Some(c) = chars.next() {
        out.push(match c {
            ESCAPE => match chars.next() {
                Some('e') => ROW,
                Some('f') => CELL,
                _ => ESCAPE,
            },
            c => c,
        });
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_leave_rows_out_keep_the_numbers_of_the_rows_behind_them() {
        let mut whole = Grid::default();
        whole.push_row(&[Cell::Text("a")]);
        whole.push_row(&[]);
        whole.push_row(&[Cell::Empty]);
        whole.push_row(&[Cell::Number("1.5"), Cell::Empty, Cell::Truth(true)]);
        let mut paged = Grid::default();
        paged.push_page("sa\u{1e}", 2);
        paged.push_page("", 1);
        paged.push_page("n1.5\u{1f}\u{1f}t\u{1e}\u{1e}", 500);
        assert_eq!(whole.notation(), paged.notation());
        assert_eq!(whole.notation(), "sa\u{1e}\u{1e}\u{1e}n1.5\u{1f}\u{1f}t\u{1e}");
    }

    #[test]
    fn what_divides_cells_can_stand_in_one() {
        let nasty = "a\u{1e}b\u{1f}c\u{1b}d\u{1b}e";
        assert_eq!(unescape(&escape(nasty)), nasty);
        assert!(!escape(nasty).contains([ROW, CELL]));
    }
}
