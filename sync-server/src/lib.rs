//! The server: it hands out the built app and, later, knows who signed in.
//!
//! No route takes or returns financial data, and nothing here depends on a room that knows any. Without the
//! server the installed app is whole.
//!
//! **Invariant:** every response carries the security headers, whatever its status: a worker or service
//! worker is bound by the policy of its own response, and an error page is a page too.

mod config;
mod files;
mod headers;
mod log;
mod serve;

pub use config::{Config, ConfigError};
pub use serve::{ServeError, serve};

use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{any, get};
use axum::{Router, middleware};

/// All routes, ready to be served or called in a test.
pub fn router(config: &Config) -> Router {
    let policy = headers::Policy::new(config);
    let files = files::Files::new(&config.dist);
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/api", any(unknown_api))
        .route("/api/", any(unknown_api))
        .route("/api/{*rest}", any(unknown_api))
        .fallback(move |request| files.clone().answer(request))
        .layer(middleware::from_fn_with_state(policy, headers::set))
        .layer(middleware::from_fn(log::requests))
}

/// A program calls these paths, so the answer is for a program.
async fn unknown_api() -> Response {
    let body = serde_json::json!({ "error": "not-found" });
    (StatusCode::NOT_FOUND, Json(body)).into_response()
}
