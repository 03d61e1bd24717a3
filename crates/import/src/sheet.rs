//! A sheet from typed cells to rows, by the same two passes as a file.
//!
//! A typed number or date is what it is and asks nothing. What stands there as text is read as the spreadsheet's
//! locale writes it, unless other values of the column say that it is written differently; then the person is asked.
//!
//! **Invariant:** the rows are those of the same sheet exported as a file with plain decimals and ISO dates.

use crate::body::Body;
use crate::evidence::{Answers, LineEnding};
use crate::grid::Grid;
use crate::header::find_in_sheet;
use crate::locale::conventions;
use crate::mapping::{self, ColumnMap};
use crate::read::{Context, Env, Notation, Progress, ReadError, Reading, conclude};
use crate::records::{Records, Shape, SheetScanner};
use crate::survey::survey;
use crate::tables::TableKind;
use crate::{Encoding, header::Header};
use ledger::Field;

/// A sheet and what is known about it.
#[derive(Clone, Copy)]
pub struct TypedSheet<'a> {
    /// Its cells.
    pub grid: &'a Grid,
    /// The spreadsheet's locale: `de_DE`.
    pub locale: &'a str,
    /// What a person said about its columns.
    pub map: Option<&'a ColumnMap>,
    /// From seconds since 1970 on the wall of the spreadsheet's time zone to seconds in UTC.
    pub to_utc: &'a dyn Fn(i64) -> i64,
}

/// Reads a sheet; otherwise as [`crate::read`].
///
/// # Errors
/// When nothing of it can be read. Bad rows are not an error: they are rows with reasons.
pub fn read_sheet(
    sheet: &TypedSheet<'_>,
    answers: &Answers,
    context: &Context,
    progress: &mut dyn FnMut(Progress),
) -> Result<Reading, ReadError> {
    let mut header = header(sheet)?;
    // That a header is exactly ours says nothing about texts: the template is filled in everywhere.
    header.is_ours = false;
    let mut env = Env::new(context, answers, &header);
    let known = conventions(sheet.locale);
    env.amounts.locale = known.decimal;
    env.dates.locale = known.dates;
    let length = sheet.grid.notation().len() as u64;
    let mut report = |done| {
        progress(Progress {
            done,
            total: length * 2,
        });
    };
    let survey = survey(&header, &mut env, &mut report);
    let body = Body {
        header: &header,
        survey: &survey,
        undecodable: &[],
    };
    let rows = body.rows(&mut env, &mut |done| report(length + done));
    let notation = Notation {
        encoding: Encoding::Utf8,
        has_mark: false,
        undecodable_lines: Vec::new(),
        line_ending: LineEnding::Lf,
        locale: Some(sheet.locale.to_owned()),
    };
    Ok(conclude(notation, header, survey, env, rows))
}

/// Which table a sheet is, by its header or by what a person said.
///
/// # Errors
/// As [`read_sheet`].
pub fn sheet_kind(sheet: &TypedSheet<'_>) -> Result<TableKind, ReadError> {
    header(sheet).map(|header| header.kind)
}

fn header<'a>(sheet: &TypedSheet<'a>) -> Result<Header<'a>, ReadError> {
    let text = sheet.grid.notation();
    if text.is_empty() {
        return Err(ReadError::Empty);
    }
    let scanner = SheetScanner::new(text, sheet.to_utc);
    match sheet.map {
        Some(map) => mapping::place(scanner, map),
        None => find_in_sheet(&Records::Sheet(scanner)).map(shaped),
    }
}

/// With each column known for what it is.
fn shaped(mut header: Header<'_>) -> Header<'_> {
    let field_at = |at: usize| {
        Field::ALL
            .into_iter()
            .find(|field| header.columns.position(*field) == Some(at))
    };
    let fields = (0..header.width).map(field_at).collect();
    if let Records::Sheet(rows) = header.body {
        header.body = Records::Sheet(rows.shaped(Shape { fields, map: None }));
    }
    header
}
