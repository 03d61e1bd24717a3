//! The browser's doors that the page needs, by the small scripts in `js/`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/loader.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = startWorker)]
    pub(crate) fn start_worker(
        on_bytes: &Closure<dyn FnMut(Vec<u8>)>,
        on_failure: &Closure<dyn FnMut(String)>,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    pub(crate) fn send(worker: &JsValue, bytes: Vec<u8>, files: &JsValue) -> Result<(), JsValue>;

    pub(crate) fn stop(worker: &JsValue);

    #[wasm_bindgen(catch, js_name = watchUpdates)]
    pub(crate) async fn watch_updates(on_waiting: &Closure<dyn FnMut()>) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = sendLater)]
    pub(crate) async fn send_later() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = applyUpdate)]
    pub(crate) async fn apply_update() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = scorePassphrase)]
    pub(crate) async fn score_passphrase(passphrase: &str) -> Result<JsValue, JsValue>;
}

// The script that starts the page chose the language and fetched its texts meanwhile.
#[wasm_bindgen(raw_module = "/boot.js")]
extern "C" {
    #[wasm_bindgen(js_name = firstText)]
    pub(crate) fn first_text() -> String;

    #[wasm_bindgen(js_name = isSecondChoice)]
    pub(crate) fn is_second_choice() -> bool;

    #[wasm_bindgen(catch, js_name = loadTexts)]
    pub(crate) async fn load_texts(code: &str) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/js/incoming.js")]
extern "C" {
    #[wasm_bindgen(js_name = watchIncoming)]
    pub(crate) fn watch_incoming(tell: &Closure<dyn FnMut(String)>);

    #[wasm_bindgen(js_name = incomingNames)]
    pub(crate) fn incoming_names() -> String;

    #[wasm_bindgen(js_name = takeIncoming)]
    pub(crate) fn take_incoming() -> JsValue;

    #[wasm_bindgen(js_name = isBusy)]
    pub(crate) fn is_busy() -> bool;
}

#[wasm_bindgen(module = "/js/intl.js")]
extern "C" {
    #[wasm_bindgen(js_name = formatMoney)]
    pub(crate) fn format_money(decimal: &str, currency: &str, locale: &str) -> String;

    #[wasm_bindgen(js_name = formatNumber)]
    pub(crate) fn format_number(number: f64, locale: &str) -> String;

    pub(crate) fn plural(number: f64, lang: &str) -> String;

    #[wasm_bindgen(js_name = formatBytes)]
    pub(crate) fn format_bytes(decimal: &str, locale: &str) -> String;

    #[wasm_bindgen(js_name = formatDate)]
    pub(crate) fn format_date(iso: &str, style: &str, locale: &str) -> String;
}

#[wasm_bindgen(module = "/js/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = canStore)]
    pub(crate) fn can_store() -> bool;

    #[wasm_bindgen(catch, js_name = isFirstVisit)]
    pub(crate) async fn is_first_visit() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    pub(crate) async fn persisted() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    pub(crate) async fn persist() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = saveFile)]
    pub(crate) fn save_file(name: &str, mime: &str, bytes: Vec<u8>);

    pub(crate) fn region() -> String;

    #[wasm_bindgen(js_name = takeReturned)]
    pub(crate) fn take_returned() -> String;

    pub(crate) fn today() -> String;

    #[wasm_bindgen(js_name = badge)]
    fn set_badge(count: u32);

    #[wasm_bindgen(js_name = cssNumber)]
    pub(crate) fn css_number(element: &web_sys::Element, property: &str) -> f64;
}

/// The window; every page has one, so its absence only makes things not happen.
pub(crate) fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// `<html>`.
pub(crate) fn root() -> Option<web_sys::Element> {
    window()?.document()?.document_element()
}

/// Sets an attribute of `<html>`.
pub(crate) fn set_root(name: &str, value: &str) {
    if let Some(root) = root() {
        // Only an invalid name fails.
        let _ = root.set_attribute(name, value);
    }
}

/// A remembered choice. Nothing of the ledger is ever kept this way.
pub(crate) fn remembered(key: &str) -> Option<String> {
    window()?.local_storage().ok()??.get_item(key).ok()?
}

/// Remembers a choice, where the browser lets us.
pub(crate) fn remember(key: &str, value: &str) {
    if let Some(Ok(Some(storage))) = window().map(|window| window.local_storage()) {
        let _ = storage.set_item(key, value);
    }
}

/// How much needs a look, on the icon of the installed app for as long as the vault is open. It is seen by whoever
/// passes by, so who hides amounts has none.
pub(crate) fn badge(count: u32) {
    let is_hidden = remembered("privacy").is_some_and(|kept| kept == "1");
    set_badge(if is_hidden { 0 } else { count });
}

/// Scrolls to the top of the page.
pub(crate) fn to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Language tags in the person's order.
pub(crate) fn languages() -> Vec<String> {
    let tags = window().map(|window| window.navigator().languages());
    tags.iter()
        .flat_map(|tags| tags.iter())
        .filter_map(|tag| tag.as_string())
        .collect()
}

/// Leaves this page for an address of ours, and everything in memory with it.
pub(crate) fn leave_for(path: &str) {
    if let Some(window) = window() {
        let _ = window.location().replace(path);
    }
}

/// Leaves for another page that leads back here.
pub(crate) fn go_to(path: &str) {
    if let Some(window) = window() {
        let _ = window.location().assign(path);
    }
}

/// Loads the page anew.
pub(crate) fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Focuses the first element that matches.
pub(crate) fn focus(selector: &str) {
    let found = window().and_then(|window| window.document()?.query_selector(selector).ok()?);
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Text as part of an address.
pub(crate) fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
