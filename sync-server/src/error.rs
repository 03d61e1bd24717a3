//! Errors as callers get them: `{"error":{"code","message","retry_after"?}}`.
//!
//! A code is for the app, which has its own words for each. The message is for somebody who reads an answer by eye.
//! What went wrong inside is logged here, once, and told to nobody.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::keys::KeyError;
use crate::provider::{HttpError, ProviderError};
use crate::store::StoreError;

/// An error's body.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErrorBody {
    error: ErrorDetail,
}

#[derive(Debug, Serialize, ToSchema)]
struct ErrorDetail {
    /// Names the case; stable.
    code: &'static str,
    /// For somebody who reads the answer.
    message: &'static str,
    /// Seconds after which another try may go better.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
}

/// Every way in which a call can end badly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiError {
    /// Not a body that this call takes.
    BadRequest,
    /// A way back that leaves this origin.
    ReturnToInvalid,
    /// A state that nobody started here, or that was used.
    StateInvalid,
    /// A sign-in that took longer than it may.
    FlowExpired,
    /// Nobody is signed in.
    NotSignedIn,
    /// Not from a page of ours.
    Csrf,
    /// No such path.
    NotFound,
    /// Not with this method.
    MethodNotAllowed,
    /// The server runs without Google.
    GoogleNotConfigured,
    /// The user never connected Google, or disconnected it.
    GoogleNotConnected,
    /// Google takes the grant back: only the user can give it again.
    ReauthRequired,
    /// The user left the box for files unticked.
    ScopeMissing,
    /// More than the limit.
    TooLarge,
    /// The body is no JSON.
    NotJson,
    /// Too many calls; the seconds to wait.
    SlowDown(u64),
    /// Google said what cannot be used.
    GoogleBadAnswer,
    /// Google does not answer.
    GoogleUnavailable(Option<u64>),
    /// The call took too long.
    TooSlow,
    /// The database does not answer.
    Unavailable,
    /// A mistake of the server's or its operator's.
    Internal,
}

impl ApiError {
    fn parts(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::BadRequest => (
                StatusCode::BAD_REQUEST,
                "bad_request",
                "This is not what the call takes.",
            ),
            Self::ReturnToInvalid => (
                StatusCode::BAD_REQUEST,
                "return_to_invalid",
                "return_to must be a path of this site, such as /settings.",
            ),
            Self::StateInvalid => (
                StatusCode::BAD_REQUEST,
                "state_invalid",
                "This sign-in was not started here, or is over. Start it again.",
            ),
            Self::FlowExpired => (
                StatusCode::BAD_REQUEST,
                "flow_expired",
                "This sign-in took too long. Start it again.",
            ),
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, "not_signed_in", "Sign in first."),
            Self::Csrf => (
                StatusCode::FORBIDDEN,
                "csrf",
                "Changes are taken only from this site's own pages, with the header X-Requested-With: app.",
            ),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found", "There is nothing here."),
            Self::MethodNotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "method_not_allowed",
                "Not with this method.",
            ),
            Self::GoogleNotConfigured => (
                StatusCode::CONFLICT,
                "google_not_configured",
                "This server runs without Google. Its operator can set GOOGLE_CLIENT_ID.",
            ),
            Self::GoogleNotConnected => (
                StatusCode::CONFLICT,
                "google_not_connected",
                "Connect Google first.",
            ),
            Self::ReauthRequired => (
                StatusCode::CONFLICT,
                "reauth_required",
                "Google no longer lets us in for you. Connect again.",
            ),
            Self::ScopeMissing => (
                StatusCode::CONFLICT,
                "scope_missing",
                "Access to the app's own files was not allowed. Connect again and leave its box ticked.",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "A body may have 16 KiB.",
            ),
            Self::NotJson => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_json",
                "The body must be application/json.",
            ),
            Self::SlowDown(_) => (
                StatusCode::TOO_MANY_REQUESTS,
                "slow_down",
                "Too many calls. Wait a little.",
            ),
            Self::GoogleBadAnswer => (
                StatusCode::BAD_GATEWAY,
                "google_bad_answer",
                "Google's answer could not be used. Try again later.",
            ),
            Self::GoogleUnavailable(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "google_unavailable",
                "Google does not answer. Try again in a minute.",
            ),
            Self::TooSlow => (
                StatusCode::SERVICE_UNAVAILABLE,
                "too_slow",
                "This took too long. Try again.",
            ),
            Self::Unavailable => (
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "The server cannot reach its database. Try again in a minute.",
            ),
            Self::Internal => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal",
                "The server made a mistake; it is logged.",
            ),
        }
    }

    /// Names the case.
    pub fn code(self) -> &'static str {
        self.parts().1
    }

    /// For somebody who reads.
    pub fn message(self) -> &'static str {
        self.parts().2
    }

    /// Its HTTP status.
    pub fn status(self) -> StatusCode {
        self.parts().0
    }

    fn retry_after(self) -> Option<u64> {
        match self {
            Self::SlowDown(seconds) => Some(seconds.max(1)),
            Self::GoogleUnavailable(seconds) => seconds,
            Self::Unavailable => Some(5),
            _ => None,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code, message) = self.parts();
        let retry_after = self.retry_after();
        let body = ErrorBody {
            error: ErrorDetail {
                code,
                message,
                retry_after,
            },
        };
        let mut response = (status, Json(body)).into_response();
        if let Some(seconds) = retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "database");
        match error {
            StoreError::Unavailable(_) => Self::Unavailable,
            _ => Self::Internal,
        }
    }
}

impl From<tower_sessions::session::Error> for ApiError {
    fn from(error: tower_sessions::session::Error) -> Self {
        // Our store says whether the database is away; what is left is a record of another version.
        tracing::error!(%error, "session");
        match error {
            tower_sessions::session::Error::Store(_) => Self::Unavailable,
            _ => Self::Internal,
        }
    }
}

impl From<KeyError> for ApiError {
    fn from(error: KeyError) -> Self {
        tracing::error!(%error, "keys");
        Self::Internal
    }
}

impl From<ProviderError> for ApiError {
    fn from(error: ProviderError) -> Self {
        tracing::warn!(%error, "google");
        match error {
            ProviderError::Unavailable(HttpError::Busy { retry_after, .. }) => {
                Self::GoogleUnavailable(retry_after)
            }
            ProviderError::Unavailable(_) => Self::GoogleUnavailable(None),
            ProviderError::BadAnswer(_) | ProviderError::Refused(_) => Self::GoogleBadAnswer,
        }
    }
}
