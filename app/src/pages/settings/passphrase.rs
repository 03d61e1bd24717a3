//! Another passphrase for the same vault.

use crate::{
    components::{NewPassphrase, PassphraseField, alert},
    context::use_ctx,
    session::{Act, Toast},
};
use protocol::{Failure, Request, Secret};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// A button that opens the form; after an unlock with the words it says why now is the time.
#[component]
pub(crate) fn ChangePassphrase() -> Html {
    let ctx = use_ctx();
    let by_words = use_state(|| ctx.opened().is_some_and(|opened| opened.by_words));
    let is_open = use_state(|| false);
    let toggle = {
        let is_open = is_open.clone();
        move |_| is_open.set(!*is_open)
    };
    let on_done = {
        let (ctx, is_open, by_words) = (ctx.clone(), is_open.clone(), by_words.clone());
        Callback::from(move |()| {
            is_open.set(false);
            by_words.set(false);
            ctx.session
                .dispatch(Act::Notice(Toast::Text(ctx.t("passphrase-changed"))));
        })
    };
    html! {
        <div class="unfold">
            if *by_words {
                <p class="note">{ctx.t("by-words-notice")}</p>
            }
            <button type="button" class="button" data-testid="change-passphrase" aria-expanded={is_open.to_string()} onclick={toggle}>
                {ctx.t("change-passphrase")}
            </button>
            if *is_open {
                <Form by_words={*by_words} {on_done} />
            }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct FormProps {
    by_words: bool,
    on_done: Callback<()>,
}

#[component]
fn Form(props: &FormProps) -> Html {
    let ctx = use_ctx();
    let current = use_state(String::new);
    let is_busy = use_state(|| false);
    let failure = use_state(|| None::<Failure>);
    let on_submit = {
        let (ctx, current, is_busy, failure) =
            (ctx.clone(), current.clone(), is_busy.clone(), failure.clone());
        let (by_words, on_done) = (props.by_words, props.on_done.clone());
        Callback::from(move |new: String| {
            let (rpc, is_busy, failure, on_done) =
                (ctx.rpc.clone(), is_busy.clone(), failure.clone(), on_done.clone());
            let current = (!by_words).then(|| Secret((*current).clone()));
            is_busy.set(true);
            failure.set(None);
            spawn_local(async move {
                match rpc
                    .ask::<()>(Request::ChangePassphrase {
                        current,
                        new: Secret(new),
                    })
                    .await
                {
                    Ok(()) => on_done.emit(()),
                    Err(found) => {
                        is_busy.set(false);
                        failure.set(Some(found));
                    }
                }
            });
        })
    };
    let value = (*current).clone();
    let on_input = Callback::from(move |text| current.set(text));
    let before = if props.by_words {
        Html::default()
    } else {
        html! {
            <PassphraseField id="current-passphrase" label={ctx.t("current-passphrase")} {value} {on_input} autocomplete="current-password" />
        }
    };
    html! {
        <>
            if let Some(failure) = (*failure).clone() {
                {alert(&ctx, &failure, Html::default())}
            }
            <NewPassphrase {before} {on_submit} submit={ctx.t("change-passphrase-submit")} submit_hook="change-passphrase-submit" is_busy={*is_busy} />
        </>
    }
}
