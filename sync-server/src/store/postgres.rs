//! PostgreSQL, shared by copies of the server.

use std::time::Duration;

use sqlx::postgres::{PgArguments, PgPool, PgPoolOptions, PgRow};
use sqlx::query::Query;
use sqlx::{Column, Executor, Row as _, TypeInfo};

use super::{Row, StoreError, Value, missing, schema};

/// Copies that start at once migrate one after the other. Any number that only we use.
const MIGRATION_LOCK: i64 = 0x4c75_6b61;

/// A person waits for this answer: better a clear no than a long nothing.
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Debug, Clone)]
pub(super) struct Postgres(PgPool);

impl Postgres {
    pub(super) async fn connect(url: &str) -> Result<Self, StoreError> {
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(PATIENCE)
            .connect(url)
            .await
            .map_err(unavailable)?;
        migrate(&pool).await?;
        Ok(Self(pool))
    }

    pub(super) async fn rows(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let query = values.into_iter().fold(sqlx::query(sql), bind);
        // A connection may hang where a pool would not: the network between can drop packets for minutes.
        let rows = tokio::time::timeout(PATIENCE, query.fetch_all(&self.0))
            .await
            .map_err(|_| StoreError::Unavailable("no answer in time".into()))?
            .map_err(unavailable)?;
        rows.iter().map(row).collect()
    }
}

async fn migrate(pool: &PgPool) -> Result<(), StoreError> {
    let mut change = pool.begin().await.map_err(unavailable)?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)")
        .bind(MIGRATION_LOCK)
        .execute(&mut *change)
        .await
        .map_err(unavailable)?;
    change
        .execute("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)")
        .await
        .map_err(unavailable)?;
    let ran: Option<i64> = sqlx::query_scalar("SELECT max(version) FROM schema_version")
        .fetch_one(&mut *change)
        .await
        .map_err(unavailable)?;
    let missing = missing(ran.unwrap_or(0))?;
    for migration in missing {
        sqlx::raw_sql(*migration)
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
    }
    if !missing.is_empty() {
        sqlx::query("INSERT INTO schema_version (version) VALUES ($1)")
            .bind(schema())
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
    }
    change.commit().await.map_err(unavailable)
}

type Running = Query<'static, sqlx::Postgres, PgArguments>;

fn bind(query: Running, value: Value) -> Running {
    match value {
        Value::Text(text) => query.bind(text),
        Value::Int(number) => query.bind(number),
        Value::Bytes(bytes) => query.bind(bytes),
    }
}

fn row(row: &PgRow) -> Result<Row, StoreError> {
    let values = row.columns().iter().map(|column| {
        let at = column.ordinal();
        match column.type_info().name() {
            "TEXT" => row.try_get(at).map(Value::Text),
            "BYTEA" => row.try_get(at).map(Value::Bytes),
            "INT4" => row.try_get(at).map(|n: Option<i32>| Value::Int(n.map(i64::from))),
            _ => row.try_get(at).map(Value::Int),
        }
        .map_err(unavailable)
    });
    Ok(Row(values.collect::<Result<Vec<_>, _>>()?.into_iter()))
}

fn unavailable(error: sqlx::Error) -> StoreError {
    StoreError::Unavailable(error.to_string())
}
