//! What this device knows of the backups in Drive, and what it remembers of its own.
//!
//! It is of the device: a restore takes it along ([`carry_over`]), and Drive can be asked for it again.

use crate::{StoreError, settings};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A backup in Drive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Drive's identifier.
    pub file_id: String,
    /// Its name there.
    pub name: String,
    /// SHA-256 of the whole container, where it is known.
    pub sha256: Option<[u8; 32]>,
    /// Counted by the vault from 1.
    pub generation: u64,
    /// SHA-256 of the container that it continues.
    pub parent: Option<[u8; 32]>,
    /// The vault that it says it is of.
    pub vault_id: [u8; 16],
    /// The installation that wrote it.
    pub device_id: [u8; 16],
    /// When that installation believes to have written it, milliseconds since 1970, UTC.
    pub created_ms: u64,
    /// The program that wrote it.
    pub app: String,
    /// Schema version of the database in it.
    pub schema: u64,
    /// When it arrived by Drive's clock, RFC 3339.
    pub stored_at: String,
    /// Length of the container in bytes.
    pub bytes: u64,
    /// Transactions in it, once it was read back.
    pub rows: Option<u64>,
    /// When this device read it back and found it whole, milliseconds since 1970, UTC.
    pub verified_ms: Option<u64>,
}

const COLUMNS: &str = "file_id, name, sha256, generation, parent, vault_id, device_id, created_ms, app, schema, \
                       stored_at, bytes, rows, verified_ms";

/// All of them, the newest first.
///
/// # Errors
/// When SQLite can't read them.
pub fn all(conn: &Connection) -> Result<Vec<Backup>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM backup ORDER BY generation DESC, stored_at DESC, file_id");
    let mut statement = conn.prepare(&sql)?;
    let found = statement.query_map([], backup)?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// One of them.
///
/// # Errors
/// When SQLite can't read it.
pub fn get(conn: &Connection, file_id: &str) -> Result<Option<Backup>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM backup WHERE file_id = ?");
    Ok(conn.query_row(&sql, [file_id], backup).optional()?)
}

/// Adds or replaces one.
///
/// # Errors
/// When SQLite can't write it.
pub fn put(conn: &Connection, one: &Backup) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT OR REPLACE INTO backup ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    );
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    conn.execute(
        &sql,
        params![
            one.file_id,
            one.name,
            one.sha256,
            number(one.generation),
            one.parent,
            one.vault_id,
            one.device_id,
            number(one.created_ms),
            one.app,
            number(one.schema),
            one.stored_at,
            number(one.bytes),
            one.rows.map(number),
            one.verified_ms.map(number),
        ],
    )?;
    Ok(())
}

/// Forgets one: before its file is deleted, so that nothing is listed that is not there.
///
/// # Errors
/// When SQLite can't write it.
pub fn remove(conn: &Connection, file_id: &str) -> Result<(), StoreError> {
    conn.execute("DELETE FROM backup WHERE file_id = ?", [file_id])?;
    Ok(())
}

fn backup(row: &Row<'_>) -> rusqlite::Result<Backup> {
    let number = |column: &str| row.get::<_, i64>(column).map(i64::unsigned_abs);
    let perhaps = |column: &str| {
        row.get::<_, Option<i64>>(column)
            .map(|found| found.map(i64::unsigned_abs))
    };
    Ok(Backup {
        file_id: row.get("file_id")?,
        name: row.get("name")?,
        sha256: row.get("sha256")?,
        generation: number("generation")?,
        parent: row.get("parent")?,
        vault_id: row.get("vault_id")?,
        device_id: row.get("device_id")?,
        created_ms: number("created_ms")?,
        app: row.get("app")?,
        schema: number("schema")?,
        stored_at: row.get("stored_at")?,
        bytes: number("bytes")?,
        rows: perhaps("rows")?,
        verified_ms: perhaps("verified_ms")?,
    })
}

/// What a device remembers, as facts of the file that go along with it and not with the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceFact {
    /// 32 hexadecimal digits, made once by this installation.
    Id,
    /// The newest backup that this ledger continues: generation and SHA-256.
    Lineage,
    /// Counts the changes of the ledger since the first backup, as far as backups care.
    Revision,
    /// The revision that is in the newest backup.
    BackedUp,
    /// When the newest automatic attempt was made, milliseconds since 1970, UTC.
    Attempted,
    /// When the last restore happened, milliseconds since 1970, UTC.
    Restored,
    /// The newest generation of another device that the person has decided about.
    Seen,
    /// The last reading back of a backup failed.
    Failed,
    /// The sealed backup that waits to be sent.
    Waiting,
    /// An identifier in Drive that is reserved for the next backup, and the folder it goes to.
    Next,
}

const FACTS: [DeviceFact; 10] = [
    DeviceFact::Id,
    DeviceFact::Lineage,
    DeviceFact::Revision,
    DeviceFact::BackedUp,
    DeviceFact::Attempted,
    DeviceFact::Restored,
    DeviceFact::Seen,
    DeviceFact::Failed,
    DeviceFact::Waiting,
    DeviceFact::Next,
];

impl DeviceFact {
    const fn key(self) -> &'static str {
        match self {
            Self::Id => "device_id",
            Self::Lineage => "device_lineage",
            Self::Revision => "device_revision",
            Self::BackedUp => "device_backed_up",
            Self::Attempted => "device_attempted",
            Self::Restored => "device_restored",
            Self::Seen => "device_seen",
            Self::Failed => "device_failed",
            Self::Waiting => "device_waiting",
            Self::Next => "device_next",
        }
    }
}

/// A fact of this device.
///
/// # Errors
/// When SQLite can't read it.
pub fn fact(conn: &Connection, fact: DeviceFact) -> Result<Option<String>, StoreError> {
    settings::meta(conn, fact.key())
}

/// A fact of this device that is a number; 0 while nothing was written.
///
/// # Errors
/// When SQLite can't read it.
pub fn number(conn: &Connection, of: DeviceFact) -> Result<u64, StoreError> {
    Ok(fact(conn, of)?.and_then(|text| text.parse().ok()).unwrap_or(0))
}

/// Writes a fact of this device.
///
/// # Errors
/// When SQLite can't write it.
pub fn set_fact(conn: &Connection, fact: DeviceFact, value: &str) -> Result<(), StoreError> {
    settings::set_meta(conn, fact.key(), value)
}

/// What the device that wrote `from` knows of Drive, and nothing of what stood in `to`: for a ledger that takes the
/// place of another. What it remembers of the ledger itself, and what is waiting, stays behind. Without `from` it is a
/// device that knows nothing yet.
///
/// # Errors
/// When SQLite can't read or write it; then nothing is changed.
pub fn carry_over(from: Option<&Connection>, to: &mut Connection) -> Result<(), StoreError> {
    let tx = to.transaction()?;
    for known in FACTS {
        tx.execute("DELETE FROM meta WHERE key = ?", [known.key()])?;
    }
    replace_all(&tx, &[])?;
    if let Some(from) = from {
        replace_all(&tx, &all(from)?)?;
        for known in [
            DeviceFact::Id,
            DeviceFact::Attempted,
            DeviceFact::Seen,
            DeviceFact::Failed,
        ] {
            if let Some(value) = fact(from, known)? {
                set_fact(&tx, known, &value)?;
            }
        }
    }
    Ok(tx.commit()?)
}

/// Makes these all that is known. The caller holds a transaction.
///
/// # Errors
/// When SQLite can't write them.
pub fn replace_all(conn: &Connection, list: &[Backup]) -> Result<(), StoreError> {
    conn.execute("DELETE FROM backup", [])?;
    list.iter().try_for_each(|one| put(conn, one))
}
