//! Google: who is signed in, whether Drive is connected, and every way out with what it costs.
//!
//! One state at a time. The worker asks; no token and no cookie is ever seen here.

mod exits;
mod press;

use crate::{
    components::{Link, Title, alert, alert_named, icon, page_link},
    context::Ctx,
    google::{Returned, View},
    route::Route,
};
use press::{Press, button};
use protocol::Code;
use yew::prelude::*;

pub(crate) use press::{left, opened};

/// The page.
pub(crate) fn google(ctx: &Ctx) -> Html {
    let is_demo = ctx.opened().is_some_and(|opened| opened.demo);
    html! {
        <>
            <div class="page-head"><Title text={ctx.t("google")} /></div>
            if is_demo {
                <section class="card"><p>{ctx.t("google-demo")}</p></section>
            } else {
                {google_parts(ctx)}
            }
        </>
    }
}

/// What the page holds; the settings show it too, where people look for it first.
pub(crate) fn google_parts(ctx: &Ctx) -> Html {
    html! {
        <>
            {news(ctx)}
            {status_card(ctx)}
            {exits::cards(ctx)}
        </>
    }
}

/// Where everybody who needs the page finds it.
pub(crate) fn google_link(ctx: &Ctx, hook: &'static str) -> Html {
    let link = Link {
        to: Route::Google,
        class: "button",
        hook: Some(hook),
        ..Link::default()
    };
    page_link(ctx, link, html! { <>{ctx.t("google-link")}{icon("right")}</> })
}

/// What the way back from Google brought.
pub(crate) fn news(ctx: &Ctx) -> Html {
    let view = &ctx.session.google;
    if let Some(Returned::Trouble(name)) = view.returned {
        let code = if name == "google-late" {
            Code::GoogleExpired.name()
        } else {
            name
        };
        return alert_named(ctx, code, name, Html::default());
    }
    match view.good_news() {
        Some(id) => {
            html! { <p class="note note--good" role="status" data-testid="google-notice">{ctx.t(id)}</p> }
        }
        None => Html::default(),
    }
}

/// How far the person is, and the one step that leads on.
pub(crate) fn status_card(ctx: &Ctx) -> Html {
    let view = &ctx.session.google;
    let state = view.state();
    let email = view.status.as_ref().map_or("", |status| &status.email);
    // Without a connection there is nothing to add to the state.
    let failure = view
        .failure
        .as_ref()
        .filter(|failure| state != "offline" || failure.code != Code::GoogleOffline)
        .filter(|_| view.asking.is_none());
    html! {
        <section class="card" data-testid="google-status" data-state={state}>
            <div class="unfold" aria-live="polite">
                <h2>{ctx.tv(&format!("google-{state}"), &[("email", email.into())])}</h2>
                {space(ctx, view)}
                if state != "checking" {
                    <p>{ctx.t(&format!("google-{state}-text"))}</p>
                }
            </div>
            if let Some(failure) = failure {
                {alert(ctx, failure, Html::default())}
            }
            {step(ctx, view)}
        </section>
    }
}

/// How full the person's Drive is, once Google said so.
fn space(ctx: &Ctx, view: &View) -> Html {
    let text = match view.status.as_ref().and_then(|status| status.space.as_ref()) {
        Some(space) => {
            let used = ("used", ctx.bytes(&space.used).into());
            match &space.limit {
                Some(limit) => ctx.tv("google-space", &[used, ("limit", ctx.bytes(limit).into())]),
                None => ctx.tv("google-space-open", &[used]),
            }
        }
        None if view.state() == "connected" && view.failure.is_none() => ctx.t("google-asking"),
        None => return Html::default(),
    };
    html! { <p data-testid="google-space">{text}</p> }
}

/// The one step that leads on from here.
fn step(ctx: &Ctx, view: &View) -> Html {
    let (flow, hook, text) = match view.state() {
        "signed-out" => ("signin", "google-sign-in", "google-sign-in"),
        "signed-in" => ("connect", "google-connect", "google-connect"),
        "expired" => ("connect", "google-connect", "google-connect-again"),
        "checking" => return Html::default(),
        "connected" if view.failure.is_none() => return super::pick_button(ctx),
        _ if view.failure.is_some() => {
            return button(ctx, Press::Look, "google-retry", "", "google-retry");
        }
        _ => return Html::default(),
    };
    html! {
        <>
            if ctx.opened().is_some() {
                <p class="fine">{ctx.t("google-leaves")}</p>
            }
            {button(ctx, Press::Go(flow), hook, "button--main", text)}
        </>
    }
}
