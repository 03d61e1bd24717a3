//! One file a call.

pub mod account;
pub mod callback;
pub mod config;
pub mod disconnect;
pub mod health;
pub mod logout;
pub mod picked;
pub mod session;
pub mod start;
pub mod token;

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use tracing::instrument::WithSubscriber;

use crate::error::ApiError;

/// Does the work to its end, even if whoever asked goes away in the middle: half of it would be worse than none.
async fn finish_anyway<T: Send + 'static>(
    work: impl Future<Output = Result<T, ApiError>> + Send + 'static,
) -> Result<T, ApiError> {
    let done = tokio::spawn(work.with_current_subscriber()).await;
    done.unwrap_or(Err(ApiError::Internal))
}

/// A JSON body.
fn json<T: DeserializeOwned>(headers: &HeaderMap, body: &Bytes) -> Result<T, ApiError> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    if !kind
        .split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
    {
        return Err(ApiError::NotJson);
    }
    serde_json::from_slice(body).map_err(|_| ApiError::BadRequest)
}

/// A JSON body that may be left out.
fn json_or_default<T: DeserializeOwned + Default>(headers: &HeaderMap, body: &Bytes) -> Result<T, ApiError> {
    if body.is_empty() {
        Ok(T::default())
    } else {
        json(headers, body)
    }
}
