//! Sends what `google` describes, by the small script in `js/`.

use google::{Answer, Body, Call, Headers, Json, Trouble, Wants};
use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::prelude::*;

/// How long an answer may take: a piece of an upload goes over a slow line for a while.
const QUESTION_MS: u32 = 30_000;
const BYTES_MS: u32 = 120_000;

#[wasm_bindgen(module = "/js/exchange.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn exchange(
        method: &str,
        url: &str,
        token: Option<&str>,
        headers: Array,
        body: JsValue,
        wants: u8,
        patience: u32,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = to_utc)]
    fn to_utc_f64(zone: &str, wall: f64) -> f64;

    /// Where the app is served from.
    pub(crate) fn origin() -> String;

    /// Whether the browser believes that there is a network.
    pub(crate) fn online() -> bool;
}

/// From seconds since 1970 on the wall of a time zone to those in UTC.
pub(crate) fn to_utc(zone: &str, wall: i64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "seconds of the calendar's ten thousand years"
    )]
    let utc = to_utc_f64(zone, wall as f64) as i64;
    utc
}

/// Sends a call and waits for its answer.
pub(crate) async fn send(call: Call<'_>) -> Result<Answer, Trouble> {
    let token = call.token.map(google::AccessToken::reveal);
    let bytes = call.wants == Wants::Bytes;
    let wants = match call.wants {
        Wants::Json => 0,
        Wants::Bytes => 1,
        Wants::Cells => 2,
    };
    let headers: Array = call
        .headers
        .iter()
        .map(|(name, value)| Array::of2(&(*name).into(), &value.as_str().into()))
        .collect();
    let (body, patience) = match &call.body {
        Body::Empty if bytes => (JsValue::UNDEFINED, BYTES_MS),
        Body::Empty => (JsValue::UNDEFINED, QUESTION_MS),
        Body::Json(text) => (JsValue::from_str(text), QUESTION_MS),
        Body::Bytes(bytes) => (Uint8Array::from(*bytes).into(), BYTES_MS),
    };
    let answer = exchange(call.method, &call.url, token, headers, body, wants, patience).await;
    let answer = Array::from(&answer.map_err(|_| Trouble::Offline)?);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a status has three digits"
    )]
    let status = answer.get(0).as_f64().unwrap_or_default() as u16;
    let got = answer.get(1);
    let (body, bytes) = match got.dyn_ref::<Uint8Array>() {
        Some(bytes) => (Json::Null, bytes.to_vec()),
        None => (json(&got), Vec::new()),
    };
    Ok(Answer {
        status,
        body,
        bytes,
        headers: Headers {
            retry_after: answer.get(2).as_string(),
            location: answer.get(3).as_string(),
            range: answer.get(4).as_string(),
        },
    })
}

/// What the browser's parser made of an answer.
fn json(value: &JsValue) -> Json {
    if let Some(text) = value.as_string() {
        Json::Text(text)
    } else if let Some(number) = value.as_f64() {
        Json::Number(number)
    } else if let Some(is) = value.as_bool() {
        Json::Bool(is)
    } else if Array::is_array(value) {
        Json::List(Array::from(value).iter().map(|element| json(&element)).collect())
    } else if let Some(object) = value.dyn_ref::<Object>() {
        let member = |member: JsValue| {
            let member = Array::from(&member);
            (
                member.get(0).as_string().unwrap_or_default(),
                json(&member.get(1)),
            )
        };
        Json::Map(Object::entries(object).iter().map(member).collect())
    } else {
        Json::Null
    }
}
