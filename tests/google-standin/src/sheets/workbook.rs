//! A spreadsheet's content, how it is loaded and how tests change it.

use serde::Deserialize;
use serde_json::Value;

use super::a1::{self, Area};
use super::cell::Cell;
use crate::drive::{File, SPREADSHEET};
use crate::world::World;

#[derive(Clone, Debug)]
pub(crate) struct Workbook {
    pub locale: String,
    pub time_zone: String,
    pub sheets: Vec<Sheet>,
}

#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    pub id: u32,
    pub title: String,
    pub is_hidden: bool,
    pub rows: Vec<Vec<Cell>>,
    /// Size of the grid, blank cells included.
    pub n_rows: usize,
    pub n_columns: usize,
}

/// A spreadsheet as the admin plane takes one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Draft {
    title: String,
    #[serde(default = "en_us")]
    locale: String,
    #[serde(default = "utc")]
    time_zone: String,
    #[serde(default)]
    sheets: Vec<SheetDraft>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetDraft {
    title: String,
    #[serde(default)]
    hidden: bool,
    #[serde(default)]
    values: Vec<Vec<Value>>,
    #[serde(default)]
    csv: Option<String>,
}

/// Whether a change of values is a person's or a formula's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Moves the file's version at once, and its modification time at most every three minutes.
    ByPerson,
    /// Moves nothing, as when an imported range changes.
    Recalculated,
}

impl Workbook {
    /// What a new spreadsheet is: one empty sheet.
    pub fn blank() -> Self {
        let sheet = Sheet::new(0, "Sheet1", Vec::new());
        Self {
            locale: en_us(),
            time_zone: utc(),
            sheets: vec![sheet],
        }
    }
}

impl Sheet {
    pub fn new(id: u32, title: &str, rows: Vec<Vec<Cell>>) -> Self {
        let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(26);
        let n_rows = rows.len().max(1000);
        Self {
            id,
            title: title.to_owned(),
            is_hidden: false,
            rows,
            n_rows,
            n_columns,
        }
    }

    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        self.rows
            .get(row)
            .and_then(|cells| cells.get(column))
            .unwrap_or(&Cell::Blank)
    }

    fn set(&mut self, row: usize, column: usize, cell: Cell) {
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        let cells = &mut self.rows[row];
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Blank);
        }
        cells[column] = cell;
        self.n_rows = self.n_rows.max(row + 1);
        self.n_columns = self.n_columns.max(column + 1);
    }
}

/// Puts a spreadsheet into a person's Drive; returns its identifier.
pub(crate) fn load(world: &mut World, user: &str, draft: Value) -> Result<String, String> {
    let draft: Draft = serde_json::from_value(draft).map_err(|error| error.to_string())?;
    let mut sheets = Vec::new();
    for (nth, sheet) in draft.sheets.into_iter().enumerate() {
        let id = u32::try_from(nth).unwrap_or_default() * 137;
        let mut made = Sheet::new(id, &sheet.title, rows(&sheet)?);
        made.is_hidden = sheet.hidden;
        sheets.push(made);
    }
    let mut book = Workbook {
        locale: draft.locale,
        time_zone: draft.time_zone,
        sheets,
    };
    if book.sheets.is_empty() {
        book.sheets = Workbook::blank().sheets;
    }
    let root = world
        .drive
        .roots
        .get(user)
        .cloned()
        .ok_or("nobody of that name")?;
    let id = format!("1{}", world.names.text(43));
    let now = world.drive.tick(world.clock.now_ms());
    let mut file = File::new(id.clone(), user, &draft.title, SPREADSHEET, now);
    file.parents = vec![root];
    file.workbook = Some(book);
    world.drive.files.insert(id.clone(), file);
    Ok(id)
}

/// Writes values from the upper left corner of `range` on.
pub(crate) fn edit(
    world: &mut World,
    id: &str,
    range: &str,
    values: &[Vec<Value>],
    edit: Edit,
) -> Result<(), String> {
    let now = world.clock.now_ms();
    let file = world.drive.files.get_mut(id).ok_or("no such spreadsheet")?;
    let book = file.workbook.as_mut().ok_or("not a spreadsheet")?;
    let Area { sheet, rows, columns } = a1::resolve(book, range).map_err(|error| error.message())?;
    for (row, cells) in values.iter().enumerate() {
        for (column, value) in cells.iter().enumerate() {
            let cell = Cell::read(value)?;
            book.sheets[sheet].set(rows.start + row, columns.start + column, cell);
        }
    }
    if edit == Edit::ByPerson {
        file.touch(now);
    }
    Ok(())
}

fn rows(sheet: &SheetDraft) -> Result<Vec<Vec<Cell>>, String> {
    let Some(csv) = &sheet.csv else {
        return sheet
            .values
            .iter()
            .map(|row| row.iter().map(Cell::read).collect())
            .collect();
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(csv.as_bytes());
    let records = reader.records().map(|record| match record {
        Ok(record) => Ok(record.iter().map(Cell::typed).collect()),
        Err(error) => Err(error.to_string()),
    });
    records.collect()
}

fn en_us() -> String {
    "en_US".to_owned()
}

fn utc() -> String {
    "Etc/UTC".to_owned()
}
