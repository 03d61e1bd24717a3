//! Access tokens: fetched once, handed out while they last.
//!
//! One refresh at a time a user: however many tabs and devices ask at once, Google is asked once. Tokens are kept
//! in memory only, and each answers for one version of the grant, so that a copy of the server notices a
//! disconnection or a new consent that another copy handled.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use zeroize::Zeroizing;

use crate::App;
use crate::clock::Seconds;
use crate::error::ApiError;
use crate::flow::DRIVE_FILE;
use crate::provider::{Provider, ProviderError, Tokens};
use crate::store::{Grant, GrantState};

/// A token with less than this left is replaced: an upload that begins with it may take a while.
const LEFT_S: Seconds = 5 * 60;

/// Callers that waited for a refresh that failed get its failure; the next one asks Google again.
const FAILED_S: Seconds = 2;

/// A token younger than this is not replaced because a caller found it bad: another caller just replaced it.
const YOUNG_S: Seconds = 10;

/// A token to hand out.
#[derive(Clone)]
pub struct AccessToken {
    /// The token.
    pub token: Zeroizing<String>,
    /// When it ends, in seconds since 1970.
    pub expires_at: Seconds,
    /// What it is good for.
    pub scopes: Vec<String>,
    version: String,
    fetched_at: Seconds,
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Default)]
struct Slot {
    token: Option<AccessToken>,
    failed: Option<(ApiError, String, Seconds)>,
}

type Slots = HashMap<String, Arc<tokio::sync::Mutex<Slot>>>;

/// Tokens by user.
#[derive(Debug, Clone, Default)]
pub struct AccessTokens(Arc<Mutex<Slots>>);

impl AccessTokens {
    /// A token of this user; a new one if `is_rejected`: Google refused the one that we gave.
    ///
    /// # Errors
    /// When there is no grant, it is over, or Google does not answer.
    pub async fn get(
        &self,
        app: &App,
        provider: &Provider,
        user: &str,
        is_rejected: bool,
    ) -> Result<AccessToken, ApiError> {
        let slot = self.slot(user);
        let mut slot = slot.lock().await;
        // Read under the lock: what was true before the wait may not be any more.
        let grant = app.store.grant(user).await?.ok_or(ApiError::GoogleNotConnected)?;
        let now = app.clock.now();
        if let Some(token) = &slot.token
            && is_good(token, &grant, now, is_rejected)
        {
            return Ok(token.clone());
        }
        if let Some((error, version, at)) = &slot.failed
            && *version == grant.version
            && now < at + FAILED_S
        {
            return Err(*error);
        }
        let fetched = fetch(app, provider, user, &grant).await;
        slot.failed = fetched
            .as_ref()
            .err()
            .map(|error| (*error, grant.version.clone(), app.clock.now()));
        slot.token = fetched.as_ref().ok().cloned();
        fetched
    }

    /// Keeps the access token that came with a new grant.
    pub async fn put(&self, user: &str, grant: &Grant, tokens: &Tokens, now: Seconds) {
        let token = access_token(tokens, grant, now);
        *self.slot(user).lock().await = Slot {
            token: Some(token),
            failed: None,
        };
    }

    /// Forgets a user's token.
    pub fn forget(&self, user: &str) {
        self.lock().remove(user);
    }

    /// Forgets tokens that ended.
    pub fn sweep(&self, now: Seconds) {
        self.lock().retain(|_, slot| match slot.try_lock() {
            Ok(slot) => slot.token.as_ref().is_some_and(|token| now < token.expires_at),
            Err(_) => true,
        });
    }

    fn slot(&self, user: &str) -> Arc<tokio::sync::Mutex<Slot>> {
        self.lock().entry(user.to_owned()).or_default().clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Slots> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_good(token: &AccessToken, grant: &Grant, now: Seconds, is_rejected: bool) -> bool {
    let is_current = token.version == grant.version && grant.state != GrantState::ReauthRequired;
    let is_trusted = !is_rejected || now < token.fetched_at + YOUNG_S;
    is_current && is_trusted && now + LEFT_S < token.expires_at
}

async fn fetch(app: &App, provider: &Provider, user: &str, grant: &Grant) -> Result<AccessToken, ApiError> {
    let GrantState::Active(sealed) = &grant.state else {
        return Err(ApiError::ReauthRequired);
    };
    if !grant.scopes.iter().any(|scope| scope == DRIVE_FILE) {
        return Err(ApiError::ScopeMissing);
    }
    let keys = app.keys().ok_or(ApiError::GoogleNotConfigured)?;
    let refresh = keys.open(user, sealed)?;
    let answer = provider.refresh(&refresh).await;
    app.metrics.refreshed(&answer);
    let now = app.clock.now();
    match answer {
        Ok(tokens) => {
            let anew = tokens
                .refresh
                .as_ref()
                .map(|rotated| keys.seal(user, rotated))
                .transpose()?;
            let is_still_there = match &anew {
                Some(anew) => app.store.reseal(user, sealed, anew).await?,
                None => app.store.grant_worked(user, sealed, now).await?,
            };
            if !is_still_there {
                return Err(changed_meanwhile(app, user).await?);
            }
            Ok(access_token(&tokens, grant, now))
        }
        // Revoked, expired, or one of more than a hundred: asking again never helps.
        Err(ProviderError::Refused(word)) if word == "invalid_grant" => {
            tracing::info!("a refresh token is not honoured any more");
            match app.store.grant_ended(user, sealed, &word).await? {
                true => Err(ApiError::ReauthRequired),
                false => Err(changed_meanwhile(app, user).await?),
            }
        }
        Err(error) => Err(error.into()),
    }
}

/// Another copy of the server, or another device, was quicker: what there is now is for the next call.
async fn changed_meanwhile(app: &App, user: &str) -> Result<ApiError, ApiError> {
    Ok(match app.store.grant(user).await?.map(|grant| grant.state) {
        None => ApiError::GoogleNotConnected,
        Some(GrantState::ReauthRequired) => ApiError::ReauthRequired,
        Some(GrantState::Active(_)) => ApiError::GoogleUnavailable(Some(1)),
    })
}

fn access_token(tokens: &Tokens, grant: &Grant, now: Seconds) -> AccessToken {
    AccessToken {
        token: tokens.access.clone(),
        expires_at: now.saturating_add(i64::try_from(tokens.expires_in).unwrap_or(i64::MAX)),
        scopes: tokens.scopes.clone().unwrap_or_else(|| grant.scopes.clone()),
        version: grant.version.clone(),
        fetched_at: now,
    }
}
