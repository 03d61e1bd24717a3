//! Who signed in, and the authorization requests on their way.

use super::{Row, Store, StoreError};

/// What an ID token says about somebody.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Who says it.
    pub issuer: String,
    /// The provider's name for them: it stays when their address changes.
    pub subject: String,
    /// Their address, if it is verified.
    pub email: Option<String>,
    /// Their name.
    pub name: Option<String>,
    /// Where a picture of them is.
    pub picture: Option<String>,
}

/// Somebody who signed in.
#[derive(Debug, Clone)]
pub struct User {
    /// Ours.
    pub id: String,
    /// The provider's, for its hint about who is asked.
    pub subject: String,
    /// Their address, if the provider verified it.
    pub email: Option<String>,
    /// Their name.
    pub name: Option<String>,
    /// Where a picture of them is.
    pub picture: Option<String>,
}

impl Store {
    /// The user of this identity; one that is new gets `id`. Name and address become the provider's latest.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sign_in(&self, id: &str, who: &Identity, now: i64) -> Result<User, StoreError> {
        let values = vec![
            id.into(),
            who.issuer.as_str().into(),
            who.subject.as_str().into(),
            who.email.as_deref().into(),
            who.name.as_deref().into(),
            who.picture.as_deref().into(),
            now.into(),
        ];
        let found = self.row(
            "INSERT INTO users (id, issuer, subject, email, name, picture, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (issuer, subject) DO UPDATE SET email = excluded.email, name = excluded.name, picture = excluded.picture \
             RETURNING id, subject, email, name, picture",
            values,
        );
        user(found.await?.ok_or(StoreError::Unreadable("no user came back"))?)
    }

    /// A user.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn user(&self, id: &str) -> Result<Option<User>, StoreError> {
        let found = self.row(
            "SELECT id, subject, email, name, picture FROM users WHERE id = $1",
            vec![id.into()],
        );
        found.await?.map(user).transpose()
    }

    /// Forgets a user with their grant and all their sessions.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget_user(&self, id: &str) -> Result<(), StoreError> {
        self.rows("DELETE FROM users WHERE id = $1 RETURNING 1", vec![id.into()])
            .await?;
        Ok(())
    }

    /// Keeps an authorization request until its answer comes.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn keep_flow(&self, state_hash: &str, data: &str, expires_at: i64) -> Result<(), StoreError> {
        let values = vec![state_hash.into(), data.into(), expires_at.into()];
        self.rows(
            "INSERT INTO flows (state_hash, data, expires_at) VALUES ($1, $2, $3) RETURNING 1",
            values,
        )
        .await?;
        Ok(())
    }

    /// Takes an authorization request out: of several calls with one state, on whatever copy, one gets it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn take_flow(&self, state_hash: &str) -> Result<Option<(String, i64)>, StoreError> {
        let taken = self.row(
            "DELETE FROM flows WHERE state_hash = $1 RETURNING data, expires_at",
            vec![state_hash.into()],
        );
        taken
            .await?
            .map(|mut row| Ok((row.word()?, row.int()?)))
            .transpose()
    }
}

fn user(mut row: Row) -> Result<User, StoreError> {
    Ok(User {
        id: row.word()?,
        subject: row.word()?,
        email: row.text()?,
        name: row.text()?,
        picture: row.text()?,
    })
}
