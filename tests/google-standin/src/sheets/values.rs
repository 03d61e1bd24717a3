//! `values.get` and `values:batchGet`.
//!
//! Trailing blank cells and rows are left out, so rows are ragged and an empty range has no `values` at all.

use serde_json::{Value, json};

use super::a1::{self, Area};
use super::cell::{Cell, Format};
use super::locale::formatted;
use super::workbook::Workbook;
use super::{invalid, mask, shown};
use crate::drive::File;
use crate::wire::{Answer, Call, Reply};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Render {
    Formatted,
    Unformatted,
    Formula,
}

struct Wish {
    render: Render,
    dates_as_text: bool,
    by_columns: bool,
}

pub(crate) fn single(_: &File, book: &Workbook, call: &Call, range: &str) -> Reply {
    let mask = mask(call, "ValueRange")?;
    let body = value_range(book, range, &Wish::read(call)?)?;
    Ok(shown(&body, mask.as_ref()))
}

/// All ranges or none: one that cannot be read fails the whole call.
pub(crate) fn batch(file: &File, book: &Workbook, call: &Call) -> Reply {
    let mask = mask(call, "BatchGetValuesResponse")?;
    let wish = Wish::read(call)?;
    let ranges = call
        .query
        .all("ranges")
        .map(|range| value_range(book, range, &wish));
    let ranges = ranges.collect::<Result<Vec<Value>, Answer>>()?;
    let mut body = json!({ "spreadsheetId": file.id });
    if !ranges.is_empty() {
        body["valueRanges"] = ranges.into();
    }
    Ok(shown(&body, mask.as_ref()))
}

impl Wish {
    fn read(call: &Call) -> Result<Self, Answer> {
        let option = |name: &str, known: &[&str]| {
            let given = call.query.get(name).unwrap_or(known[0]);
            known.iter().position(|one| *one == given).ok_or_else(|| {
                let text = format!("Invalid value at '{}' ({given})", snake(name));
                invalid(&text)
            })
        };
        let renders = ["FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"];
        let render = match option("valueRenderOption", &renders)? {
            0 => Render::Formatted,
            1 => Render::Unformatted,
            _ => Render::Formula,
        };
        let dates = option("dateTimeRenderOption", &["SERIAL_NUMBER", "FORMATTED_STRING"])?;
        let dimension = option("majorDimension", &["ROWS", "COLUMNS", "DIMENSION_UNSPECIFIED"])?;
        Ok(Self {
            render,
            dates_as_text: dates == 1,
            by_columns: dimension == 1,
        })
    }
}

fn value_range(book: &Workbook, range: &str, wish: &Wish) -> Result<Value, Answer> {
    let area = a1::resolve(book, range).map_err(|error| invalid(&error.message()))?;
    let sheet = &book.sheets[area.sheet];
    let dimension = if wish.by_columns { "COLUMNS" } else { "ROWS" };
    let mut body = json!({ "range": a1::label(sheet, &area), "majorDimension": dimension });
    let values = ragged(book, &area, wish);
    if !values.is_empty() {
        body["values"] = values.into();
    }
    Ok(body)
}

fn ragged(book: &Workbook, area: &Area, wish: &Wish) -> Vec<Value> {
    let sheet = &book.sheets[area.sheet];
    // Past the content everything is blank.
    let n_rows = area.rows.end.min(sheet.rows.len()).max(area.rows.start);
    let n_columns = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    let n_columns = area.columns.end.min(n_columns).max(area.columns.start);
    let (rows, columns) = (area.rows.start..n_rows, area.columns.start..n_columns);
    let line = |cells: Vec<&Cell>| {
        let used = cells
            .iter()
            .rposition(|cell| !cell.is_blank())
            .map_or(0, |last| last + 1);
        cells[..used]
            .iter()
            .map(|cell| rendered(cell, &book.locale, wish))
            .collect::<Vec<Value>>()
    };
    let mut lines: Vec<Vec<Value>> = if wish.by_columns {
        columns
            .map(|column| line(rows.clone().map(|row| sheet.cell(row, column)).collect()))
            .collect()
    } else {
        rows.map(|row| line(columns.clone().map(|column| sheet.cell(row, column)).collect()))
            .collect()
    };
    let used = lines
        .iter()
        .rposition(|line| !line.is_empty())
        .map_or(0, |last| last + 1);
    lines.truncate(used);
    lines.into_iter().map(Value::from).collect()
}

fn rendered(cell: &Cell, locale: &str, wish: &Wish) -> Value {
    if wish.render == Render::Formatted {
        return formatted(cell, locale).into();
    }
    if let (Render::Formula, Cell::Formula { source, .. }) = (wish.render, cell) {
        return source.as_str().into();
    }
    match cell.result() {
        Cell::Number(_, Format::Date | Format::DateTime) if wish.dates_as_text => {
            formatted(cell, locale).into()
        }
        _ => cell.unformatted(),
    }
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}
