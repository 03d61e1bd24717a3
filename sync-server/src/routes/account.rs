//! The end of an account.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;

use super::disconnect::revoke;
use super::finish_anyway;
use crate::App;
use crate::error::{ApiError, ErrorBody};
use crate::session::SignedIn;

/// How long Google may take to answer before it is left unasked.
const PATIENCE: Duration = Duration::from_secs(5);

/// Forgets the user: grant, sessions and row. Google is told, but its answer is not waited for beyond five seconds.
#[utoipa::path(delete, path = "/api/account", tag = "session",
    params(("X-Requested-With" = String, Header, description = "app"), ("Origin" = String, Header, description = "this site's")),
    responses(
    (status = 204),
    (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody),
    (status = 413, body = ErrorBody),
    (status = 429, body = ErrorBody),
    (status = 503, body = ErrorBody),
))]
pub async fn delete_account(State(app): State<App>, who: SignedIn) -> Result<StatusCode, ApiError> {
    finish_anyway(async move {
        let user = &who.user.id;
        if let Some(grant) = app.store.grant(user).await? {
            let told = tokio::time::timeout(PATIENCE, revoke(&app, user, &grant)).await;
            if !matches!(told, Ok(Ok(()))) {
                tracing::warn!("Google was not told of a deleted account");
            }
        }
        app.store.forget_user(user).await?;
        app.tokens.forget(user);
        who.session.flush().await?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}
