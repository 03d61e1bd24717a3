//! Signing out. Google is not told: it would forget the files of the app's making.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

use super::json_or_default;
use crate::App;
use crate::error::{ApiError, ErrorBody};
use crate::session::Visitor;

/// Where.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Logout {
    /// On every device, not only here.
    everywhere: bool,
}

/// Ends this session, or all of the user's. Whoever is not signed in is signed out already.
#[utoipa::path(post, path = "/auth/logout", tag = "session", request_body = Option<Logout>,
    params(("X-Requested-With" = String, Header, description = "app"), ("Origin" = String, Header, description = "this site's")),
    responses(
    (status = 204),
    (status = 400, body = ErrorBody),
    (status = 403, body = ErrorBody),
    (status = 413, body = ErrorBody),
    (status = 415, body = ErrorBody),
    (status = 429, body = ErrorBody),
    (status = 503, body = ErrorBody),
))]
pub async fn logout(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    let Logout {
        everywhere: is_everywhere,
    } = json_or_default(&headers, &body)?;
    if let (true, Some(user)) = (is_everywhere, &visitor.user) {
        app.store.end_sessions(&user.id).await?;
    }
    if visitor.session.id().is_some() {
        visitor.session.flush().await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
