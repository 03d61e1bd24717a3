//! The way back from Google.
//!
//! Who comes with a state that this browser did not start is shown a page and nothing else. Everything after that
//! ends at the page that started it, with its outcome in the fragment, which no server sees.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::finish_anyway;
use crate::App;
use crate::digest::{random_text, sha256_text};
use crate::drive;
use crate::error::ApiError;
use crate::flow::{DRIVE_FILE, Flow, Kind, is_file_id};
use crate::page;
use crate::provider::{Provider, ProviderError, Tokens};
use crate::session::{self, Visitor};
use crate::store::{Grant, GrantState, StoreError, User};

/// What Google says.
#[derive(Deserialize)]
pub struct Callback {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
    iss: Option<String>,
    picked_file_ids: Option<String>,
}

/// How a flow ends, as the app reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    SignedIn,
    Connected,
    Picked,
    Denied,
    ScopeMissing,
    AccountMismatch,
    Error,
}

impl Outcome {
    const fn name(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::Connected => "connected",
            Self::Picked => "picked",
            Self::Denied => "denied",
            Self::ScopeMissing => "scope_missing",
            Self::AccountMismatch => "account_mismatch",
            Self::Error => "error",
        }
    }
}

/// Takes Google's answer and leads back to the app.
pub async fn callback(
    State(app): State<App>,
    headers: HeaderMap,
    visitor: Result<Visitor, ApiError>,
    query: Result<Query<Callback>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let result = async {
        let visitor = visitor?;
        let Query(answer) = query.map_err(|_| ApiError::StateInvalid)?;
        let flow = started_here(&app, &visitor, answer.state.as_deref()).await?;
        let (app, return_to) = (app.clone(), flow.return_to.clone());
        // A code is good once: what it brings is kept even if the browser does not wait for it.
        let outcome = finish_anyway(async move {
            let outcome = finish(&app, &visitor, &flow, answer).await?;
            app.metrics.flow_ended(kind_name(flow.kind), outcome.name());
            Ok(outcome)
        });
        Ok::<_, ApiError>(format!("{return_to}#google={}", outcome.await?.name()))
    };
    match result.await {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(error) => page::problem(error, &headers),
    }
}

/// The request that this is the answer to: known, not used, in time, and begun by this browser.
async fn started_here(app: &App, visitor: &Visitor, state: Option<&str>) -> Result<Flow, ApiError> {
    let state = state
        .filter(|state| state.len() <= 200)
        .ok_or(ApiError::StateInvalid)?;
    // The look-up is by a digest: how long it takes says nothing about the state itself.
    let taken = app.store.take_flow(&sha256_text(state.as_bytes())).await?;
    let (data, expires_at) = taken.ok_or(ApiError::StateInvalid)?;
    let flow: Flow = serde_json::from_str(&data).map_err(|_| ApiError::Internal)?;
    let binding = session::known_binding(&visitor.session)
        .await?
        .ok_or(ApiError::StateInvalid)?;
    let hash = sha256_text(binding.as_bytes());
    if !bool::from(hash.as_bytes().ct_eq(flow.binding_hash.as_bytes())) {
        return Err(ApiError::StateInvalid);
    }
    if expires_at <= app.clock.now() {
        return Err(ApiError::FlowExpired);
    }
    Ok(flow)
}

async fn finish(app: &App, visitor: &Visitor, flow: &Flow, answer: Callback) -> Result<Outcome, ApiError> {
    let provider = app.provider.as_deref().ok_or(ApiError::GoogleNotConfigured)?;
    match outcome(app, provider, visitor, flow, answer).await {
        Ok(outcome) => Ok(outcome),
        Err(Trouble::Ours(error)) => Err(error),
        Err(Trouble::Google(error)) => {
            tracing::warn!(%error, flow = kind_name(flow.kind), "a flow failed");
            Ok(Outcome::Error)
        }
    }
}

/// Google's troubles lead back to the app; ours are shown as what they are.
enum Trouble {
    Ours(ApiError),
    Google(ProviderError),
}

impl From<ProviderError> for Trouble {
    fn from(error: ProviderError) -> Self {
        Self::Google(error)
    }
}

impl From<ApiError> for Trouble {
    fn from(error: ApiError) -> Self {
        Self::Ours(error)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Ours(error.into())
    }
}

async fn outcome(
    app: &App,
    provider: &Provider,
    visitor: &Visitor,
    flow: &Flow,
    answer: Callback,
) -> Result<Outcome, Trouble> {
    // RFC 9207, before anything of the answer is believed: it may be another provider's.
    if !provider.is_issuer(answer.iss.as_deref()).await? {
        return Err(ProviderError::BadAnswer("a callback of another issuer").into());
    }
    if let Some(error) = answer.error {
        return match error.as_str() {
            "access_denied" => Ok(Outcome::Denied),
            _ => Err(ProviderError::BadAnswer("an error in place of a code").into()),
        };
    }
    let code = answer.code.ok_or(ProviderError::BadAnswer("no code"))?;
    let tokens = provider.exchange(code, flow.verifier.clone()).await?;
    if flow.kind == Kind::Signin {
        return sign_in(app, provider, visitor, flow, &tokens).await;
    }
    // Who started it must still be the one who is signed in.
    let user = visitor
        .user
        .as_ref()
        .filter(|user| flow.user.as_ref() == Some(&user.id));
    let user = user.ok_or(ProviderError::BadAnswer(
        "an answer for somebody who has signed out",
    ))?;
    let outcome = connect(app, provider, user, &tokens).await?;
    if outcome == Outcome::Connected && flow.kind == Kind::Pick {
        session::park_picked(&visitor.session, &picked(answer.picked_file_ids.as_deref())).await?;
        return Ok(Outcome::Picked);
    }
    Ok(outcome)
}

async fn sign_in(
    app: &App,
    provider: &Provider,
    visitor: &Visitor,
    flow: &Flow,
    tokens: &Tokens,
) -> Result<Outcome, Trouble> {
    let identity = provider.identity(tokens, &flow.nonce).await?;
    let id = random_text::<16>().ok_or(ApiError::Internal)?;
    let user = app.store.sign_in(&id, &identity, app.clock.now()).await?;
    session::sign_in(&visitor.session, app, &user).await?;
    Ok(Outcome::SignedIn)
}

/// Keeps a grant, if it is the right account's and allows what it is for. Otherwise nothing is kept, and what was
/// there stays.
async fn connect(app: &App, provider: &Provider, user: &User, tokens: &Tokens) -> Result<Outcome, Trouble> {
    let scopes = tokens
        .scopes
        .clone()
        .unwrap_or_else(|| vec![DRIVE_FILE.to_owned()]);
    if !scopes.iter().any(|scope| scope == DRIVE_FILE) {
        return Ok(Outcome::ScopeMissing);
    }
    let before = app.store.grant(&user.id).await?;
    let drive = drive::user(provider, &tokens.access).await?;
    if !is_same_account(user, before.as_ref(), &drive) {
        return Ok(Outcome::AccountMismatch);
    }
    let now = app.clock.now();
    let grant = match (&tokens.refresh, before) {
        (Some(refresh), _) => {
            let keys = app.keys().ok_or(ApiError::GoogleNotConfigured)?;
            let grant = Grant {
                version: random_text::<16>().ok_or(ApiError::Internal)?,
                state: GrantState::Active(keys.seal(&user.id, refresh).map_err(ApiError::from)?),
                scopes,
                permission_id: drive.permission_id,
                obtained_at: now,
            };
            app.store.put_grant(&user.id, &grant).await?;
            grant
        }
        // A second consent may bring no refresh token: the one that is kept stays good, if it is still kept.
        (None, Some(before)) if app.store.grant_confirmed(&user.id, &before.version, now).await? => before,
        (None, _) => return Err(ProviderError::BadAnswer("no refresh token").into()),
    };
    app.tokens.put(&user.id, &grant, tokens, now).await;
    Ok(Outcome::Connected)
}

/// The consent page lets a person choose another account than the one they signed in with.
fn is_same_account(user: &User, before: Option<&Grant>, drive: &drive::DriveUser) -> bool {
    match (&user.email, &drive.email_address) {
        (Some(ours), Some(theirs)) => ours.eq_ignore_ascii_case(theirs),
        // Without an address, the account of an earlier connection is known by Drive's own name for it.
        _ => {
            let known = before.and_then(|grant| grant.permission_id.as_ref());
            known.is_some() && known == drive.permission_id.as_ref()
        }
    }
}

fn picked(ids: Option<&str>) -> Vec<String> {
    let ids = ids.unwrap_or_default().split(',').map(str::trim);
    ids.filter(|id| is_file_id(id))
        .take(20)
        .map(str::to_owned)
        .collect()
}

const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Signin => "signin",
        Kind::Connect => "connect",
        Kind::Pick => "pick",
    }
}
