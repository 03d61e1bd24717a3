//! Spreadsheets that rows come from, and what they said when they were taken in the last time.
//!
//! Not their cells: those stay at Google, and here is only what tells whether they changed.
//!
//! **Invariant:** what is kept of a sheet and the rows that were written because of it change in one SQL transaction.

use crate::{StoreError, convert};
use rusqlite::{Connection, OptionalExtension, params};

/// A spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// Google's identifier of the file.
    pub file_id: String,
    /// What the person calls it; empty until Google was asked.
    pub title: String,
    /// When it was last read, as an ISO 8601 instant.
    pub read_at: Option<String>,
    /// Its sheets, in their order.
    pub tabs: Vec<Tab>,
}

/// A sheet of a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tab {
    /// Google's number.
    pub number: u32,
    /// What the person calls it.
    pub title: String,
    /// The person wants it read.
    pub is_chosen: bool,
    /// What the person said about its columns.
    pub map: Option<Map>,
    /// SHA-256 of the cells that were taken in. Written by [`take_in`] only.
    pub hash: Option<[u8; 32]>,
}

/// What a person said about the columns of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// The table, in the importer's word.
    pub kind: String,
    /// The row of the header, from 1; 0 for none.
    pub header: u64,
    /// Column of the contract, place from 0 or none where the text stands for every row, header or text.
    pub columns: Vec<(String, Option<u64>, String)>,
}

/// A row as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadRow {
    /// Of what the sheet said.
    pub fingerprint: [u8; 32],
    /// The transaction that it became.
    pub uid: Option<String>,
    /// The import that took it in.
    pub since: Since,
}

/// Which import took a row in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// An earlier one, or none.
    Before(Option<i64>),
    /// The one that is being written.
    Now,
}

/// What is kept of a sheet that is taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its spreadsheet.
    pub file_id: String,
    /// Its number.
    pub number: u32,
    /// SHA-256 of its cells.
    pub hash: [u8; 32],
    /// Its good rows, in order.
    pub rows: Vec<ReadRow>,
}

/// Every spreadsheet, the latest first.
///
/// # Errors
/// When SQLite can't read them.
pub fn all(conn: &Connection) -> Result<Vec<Source>, StoreError> {
    let mut statement =
        conn.prepare("SELECT id, file_id, title, read_at FROM sheet_source ORDER BY id DESC")?;
    let mut rows = statement.query([])?;
    let mut sources = Vec::new();
    while let Some(row) = rows.next()? {
        sources.push(Source {
            file_id: row.get(1)?,
            title: row.get(2)?,
            read_at: row.get(3)?,
            tabs: tabs(conn, row.get(0)?)?,
        });
    }
    Ok(sources)
}

/// The spreadsheet with this identifier.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not known.
pub fn get(conn: &Connection, file_id: &str) -> Result<Source, StoreError> {
    let found = all(conn)?.into_iter().find(|source| source.file_id == file_id);
    found.ok_or(StoreError::NotFound { what: "spreadsheet" })
}

fn tabs(conn: &Connection, source: i64) -> Result<Vec<Tab>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, number, title, chosen, map_kind, map_header, hash FROM sheet_tab WHERE source_id = ? ORDER BY id",
    )?;
    let mut rows = statement.query([source])?;
    let mut tabs = Vec::new();
    while let Some(row) = rows.next()? {
        let kind: Option<String> = row.get(4)?;
        let header: Option<i64> = row.get(5)?;
        let map = match (kind, header) {
            (Some(kind), Some(header)) => Some(Map {
                kind,
                header: header.unsigned_abs(),
                columns: columns(conn, row.get(0)?)?,
            }),
            _ => None,
        };
        tabs.push(Tab {
            number: row.get(1)?,
            title: row.get(2)?,
            is_chosen: row.get(3)?,
            map,
            hash: row.get(6)?,
        });
    }
    Ok(tabs)
}

fn columns(conn: &Connection, tab: i64) -> Result<Vec<(String, Option<u64>, String)>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT field, place, text FROM sheet_column WHERE tab_id = ? ORDER BY field")?;
    let columns = statement.query_map([tab], |row| {
        let place: Option<i64> = row.get(1)?;
        Ok((row.get(0)?, place.map(i64::unsigned_abs), row.get(2)?))
    })?;
    Ok(columns.collect::<Result<_, _>>()?)
}

/// Remembers a spreadsheet as it is described; what was taken in of its sheets stays, sheets that are gone go.
///
/// # Errors
/// Nothing is kept.
pub fn put(conn: &mut Connection, source: &Source) -> Result<(), StoreError> {
    let tx = conn.transaction()?;
    tx.execute(
        "INSERT INTO sheet_source (file_id, title) VALUES (?1, ?2) ON CONFLICT (file_id) DO UPDATE SET title = ?2",
        params![source.file_id, source.title],
    )?;
    let id: i64 = tx.query_row(
        "SELECT id FROM sheet_source WHERE file_id = ?",
        [&source.file_id],
        |row| row.get(0),
    )?;
    tx.execute(
        "UPDATE sheet_tab SET chosen = -1, map_kind = NULL WHERE source_id = ?",
        [id],
    )?;
    tx.execute(
        "DELETE FROM sheet_column WHERE tab_id IN (SELECT id FROM sheet_tab WHERE source_id = ?)",
        [id],
    )?;
    for tab in &source.tabs {
        let map = tab.map.as_ref();
        tx.execute(
            "INSERT INTO sheet_tab (source_id, number, title, chosen, map_kind, map_header) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (source_id, number) \
             DO UPDATE SET title = ?3, chosen = ?4, map_kind = ?5, map_header = ?6",
            params![
                id,
                tab.number,
                tab.title,
                tab.is_chosen,
                map.map(|map| &map.kind),
                map.map(|map| i64::try_from(map.header).unwrap_or(i64::MAX)),
            ],
        )?;
        for (field, place, text) in map.map_or(&[][..], |map| &map.columns) {
            tx.execute(
                "INSERT INTO sheet_column (tab_id, field, place, text) \
                 SELECT id, ?3, ?4, ?5 FROM sheet_tab WHERE source_id = ?1 AND number = ?2",
                params![
                    id,
                    tab.number,
                    field,
                    place.map(|place| i64::try_from(place).unwrap_or(i64::MAX)),
                    text
                ],
            )?;
        }
    }
    tx.execute(
        "DELETE FROM sheet_row WHERE tab_id IN (SELECT id FROM sheet_tab WHERE source_id = ? AND chosen = -1)",
        [id],
    )?;
    tx.execute("DELETE FROM sheet_tab WHERE source_id = ? AND chosen = -1", [id])?;
    tx.commit()?;
    Ok(())
}

/// Forgets a spreadsheet; the rows that came from it stay in the ledger.
///
/// # Errors
/// When SQLite can't write.
pub fn forget(conn: &Connection, file_id: &str) -> Result<(), StoreError> {
    conn.execute("DELETE FROM sheet_source WHERE file_id = ?", [file_id])?;
    Ok(())
}

/// Notes that a spreadsheet was read in whole.
///
/// # Errors
/// When SQLite can't write.
pub fn note_read(conn: &Connection, file_id: &str, now: &str) -> Result<(), StoreError> {
    conn.execute(
        "UPDATE sheet_source SET read_at = ? WHERE file_id = ?",
        [now, file_id],
    )?;
    Ok(())
}

/// The rows of a sheet that were taken in.
///
/// # Errors
/// When SQLite can't read them.
pub fn rows(conn: &Connection, file_id: &str, number: u32) -> Result<Vec<ReadRow>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT fingerprint, txn_uid, r.batch_id FROM sheet_row r JOIN sheet_tab t ON t.id = tab_id \
         JOIN sheet_source s ON s.id = source_id WHERE file_id = ? AND number = ? ORDER BY n",
    )?;
    let rows = statement.query_map(params![file_id, number], |row| {
        Ok(ReadRow {
            fingerprint: row.get(0)?,
            uid: row.get(1)?,
            since: Since::Before(row.get(2)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Keeps what a sheet said, in the caller's SQL transaction.
///
/// # Errors
/// [`StoreError::NotFound`] when the sheet is not known.
pub fn take_in(conn: &Connection, taken: &Taken, batch: Option<i64>) -> Result<(), StoreError> {
    let tab: Option<i64> = conn
        .query_row(
            "SELECT t.id FROM sheet_tab t JOIN sheet_source s ON s.id = source_id WHERE file_id = ? AND number = ?",
            params![taken.file_id, taken.number],
            |row| row.get(0),
        )
        .optional()?;
    let tab = tab.ok_or(StoreError::NotFound { what: "sheet" })?;
    conn.execute(
        "UPDATE sheet_tab SET hash = ?, batch_id = coalesce(?, batch_id) WHERE id = ?",
        params![taken.hash, batch, tab],
    )?;
    conn.execute("DELETE FROM sheet_row WHERE tab_id = ?", [tab])?;
    let mut insert = conn.prepare_cached(
        "INSERT INTO sheet_row (tab_id, n, fingerprint, txn_uid, batch_id) VALUES (?, ?, ?, ?, ?)",
    )?;
    for (n, row) in taken.rows.iter().enumerate() {
        let since = match row.since {
            Since::Before(earlier) => earlier,
            Since::Now => batch,
        };
        insert.execute(params![tab, convert::count(n), row.fingerprint, row.uid, since])?;
    }
    Ok(())
}

/// An import was taken back: what it took in of sheets was never taken in.
pub(crate) fn undone(conn: &Connection, batch: i64) -> Result<(), StoreError> {
    conn.execute("UPDATE sheet_tab SET hash = NULL WHERE batch_id = ?", [batch])?;
    conn.execute("DELETE FROM sheet_row WHERE batch_id = ?", [batch])?;
    Ok(())
}
