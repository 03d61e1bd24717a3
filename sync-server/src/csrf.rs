//! Changes come from our own pages, or not at all.
//!
//! Three signs, each enough against a page of another site: `Origin` must be ours, `Sec-Fetch-Site` must say so
//! where the browser sends it, and a header of our own would have to be allowed by CORS, which is nowhere on.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::App;
use crate::error::ApiError;

/// Refuses a change that another site could have caused.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_change = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_change && !is_ours(request.headers(), &app.settings.origins) {
        return ApiError::Csrf.into_response();
    }
    next.run(request).await
}

/// A navigation that starts a flow may be typed or clicked here, but not linked from elsewhere.
pub fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    text(headers, "sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none")
}

fn is_ours(headers: &HeaderMap, origins: &[String]) -> bool {
    let from = text(headers, header::ORIGIN.as_str());
    let is_known = from.is_some_and(|from| origins.iter().any(|origin| origin == from));
    let is_asked = text(headers, "x-requested-with") == Some("app");
    let is_said = text(headers, "sec-fetch-site").is_none_or(|site| site == "same-origin");
    is_known && is_asked && is_said
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
