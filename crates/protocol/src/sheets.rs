//! Messages about spreadsheets at Google. Their cells are not among them: they go from Google into the worker.

use crate::Preview;
use serde::{Deserialize, Serialize};

/// What the page asks about spreadsheets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SheetRequest {
    /// Which are known? → [`Sheets::Sources`]
    List,
    /// Take what the person picked at Google, and ask Google what it is. → [`Sheets::Sources`]
    Picked,
    /// Read these sheets and match them. → any but [`Sheets::Sources`]
    Read {
        /// Google's identifier of the file.
        file_id: String,
        /// Numbers of the sheets.
        tabs: Vec<u32>,
    },
    /// Stop reading; nothing of it is kept. → [`Sheets::Sources`]
    Cancel,
    /// What the columns of a sheet are that was just read; it is remembered. → as after `Read`
    Map(SheetMap),
    /// Whether rows that vanished from the sheet are to go with the import. → [`Sheets::Preview`]
    Remove(bool),
    /// Forget a spreadsheet; its rows stay in the ledger. → [`Sheets::Sources`]
    Forget {
        /// Google's identifier of the file.
        file_id: String,
    },
}

impl SheetRequest {
    /// Whether it waits for a server.
    #[must_use]
    pub const fn is_remote(&self) -> bool {
        matches!(self, Self::Picked | Self::Read { .. })
    }
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sheets {
    /// Every spreadsheet that is known, the latest first.
    Sources(Vec<SheetSource>),
    /// What would be written.
    Preview(Preview),
    /// Nothing changed since it was taken in.
    Unchanged,
    /// A sheet is laid out in a way of its own: its columns need a word of the person.
    Columns(SheetLayout),
}

/// A spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetSource {
    /// Google's identifier of the file.
    pub file_id: String,
    /// What the person calls it; empty while Google was not asked.
    pub title: String,
    /// When it was last read, as an ISO 8601 instant.
    pub read_at: Option<String>,
    /// Its sheets.
    pub tabs: Vec<SheetTab>,
}

/// A sheet of a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetTab {
    /// Google's number.
    pub number: u32,
    /// What the person calls it.
    pub title: String,
    /// It is read.
    pub is_chosen: bool,
}

/// How a sheet is laid out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetLayout {
    /// Google's number of the sheet.
    pub number: u32,
    /// What the person calls it.
    pub title: String,
    /// Why the person is asked; its words are `sheet-why-CODE`.
    pub why: String,
    /// Names that the words speak of: columns that are missing, gone or there twice.
    pub names: String,
    /// The row of the header, from 1; 0 for none.
    pub header: u64,
    /// Every column.
    pub columns: Vec<SheetColumn>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetColumn {
    /// `A`, `B`, … and its header, where it has one.
    pub name: String,
    /// The first values, together.
    pub examples: String,
    /// The contract's column that it may be; empty when nothing is guessed.
    pub guess: String,
}

/// What a person says about the columns of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetMap {
    /// Google's number of the sheet.
    pub number: u32,
    /// The contract's columns, each with its place from 0, or without one and with a text for every row.
    pub fields: Vec<(String, Option<u32>, String)>,
}
