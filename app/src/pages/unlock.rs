//! The locked vault: a passphrase or the recovery words, and what to do when neither opens it.

use crate::{
    browser,
    components::{
        QuickAdd, Title, UnlockForm, alert, icon, language_links, mark, news_seen, use_notes_guard,
    },
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
    use_notes_guard(ctx);
    // The shortcut of an installed app to a new transaction asks for it at once.
    let is_noting = use_state(wants_to_note);
    let note = |open: bool| {
        let is_noting = is_noting.clone();
        move || is_noting.set(open)
    };
    let (begin, end) = (note(true), note(false));
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
                <div class="later">
                    <button type="button" class="button button--quiet" data-testid="quick-add" onclick={move |_| begin()}>{icon("plus")}<span>{ctx.t("quick-add")}</span></button>
                    {held(ctx)}
                </div>
            </main>
            if *is_noting {
                <QuickAdd on_close={Callback::from(move |()| end())} />
            }
        </div>
    }
}

fn wants_to_note() -> bool {
    let search = browser::window().and_then(|window| window.location().search().ok());
    search.is_some_and(|search| search.contains("add%3D1"))
}

/// How many notes wait for the vault.
fn held(ctx: &Ctx) -> Html {
    let count = ctx.session.noted.len();
    html! {
        <p class="fine" role="status" data-testid="quick-held" data-count={count.to_string()}>
            if count > 0 {
                {ctx.tv("quick-held", &[("count", count.into())])}
            }
        </p>
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
