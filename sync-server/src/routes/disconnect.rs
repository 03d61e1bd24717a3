//! The end of a connection to Google.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{finish_anyway, json};
use crate::App;
use crate::error::{ApiError, ErrorBody};
use crate::session::SignedIn;
use crate::store::{Grant, GrantState};

/// How much is ended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Disconnect {
    /// Also tell Google. It then forgets every permission of this app's: the app no longer sees files it made
    /// before, until each is picked again.
    revoke: bool,
}

/// Forgets the refresh token. Files at Google stay.
#[utoipa::path(post, path = "/api/google/disconnect", tag = "google", request_body = Disconnect,
    params(("X-Requested-With" = String, Header, description = "app"), ("Origin" = String, Header, description = "this site's")),
    responses(
    (status = 204),
    (status = 400, body = ErrorBody),
    (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody),
    (status = 409, body = ErrorBody),
    (status = 413, body = ErrorBody),
    (status = 415, body = ErrorBody),
    (status = 429, body = ErrorBody),
    (status = 502, body = ErrorBody),
    (status = 503, body = ErrorBody),
))]
pub async fn disconnect(
    State(app): State<App>,
    who: SignedIn,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    let Disconnect { revoke: is_revoked } = json(&headers, &body)?;
    let Some(grant) = app.store.grant(&who.user.id).await? else {
        return Ok(StatusCode::NO_CONTENT);
    };
    finish_anyway(async move {
        // Google first: once the token is forgotten here, nobody could revoke it any more.
        if is_revoked {
            revoke(&app, &who.user.id, &grant).await?;
        }
        app.store.forget_grant(&who.user.id, &grant.version).await?;
        app.tokens.forget(&who.user.id);
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

/// Makes the grant's token useless at Google.
pub(super) async fn revoke(app: &App, user: &str, grant: &Grant) -> Result<(), ApiError> {
    let (GrantState::Active(sealed), Some(provider), Some(keys)) =
        (&grant.state, app.provider.as_deref(), app.keys())
    else {
        return Ok(());
    };
    let token = keys.open(user, sealed)?;
    Ok(provider.revoke(&token).await?)
}
