//! One file. A connection behind a lock: a statement takes microseconds, and SQLite has one writer anyway.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, params_from_iter};

use super::{Row, StoreError, Value, missing, schema};

const FILE: &str = "identity.sqlite3";

/// Another process that holds the file: a backup, or `rekey`.
const BUSY: Duration = Duration::from_secs(5);

#[derive(Debug, Clone)]
pub(super) struct Sqlite(Arc<Mutex<Connection>>);

impl Sqlite {
    pub(super) async fn open(folder: &Path) -> Result<Self, StoreError> {
        let folder = folder.to_owned();
        let connection = blocking(move || {
            make_private(&folder).map_err(|error| StoreError::File(folder.clone(), error))?;
            open(&folder.join(FILE))
        });
        Ok(Self(Arc::new(Mutex::new(connection.await?))))
    }

    pub(super) async fn in_memory() -> Result<Self, StoreError> {
        let connection = blocking(|| prepare(Connection::open_in_memory().map_err(unavailable)?));
        Ok(Self(Arc::new(Mutex::new(connection.await?))))
    }

    pub(super) async fn rows(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let connection = self.0.clone();
        blocking(move || {
            // A statement either ran or did not: a panic elsewhere leaves nothing half-done in the connection.
            let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            rows(&connection, sql, &values).map_err(unavailable)
        })
        .await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| StoreError::Unavailable(error.to_string()))?
}

fn open(file: &Path) -> Result<Connection, StoreError> {
    prepare(Connection::open(file).map_err(unavailable)?)
}

fn prepare(mut connection: Connection) -> Result<Connection, StoreError> {
    connection.busy_timeout(BUSY).map_err(unavailable)?;
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;")
        .map_err(unavailable)?;
    migrate(&mut connection)?;
    Ok(connection)
}

fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let change = connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(unavailable)?;
    let ran: i64 = change
        .query_row("PRAGMA user_version", (), |row| row.get(0))
        .map_err(unavailable)?;
    for migration in missing(ran)? {
        change.execute_batch(migration).map_err(unavailable)?;
    }
    change
        .pragma_update(None, "user_version", schema())
        .map_err(unavailable)?;
    change.commit().map_err(unavailable)
}

fn rows(connection: &Connection, sql: &str, values: &[Value]) -> rusqlite::Result<Vec<Row>> {
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut answer = statement.query(params_from_iter(values))?;
    let mut rows = Vec::new();
    while let Some(row) = answer.next()? {
        let values = (0..columns)
            .map(|at| row.get_ref(at).map(value))
            .collect::<Result<Vec<_>, _>>()?;
        rows.push(Row(values.into_iter()));
    }
    Ok(rows)
}

fn value(found: ValueRef<'_>) -> Value {
    match found {
        ValueRef::Integer(number) => Value::Int(Some(number)),
        ValueRef::Text(text) => Value::Text(Some(String::from_utf8_lossy(text).into_owned())),
        ValueRef::Blob(bytes) => Value::Bytes(Some(bytes.to_vec())),
        // The schema has no fractions.
        ValueRef::Null | ValueRef::Real(_) => Value::Text(None),
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Text(text) => text.to_sql(),
            Self::Int(number) => number.to_sql(),
            Self::Bytes(bytes) => bytes.to_sql(),
        }
    }
}

fn unavailable(error: rusqlite::Error) -> StoreError {
    StoreError::Unavailable(error.to_string())
}

/// The folder is the server's own: what is in it says who uses the server.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut make = fs::DirBuilder::new();
    make.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
    make.create(folder)?;
    let mut file = fs::OpenOptions::new();
    file.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    file.open(folder.join(FILE)).map(drop)
}
