//! Who is signed in.

use axum::extract::State;
use axum::response::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::App;
use crate::error::{ApiError, ErrorBody};
use crate::session::Visitor;
use crate::store::{Grant, GrantState};

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionView {
    signed_in: bool,
    user: Option<UserView>,
    google: GoogleView,
}

/// As the provider says.
#[derive(Debug, Serialize, ToSchema)]
struct UserView {
    name: Option<String>,
    /// Verified by the provider, or absent.
    email: Option<String>,
    picture: Option<String>,
}

/// What the server holds of Google's for this user.
#[derive(Debug, Serialize, ToSchema)]
struct GoogleView {
    connected: bool,
    scopes: Vec<String>,
    state: GoogleState,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum GoogleState {
    /// Never connected, or disconnected.
    None,
    /// There is a refresh token that worked when it was last used.
    Active,
    /// Google took it back.
    ReauthRequired,
}

/// Who is signed in, and whether their Google is connected. Answers for nobody too.
#[utoipa::path(get, path = "/api/session", tag = "session", responses(
    (status = 200, body = SessionView),
    (status = 429, body = ErrorBody),
    (status = 503, body = ErrorBody),
))]
pub async fn session(State(app): State<App>, visitor: Visitor) -> Result<Json<SessionView>, ApiError> {
    let grant = match &visitor.user {
        Some(user) => app.store.grant(&user.id).await?,
        None => None,
    };
    let user = visitor.user.map(|user| UserView {
        name: user.name,
        email: user.email,
        picture: user.picture,
    });
    Ok(Json(SessionView {
        signed_in: user.is_some(),
        user,
        google: view(grant),
    }))
}

fn view(grant: Option<Grant>) -> GoogleView {
    let Some(grant) = grant else {
        return GoogleView {
            connected: false,
            scopes: Vec::new(),
            state: GoogleState::None,
        };
    };
    match grant.state {
        GrantState::Active(_) => GoogleView {
            connected: true,
            scopes: grant.scopes,
            state: GoogleState::Active,
        },
        GrantState::ReauthRequired => GoogleView {
            connected: false,
            scopes: Vec::new(),
            state: GoogleState::ReauthRequired,
        },
    }
}
