//! The parts of the page that are not loaded with its first screen.
//!
//! `cargo xtask` divides the page's wasm at `daily` and `seldom`: what only one of them reaches is a file of its own,
//! and what both reach is another. A part hands out a pointer to what draws its addresses.

use crate::{
    browser,
    components::alert_named,
    context::{Ctx, use_ctx},
    pages,
    route::Route,
};
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;
use yew::prelude::*;

/// Draws an address.
type Draw = fn(&Ctx, Route) -> Html;

/// A part that is loaded as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The frame of an open vault, and what is looked at in it every day.
    Daily,
    /// What few visits open. It follows once a vault is open, so that it is there when it is asked for.
    Seldom,
}

thread_local! {
    /// What is here already, by part.
    static HERE: [Cell<Option<Draw>>; 2] = const { [Cell::new(None), Cell::new(None)] };
}

impl Part {
    fn here(self) -> Option<Draw> {
        HERE.with(|here| here[self as usize].get())
    }

    /// Loads the part, if it is not here yet. A failure is not remembered: the next call tries again.
    pub(crate) async fn load(self) -> Result<(), SplitLoaderError> {
        if self.here().is_none() {
            let draw = match self {
                Self::Daily => split::daily().await?,
                Self::Seldom => split::seldom().await?,
            };
            HERE.with(|here| here[self as usize].set(Some(draw)));
        }
        Ok(())
    }
}

/// Loads a part ahead. If it can't be had, that is told where it is needed.
pub(crate) fn ahead(part: Part) {
    spawn_local(async move { drop(part.load().await) });
}

/// Where the parts begin.
mod split {
    use super::{Draw, pages};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    #[wasm_split(daily, fallible)]
    pub(super) fn daily() -> Result<Draw, SplitLoaderError> {
        Ok(pages::daily)
    }

    #[wasm_split(seldom, fallible)]
    pub(super) fn seldom() -> Result<Draw, SplitLoaderError> {
        Ok(pages::seldom)
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) part: Part,
    pub(crate) route: Route,
}

/// An address that a part draws, as soon as the part is here.
#[component]
pub(crate) fn Late(props: &Props) -> Html {
    let ctx = use_ctx();
    let waiting = use_state_eq(|| Waiting::Briefly);
    let load = {
        let (waiting, part) = (waiting.setter(), props.part);
        Callback::from(move |()| {
            let waiting = waiting.clone();
            waiting.set(Waiting::Briefly);
            let slow = {
                let waiting = waiting.clone();
                Timeout::new(SLOW_MS, move || waiting.set(Waiting::Long))
            };
            spawn_local(async move {
                let loaded = part.load().await;
                drop(slow);
                waiting.set(if loaded.is_ok() {
                    Waiting::Over
                } else {
                    Waiting::InVain
                });
            });
        })
    };
    {
        let load = load.clone();
        use_effect_with(props.part, move |part| {
            if part.here().is_none() {
                load.emit(());
            }
        });
    }
    if let Some(draw) = props.part.here() {
        return draw(&ctx, props.route);
    }
    let instead = match *waiting {
        Waiting::InVain => alert_named(
            &ctx,
            "not-loaded",
            "not-loaded",
            html! {
                <div class="buttons">
                    <button class="button button--main" data-testid="load-again" onclick={move |_| load.emit(())}>{ctx.t("load-again")}</button>
                    <button class="button" onclick={|_| browser::reload()}>{ctx.t("reload")}</button>
                </div>
            },
        ),
        Waiting::Long => html! { <p role="status" aria-busy="true">{ctx.t("loading")}</p> },
        Waiting::Briefly | Waiting::Over => html! { <p role="status" aria-busy="true"></p> },
    };
    if props.part == Part::Daily || props.route == Route::Restore {
        // Nothing is around it.
        html! { <main class="gate">{instead}</main> }
    } else {
        instead
    }
}

/// After so long a person is told that something loads; what comes before is no news.
const SLOW_MS: u32 = 400;

/// How long a part is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Briefly,
    Long,
    InVain,
    Over,
}
