//! A passphrase or the recovery words, for a vault or for a backup.

use super::{FieldText, PassphraseField, area_value, field};
use crate::{
    browser,
    context::{Ctx, use_ctx},
};
use protocol::{Secret, UnlockWith};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) is_busy: bool,
    /// Seconds still to wait before another try.
    pub(crate) wait: u32,
    pub(crate) submit: AttrValue,
    pub(crate) on_submit: Callback<UnlockWith>,
    /// The last try was wrong: the field asks for another.
    #[prop_or_default]
    pub(crate) is_wrong: bool,
}

/// The form. What is typed stays in it.
#[component]
pub(crate) fn UnlockForm(props: &Props) -> Html {
    let ctx = use_ctx();
    let (typed, words) = (use_state(String::new), use_state(String::new));
    let by_words = use_state(|| false);
    use_effect_with((*by_words, props.is_wrong), |(by_words, _)| {
        browser::focus(if *by_words {
            "#recovery-code-input"
        } else {
            "#passphrase"
        });
    });
    let onsubmit = {
        let (typed, words, by_words) = (typed.clone(), words.clone(), *by_words);
        let on_submit = props.on_submit.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            on_submit.emit(if by_words {
                UnlockWith::Words(Secret((*words).clone()))
            } else {
                UnlockWith::Passphrase(Secret((*typed).clone()))
            });
        }
    };
    let switch = {
        let by_words = by_words.clone();
        move |_| by_words.set(!*by_words)
    };
    let is_waiting = props.wait > 0;
    let submit = if props.is_busy {
        ctx.t("unlocking").into()
    } else {
        props.submit.clone()
    };
    html! {
        <form class="form" {onsubmit}>
            if *by_words {
                {words_field(&ctx, &words)}
            } else {
                <PassphraseField id="passphrase" label={ctx.t("passphrase")} value={(*typed).clone()}
                    on_input={Callback::from(move |text| typed.set(text))} autocomplete="current-password" />
            }
            if is_waiting {
                <p class="fine" role="status">{ctx.tv("unlock-wait", &[("count", props.wait.into())])}</p>
            }
            <button class="button button--main" data-testid="unlock-submit" disabled={props.is_busy || is_waiting}>{submit}</button>
            <button type="button" class="button button--quiet" data-testid="use-recovery-code" onclick={switch}>
                {if *by_words { ctx.t("use-passphrase") } else { ctx.t("use-recovery-code") }}
            </button>
        </form>
    }
}

fn words_field(ctx: &Ctx, words: &UseStateHandle<String>) -> Html {
    let value = (**words).clone();
    let words = words.clone();
    let oninput = move |event: InputEvent| words.set(area_value(&event));
    html! {
        {field(FieldText { id: AttrValue::from("recovery-code-input"), label: ctx.t("recovery-words"), hint: Some(AttrValue::from(ctx.t("recovery-words-hint"))), ..FieldText::default() }, html! {
            <textarea id="recovery-code-input" data-testid="recovery-code-input" rows="4" {value} {oninput} autocomplete="off"
                autocapitalize="none" spellcheck="false" aria-describedby="recovery-code-input-hint" />
        })}
    }
}
