//! A1 notation.

use std::ops::Range;

use super::workbook::{Sheet, Workbook};

/// A rectangle of one sheet, from zero, within its grid.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Area {
    pub sheet: usize,
    pub rows: Range<usize>,
    pub columns: Range<usize>,
}

/// Why a range is refused, in Google's words.
#[derive(Debug, PartialEq)]
pub(crate) enum A1Error {
    Unparsable(String),
    OutOfGrid {
        range: String,
        n_rows: usize,
        n_columns: usize,
    },
}

impl A1Error {
    pub fn message(&self) -> String {
        match self {
            Self::Unparsable(range) => format!("Unable to parse range: {range}"),
            Self::OutOfGrid {
                range,
                n_rows,
                n_columns,
            } => {
                format!("Range ({range}) exceeds grid limits. Max rows: {n_rows}, max columns: {n_columns}")
            }
        }
    }
}

/// One end of a range: a cell, a column or a row.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Corner {
    column: Option<usize>,
    row: Option<usize>,
}

/// What `text` names in the workbook. What looks like cells is cells of the first sheet, whatever titles there are.
pub(crate) fn resolve(book: &Workbook, text: &str) -> Result<Area, A1Error> {
    let unparsable = || A1Error::Unparsable(text.to_owned());
    let (title, cells) = parts(text).ok_or_else(unparsable)?;
    let sheet = match &title {
        Some(title) => book
            .sheets
            .iter()
            .position(|sheet| sheet.title == *title)
            .ok_or_else(unparsable)?,
        None => book.sheets.iter().position(|sheet| !sheet.is_hidden).unwrap_or(0),
    };
    let grid = &book.sheets[sheet];
    let Some(cells) = cells else {
        return Ok(Area {
            sheet,
            rows: 0..grid.n_rows,
            columns: 0..grid.n_columns,
        });
    };
    let (first, last) = corners(&cells).ok_or_else(unparsable)?;
    let (rows, columns) = (
        span(first.row, last.row, grid.n_rows),
        span(first.column, last.column, grid.n_columns),
    );
    if rows.is_empty() || columns.is_empty() {
        let range = format!("{}!{cells}", quoted(&grid.title));
        return Err(A1Error::OutOfGrid {
            range,
            n_rows: grid.n_rows,
            n_columns: grid.n_columns,
        });
    }
    Ok(Area { sheet, rows, columns })
}

/// The area in the form in which answers name it.
pub(crate) fn label(sheet: &Sheet, area: &Area) -> String {
    let first = format!("{}{}", column_name(area.columns.start), area.rows.start + 1);
    let last = format!("{}{}", column_name(area.columns.end - 1), area.rows.end);
    let title = quoted(&sheet.title);
    if first == last {
        format!("{title}!{first}")
    } else {
        format!("{title}!{first}:{last}")
    }
}

/// Title and cells, either of which may be missing.
fn parts(text: &str) -> Option<(Option<String>, Option<String>)> {
    if let Some(rest) = text.strip_prefix('\'') {
        let (title, rest) = quoted_title(rest)?;
        return match rest.strip_prefix('!') {
            Some(cells) if !cells.is_empty() => Some((Some(title), Some(cells.to_owned()))),
            None if rest.is_empty() => Some((Some(title), None)),
            _ => None,
        };
    }
    if let Some((title, cells)) = text.rsplit_once('!') {
        return (!title.is_empty() && !cells.is_empty())
            .then(|| (Some(title.to_owned()), Some(cells.to_owned())));
    }
    if corners(text).is_some() {
        return Some((None, Some(text.to_owned())));
    }
    (!text.is_empty()).then(|| (Some(text.to_owned()), None))
}

/// The title up to its closing mark, with `''` resolved, and what follows.
fn quoted_title(rest: &str) -> Option<(String, &str)> {
    let mut title = String::new();
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c != '\'' {
            title.push(c);
        } else if chars.next_if(|(_, next)| *next == '\'').is_some() {
            title.push('\'');
        } else {
            return Some((title, &rest[at + 1..]));
        }
    }
    None
}

fn corners(cells: &str) -> Option<(Corner, Corner)> {
    match cells.split_once(':') {
        Some((first, last)) => Some((corner(first)?, corner(last)?)),
        None => {
            let one = corner(cells)?;
            (one.column.is_some() && one.row.is_some()).then_some((one, one))
        }
    }
}

fn corner(text: &str) -> Option<Corner> {
    let text = text.replace('$', "");
    let letters = text
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let (letters, digits) = text.split_at(letters);
    if text.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().fold(0, |all, letter| {
        all * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row = if digits.is_empty() {
        None
    } else {
        Some(digits.parse::<usize>().ok()?.checked_sub(1)?)
    };
    Some(Corner {
        column: column.checked_sub(1),
        row,
    })
}

/// From the lower to the higher end, clipped to the grid; an open end is the grid's.
fn span(first: Option<usize>, last: Option<usize>, size: usize) -> Range<usize> {
    let (first, last) = match (first, last) {
        (Some(first), Some(last)) => (first.min(last), first.max(last)),
        (first, last) => (first.unwrap_or(0), last.unwrap_or(size.saturating_sub(1))),
    };
    first..(last + 1).min(size)
}

fn column_name(mut column: usize) -> String {
    let mut name = String::new();
    loop {
        let letter = u8::try_from(column % 26).unwrap_or_default();
        name.insert(0, char::from(b'A' + letter));
        match (column / 26).checked_sub(1) {
            Some(next) => column = next,
            None => return name,
        }
    }
}

/// A title stands bare only if nothing else could be meant.
fn quoted(title: &str) -> String {
    let is_plain = title
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !title.starts_with(|c: char| c.is_ascii_digit())
        && corners(title).is_none();
    if is_plain {
        title.to_owned()
    } else {
        format!("'{}'", title.replace('\'', "''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, label_wanted: Result<&str, &str>) {
        let sheets = ["Financial_Tracker", "Ana's list", "A1", "2026"];
        let sheets = sheets
            .into_iter()
            .map(|title| Sheet::new(0, title, Vec::new()))
            .collect();
        let book = Workbook {
            sheets,
            ..Workbook::blank()
        };
        let found = resolve(&book, text).map(|area| label(&book.sheets[area.sheet], &area));
        let found = found.map_err(|error| error.message());
        assert_eq!(found.as_deref().map_err(String::as_str), label_wanted, "{text}");
    }

    #[test]
    fn ranges_are_read_and_named_again() {
        check("Financial_Tracker", Ok("Financial_Tracker!A1:Z1000"));
        check("'Financial_Tracker'", Ok("Financial_Tracker!A1:Z1000"));
        check("Financial_Tracker!B2", Ok("Financial_Tracker!B2"));
        check("Financial_Tracker!$A$2:C3", Ok("Financial_Tracker!A2:C3"));
        check("Financial_Tracker!C3:A2", Ok("Financial_Tracker!A2:C3"));
        check("Financial_Tracker!A2:C", Ok("Financial_Tracker!A2:C1000"));
        check("Financial_Tracker!B:C", Ok("Financial_Tracker!B1:C1000"));
        check("Financial_Tracker!2:5", Ok("Financial_Tracker!A2:Z5"));
        check("Financial_Tracker!Y1:AB9999", Ok("Financial_Tracker!Y1:Z1000"));
        check("'Ana''s list'!A1", Ok("'Ana''s list'!A1"));
        check("Ana's list", Ok("'Ana''s list'!A1:Z1000"));
        check("A1", Ok("Financial_Tracker!A1"));
        check("'A1'", Ok("'A1'!A1:Z1000"));
        check("2026", Ok("'2026'!A1:Z1000"));
    }

    #[test]
    fn what_names_nothing_is_told() {
        for text in [
            "NOPE!A5:F15",
            "NOPE",
            "",
            "'open",
            "Financial_Tracker!",
            "Financial_Tracker!1A",
            "'A1'x",
        ] {
            check(text, Err(&format!("Unable to parse range: {text}")));
        }
        let beyond = "Range (Financial_Tracker!A2000) exceeds grid limits. Max rows: 1000, max columns: 26";
        check("Financial_Tracker!A2000", Err(beyond));
    }

    #[test]
    fn columns_are_counted_with_letters() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_name(column), name);
        }
    }
}
