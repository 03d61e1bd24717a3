//! Users, grants, sessions and authorization requests, in SQLite or PostgreSQL.
//!
//! Both run the same statements; what differs between them is in [`sqlite`] and [`postgres`].
//!
//! **Invariant:** no token, cookie or state is here in clear.

mod grants;
mod people;
mod postgres;
mod sessions;
mod sqlite;

pub use grants::{Grant, GrantState};
pub use people::{Identity, User};
pub use sessions::Sessions;
pub(crate) use sessions::USER;

use std::path::Path;

use thiserror::Error;

/// The schema, in the order in which it grew. A shipped text is never edited.
const MIGRATIONS: &[&str] = &[include_str!("../../migrations/001_identity.sql")];

/// How long after its end a sign-in is still recognised as one that took too long.
const LATE_S: i64 = 60 * 60;

/// Why the database did not answer.
#[derive(Debug, Error)]
pub enum StoreError {
    /// It is gone, slow, or said no.
    #[error("the database does not answer: {0}")]
    Unavailable(String),
    /// A newer server was here.
    #[error("the database is of a newer server (schema {found}, this one knows {known}): update the server")]
    Newer {
        /// Its schema.
        found: i64,
        /// Ours.
        known: usize,
    },
    /// A row that no server of ours writes.
    #[error("the database holds what no server of this version writes: {0}")]
    Unreadable(&'static str),
    /// A file or folder that cannot be made.
    #[error("cannot use {0}: {1}")]
    File(std::path::PathBuf, std::io::Error),
}

/// The database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store(Backend);

#[derive(Debug, Clone)]
enum Backend {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

/// A value on its way in or out. The type of an absent one counts: PostgreSQL asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Text(Option<String>),
    Int(Option<i64>),
    Bytes(Option<Vec<u8>>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        Self::Text(text.map(str::to_owned))
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}

impl From<Option<&[u8]>> for Value {
    fn from(bytes: Option<&[u8]>) -> Self {
        Self::Bytes(bytes.map(<[u8]>::to_vec))
    }
}

/// One row of an answer; columns are taken in order.
#[derive(Debug)]
struct Row(std::vec::IntoIter<Value>);

impl Row {
    fn text(&mut self) -> Result<Option<String>, StoreError> {
        match self.0.next() {
            Some(Value::Text(text)) => Ok(text),
            // SQLite does not say of which type an absent value is.
            Some(Value::Int(None) | Value::Bytes(None)) => Ok(None),
            _ => Err(StoreError::Unreadable("a text is missing")),
        }
    }

    fn word(&mut self) -> Result<String, StoreError> {
        self.text()?.ok_or(StoreError::Unreadable("a text is absent"))
    }

    fn int(&mut self) -> Result<i64, StoreError> {
        match self.0.next() {
            Some(Value::Int(Some(number))) => Ok(number),
            _ => Err(StoreError::Unreadable("a number is missing")),
        }
    }

    fn bytes(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        match self.0.next() {
            Some(Value::Bytes(bytes)) => Ok(bytes),
            Some(Value::Text(None) | Value::Int(None)) => Ok(None),
            _ => Err(StoreError::Unreadable("bytes are missing")),
        }
    }
}

impl Store {
    /// Opens the file in `folder`, made if it is missing, and brings its schema up to date.
    ///
    /// # Errors
    /// When the file cannot be used, or a newer server wrote it.
    pub async fn in_folder(folder: &Path) -> Result<Self, StoreError> {
        Ok(Self(Backend::Sqlite(sqlite::Sqlite::open(folder).await?)))
    }

    /// A database in memory, for a server at which nobody can sign in: it leaves nothing on the disk.
    ///
    /// # Errors
    /// When SQLite cannot be had.
    pub async fn in_memory() -> Result<Self, StoreError> {
        Ok(Self(Backend::Sqlite(sqlite::Sqlite::in_memory().await?)))
    }

    /// The database that the settings name.
    ///
    /// # Errors
    /// When it cannot be used.
    pub async fn of(settings: &crate::config::Settings) -> Result<Self, StoreError> {
        match (&settings.config.database_url, &settings.google) {
            (Some(url), _) => Self::at_url(url).await,
            (None, Some(_)) => Self::in_folder(&settings.config.data_dir).await,
            (None, None) => Self::in_memory().await,
        }
    }

    /// Connects to PostgreSQL and brings its schema up to date. Copies that start at once wait for each other.
    ///
    /// # Errors
    /// When it does not answer, or a newer server used it.
    pub async fn at_url(url: &str) -> Result<Self, StoreError> {
        Ok(Self(Backend::Postgres(postgres::Postgres::connect(url).await?)))
    }

    /// Whether it answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.rows("SELECT 1 FROM users WHERE id = $1", vec!["".into()])
            .await?;
        Ok(())
    }

    /// Forgets what ended: sessions and authorization requests.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sweep(&self, now: i64) -> Result<(), StoreError> {
        self.rows(
            "DELETE FROM sessions WHERE expires_at <= $1 RETURNING 1",
            vec![now.into()],
        )
        .await?;
        // Kept a while longer, so that who comes late is told that it is late.
        self.rows(
            "DELETE FROM flows WHERE expires_at <= $1 RETURNING 1",
            vec![(now - LATE_S).into()],
        )
        .await?;
        Ok(())
    }

    /// Runs one statement. Parameters are `$1`, `$2`, … and appear in this order; text is never put together from
    /// values.
    async fn rows(&self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        match &self.0 {
            Backend::Sqlite(sqlite) => sqlite.rows(sql, values).await,
            Backend::Postgres(postgres) => postgres.rows(sql, values).await,
        }
    }

    async fn row(&self, sql: &'static str, values: Vec<Value>) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }
}

/// The schema's number once every migration ran.
fn schema() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Which migrations are missing, given how many ran.
fn missing(ran: i64) -> Result<&'static [&'static str], StoreError> {
    let known = MIGRATIONS.len();
    usize::try_from(ran)
        .ok()
        .and_then(|ran| MIGRATIONS.get(ran..))
        .ok_or(StoreError::Newer { found: ran, known })
}
