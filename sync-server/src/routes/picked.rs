//! Files that the person picked at Google.

use axum::response::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::{ApiError, ErrorBody};
use crate::session::{self, SignedIn};

/// Files that the person picked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Picked {
    /// Their ids at Google.
    file_ids: Vec<String>,
}

/// The files of the last `pick`, handed over once.
#[utoipa::path(post, path = "/api/google/picked", tag = "google",
    params(("X-Requested-With" = String, Header, description = "app"), ("Origin" = String, Header, description = "this site's")),
    responses(
    (status = 200, body = Picked),
    (status = 401, body = ErrorBody),
    (status = 403, body = ErrorBody),
    (status = 413, body = ErrorBody),
    (status = 429, body = ErrorBody),
    (status = 503, body = ErrorBody),
))]
pub async fn picked(who: SignedIn) -> Result<Json<Picked>, ApiError> {
    Ok(Json(Picked {
        file_ids: session::take_picked(&who.session).await?,
    }))
}
