//! The image as a database, in memory only.

use rusqlite::MAIN_DB;
use rusqlite::config::DbConfig;
use store::{Connection, StoreError, census, settings, totals};
use vault::VaultId;
use vault::backup::Manifest;

use crate::failure::{Failure, Kind};

/// Opens a verified image and holds it against its manifest. What is wrong now was wrong when the backup was made.
pub fn open(image: &[u8], manifest: &Manifest, vault_id: VaultId) -> Result<Connection, Failure> {
    let mut conn = Connection::open_in_memory()?;
    conn.deserialize_read_exact(MAIN_DB, image, image.len(), false)?;
    conn.execute_batch(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON;",
    )?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    let verdict: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(damaged("the database in the backup is damaged"));
    }
    let orphans: i64 = conn.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
        row.get(0)
    })?;
    if orphans != 0 {
        return Err(damaged(
            "the database in the backup refers to rows that are missing",
        ));
    }
    if settings::meta(&conn, "vault_id")? != Some(vault_id.to_string()) {
        return Err(damaged("the database in the backup belongs to another vault"));
    }
    count(&conn, manifest)?;
    Ok(conn)
}

fn count(conn: &Connection, manifest: &Manifest) -> Result<(), Failure> {
    let census = census::take(conn)?;
    let facts = (census.user_version, census.pages);
    if facts != (manifest.user_version, manifest.pages) {
        return Err(damaged(
            "the database has another version or size than the backup says",
        ));
    }
    if census.tables != manifest.tables {
        return Err(damaged("the database has other rows than the backup says"));
    }
    if census.totals != manifest.totals {
        return Err(damaged(
            "the database adds up to other totals than the backup says",
        ));
    }
    // Of another schema, what its totals should be is not for this program to say.
    if census.user_version == store::SCHEMA_VERSION.unsigned_abs() && totals::check(conn)? != 0 {
        return Err(damaged(
            "the totals kept in the database are not those of its rows",
        ));
    }
    Ok(())
}

/// The CSV files, of the schema this program knows: an older one is brought up to it, in memory.
pub fn tables(conn: &mut Connection) -> Result<[(&'static str, Vec<u8>); 5], StoreError> {
    store::migrate(conn)?;
    export::tables(conn)
}

fn damaged(text: &str) -> Failure {
    Failure::new(Kind::Damaged, text)
}
