//! A field for a passphrase, which can be looked at.

use super::{FieldText, field, icon, input_value};
use crate::context::use_ctx;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Also the hook.
    pub(crate) id: &'static str,
    pub(crate) label: AttrValue,
    pub(crate) value: AttrValue,
    pub(crate) on_input: Callback<String>,
    /// `new-password` or `current-password`.
    pub(crate) autocomplete: &'static str,
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
}

/// Pasting is fine, managers are welcome.
#[component]
pub(crate) fn PassphraseField(props: &Props) -> Html {
    let ctx = use_ctx();
    let is_shown = use_state(|| false);
    let oninput = props.on_input.reform(|event: InputEvent| input_value(&event));
    let toggle = {
        let is_shown = is_shown.clone();
        move |_| is_shown.set(!*is_shown)
    };
    let (kind, drawing) = if *is_shown {
        ("text", "eye-off")
    } else {
        ("password", "eye")
    };
    let (label, hint, error) = (props.label.to_string(), props.hint.clone(), props.error.clone());
    let described = described_by(props);
    html! {
        {field(FieldText { id: props.id.into(), label, hint, error, ..FieldText::default() }, html! {
            <div class="secret">
                <input id={props.id} data-testid={props.id} type={kind} value={props.value.clone()} {oninput}
                    autocomplete={props.autocomplete} autocapitalize="none" spellcheck="false"
                    aria-describedby={described} aria-invalid={props.error.is_some().then_some("true")} />
                <button type="button" class="button button--quiet button--icon" onclick={toggle}
                    aria-pressed={is_shown.to_string()} aria-label={ctx.t("show-passphrase")}>{icon(drawing)}</button>
            </div>
        })}
    }
}

fn described_by(props: &Props) -> Option<String> {
    let hint = props.hint.is_some().then(|| format!("{}-hint", props.id));
    let error = props.error.is_some().then(|| format!("{}-error", props.id));
    let ids: Vec<_> = [hint, error].into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
