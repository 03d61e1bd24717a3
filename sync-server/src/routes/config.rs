//! What the app must know of its server.

use axum::extract::State;
use axum::response::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::App;

/// What the app must know of its server.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicConfig {
    /// Whether somebody can sign in.
    google: bool,
    /// Where Drive's interface is, with a slash at its end.
    drive_root: String,
    /// Where the interface of Sheets is, with a slash at its end.
    sheets_root: String,
    /// The provider is a stand-in on this machine, with made-up accounts.
    standin: bool,
}

/// What the app must know of its server. Needs nobody to be signed in.
#[utoipa::path(get, path = "/api/config", tag = "session", responses((status = 200, body = PublicConfig)))]
pub async fn config(State(app): State<App>) -> Json<PublicConfig> {
    let google = app.settings.google.as_ref().map(|(google, _)| google);
    let root = |url: Option<&url::Url>, default: &str| url.map_or(default.to_owned(), url::Url::to_string);
    Json(PublicConfig {
        google: google.is_some(),
        drive_root: root(
            google.map(|google| &google.drive_root),
            "https://www.googleapis.com/",
        ),
        sheets_root: root(
            google.map(|google| &google.sheets_root),
            "https://sheets.googleapis.com/",
        ),
        standin: google.is_some_and(|google| google.drive_root.scheme() == "http"),
    })
}
