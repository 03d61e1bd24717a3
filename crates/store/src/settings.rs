//! Settings and facts about the file, as key and value.

use crate::StoreError;
use rusqlite::{Connection, OptionalExtension, params};

/// A setting of the person.
///
/// # Errors
/// When SQLite can't read it.
pub fn get(conn: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    Ok(conn
        .query_row("SELECT value FROM setting WHERE key = ?", [key], |row| row.get(0))
        .optional()?)
}

/// Writes a setting of the person.
///
/// # Errors
/// When SQLite can't write it.
pub fn set(conn: &Connection, key: &str, value: &str) -> Result<(), StoreError> {
    conn.execute(
        "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",
        params![key, value],
    )?;
    Ok(())
}

/// A fact about the file: the vault it belongs to.
///
/// # Errors
/// When SQLite can't read it.
pub fn meta(conn: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    Ok(conn
        .query_row("SELECT value FROM meta WHERE key = ?", [key], |row| row.get(0))
        .optional()?)
}

/// Writes a fact about the file.
///
/// # Errors
/// When SQLite can't write it.
pub fn set_meta(conn: &Connection, key: &str, value: &str) -> Result<(), StoreError> {
    conn.execute(
        "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
        params![key, value],
    )?;
    Ok(())
}
