//! The admin plane: routes for what a test can also do through [`Control`].

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;

use crate::control::Control;
use crate::faults::Fault;
use crate::oauth::Tamper;
use crate::sheets::Edit;

pub(crate) fn router(control: Control) -> Router {
    Router::new()
        .route("/log", get(log).delete(clear_log))
        .route("/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/clock", get(clock).post(advance))
        .route("/keys/rotate", post(rotate))
        .route("/id-token", post(tamper).delete(clear_tamper))
        .route("/callback-iss", post(callback_iss).delete(clear_tamper))
        .route("/users/{user}/revoke", post(revoke))
        .route("/users/{user}/expire-tokens", post(expire_tokens))
        .route("/users/{user}/quota", post(set_quota))
        .route("/users/{user}/spreadsheets", post(add_spreadsheet))
        .route("/spreadsheets/{id}/values", put(set_values))
        .route("/users/{user}/files", get(files))
        .route("/users/{user}/files/{id}/content", get(content))
        // Ten years of a household are two megabytes.
        .layer(axum::extract::DefaultBodyLimit::max(32 << 20))
        .with_state(control)
}

const DONE: StatusCode = StatusCode::NO_CONTENT;

async fn log(State(control): State<Control>) -> Response {
    Json(control.log()).into_response()
}

async fn clear_log(State(control): State<Control>) -> StatusCode {
    control.clear_log();
    DONE
}

async fn faults(State(control): State<Control>) -> Json<Value> {
    Json(control.faults())
}

async fn add_fault(State(control): State<Control>, Json(fault): Json<Fault>) -> Response {
    match control.add_fault(fault) {
        Ok(()) => DONE.into_response(),
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()).into_response(),
    }
}

async fn clear_faults(State(control): State<Control>) -> StatusCode {
    control.clear_faults();
    DONE
}

async fn clock(State(control): State<Control>) -> Json<Value> {
    Json(json!({ "now": control.now() }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance: u64,
}

async fn advance(State(control): State<Control>, Json(wanted): Json<Advance>) -> Json<Value> {
    control.advance(Duration::from_secs(wanted.advance));
    Json(json!({ "now": control.now() }))
}

async fn rotate(State(control): State<Control>) -> StatusCode {
    control.rotate_keys();
    DONE
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tampering {
    tamper: Tamper,
    #[serde(default)]
    once: bool,
}

async fn tamper(State(control): State<Control>, Json(wanted): Json<Tampering>) -> StatusCode {
    if wanted.once {
        control.tamper_next_id_token(wanted.tamper);
    } else {
        control.tamper_id_token(wanted.tamper);
    }
    DONE
}

async fn clear_tamper(State(control): State<Control>) -> StatusCode {
    control.clear_tamper();
    DONE
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CallbackIss {
    #[serde(default)]
    value: Option<String>,
}

async fn callback_iss(State(control): State<Control>, Json(wanted): Json<CallbackIss>) -> StatusCode {
    control.tamper_callback_iss(wanted.value.as_deref());
    DONE
}

async fn revoke(State(control): State<Control>, Path(user): Path<String>) -> StatusCode {
    control.revoke(&user);
    DONE
}

async fn expire_tokens(State(control): State<Control>, Path(user): Path<String>) -> StatusCode {
    control.expire_tokens(&user);
    DONE
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quota {
    limit: u64,
}

async fn set_quota(
    State(control): State<Control>,
    Path(user): Path<String>,
    Json(quota): Json<Quota>,
) -> StatusCode {
    control.set_quota(&user, quota.limit);
    DONE
}

async fn files(State(control): State<Control>, Path(user): Path<String>) -> Response {
    Json(control.files(&user)).into_response()
}

async fn content(State(control): State<Control>, Path((_, id)): Path<(String, String)>) -> Response {
    match control.content(&id) {
        Some(bytes) => bytes.into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn add_spreadsheet(
    State(control): State<Control>,
    Path(user): Path<String>,
    Json(spreadsheet): Json<Value>,
) -> Response {
    match control.add_spreadsheet(&user, spreadsheet) {
        Ok(id) => (StatusCode::CREATED, Json(json!({ "id": id }))).into_response(),
        Err(error) => (StatusCode::BAD_REQUEST, error).into_response(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Values {
    range: String,
    values: Vec<Vec<Value>>,
    #[serde(default = "by_person")]
    touch: bool,
}

fn by_person() -> bool {
    true
}

async fn set_values(
    State(control): State<Control>,
    Path(id): Path<String>,
    Json(wanted): Json<Values>,
) -> Response {
    let edit = if wanted.touch {
        Edit::ByPerson
    } else {
        Edit::Recalculated
    };
    match control.set_sheet_values(&id, &wanted.range, &wanted.values, edit) {
        Ok(()) => DONE.into_response(),
        Err(error) => (StatusCode::BAD_REQUEST, error).into_response(),
    }
}
