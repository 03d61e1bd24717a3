//! The way to Google.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::App;
use crate::csrf;
use crate::error::ApiError;
use crate::flow::{self, Flow, Kind, Picker};
use crate::page;
use crate::session::{self, Visitor};

/// What the link says.
#[derive(Debug, Deserialize)]
pub struct Start {
    flow: Kind,
    return_to: Option<String>,
    file_id: Option<String>,
    mime_type: Option<String>,
}

/// Sends the browser to Google, and keeps what the answer must fit.
pub async fn start(
    State(app): State<App>,
    headers: HeaderMap,
    visitor: Result<Visitor, ApiError>,
    query: Result<Query<Start>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let result = async {
        let Query(start) = query.map_err(|_| ApiError::BadRequest)?;
        if csrf::is_from_elsewhere(&headers) {
            return Err(ApiError::Csrf);
        }
        leave(&app, visitor?, start).await
    };
    match result.await {
        Ok(location) => (StatusCode::FOUND, [(header::LOCATION, location)]).into_response(),
        Err(error) => page::problem(error, &headers),
    }
}

async fn leave(app: &App, visitor: Visitor, start: Start) -> Result<String, ApiError> {
    let provider = app.provider.as_deref().ok_or(ApiError::GoogleNotConfigured)?;
    let base = &app.settings.base;
    let return_to = flow::return_to(start.return_to.as_deref().unwrap_or("/settings/google"), base)
        .ok_or(ApiError::ReturnToInvalid)?;
    let picker = picker(&start)?;
    let user = match start.flow {
        Kind::Signin => None,
        Kind::Connect | Kind::Pick => Some(visitor.user.as_ref().ok_or(ApiError::NotSignedIn)?),
    };
    let endpoint = provider.authorization_endpoint().await?;
    let binding = session::binding(app, &visitor).await?;
    let started = Flow::start(start.flow, &binding, return_to, user.map(|user| user.id.clone()))
        .ok_or(ApiError::Internal)?;
    let data = serde_json::to_string(&started.flow).map_err(|_| ApiError::Internal)?;
    let expires_at = app.clock.now() + flow::LIFE_S;
    app.store
        .keep_flow(
            &crate::digest::sha256_text(started.state.as_bytes()),
            &data,
            expires_at,
        )
        .await?;
    let client_id = &provider.google().client_id;
    let url = flow::authorization_url(
        endpoint,
        client_id,
        app.redirect_uri().as_str(),
        &started,
        user,
        &picker,
    );
    Ok(url.into())
}

fn picker(start: &Start) -> Result<Picker, ApiError> {
    let is_mime_type = |text: &String| {
        text.len() <= 100
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"/.+-".contains(&b))
    };
    if !start.file_id.as_deref().is_none_or(flow::is_file_id)
        || !start.mime_type.as_ref().is_none_or(is_mime_type)
    {
        return Err(ApiError::BadRequest);
    }
    Ok(Picker {
        file_id: start.file_id.clone(),
        mime_type: start.mime_type.clone(),
    })
}
