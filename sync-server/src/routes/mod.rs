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

use crate::error::ApiError;

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
