//! Access tokens for the app's own worker.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Json;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{finish_anyway, json_or_default};
use crate::App;
use crate::error::{ApiError, ErrorBody};
use crate::session::SignedIn;

/// What may be said with the call.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TokenRequest {
    /// Google refused the token of the last call: give another one.
    rejected: bool,
}

/// A token for Google's interfaces. It is for memory, never for storage.
#[derive(Serialize, ToSchema)]
pub struct TokenView {
    access_token: String,
    /// An instant, as RFC 3339 writes it.
    #[schema(format = DateTime)]
    expires_at: String,
    /// Scopes, separated by spaces.
    scope: String,
}

/// An access token with at least five minutes left.
#[utoipa::path(post, path = "/api/google/token", tag = "google", request_body = Option<TokenRequest>,
    params(("X-Requested-With" = String, Header, description = "app"), ("Origin" = String, Header, description = "this site's")),
    responses(
    (status = 200, body = TokenView),
    (status = 400, body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody),
    (status = 409, description = "google_not_configured, google_not_connected, reauth_required or scope_missing", body = ErrorBody),
    (status = 413, body = ErrorBody),
    (status = 415, body = ErrorBody),
    (status = 429, body = ErrorBody),
    (status = 502, body = ErrorBody),
    (status = 503, body = ErrorBody),
))]
pub async fn token(
    State(app): State<App>,
    who: SignedIn,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<TokenView>, ApiError> {
    let request: TokenRequest = json_or_default(&headers, &body)?;
    let provider = app.provider.clone().ok_or(ApiError::GoogleNotConfigured)?;
    // A rotated refresh token comes once.
    let token = finish_anyway(async move {
        app.tokens
            .get(&app, &provider, &who.user.id, request.rejected)
            .await
    });
    let token = token.await?;
    let expires_at = Timestamp::from_second(token.expires_at).map_err(|_| ApiError::Internal)?;
    Ok(Json(TokenView {
        access_token: token.token.to_string(),
        expires_at: expires_at.to_string(),
        scope: token.scopes.join(" "),
    }))
}
