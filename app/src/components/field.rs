//! A label, a control, a hint and an error that belong together.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The texts around a control.
#[derive(Default)]
pub(crate) struct FieldText {
    /// Of the control; the hint is `{id}-hint`, the error `{id}-error`.
    pub(crate) id: AttrValue,
    pub(crate) label: String,
    pub(crate) hint: Option<AttrValue>,
    pub(crate) error: Option<AttrValue>,
    pub(crate) class: &'static str,
}

/// A labelled control. A function, as all parts without a state: each component is 5 KB of the download.
pub(crate) fn field(text: FieldText, control: Html) -> Html {
    let FieldText {
        id,
        label,
        hint,
        error,
        class,
    } = text;
    html! {
        <div class={classes!("field", error.is_some().then_some("field--wrong"), class)}>
            <label for={id.clone()}>{label}</label>
            {control}
            if let Some(hint) = hint {
                <p class="field__hint" id={format!("{id}-hint")}>{hint}</p>
            }
            if let Some(error) = error {
                <p class="field__error" id={format!("{id}-error")}>{error}</p>
            }
        </div>
    }
}

/// The text of the input that an event is about.
pub(crate) fn input_value(event: &web_sys::Event) -> String {
    target::<HtmlInputElement>(event)
        .map(|input| input.value())
        .unwrap_or_default()
}

/// The value of the select that an event is about.
pub(crate) fn select_value(event: &web_sys::Event) -> String {
    target::<HtmlSelectElement>(event)
        .map(|select| select.value())
        .unwrap_or_default()
}

/// The text of the area that an event is about.
pub(crate) fn area_value(event: &web_sys::Event) -> String {
    target::<HtmlTextAreaElement>(event)
        .map(|area| area.value())
        .unwrap_or_default()
}

/// The element that an event is about, if it is one of these.
pub(crate) fn target<T: JsCast>(event: &web_sys::Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}
