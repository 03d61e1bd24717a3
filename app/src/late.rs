//! The parts of the page that are not loaded with its first screen.
//!
//! `cargo xtask` divides the page's wasm at `daily` and `seldom`: what only one of them reaches is a file of its own,
//! and what both reach is another. A part hands out a pointer to what draws its addresses.

use crate::{
    components::alert_named,
    context::{Ctx, use_ctx},
    pages,
    route::Route,
};
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
    /// What few visits open.
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
    let has_failed = use_state(|| false);
    let arrived = use_force_update();
    let load = {
        let (has_failed, part) = (has_failed.clone(), props.part);
        Callback::from(move |()| {
            let (has_failed, arrived) = (has_failed.clone(), arrived.clone());
            spawn_local(async move {
                has_failed.set(part.load().await.is_err());
                arrived.force_update();
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
    match props.part.here() {
        Some(draw) => draw(&ctx, props.route),
        None if *has_failed => html! {
            {alert_named(&ctx, "not-loaded", "not-loaded", html! {
                <button class="button" data-testid="load-again" onclick={move |_| load.emit(())}>{ctx.t("load-again")}</button>
            })}
        },
        None => html! { <p aria-busy="true"></p> },
    }
}
