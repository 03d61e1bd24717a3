//! The address that the browser shows: followed, and moved on from.

use crate::{browser, route::Route};
use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// What the browser says when it went back or forward; we say it too when we moved.
const MOVED: &str = "popstate";

/// Path and query that are shown, and the page they mean.
#[hook]
pub(crate) fn use_address() -> (Route, String) {
    let address = use_state_eq(here);
    {
        let address = address.setter();
        use_effect_with((), move |()| {
            let follow = move |_: &_| address.set(here());
            let listener = browser::window().map(|window| EventListener::new(&window, MOVED, follow));
            move || drop(listener)
        });
    }
    (Route::of(&address), (*address).clone())
}

/// Goes on to an address of ours: back leads here again.
pub(crate) fn push(address: &str) {
    moved(|history| history.push_state_with_url(&JsValue::NULL, "", Some(address)));
}

/// Goes to an address of ours in place of this one.
pub(crate) fn replace(address: &str) {
    moved(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(address)));
}

/// The page that the address means now.
pub(crate) fn here_is() -> Route {
    Route::of(&here())
}

fn here() -> String {
    let location = browser::window().map(|window| window.location());
    let part = |part: fn(&web_sys::Location) -> Result<String, JsValue>| {
        location.as_ref().and_then(|location| part(location).ok())
    };
    let path = part(web_sys::Location::pathname).unwrap_or_default();
    path + &part(web_sys::Location::search).unwrap_or_default()
}

fn moved(write: impl FnOnce(&web_sys::History) -> Result<(), JsValue>) {
    let Some(window) = browser::window() else { return };
    // A browser refuses only what is not ours, or hundreds of moves a second: then the page stays where it is.
    if window.history().is_ok_and(|history| write(&history).is_ok())
        && let Ok(event) = web_sys::Event::new(MOVED)
    {
        let _ = window.dispatch_event(&event);
    }
}
