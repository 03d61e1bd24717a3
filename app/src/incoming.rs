//! Files that came from outside: shared by another app, or opened with this one.
//!
//! They wait in the page's memory, a locked vault included, and are then imported as if dropped. Nobody loses what
//! they are at: a preview, a form or a dialog stays until its owner says otherwise, and the file waits beside it.

use crate::{
    address, browser,
    components::alert_named,
    context::Ctx,
    route::Route,
    session::{Act, Stage},
};
use wasm_bindgen::prelude::*;
use yew::prelude::*;

/// What waits for the import.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Incoming {
    /// The names of the files; the files are with the script. Empty when nothing waits.
    pub(crate) names: String,
    /// Why nothing came, by the name of its words.
    trouble: Option<&'static str>,
}

/// Hears of files, and of where the installed app is asked to go.
pub(crate) fn listen(ctx: &Ctx) {
    let session = ctx.session.dispatcher();
    let tell = Closure::new(move |word: String| {
        let trouble = match word.as_str() {
            "waiting" => None,
            "empty" => Some("share-empty"),
            "early" => Some("share-early"),
            "unreadable" => Some("file-unreadable"),
            address if address.starts_with('/') => return wished(address),
            _ => Some("share-lost"),
        };
        let names = browser::incoming_names();
        session.dispatch(Act::Incoming(Incoming { names, trouble }));
    });
    browser::watch_incoming(&tell);
    tell.forget();
}

/// A shortcut was used while the app is open. Before the unlock it is what comes after it.
fn wished(address: &str) {
    if Route::inside(address).is_none() {
        return;
    }
    match address::here_is() {
        Route::Unlock => address::replace(&format!("/unlock?next={}", browser::encode(address))),
        here if here.is_inside() && !browser::is_busy() => address::push(address),
        _ => {}
    }
}

/// Leads to the import as soon as a vault is open, unless the person is in the middle of something.
#[hook]
pub(crate) fn use_opening(ctx: &Ctx) {
    let names = ctx.session.incoming.names.clone();
    // Who opened the vault by the words chooses a passphrase first.
    let is_open = ctx.opened().is_some_and(|opened| !opened.by_words);
    let is_free = !ctx.session.writing && !ctx.session.backups.is_busy;
    use_effect_with((names, is_open), move |(names, is_open)| {
        if *is_open && is_free && !names.is_empty() && !browser::is_busy() {
            open();
        }
    });
}

fn open() {
    if address::here_is() != Route::Import {
        address::push(Route::Import.path());
    }
}

/// What every page says about them; the import's own page has more to say.
pub(crate) fn notice(ctx: &Ctx, route: Route) -> Html {
    let incoming = &ctx.session.incoming;
    if let Some(name) = incoming.trouble {
        let (session, names) = (ctx.session.dispatcher(), incoming.names.clone());
        let dismiss = move |_| {
            let names = names.clone();
            session.dispatch(Act::Incoming(Incoming { names, trouble: None }));
        };
        return alert_named(
            ctx,
            name,
            name,
            html! { <button type="button" class="button" onclick={dismiss}>{ctx.t("dismiss")}</button> },
        );
    }
    if incoming.names.is_empty() || route == Route::Import {
        return Html::default();
    }
    if matches!(ctx.session.stage, Stage::Open(_)) {
        return bar(ctx, None, ctx.session.writing, Callback::from(|_| open()));
    }
    html! { <p class="note note--good" role="status" data-testid="incoming">{waits(ctx)}{" "}{ctx.t("incoming-locked")}</p> }
}

/// They wait, and may be opened now or forgotten.
pub(crate) fn bar(
    ctx: &Ctx,
    hint: Option<&'static str>,
    is_running: bool,
    open: Callback<MouseEvent>,
) -> Html {
    html! {
        <div class="update" role="status" data-testid="incoming">
            <span>{waits(ctx)}{" "}{hint.map(|hint| ctx.t(hint))}</span>
            <div class="buttons">
                <button class="button" data-testid="incoming-open" disabled={is_running} onclick={open}>{ctx.t("incoming-open")}</button>
                <button class="button button--quiet" data-testid="incoming-forget" onclick={forget(ctx)}>{ctx.t("incoming-forget")}</button>
            </div>
        </div>
    }
}

fn waits(ctx: &Ctx) -> String {
    ctx.tv(
        "incoming-waits",
        &[("names", ctx.session.incoming.names.as_str().into())],
    )
}

fn forget(ctx: &Ctx) -> Callback<MouseEvent> {
    let session = ctx.session.dispatcher();
    Callback::from(move |_| {
        browser::take_incoming();
        session.dispatch(Act::Incoming(Incoming::default()));
    })
}
