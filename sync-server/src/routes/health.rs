//! Whether the server lives, and whether it can do its work.

use axum::extract::State;

use crate::App;
use crate::error::ApiError;

/// It lives.
pub async fn alive() -> &'static str {
    "ok"
}

/// It reaches its database. Google being away is no reason to take traffic from it: the app is served all the same.
pub async fn ready(State(app): State<App>) -> Result<&'static str, ApiError> {
    app.store.ping().await?;
    Ok("ready")
}
