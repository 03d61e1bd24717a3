//! The locked vault: a passphrase or the recovery words, and what to do when neither opens it.

use crate::{
    browser,
    components::{Title, UnlockForm, alert, language_links, mark, news_seen},
    context::{Ctx, use_ctx},
    incoming, passphrase,
    route::Route,
    session::Act,
};
use gloo_timers::callback::Timeout;
use protocol::{Code, Failure, Opened, Request, UnlockWith};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const TRIES: &str = "wrong-tries";

/// What the parts of the page share.
#[derive(Clone)]
struct Unlocking {
    ctx: Ctx,
    with: UseStateHandle<Option<UnlockWith>>,
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
        with: use_state(|| None),
        is_busy: use_state(|| false),
        failure: use_state(|| None),
        wait: use_state(|| passphrase::delay_after(wrong_tries())),
    };
    use_countdown(&unlocking.wait);
    let ctx = &unlocking.ctx;
    html! {
        <div class="gate">
            <header class="gate__head"><span class="brand">{mark()}<span>{"LukaLibre"}</span></span>{language_links(ctx)}</header>
            <main class="gate__card">
                <Title text={ctx.t("unlock-title")} leaves_focus=true />
                <p>{ctx.t("unlock-text")}</p>
                {incoming::notice(ctx, Route::Unlock)}
                <div data-testid="unlock-error">{failure(&unlocking)}</div>
                <UnlockForm is_busy={*unlocking.is_busy} wait={*unlocking.wait} submit={ctx.t("unlock-submit")} on_submit={submit(&unlocking)}
                    is_wrong={is_wrong(&unlocking)} />
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
        move |_| {
            if let Some(with) = (*unlocking.with).clone() {
                unlock(&unlocking, with, true);
            }
        }
    };
    html! {
        {alert(&unlocking.ctx, &failure, html! { <>
            if failure.code == Code::OpenInAnotherTab {
                <button type="button" class="button" data-testid="take-over" {onclick}>{unlocking.ctx.t("take-over")}</button>
            }
        </> })}
    }
}

fn is_wrong(unlocking: &Unlocking) -> bool {
    let code = unlocking.failure.as_ref().map(|failure| failure.code);
    matches!(code, Some(Code::WrongPassphrase | Code::WrongWords))
}

fn submit(unlocking: &Unlocking) -> Callback<UnlockWith> {
    let unlocking = unlocking.clone();
    Callback::from(move |with: UnlockWith| {
        // For another try, should another tab hold the vault.
        unlocking.with.set(Some(with.clone()));
        unlock(&unlocking, with, false);
    })
}

fn unlock(unlocking: &Unlocking, with: UnlockWith, take_over: bool) {
    let unlocking = unlocking.clone();
    if *unlocking.is_busy {
        return;
    }
    unlocking.is_busy.set(true);
    unlocking.failure.set(None);
    spawn_local(async move {
        match unlocking
            .ctx
            .rpc
            .ask::<Opened>(Request::Unlock { with, take_over })
            .await
        {
            Ok(opened) => {
                browser::remember(TRIES, "0");
                news_seen(&unlocking.ctx);
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
    }
    unlocking.failure.set(Some(failure));
}
