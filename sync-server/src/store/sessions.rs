//! What tower-sessions keeps, under the SHA-256 of the cookie's value.

use async_trait::async_trait;
use tower_sessions::SessionStore;
use tower_sessions::cookie::time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

use super::{Store, StoreError};
use crate::clock::Clock;
use crate::digest::sha256_text;

/// The key under which a session names its user.
pub(crate) const USER: &str = "user";

/// Sessions, in the database.
#[derive(Debug, Clone)]
pub struct Sessions {
    store: Store,
    clock: Clock,
}

impl Sessions {
    /// Sessions of this store.
    pub fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock }
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // 128 random bits do not meet; if they did, the second would be refused by the primary key.
        let values = vec![
            hash(&record.id).as_str().into(),
            user(record).into(),
            data(record)?.as_str().into(),
            record.expiry_date.unix_timestamp().into(),
        ];
        self.store
            .rows("INSERT INTO sessions (id_hash, user_id, data, expires_at) VALUES ($1, $2, $3, $4) RETURNING 1", values)
            .await
            .map_err(backend)?;
        Ok(())
    }

    /// Only what is still there: a session that was ended meanwhile, here or on another copy, does not come back.
    async fn save(&self, record: &Record) -> Result<()> {
        let values = vec![
            user(record).into(),
            data(record)?.as_str().into(),
            record.expiry_date.unix_timestamp().into(),
            hash(&record.id).as_str().into(),
        ];
        self.store
            .rows(
                "UPDATE sessions SET user_id = $1, data = $2, expires_at = $3 WHERE id_hash = $4 RETURNING 1",
                values,
            )
            .await
            .map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let found = self.store.row(
            "SELECT data, expires_at FROM sessions WHERE id_hash = $1",
            vec![hash(id).as_str().into()],
        );
        let Some(mut row) = found.await.map_err(backend)? else {
            return Ok(None);
        };
        let data = row.word().map_err(backend)?;
        let expires_at = row.int().map_err(backend)?;
        if expires_at <= self.clock.now() {
            return Ok(None);
        }
        Ok(Some(Record {
            id: *id,
            data: serde_json::from_str(&data).map_err(|error| Error::Decode(error.to_string()))?,
            expiry_date: OffsetDateTime::from_unix_timestamp(expires_at)
                .map_err(|error| Error::Decode(error.to_string()))?,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.store
            .rows(
                "DELETE FROM sessions WHERE id_hash = $1 RETURNING 1",
                vec![hash(id).as_str().into()],
            )
            .await
            .map_err(backend)?;
        Ok(())
    }
}

impl Store {
    /// Ends all sessions of a user, on whatever copy they were begun.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn end_sessions(&self, user: &str) -> std::result::Result<(), StoreError> {
        self.rows(
            "DELETE FROM sessions WHERE user_id = $1 RETURNING 1",
            vec![user.into()],
        )
        .await?;
        Ok(())
    }
}

fn hash(id: &Id) -> String {
    sha256_text(&id.0.to_le_bytes())
}

fn user(record: &Record) -> Option<&str> {
    record.data.get(USER).and_then(serde_json::Value::as_str)
}

fn data(record: &Record) -> Result<String> {
    serde_json::to_string(&record.data).map_err(|error| Error::Encode(error.to_string()))
}

fn backend(error: StoreError) -> Error {
    Error::Backend(error.to_string())
}
