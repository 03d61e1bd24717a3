//! Migrations: numbered files that only add, and are never edited once shipped.

use crate::{StoreError, convert};
use rusqlite::Connection;

/// Each entry takes the schema from its index to the next version.
const MIGRATIONS: [&str; 4] = [
    include_str!("../migrations/001_ledger.sql"),
    include_str!("../migrations/002_backups.sql"),
    include_str!("../migrations/003_sheets.sql"),
    include_str!("../migrations/004_days.sql"),
];

/// The newest schema this app knows.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// Brings the schema up to [`SCHEMA_VERSION`], each step in a transaction of its own.
///
/// # Errors
/// [`StoreError::NewerSchema`] when the file comes from a newer app: nothing is touched.
pub fn migrate(conn: &mut Connection) -> Result<(), StoreError> {
    let found: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let done = usize::try_from(found).unwrap_or(usize::MAX);
    let Some(pending) = MIGRATIONS.get(done..) else {
        return Err(StoreError::NewerSchema {
            found,
            known: SCHEMA_VERSION,
        });
    };
    for (i, sql) in pending.iter().enumerate() {
        let tx = conn.transaction()?;
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", convert::count(done + i + 1))?;
        tx.commit()?;
    }
    Ok(())
}

/// The schema as text, one statement a paragraph, for the committed snapshot.
///
/// # Errors
/// When SQLite can't read it.
pub fn schema(conn: &Connection) -> Result<String, StoreError> {
    let sql = "SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'txn_words_%' \
               ORDER BY type DESC, name";
    let mut statement = conn.prepare(sql)?;
    let parts = statement
        .query_map([], |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    Ok(parts.join("\n\n") + "\n")
}
