//! What Google allowed us for a user, with its sealed refresh token.

use super::{Row, Store, StoreError, Value};
use crate::keys::Sealed;

/// Whether a grant can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrantState {
    /// With this refresh token.
    Active(Sealed),
    /// Google took it back: only a new consent helps.
    ReauthRequired,
}

/// What Google allowed.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Changes with every new refresh token.
    pub version: String,
    /// Whether it can be used.
    pub state: GrantState,
    /// As Google listed them.
    pub scopes: Vec<String>,
    /// Drive's own name for the account.
    pub permission_id: Option<String>,
    /// When the token came, in seconds since 1970.
    pub obtained_at: i64,
}

impl Store {
    /// The user's grant.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn grant(&self, user: &str) -> Result<Option<Grant>, StoreError> {
        let found = self.row(
            "SELECT version, state, key_id, nonce, ciphertext, scopes, permission_id, obtained_at FROM grants WHERE user_id = $1",
            vec![user.into()],
        );
        found.await?.map(grant).transpose()
    }

    /// Puts a grant in place of the one that was there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn put_grant(&self, user: &str, grant: &Grant) -> Result<(), StoreError> {
        let (state, sealed) = match &grant.state {
            GrantState::Active(sealed) => ("active", Some(sealed)),
            GrantState::ReauthRequired => ("reauth_required", None),
        };
        let mut values = vec![user.into(), grant.version.as_str().into(), state.into()];
        values.extend(sealed_values(sealed));
        values.extend([
            Value::from(grant.scopes.join(" ").as_str()),
            grant.permission_id.as_deref().into(),
            grant.obtained_at.into(),
            grant.obtained_at.into(),
        ]);
        self.rows(
            "INSERT INTO grants (user_id, version, state, key_id, nonce, ciphertext, scopes, permission_id, obtained_at, last_ok_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
             ON CONFLICT (user_id) DO UPDATE SET version = excluded.version, state = excluded.state, key_id = excluded.key_id, \
             nonce = excluded.nonce, ciphertext = excluded.ciphertext, scopes = excluded.scopes, \
             permission_id = coalesce(excluded.permission_id, grants.permission_id), \
             obtained_at = excluded.obtained_at, last_ok_at = excluded.last_ok_at, last_error = NULL \
             RETURNING 1",
            values,
        )
        .await?;
        Ok(())
    }

    /// Notes that Google still honours this refresh token; false if it is not the user's any more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn grant_worked(&self, user: &str, sealed: &Sealed, now: i64) -> Result<bool, StoreError> {
        let values = vec![now.into(), user.into(), Some(sealed.nonce.as_slice()).into()];
        let changed = self.row(
            "UPDATE grants SET last_ok_at = $1, last_error = NULL WHERE user_id = $2 AND nonce = $3 RETURNING 1",
            values,
        );
        Ok(changed.await?.is_some())
    }

    /// Wipes a refresh token that Google no longer honours; false, and nothing is wiped, if there is another by now.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn grant_ended(&self, user: &str, sealed: &Sealed, why: &str) -> Result<bool, StoreError> {
        let values = vec![why.into(), user.into(), Some(sealed.nonce.as_slice()).into()];
        let changed = self.row(
            "UPDATE grants SET state = 'reauth_required', key_id = NULL, nonce = NULL, ciphertext = NULL, last_error = $1 \
             WHERE user_id = $2 AND nonce = $3 RETURNING 1",
            values,
        );
        Ok(changed.await?.is_some())
    }

    /// Puts another sealing of the same, or a rotated, token in this one's place; false if it is gone already.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn reseal(&self, user: &str, before: &Sealed, sealed: &Sealed) -> Result<bool, StoreError> {
        let mut values = sealed_values(Some(sealed)).to_vec();
        values.extend([user.into(), Some(before.nonce.as_slice()).into()]);
        let changed = self.row(
            "UPDATE grants SET key_id = $1, nonce = $2, ciphertext = $3 WHERE user_id = $4 AND nonce = $5 RETURNING 1",
            values,
        );
        Ok(changed.await?.is_some())
    }

    /// Notes a new consent that brought no refresh token: the one of this version stays; false if it is gone.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn grant_confirmed(&self, user: &str, version: &str, now: i64) -> Result<bool, StoreError> {
        let values = vec![now.into(), user.into(), version.into()];
        let changed = self.row(
            "UPDATE grants SET obtained_at = $1 WHERE user_id = $2 AND version = $3 AND state = 'active' RETURNING 1",
            values,
        );
        Ok(changed.await?.is_some())
    }

    /// Forgets a grant of this version; one that was given meanwhile stays.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget_grant(&self, user: &str, version: &str) -> Result<(), StoreError> {
        let values = vec![user.into(), version.into()];
        self.rows(
            "DELETE FROM grants WHERE user_id = $1 AND version = $2 RETURNING 1",
            values,
        )
        .await?;
        Ok(())
    }

    /// Users whose refresh tokens are sealed with another key than this one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sealed_otherwise(&self, key_id: &str) -> Result<Vec<String>, StoreError> {
        let rows = self.rows(
            "SELECT user_id FROM grants WHERE key_id <> $1 ORDER BY user_id",
            vec![key_id.into()],
        );
        rows.await?.into_iter().map(|mut row| row.word()).collect()
    }
}

fn sealed_values(sealed: Option<&Sealed>) -> [Value; 3] {
    [
        sealed.map(|sealed| sealed.key_id.as_str()).into(),
        sealed.map(|sealed| sealed.nonce.as_slice()).into(),
        sealed.map(|sealed| sealed.ciphertext.as_slice()).into(),
    ]
}

fn grant(mut row: Row) -> Result<Grant, StoreError> {
    let version = row.word()?;
    let state = row.word()?;
    let sealed = (row.text()?, row.bytes()?, row.bytes()?);
    let state = match (state.as_str(), sealed) {
        ("active", (Some(key_id), Some(nonce), Some(ciphertext))) => GrantState::Active(Sealed {
            key_id,
            nonce,
            ciphertext,
        }),
        _ => GrantState::ReauthRequired,
    };
    let scopes = row
        .word()?
        .split(' ')
        .filter(|scope| !scope.is_empty())
        .map(str::to_owned)
        .collect();
    Ok(Grant {
        version,
        state,
        scopes,
        permission_id: row.text()?,
        obtained_at: row.int()?,
    })
}
