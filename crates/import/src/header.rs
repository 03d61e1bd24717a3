//! The header: which table a text is, where it begins, and which column holds which field.
//!
//! Columns are known by the contract's names, in any case, spacing and order; what a person says of a sheet that has
//! other names is the `mapping` module's.
//!
//! **Invariant:** every cell of the header is a known field or is named as ignored.

use crate::ReadError;
use crate::evidence::SkippedLine;
use crate::records::Records;
use crate::scan::{Dialect, Scanner, is_blank};
use crate::tables::{TABLES, Table, TableKind};
use ledger::Field;
use std::borrow::Cow;

/// Where each field stands in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    pub(crate) at: [Option<usize>; Field::ALL.len()],
}

impl Columns {
    /// Whether the file has a column for the field.
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.position(field).is_some()
    }

    pub(crate) fn position(&self, field: Field) -> Option<usize> {
        self.at.get(field as usize).copied().flatten()
    }

    /// The field at a position; beyond the known ones, the nearest one before it.
    pub(crate) fn nearest(&self, position: usize) -> Option<Field> {
        let placed = Field::ALL
            .into_iter()
            .filter_map(|field| Some((self.position(field)?, field)));
        let before = placed
            .clone()
            .filter(|(at, _)| *at <= position)
            .max_by_key(|(at, _)| *at);
        before
            .or_else(|| placed.min_by_key(|(at, _)| *at))
            .map(|(_, field)| field)
    }
}

/// What the header says.
pub(crate) struct Header<'t> {
    pub(crate) kind: TableKind,
    pub(crate) line: u64,
    pub(crate) dialect: Dialect,
    pub(crate) columns: Columns,
    pub(crate) width: usize,
    pub(crate) ignored: Vec<String>,
    pub(crate) preamble: Vec<SkippedLine>,
    /// Exactly the header that export writes, so the file is in our own notation.
    pub(crate) is_ours: bool,
    /// At the first record below the header.
    pub(crate) body: Records<'t>,
}

/// Records from the top among which the header is looked for.
pub(crate) const HEADER_WITHIN: usize = 30;
/// In the order of preference when all else is equal.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

struct Candidate<'t> {
    table: &'static Table,
    known: usize,
    missing: usize,
    cells: Vec<Cow<'t, str>>,
    line: u64,
    dialect: Dialect,
    body: Records<'t>,
}

impl Candidate<'_> {
    /// A complete header beats an incomplete one, then more known columns win.
    fn score(&self) -> (bool, usize) {
        (self.missing == 0, self.known)
    }
}

/// Finds the header and with it the delimiter: the row with the most known column names.
pub(crate) fn find(text: &str, newline: u8) -> Result<Header<'_>, ReadError> {
    let candidates = DELIMITERS
        .into_iter()
        .map(|delimiter| Dialect { delimiter, newline })
        .filter_map(|dialect| best(Records::Text(Scanner::new(text, dialect)), dialect));
    let found = candidates.reduce(|a, b| if a.score() < b.score() { b } else { a });
    conclude(found, &|| first_cells(text, newline), &|line| {
        preamble(text, line)
    })
}

/// Finds the header of a sheet.
pub(crate) fn find_in_sheet<'t>(records: &Records<'t>) -> Result<Header<'t>, ReadError> {
    let tab = Dialect {
        delimiter: b'\t',
        newline: b'\n',
    };
    let seen = || {
        let (mut records, mut cells) = (records.clone(), Vec::new());
        while records.next(None, &mut cells).is_some() && is_blank(&cells) {}
        shortened(&cells)
    };
    conclude(best(records.clone(), tab), &seen, &|line| records.above(line))
}

fn conclude<'t>(
    found: Option<Candidate<'t>>,
    seen: &dyn Fn() -> Vec<String>,
    preamble: &dyn Fn(u64) -> Vec<SkippedLine>,
) -> Result<Header<'t>, ReadError> {
    let Some(found) = found.filter(|found| 2 <= found.known) else {
        return Err(ReadError::NoKnownColumn { seen: seen() });
    };
    let (columns, ignored) = place(&found)?;
    Ok(Header {
        kind: found.table.kind,
        line: found.line,
        dialect: found.dialect,
        columns,
        width: width(&found.cells),
        ignored,
        preamble: preamble(found.line),
        is_ours: found.cells.iter().eq(found.table.columns) && found.dialect.delimiter == b',',
        body: found.body,
    })
}

/// Gives every cell of the header its field, or names it as ignored; one without a name by its number.
fn place(found: &Candidate<'_>) -> Result<(Columns, Vec<String>), ReadError> {
    let names: Vec<String> = found.cells.iter().map(|cell| normal(cell)).collect();
    if found.missing != 0 {
        let is_missing = |column: &&&str| !names.contains(&normal(column));
        return Err(ReadError::MissingColumns {
            kind: found.table.kind,
            missing: found.table.required.iter().filter(is_missing).copied().collect(),
            seen: found.cells.iter().map(ToString::to_string).collect(),
        });
    }
    let mut at = [None; Field::ALL.len()];
    let mut ignored = Vec::new();
    for (position, (cell, name)) in found
        .cells
        .iter()
        .zip(&names)
        .enumerate()
        .take(width(&found.cells))
    {
        let column = found.table.columns.iter().find(|column| normal(column) == *name);
        match column {
            Some(_) if names.iter().take(position).any(|earlier| earlier == name) => {
                return Err(ReadError::DuplicateColumn {
                    name: cell.to_string(),
                });
            }
            Some(column) => put(&mut at, column, position),
            None if name.is_empty() => ignored.push(format!("#{}", position + 1)),
            None => ignored.push(cell.to_string()),
        }
    }
    Ok((Columns { at }, ignored))
}

/// The field of a column of the contract.
#[must_use]
pub fn field_of(column: &str) -> Option<Field> {
    Field::ALL.into_iter().find(|field| field.column() == column)
}

fn put(at: &mut [Option<usize>], column: &str, position: usize) {
    let field = field_of(column);
    if let Some(slot) = field.and_then(|field| at.get_mut(field as usize)) {
        *slot = Some(position);
    }
}

fn best(mut scanner: Records<'_>, dialect: Dialect) -> Option<Candidate<'_>> {
    let mut cells = Vec::new();
    let mut best: Option<Candidate<'_>> = None;
    for _ in 0..HEADER_WITHIN {
        let Some(record) = scanner.next(None, &mut cells) else {
            break;
        };
        let names: Vec<String> = cells.iter().map(|cell| normal(cell)).collect();
        for table in &TABLES {
            let (known, missing) = rate(table, &names);
            let candidate = || Candidate {
                table,
                known,
                missing,
                cells: cells.clone(),
                line: record.line,
                dialect,
                body: scanner.clone(),
            };
            if 0 < known
                && best
                    .as_ref()
                    .is_none_or(|best| best.score() < (missing == 0, known))
            {
                best = Some(candidate());
            }
        }
    }
    best
}

/// How many columns of the table are among the names, and how many required ones are not.
fn rate(table: &Table, names: &[String]) -> (usize, usize) {
    let has = |column: &&&str| names.contains(&normal(column));
    let known = table.columns.iter().filter(has).count();
    let required = table.required.iter().filter(has).count();
    (known, table.required.len() - required)
}

/// A column's name without case, spaces, underscores and hyphens.
pub(crate) fn normal(name: &str) -> String {
    let ignored = |c: char| c.is_whitespace() || matches!(c, '_' | '-' | '\u{feff}');
    name.chars()
        .filter(|c| !ignored(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Columns up to the last one that has a name.
pub(crate) fn width(cells: &[Cow<'_, str>]) -> usize {
    cells
        .iter()
        .rposition(|cell| !cell.trim().is_empty())
        .map_or(0, |last| last + 1)
}

fn preamble(text: &str, header_line: u64) -> Vec<SkippedLine> {
    let above = text
        .lines()
        .zip(1..header_line)
        .filter(|(text, _)| !text.trim().is_empty());
    above
        .map(|(text, line)| SkippedLine {
            line,
            text: text.to_owned(),
        })
        .collect()
}

fn first_cells(text: &str, newline: u8) -> Vec<String> {
    let most = DELIMITERS.into_iter().map(|delimiter| {
        let mut scanner = Scanner::new(text, Dialect { delimiter, newline });
        let mut cells = Vec::new();
        while scanner.next(None, &mut cells).is_some() && is_blank(&cells) {}
        cells
    });
    let most = most
        .reduce(|a, b| if a.len() < b.len() { b } else { a })
        .unwrap_or_default();
    shortened(&most)
}

/// Enough of a row to recognise it by.
fn shortened(cells: &[Cow<'_, str>]) -> Vec<String> {
    let short = |cell: &Cow<'_, str>| cell.chars().take(100).collect();
    cells.iter().take(50).map(short).collect()
}
