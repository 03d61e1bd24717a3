//! Sends what `google` describes, by the small script in `js/`.

use google::{Answer, Call, Json, Trouble};
use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/exchange.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn exchange(
        method: &str,
        url: &str,
        token: Option<&str>,
        body: Option<&str>,
    ) -> Result<JsValue, JsValue>;

    /// Where the app is served from.
    pub(crate) fn origin() -> String;
}

/// Sends a call and waits for its answer.
pub(crate) async fn send(call: Call<'_>) -> Result<Answer, Trouble> {
    let token = call.token.map(google::AccessToken::reveal);
    let answer = exchange(call.method, &call.url, token, call.body).await;
    let answer = Array::from(&answer.map_err(|_| Trouble::Offline)?);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a status has three digits"
    )]
    let status = answer.get(0).as_f64().unwrap_or_default() as u16;
    Ok(Answer {
        status,
        body: json(&answer.get(1)),
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
