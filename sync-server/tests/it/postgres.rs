//! A database of a test's own on the PostgreSQL that the test run started.

use sqlx::postgres::{PgConnection, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection, Executor, Row};

/// Dropped with the server it lies in.
pub struct Database {
    url: String,
}

impl Database {
    /// A new one; nothing where `LUKA_TEST_POSTGRES` names no server.
    pub async fn create() -> Option<Self> {
        let Some(server) = std::env::var("LUKA_TEST_POSTGRES")
            .ok()
            .filter(|url| !url.is_empty())
        else {
            eprintln!("skipped: no PostgreSQL (LUKA_TEST_POSTGRES is not set; cargo xtask test starts one)");
            return None;
        };
        let mut random = [0; 8];
        getrandom::fill(&mut random).unwrap();
        let name = format!("test_{}", u64::from_be_bytes(random));
        let mut connection = PgConnection::connect(&format!("{server}/postgres"))
            .await
            .unwrap();
        connection
            .execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .await
            .unwrap();
        Some(Self {
            url: format!("{server}/{name}"),
        })
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Every row of every table, as text.
    pub async fn dump(&self) -> Vec<u8> {
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .connect(&self.url)
            .await
            .unwrap();
        let mut text = String::new();
        for table in ["users", "grants", "sessions", "flows"] {
            let rows = sqlx::query(AssertSqlSafe(format!("SELECT t::text FROM {table} t")))
                .fetch_all(&pool)
                .await
                .unwrap();
            for row in rows {
                text.push_str(&row.get::<String, _>(0));
                text.push('\n');
            }
        }
        text.into_bytes()
    }
}
