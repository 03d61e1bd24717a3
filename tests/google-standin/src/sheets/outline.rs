//! `spreadsheets.get`: titles, grids, locale, and cells when they are asked for.

use serde_json::{Value, json};

use super::a1::{self, Area};
use super::cell::{Cell, json_number};
use super::locale::{formatted, number_format};
use super::workbook::{Sheet, Workbook};
use super::{invalid, mask, shown};
use crate::drive::File;
use crate::wire::{Answer, Call, Reply};

pub(crate) fn answer(file: &File, book: &Workbook, call: &Call) -> Reply {
    let mask = mask(call, "Spreadsheet")?;
    // With a mask, the mask alone says whether cells are wanted.
    let wants_cells = match &mask {
        Some(mask) => mask.covers(&["sheets", "data"]),
        None => call.query.is_true("includeGridData"),
    };
    let areas = call.query.all("ranges").map(|range| a1::resolve(book, range));
    let areas = areas
        .collect::<Result<Vec<Area>, _>>()
        .map_err(|error| invalid(&error.message()))?;
    let mut sheets = Vec::new();
    for (nth, sheet) in book.sheets.iter().enumerate() {
        let mut wanted: Vec<&Area> = areas.iter().filter(|area| area.sheet == nth).collect();
        let whole = Area {
            sheet: nth,
            rows: 0..sheet.n_rows,
            columns: 0..sheet.n_columns,
        };
        if areas.is_empty() {
            wanted.push(&whole);
        }
        if wanted.is_empty() {
            continue;
        }
        let mut described = json!({ "properties": properties(sheet, nth) });
        if wants_cells {
            described["data"] = wanted.iter().map(|area| grid(book, sheet, area)).collect();
        }
        sheets.push(described);
    }
    let body = json!({
        "spreadsheetId": file.id,
        "properties": {
            "title": file.name, "locale": book.locale, "autoRecalc": "ON_CHANGE", "timeZone": book.time_zone,
        },
        "sheets": sheets,
        "spreadsheetUrl": format!("https://docs.google.com/spreadsheets/d/{}/edit", file.id),
    });
    Ok::<Answer, Answer>(shown(&body, mask.as_ref()))
}

fn properties(sheet: &Sheet, index: usize) -> Value {
    let mut properties = json!({
        "sheetId": sheet.id, "title": sheet.title, "index": index, "sheetType": "GRID",
        "gridProperties": { "rowCount": sheet.n_rows, "columnCount": sheet.n_columns },
    });
    // A false is left out, as everywhere in Google's JSON.
    if sheet.is_hidden {
        properties["hidden"] = true.into();
    }
    properties
}

fn grid(book: &Workbook, sheet: &Sheet, area: &Area) -> Value {
    let last = area.rows.end.min(sheet.rows.len()).max(area.rows.start);
    let rows: Vec<Value> = (area.rows.start..last)
        .map(|row| {
            let cells = area.columns.clone().map(|column| sheet.cell(row, column));
            let mut cells: Vec<Value> = cells.map(|cell| cell_data(cell, &book.locale)).collect();
            let used = cells
                .iter()
                .rposition(|cell| cell != &json!({}))
                .map_or(0, |last| last + 1);
            cells.truncate(used);
            if cells.is_empty() {
                json!({})
            } else {
                json!({ "values": cells })
            }
        })
        .collect();
    let mut data = json!({ "rowData": rows });
    if area.rows.start > 0 {
        data["startRow"] = area.rows.start.into();
    }
    if area.columns.start > 0 {
        data["startColumn"] = area.columns.start.into();
    }
    data
}

fn cell_data(cell: &Cell, locale: &str) -> Value {
    if *cell == Cell::Blank {
        return json!({});
    }
    let effective = match cell.result() {
        Cell::Error(text) => json!({ "errorValue": { "type": error_type(text), "message": text } }),
        other => extended(other),
    };
    let entered = match cell {
        Cell::Formula { source, .. } => json!({ "formulaValue": source }),
        _ => effective.clone(),
    };
    let mut data = json!({
        "userEnteredValue": entered, "effectiveValue": effective, "formattedValue": formatted(cell, locale),
    });
    if let Cell::Number(_, format) = cell.result()
        && let Some((kind, pattern)) = number_format(*format, locale)
    {
        let format = json!({ "numberFormat": { "type": kind, "pattern": pattern } });
        data["userEnteredFormat"] = format.clone();
        data["effectiveFormat"] = format;
    }
    data
}

fn extended(cell: &Cell) -> Value {
    match cell {
        Cell::Number(number, _) => json!({ "numberValue": json_number(*number) }),
        Cell::Truth(truth) => json!({ "boolValue": truth }),
        Cell::Text(text) | Cell::Error(text) => json!({ "stringValue": text }),
        Cell::Blank | Cell::Formula { .. } => json!({}),
    }
}

fn error_type(text: &str) -> &'static str {
    match text {
        "#NULL!" => "NULL_VALUE",
        "#DIV/0!" => "DIVIDE_BY_ZERO",
        "#VALUE!" => "VALUE",
        "#REF!" => "REF",
        "#NAME?" => "NAME",
        "#NUM!" => "NUM",
        "#N/A" => "N_A",
        "Loading..." => "LOADING",
        _ => "ERROR",
    }
}
