//! The locked vault: a passphrase or the recovery words, and what to do when neither opens it.

use crate::{
    browser,
    components::{FieldText, PassphraseField, Title, alert, area_value, field, language_links, mark},
    context::{Ctx, use_ctx},
    passphrase,
    session::Act,
};
use gloo_timers::callback::Timeout;
use protocol::{Code, Failure, Opened, Request, Secret, UnlockWith};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const TRIES: &str = "wrong-tries";

/// What the parts of the page share.
#[derive(Clone)]
struct Unlocking {
    ctx: Ctx,
    typed: UseStateHandle<String>,
    words: UseStateHandle<String>,
    by_words: UseStateHandle<bool>,
    is_busy: UseStateHandle<bool>,
    failure: UseStateHandle<Option<Failure>>,
    /// Seconds still to wait.
    wait: UseStateHandle<u32>,
}

/// The page.
#[component]
pub(crate) fn Unlock() -> Html {
    let unlocking = Unlocking {
        ctx: use_ctx(),
        typed: use_state(String::new),
        words: use_state(String::new),
        by_words: use_state(|| false),
        is_busy: use_state(|| false),
        failure: use_state(|| None),
        wait: use_state(|| passphrase::delay_after(wrong_tries())),
    };
    use_countdown(&unlocking.wait);
    use_effect_with(*unlocking.by_words, |by_words| {
        browser::focus(if *by_words {
            "#recovery-code-input"
        } else {
            "#passphrase"
        });
    });
    let ctx = &unlocking.ctx;
    html! {
        <div class="gate">
            <header class="gate__head"><span class="brand">{mark()}<span>{"LukaLibre"}</span></span>{language_links(ctx)}</header>
            <main class="gate__card">
                <Title text={ctx.t("unlock-title")} leaves_focus=true />
                <p>{ctx.t("unlock-text")}</p>
                <div data-testid="unlock-error">{failure(&unlocking)}</div>
                {form(&unlocking)}
            </main>
        </div>
    }
}

fn wrong_tries() -> u32 {
    browser::remembered(TRIES)
        .and_then(|count| count.parse().ok())
        .unwrap_or(0)
}

/// Counts a second less every second.
#[hook]
fn use_countdown(wait: &UseStateHandle<u32>) {
    let state = wait.clone();
    use_effect_with(**wait, move |wait| {
        let left = *wait;
        let timer = (left > 0).then(|| Timeout::new(1_000, move || state.set(left - 1)));
        move || drop(timer)
    });
}

fn failure(unlocking: &Unlocking) -> Html {
    let Some(failure) = (*unlocking.failure).clone() else {
        return Html::default();
    };
    let onclick = {
        let unlocking = unlocking.clone();
        move |_| unlock(&unlocking, true)
    };
    html! {
        {alert(&unlocking.ctx, &failure, html! { <>
            if failure.code == Code::OpenInAnotherTab {
                <button type="button" class="button" data-testid="take-over" {onclick}>{unlocking.ctx.t("take-over")}</button>
            }
        </> })}
    }
}

fn form(unlocking: &Unlocking) -> Html {
    let ctx = &unlocking.ctx;
    let onsubmit = {
        let unlocking = unlocking.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            unlock(&unlocking, false);
        }
    };
    let switch = {
        let (by_words, failure) = (unlocking.by_words.clone(), unlocking.failure.clone());
        move |_| {
            by_words.set(!*by_words);
            failure.set(None);
        }
    };
    let is_waiting = *unlocking.wait > 0;
    html! {
        <form class="form" {onsubmit}>
            {if *unlocking.by_words { words_field(unlocking) } else { passphrase_field(unlocking) }}
            if is_waiting {
                <p class="fine" role="status">{ctx.tv("unlock-wait", &[("count", (*unlocking.wait).into())])}</p>
            }
            <button class="button button--main" data-testid="unlock-submit" disabled={*unlocking.is_busy || is_waiting}>
                {if *unlocking.is_busy { ctx.t("unlocking") } else { ctx.t("unlock-submit") }}
            </button>
            <button type="button" class="button button--quiet" data-testid="use-recovery-code" onclick={switch}>
                {if *unlocking.by_words { ctx.t("use-passphrase") } else { ctx.t("use-recovery-code") }}
            </button>
        </form>
    }
}

fn passphrase_field(unlocking: &Unlocking) -> Html {
    let typed = unlocking.typed.clone();
    html! {
        <PassphraseField id="passphrase" label={unlocking.ctx.t("passphrase")} value={(*typed).clone()}
            on_input={Callback::from(move |text| typed.set(text))} autocomplete="current-password" />
    }
}

fn words_field(unlocking: &Unlocking) -> Html {
    let (ctx, words) = (&unlocking.ctx, unlocking.words.clone());
    let value = (*words).clone();
    let oninput = move |event: InputEvent| words.set(area_value(&event));
    html! {
        {field(FieldText { id: AttrValue::from("recovery-code-input"), label: ctx.t("recovery-words"), hint: Some(AttrValue::from(ctx.t("recovery-words-hint"))), ..FieldText::default() }, html! {
            <textarea id="recovery-code-input" data-testid="recovery-code-input" rows="4" {value} {oninput} autocomplete="off"
                autocapitalize="none" spellcheck="false" aria-describedby="recovery-code-input-hint" />
        })}
    }
}

fn unlock(unlocking: &Unlocking, take_over: bool) {
    let unlocking = unlocking.clone();
    if *unlocking.is_busy {
        return;
    }
    unlocking.is_busy.set(true);
    unlocking.failure.set(None);
    spawn_local(async move {
        let with = if *unlocking.by_words {
            UnlockWith::Words(Secret((*unlocking.words).clone()))
        } else {
            UnlockWith::Passphrase(Secret((*unlocking.typed).clone()))
        };
        match unlocking
            .ctx
            .rpc
            .ask::<Opened>(Request::Unlock { with, take_over })
            .await
        {
            Ok(opened) => {
                browser::remember(TRIES, "0");
                // For the benchmark, which leaves out what is slow on purpose.
                browser::set_root("data-derivation-ms", &opened.derivation_ms.to_string());
                unlocking.ctx.session.dispatch(Act::Opened(opened));
            }
            Err(failure) => refused(&unlocking, failure),
        }
    });
}

fn refused(unlocking: &Unlocking, failure: Failure) {
    unlocking.is_busy.set(false);
    if matches!(failure.code, Code::WrongPassphrase | Code::WrongWords) {
        let tries = wrong_tries().saturating_add(1);
        browser::remember(TRIES, &tries.to_string());
        unlocking.wait.set(passphrase::delay_after(tries));
        browser::focus(if *unlocking.by_words {
            "#recovery-code-input"
        } else {
            "#passphrase"
        });
    }
    unlocking.failure.set(Some(failure));
}
