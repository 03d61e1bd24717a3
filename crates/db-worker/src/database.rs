//! Opening the ledger's database, fail-closed: every step is checked, and any doubt leaves the vault locked.

use crate::{
    cipher,
    error::{self, Result},
    image::SNAPSHOT_URI,
    pool,
};
use protocol::{Code, Failure};
use rsqlite_vfs::{
    VfsFilesManager,
    transfer::{DbTransfer, ExportSource},
};
use rusqlite::{
    Connection,
    config::DbConfig,
    hooks::{AuthAction, AuthContext, Authorization},
};
use sqlite_wasm_vfs::sahpool::OpfsSAHPoolUtil;
use store::settings;
use vault::DatabaseKey;

/// Opens the database that the header names. It must exist and belong to this vault.
pub(crate) fn open(
    pool: &OpfsSAHPoolUtil,
    name: &str,
    key: &DatabaseKey,
    vault_id: &str,
) -> Result<Connection> {
    let mut conn = open_as_it_is(pool, name, key, vault_id)?;
    store::migrate(&mut conn).map_err(error::store)?;
    guard(&mut conn)?;
    Ok(conn)
}

/// The same, of whatever schema it is.
pub(crate) fn open_as_it_is(
    pool: &OpfsSAHPoolUtil,
    name: &str,
    key: &DatabaseKey,
    vault_id: &str,
) -> Result<Connection> {
    if !exists(pool, name)? {
        return Err(Failure::new(Code::VaultDamaged, "the database is missing"));
    }
    let conn = cipher::open(name, false, key)?;
    configure(&conn)?;
    if settings::meta(&conn, "vault_id")
        .map_err(error::store)?
        .as_deref()
        != Some(vault_id)
    {
        return Err(Failure::new(
            Code::VaultDamaged,
            "the database belongs to another vault",
        ));
    }
    Ok(conn)
}

/// Makes the database of a new vault, looks at its first page as it lies in the pool, and opens it.
/// A file of that name is what a creation that never finished left behind.
pub(crate) fn create(
    pool: &OpfsSAHPoolUtil,
    name: &str,
    key: &DatabaseKey,
    vault_id: &str,
) -> Result<Connection> {
    let mut conn = cipher::open(name, true, key)?;
    configure(&conn)?;
    fill(&mut conn, vault_id)?;
    drop(conn);
    assert_encrypted(pool, name)?;
    open(pool, name, key, vault_id)
}

/// A ledger in memory, for the demonstration.
pub(crate) fn in_memory() -> Result<Connection> {
    let mut conn = Connection::open_in_memory().map_err(error::sqlite)?;
    conn.pragma_update(None, "foreign_keys", true)
        .map_err(error::sqlite)?;
    fill(&mut conn, "demo")?;
    Ok(conn)
}

fn exists(pool: &OpfsSAHPoolUtil, name: &str) -> Result<bool> {
    pool.contains(name).map_err(pool::failure)
}

fn fill(conn: &mut Connection, vault_id: &str) -> Result<()> {
    store::migrate(conn).map_err(error::store)?;
    let tx = conn.transaction().map_err(error::sqlite)?;
    settings::set_meta(&tx, "vault_id", vault_id).map_err(error::store)?;
    store::vocabulary::add_default_categories(&tx, &mut crate::random::new_id).map_err(error::store)?;
    tx.commit().map_err(error::sqlite)
}

/// Reads once, which proves the key, then sets each pragma and reads it back.
fn configure(conn: &Connection) -> Result<()> {
    let _: i64 = conn
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(error::sqlite)?;
    let expected = [
        ("journal_mode", "TRUNCATE", "truncate"),
        ("synchronous", "FULL", "2"),
        ("locking_mode", "EXCLUSIVE", "exclusive"),
        ("temp_store", "MEMORY", "2"),
        ("foreign_keys", "ON", "1"),
        ("trusted_schema", "OFF", "0"),
        ("cell_size_check", "ON", "1"),
        ("secure_delete", "ON", "1"),
        // 64 MB of pages: a ledger of 100,000 rows stays decrypted in the worker's own memory.
        ("cache_size", "-65536", "-65536"),
    ];
    for (pragma, value, wanted) in expected {
        conn.execute_batch(&format!("PRAGMA {pragma} = {value}"))
            .map_err(error::sqlite)?;
        let got = conn
            .query_row(&format!("PRAGMA {pragma}"), [], |row| {
                let value: rusqlite::types::Value = row.get(0)?;
                Ok(match value {
                    rusqlite::types::Value::Integer(n) => n.to_string(),
                    rusqlite::types::Value::Text(text) => text.to_lowercase(),
                    _ => String::new(),
                })
            })
            .map_err(error::sqlite)?;
        if got != wanted {
            return Err(Failure::new(
                Code::Internal,
                format!("{pragma} is {got}, not {wanted}"),
            ));
        }
    }
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)
        .map_err(error::sqlite)?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// From here on no statement may change where or how pages are written.
fn guard(conn: &mut Connection) -> Result<()> {
    conn.authorizer(Some(|context: AuthContext<'_>| match context.action {
        // A copy into this worker's memory is how a backup begins.
        AuthAction::Attach { filename } if filename == SNAPSHOT_URI => Authorization::Allow,
        AuthAction::Attach { .. } | AuthAction::Detach { .. } => Authorization::Deny,
        AuthAction::Pragma {
            pragma_name,
            pragma_value: Some(_),
        } if !matches!(
            pragma_name,
            "user_version" | "quick_check" | "integrity_check" | "foreign_key_check"
        ) =>
        {
            Authorization::Deny
        }
        _ => Authorization::Allow,
    }))
    .map_err(error::sqlite)
}

/// The first page as it lies in the pool must not be readable.
pub(crate) fn assert_encrypted(pool: &OpfsSAHPoolUtil, name: &str) -> Result<()> {
    let mut start = [0; 16];
    pool.open_export(name)
        .and_then(|mut file| file.read_at(0, &mut start))
        .map_err(pool::failure)?;
    let is_plain = &start == b"SQLite format 3\0";
    if is_plain && cfg!(not(feature = "plaintext-for-tests")) {
        return Err(Failure::new(Code::Internal, "the database is not encrypted"));
    }
    Ok(())
}

/// Reads everything and holds it against each other: pages, indexes, references.
pub(crate) fn check_whole(conn: &Connection) -> Result<()> {
    let verdict: String = conn
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(error::sqlite)?;
    let mut strays = conn.prepare("PRAGMA foreign_key_check").map_err(error::sqlite)?;
    let has_strays = strays.exists([]).map_err(error::sqlite)?;
    if verdict == "ok" && !has_strays {
        Ok(())
    } else {
        Err(Failure::new(Code::VaultDamaged, "integrity_check failed"))
    }
}

/// Reads every page once: a damaged one is told before it is needed.
pub(crate) fn verify(conn: &Connection) -> Result<()> {
    let verdict: String = conn
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(error::sqlite)?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(Failure::new(Code::VaultDamaged, "quick_check failed"))
    }
}
