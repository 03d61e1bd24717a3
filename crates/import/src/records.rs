//! Where records come from: the text of a file, or the typed cells of a sheet. Everything behind it reads both alike.
//!
//! A sheet's cells become the texts that its export as a file with plain decimals and ISO dates would have, by what
//! the column is: 45992 is a date in a column of dates and a number in any other.
//!
//! **Invariant:** a number loses no digit here, and a cell that is an error of the spreadsheet is named as one.

use crate::evidence::SkippedLine;
use crate::grid::{CELL, ROW, unescape};
use crate::mapping::{ColumnMap, ColumnSource};
use crate::scan::{Record, Scanner, Typed, is_blank};
use crate::serial;
use ledger::Field;
use std::borrow::Cow;
use std::rc::Rc;

/// Records one after the other.
#[derive(Clone)]
pub(crate) enum Records<'t> {
    /// Of a file.
    Text(Scanner<'t>),
    /// Of a sheet.
    Sheet(SheetScanner<'t>),
}

impl<'t> Records<'t> {
    /// Reads the next record into `cells`; for `width` see [`Scanner::next`].
    pub(crate) fn next(&mut self, width: Option<usize>, cells: &mut Vec<Cow<'t, str>>) -> Option<Record> {
        match self {
            Self::Text(scanner) => scanner.next(width, cells),
            Self::Sheet(scanner) => scanner.next(cells),
        }
    }

    /// Bytes read so far.
    pub(crate) const fn position(&self) -> usize {
        match self {
            Self::Text(scanner) => scanner.position(),
            Self::Sheet(scanner) => scanner.at,
        }
    }

    /// What stands above a row.
    pub(crate) fn above(&self, line: u64) -> Vec<SkippedLine> {
        let (mut records, mut cells, mut above) = (self.clone(), Vec::new(), Vec::new());
        while let Some(record) = records.next(None, &mut cells).filter(|record| record.line < line) {
            if !is_blank(&cells) {
                let text = cells.join(" ").trim().to_owned();
                above.push(SkippedLine {
                    line: record.line,
                    text,
                });
            }
        }
        above
    }
}

/// What the columns of a sheet are.
#[derive(Default)]
pub(crate) struct Shape {
    /// The field of each column, as far as it is known.
    pub(crate) fields: Vec<Option<Field>>,
    /// In place of all columns, those of a person's choice in its order.
    pub(crate) map: Option<ColumnMap>,
}

/// Reads the rows of a sheet.
#[derive(Clone)]
pub(crate) struct SheetScanner<'t> {
    text: &'t str,
    at: usize,
    line: u64,
    shape: Rc<Shape>,
    to_utc: &'t dyn Fn(i64) -> i64,
}

impl<'t> SheetScanner<'t> {
    pub(crate) fn new(text: &'t str, to_utc: &'t dyn Fn(i64) -> i64) -> Self {
        Self {
            text,
            at: 0,
            line: 0,
            shape: Rc::default(),
            to_utc,
        }
    }

    /// From here on with what is known of the columns.
    pub(crate) fn shaped(mut self, shape: Shape) -> Self {
        self.shape = Rc::new(shape);
        self
    }

    fn next(&mut self, cells: &mut Vec<Cow<'t, str>>) -> Option<Record> {
        cells.clear();
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let row = rest.split(ROW).next().unwrap_or_default();
        self.at += row.len() + 1;
        self.line += 1;
        let mut typed = Typed::default();
        let shape = self.shape.clone();
        match &shape.map {
            None => {
                for (at, raw) in row.split(CELL).enumerate() {
                    let field = shape.fields.get(at).copied().flatten();
                    self.push(raw, field, cells, &mut typed);
                }
            }
            Some(map) => self.pick(row, map, cells, &mut typed),
        }
        Some(Record {
            line: self.line,
            end_line: self.line + 1,
            broken: None,
            typed,
        })
    }

    /// The cells of a person's choice; none where nothing is written in them.
    fn pick(&self, row: &'t str, map: &ColumnMap, cells: &mut Vec<Cow<'t, str>>, typed: &mut Typed) {
        let raw: Vec<&str> = row.split(CELL).collect();
        let mut is_written = false;
        for column in &map.columns {
            match &column.source {
                ColumnSource::Column { at, .. } => {
                    let raw = raw.get(*at).copied().unwrap_or_default();
                    self.push(raw, Some(column.field), cells, typed);
                    is_written |= cells.last().is_some_and(|cell| !cell.trim().is_empty());
                }
                ColumnSource::Always(text) => cells.push(Cow::Owned(text.clone())),
            }
        }
        if !is_written {
            cells.clear();
        }
    }

    fn push(&self, raw: &'t str, field: Option<Field>, cells: &mut Vec<Cow<'t, str>>, typed: &mut Typed) {
        let rest = raw.get(1..).unwrap_or_default();
        let cell = match raw.as_bytes().first() {
            None => Cow::Borrowed(""),
            Some(b't') => Cow::Borrowed("TRUE"),
            Some(b'f') => Cow::Borrowed("FALSE"),
            Some(b'n') => self.number(serial::plain(rest), field, typed),
            Some(_) => {
                let text = unescape(rest);
                if field.is_some() && is_error(&text) {
                    typed.error.get_or_insert(cells.len());
                }
                text
            }
        };
        cells.push(cell);
    }

    /// A number as its column understands it.
    fn number(&self, decimal: Cow<'t, str>, field: Option<Field>, typed: &mut Typed) -> Cow<'t, str> {
        let read = match field {
            Some(Field::Date | Field::OpeningDate | Field::BalanceDate) => serial::date(&decimal),
            Some(Field::CreatedAt | Field::UpdatedAt) => serial::instant(&decimal, self.to_utc),
            Some(field) => {
                typed.number(field);
                None
            }
            None => None,
        };
        read.map_or(decimal, Cow::Owned)
    }
}

/// The texts by which Google shows that a formula has no value. Somebody who types one means it.
const ERRORS: [&str; 9] = [
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#ERROR!",
    "Loading...",
];

fn is_error(text: &str) -> bool {
    ERRORS.contains(&text)
}
