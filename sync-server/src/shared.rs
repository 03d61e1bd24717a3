//! Files that are shared with the installed app are the service worker's, which is on the person's own device.

use std::time::Duration;

use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;

/// As the app's manifest names it.
const SHARE: &str = "/import";

/// The page says that the file was not taken, and that it may be shared again.
const TOO_EARLY: &str = "/import?shared=early";

/// Longer than a phone takes for a file that the app would read.
const PATIENCE: Duration = Duration::from_secs(30);

/// Before there is a service worker, the browser sends such a file here. It is somebody's money in clear: each piece is
/// let go of as it comes, looked at by nobody. A connection that is cut instead would be all that the person sees,
/// because a browser reads no answer before it has sent everything.
pub async fn turn_away(request: Request, next: Next) -> Response {
    if request.method() != Method::POST || request.uri().path() != SHARE {
        return next.run(request).await;
    }
    let mut body = request.into_body();
    let end = async { while let Some(Ok(_)) = body.frame().await {} };
    // Who is slower than that is answered in the middle of it.
    let _ = tokio::time::timeout(PATIENCE, end).await;
    (StatusCode::SEE_OTHER, [(header::LOCATION, TOO_EARLY)]).into_response()
}
