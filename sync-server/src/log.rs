//! What the server says about its requests: by list, never by default.

use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

/// Method, status and time. Paths, queries, addresses and headers stay out: routes tell what a person
/// looks at, and a sign-in's query holds its code.
pub async fn requests(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let start = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    tracing::debug!(%method, status, micros = start.elapsed().as_micros(), "answered");
    response
}
