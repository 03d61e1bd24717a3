//! The session: a cookie with 128 random bits, and what the server remembers under it.
//!
//! Over TLS the cookie is `__Host-sid`: `Secure`, for this host only. On a plain-http loopback address, where not
//! every browser keeps a `Secure` cookie and all ports share their cookies, it is `luka-sid`. `SameSite` is `Lax`, because the way back from Google is a
//! navigation from another site; what changes anything is protected by [`crate::csrf`] besides.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::{Duration, OffsetDateTime};
use tower_sessions::{Expiry, Session, SessionManagerLayer};

use crate::App;
use crate::clock::Seconds;
use crate::digest::random_text;
use crate::error::ApiError;
use crate::store::{Sessions, USER, User};

/// When the user signed in.
const SINCE: &str = "since";
/// When the session's end was last moved.
const SEEN: &str = "seen";
/// What binds an authorization request to the browser that began it.
const BINDING: &str = "binding";
/// Files that Google's picker named, until the app fetches them.
const PICKED: &str = "picked";

/// How the session layer takes the strict cookie away.
const REMOVAL: &[u8] = b"__Host-sid=;";

/// A visitor who has not signed in needs a session for the length of a sign-in.
const VISITOR: Duration = Duration::minutes(20);

const DAY: Seconds = 24 * 60 * 60;

/// The layer that reads and writes the cookie.
pub fn layer(app: &App) -> SessionManagerLayer<Sessions> {
    let tls = app.settings.is_public_over_tls();
    SessionManagerLayer::new(Sessions::new(app.store.clone(), app.clock.clone()))
        .with_name(cookie_name(tls))
        .with_secure(tls)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(idle(app)))
}

/// The cookie's name; the prefix is a promise that browsers hold the server to.
pub(crate) fn cookie_name(tls: bool) -> &'static str {
    if tls { "__Host-sid" } else { "luka-sid" }
}

fn idle(app: &App) -> Duration {
    Duration::days(i64::from(app.settings.config.session_idle_days))
}

/// An end that far from now, by the server's own clock.
fn ends_after(app: &App, life: Duration) -> Option<Expiry> {
    let end = app.clock.now().saturating_add(life.whole_seconds());
    OffsetDateTime::from_unix_timestamp(end)
        .ok()
        .map(Expiry::AtDateTime)
}

/// Who calls, if somebody is signed in.
pub struct Visitor {
    /// Their session.
    pub session: Session,
    /// They.
    pub user: Option<User>,
}

/// Who calls; a call by nobody is refused.
pub struct SignedIn {
    /// Their session.
    pub session: Session,
    /// They.
    pub user: User,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let session = parts
            .extensions
            .get::<Session>()
            .cloned()
            .ok_or(ApiError::Internal)?;
        let user = user(&session, app).await?;
        Ok(Self { session, user })
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Visitor { session, user } = Visitor::from_request_parts(parts, app).await?;
        let user = user.ok_or(ApiError::NotSignedIn)?;
        Ok(Self { session, user })
    }
}

async fn user(session: &Session, app: &App) -> Result<Option<User>, ApiError> {
    let Some(id) = session.get::<String>(USER).await? else {
        return Ok(None);
    };
    let since: Seconds = session.get(SINCE).await?.unwrap_or(0);
    let now = app.clock.now();
    if since + Seconds::from(app.settings.config.session_max_days) * DAY <= now {
        forget(session).await?;
        return Ok(None);
    }
    let Some(user) = app.store.user(&id).await? else {
        forget(session).await?;
        return Ok(None);
    };
    // Once a day is enough to keep a session that is used, and spares a write with every call.
    if session.get::<Seconds>(SEEN).await?.unwrap_or(0) + DAY <= now {
        session.insert(SEEN, now).await?;
        session.set_expiry(ends_after(app, idle(app)));
    }
    Ok(Some(user))
}

/// Ends a session. What the same request begins after that gets another id: the old one may be in other hands.
async fn forget(session: &Session) -> Result<(), ApiError> {
    session.cycle_id().await?;
    session.clear().await;
    Ok(())
}

/// A browser takes a `__Host-` cookie away only by the same strict attributes that it was set with, and the session
/// layer's removal lacks them.
pub async fn secure_removal(mut response: Response) -> Response {
    let set: Vec<_> = response
        .headers()
        .get_all(header::SET_COOKIE)
        .iter()
        .cloned()
        .collect();
    if !set.iter().any(|value| value.as_bytes().starts_with(REMOVAL)) {
        return response;
    }
    response.headers_mut().remove(header::SET_COOKIE);
    for value in set {
        let is_removal = value.as_bytes().starts_with(REMOVAL);
        let strict = [value.as_bytes(), b"; Secure; HttpOnly"].concat();
        let value = HeaderValue::from_bytes(&strict)
            .ok()
            .filter(|_| is_removal)
            .unwrap_or(value);
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// Signs a user in, under a new id: one that was known before means nothing after.
pub async fn sign_in(session: &Session, app: &App, user: &User) -> Result<(), ApiError> {
    session.cycle_id().await?;
    session.clear().await;
    let now = app.clock.now();
    session.insert(USER, &user.id).await?;
    session.insert(SINCE, now).await?;
    session.insert(SEEN, now).await?;
    session.set_expiry(ends_after(app, idle(app)));
    Ok(session.save().await?)
}

/// The text that binds authorization requests to this session; made when there is none.
pub async fn binding(app: &App, visitor: &Visitor) -> Result<String, ApiError> {
    let session = &visitor.session;
    let known = session.get::<String>(BINDING).await?;
    if let (Some(binding), Some(_)) = (&known, &visitor.user) {
        return Ok(binding.clone());
    }
    let binding = known.or_else(random_text::<16>).ok_or(ApiError::Internal)?;
    session.insert(BINDING, &binding).await?;
    // Each beginning moves a visitor's end: it must not come before the answer may.
    if visitor.user.is_none() {
        session.set_expiry(ends_after(app, VISITOR));
    }
    session.save().await?;
    Ok(binding)
}

/// The text that binds authorization requests, if one was begun in this session.
pub async fn known_binding(session: &Session) -> Result<Option<String>, ApiError> {
    Ok(session.get(BINDING).await?)
}

/// Keeps picked files for the app.
pub async fn park_picked(session: &Session, ids: &[String]) -> Result<(), ApiError> {
    session.insert(PICKED, ids).await?;
    Ok(session.save().await?)
}

/// Hands picked files over, once.
pub async fn take_picked(session: &Session) -> Result<Vec<String>, ApiError> {
    let ids = session.remove::<Vec<String>>(PICKED).await?.unwrap_or_default();
    if !ids.is_empty() {
        session.save().await?;
    }
    Ok(ids)
}
