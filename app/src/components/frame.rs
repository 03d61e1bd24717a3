//! What surrounds every page of an open vault.

use super::{Link, QuickAdd, Toasts, alert, icon, mark, page_link, update_bar, use_notes, whats_new};
use crate::{
    browser,
    context::{Choice, Ctx, use_ctx},
    guard, incoming,
    late::{self, Part},
    pages::{backup_left, backup_opened, google_left, google_opened, restored},
    route::Route,
    session::Act,
};
use protocol::{Code, Failure};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) route: Route,
    pub(crate) children: Html,
}

/// Navigation, the trust line, notices, and the page.
#[component]
pub(crate) fn Frame(props: &Props) -> Html {
    let ctx = use_ctx();
    guard::use_verification(&ctx);
    use_arrival(&ctx, props.route);
    use_notes(&ctx);
    use_effect_with((), |()| late::ahead(Part::Seldom));
    let is_noting = use_state(|| false);
    let note = |open: bool| {
        let is_noting = is_noting.clone();
        move || is_noting.set(open)
    };
    let (begin, end) = (note(true), note(false));
    let skip = |event: MouseEvent| {
        event.prevent_default();
        browser::focus("#main");
    };
    html! {
        <div class="frame">
            <a class="skip" href="#main" onclick={skip}>{ctx.t("skip")}</a>
            <header class="frame__top">
                {page_link(&ctx, Link { to: Route::Dashboard, class: "brand", ..Link::default() }, html! { <>{mark()}<span>{"LukaLibre"}</span></> })}
                {tools(&ctx)}
            </header>
            <nav class="frame__nav" aria-label={ctx.t("navigation")}>
                {for Route::NAV.iter().map(|(to, hook, drawing)| html! {
                    {page_link(&ctx, Link { to: *to, class: "nav-link", hook: Some(*hook), is_current: *to == props.route.section(), ..Link::default() }, html! { <>
                        {icon(drawing)}<span>{ctx.t(hook)}</span>
                    </> })}
                })}
            </nav>
            <footer class="frame__foot" data-testid="trust-line"><p class="trust">{trust(&ctx)}</p></footer>
            <main id="main" class="frame__main" tabindex="-1">
                {update_bar(&ctx)}
                {alerts(&ctx)}
                {incoming::notice(&ctx, props.route)}
                {whats_new(&ctx)}
                {restored(&ctx)}
                {props.children.clone()}
            </main>
            if props.route != Route::Transactions {
                <button class="button button--main quick" data-testid="quick-add" onclick={move |_| begin()} aria-label={ctx.t("quick-add")}>{icon("plus")}</button>
            }
            if *is_noting {
                <QuickAdd on_close={Callback::from(move |()| end())} />
            }
            <Toasts />
        </div>
    }
}

/// A page begins at its top, and one that shows Google with a question.
#[hook]
fn use_arrival(ctx: &Ctx, route: Route) {
    let ctx = ctx.clone();
    use_effect_with(route, move |route| {
        browser::to_top();
        if ctx.session.has_offer() {
            ctx.session.dispatch(Act::OfferOver);
        }
        let is_google = matches!(route, Route::Google | Route::Settings);
        let is_backup = *route == Route::Backup;
        if is_google {
            google_opened(&ctx);
        }
        if is_backup {
            backup_opened(&ctx);
        }
        move || {
            if is_backup {
                backup_left(&ctx);
            }
            if is_google || is_backup {
                google_left(&ctx);
            }
        }
    });
}

fn tools(ctx: &Ctx) -> Html {
    let is_hidden = ctx.prefs.privacy;
    let hide = {
        let ctx = ctx.clone();
        move |_| ctx.prefs.dispatch(Choice::Privacy(!is_hidden))
    };
    let lock = {
        let ctx = ctx.clone();
        move |_| ctx.lock()
    };
    html! {
        <div class="tools">
            <button class="button button--quiet button--icon" onclick={hide} aria-pressed={is_hidden.to_string()}
                aria-label={ctx.t("hide-amounts")} title={ctx.t("hide-amounts")}>
                {icon(if is_hidden { "eye-off" } else { "eye" })}
            </button>
            <button class="button button--quiet" data-testid="lock-now" onclick={lock} title={ctx.t("lock-title")}>
                {icon("lock")}<span>{ctx.t("lock")}</span>
            </button>
        </div>
    }
}

fn trust(ctx: &Ctx) -> Html {
    if ctx.opened().is_some_and(|opened| opened.demo) {
        return html! { ctx.t("trust-demo") };
    }
    let kept = match ctx.session.persisted {
        Some(true) => "trust-kept",
        Some(false) => "trust-not-kept",
        None => "trust-unknown",
    };
    html! {
        <>
            {icon("lock")}
            <span>{ctx.t("trust-encrypted")}</span>
            <span>{ctx.t(kept)}</span>
            <span>{backed_up(ctx)}</span>
        </>
    }
}

fn backed_up(ctx: &Ctx) -> String {
    match ctx.session.backups.known.as_deref() {
        Some(known) if !known.verified_at.is_empty() => {
            ctx.tv("trust-backup", &[("at", ctx.instant(&known.verified_at).into())])
        }
        _ => ctx.t("trust-no-backup"),
    }
}

fn alerts(ctx: &Ctx) -> Html {
    let is_full = ctx.opened().is_some_and(|opened| opened.storage_full);
    let dismiss = {
        let session = ctx.session.dispatcher();
        move |_| session.dispatch(Act::Trouble(None))
    };
    html! {
        <>
            if is_full {
                {alert(ctx, &Failure::new(Code::StorageFull, ""), Html::default())}
            }
            if let Some(failure) = ctx.session.trouble.clone() {
                {alert(ctx, &failure, html! { <><button class="button" onclick={dismiss}>{ctx.t("dismiss")}</button></> })}
            }
        </>
    }
}
