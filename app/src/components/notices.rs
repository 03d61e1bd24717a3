//! Notices that come by themselves: done and can be undone, a new version, another tab.

use crate::{
    browser,
    context::{Ctx, use_ctx},
    session::{Act, Toast},
};
use gloo_timers::callback::Timeout;
use protocol::{Change, Presence, Request};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The latest notice, for a while. The region is always there, so that it is read out.
#[component]
pub(crate) fn Toasts() -> Html {
    let ctx = use_ctx();
    let shown = ctx.session.toast.clone();
    let dispatcher = ctx.session.dispatcher();
    let more = shown.as_ref().and_then(|(_, toast)| toast.alike());
    // An offer that is made nowhere else stays until something else happens, or the person moves on.
    let passing = shown
        .as_ref()
        .map(|(number, _)| *number)
        .filter(|_| more.is_none());
    use_effect_with(passing, move |number| {
        let timer =
            number.map(|number| Timeout::new(8_000, move || dispatcher.dispatch(Act::NoticeOver(number))));
        move || drop(timer)
    });
    let undo = {
        let ctx = ctx.clone();
        move |_| ctx.change(Request::Undo)
    };
    let sort_alike = more.as_ref().map(|(id, count)| {
        let (ctx, id) = (ctx.clone(), id.clone());
        let text = ctx.tv("sort-alike", &[("count", (*count).into())]);
        let onclick = move |_| ctx.change(Request::SortAlike { id: id.clone() });
        html! { <button class="button button--quiet" data-testid="sort-alike" {onclick}>{text}</button> }
    });
    html! {
        <div class="toasts" role="status">
            if let Some((_, toast)) = shown {
                <div class="toast">
                    <span>{text(&ctx, &toast)}</span>
                    {for sort_alike}
                    if toast.can_undo() {
                        <button class="button button--quiet" data-testid="toast-undo" onclick={undo}>{ctx.t("undo")}</button>
                    }
                </div>
            }
        </div>
    }
}

fn text(ctx: &Ctx, toast: &Toast) -> String {
    let Toast::Changed(changed) = toast else {
        return match toast {
            Toast::Text(text) => text.clone(),
            Toast::Changed(_) => String::new(),
        };
    };
    let id = match changed.what {
        Change::Added => "toast-added",
        Change::Edited if changed.count > 1 => "toast-sorted",
        Change::Edited => "toast-edited",
        Change::Deleted => "toast-deleted",
        Change::Undone => "toast-undone",
        Change::Redone => "toast-redone",
    };
    let name = ("name", changed.description.as_str().into());
    ctx.tv(id, &[name, ("count", changed.count.into())])
}

/// A newer version waits for a word.
pub(crate) fn update_bar(ctx: &Ctx) -> Html {
    if !ctx.session.update_ready {
        return Html::default();
    }
    let is_at_work = is_at_work(ctx);
    let onclick = {
        let ctx = ctx.clone();
        move |_| {
            let rpc = ctx.rpc.clone();
            spawn_local(async move {
                // Close first: the next version opens what this one wrote.
                let _ = rpc.ask::<()>(Request::Close).await;
                let _ = browser::apply_update().await;
            });
        }
    };
    html! {
        <div class="update" role="status">
            <span>{ctx.t("update-ready")}{" "}{if is_at_work { ctx.t("update-later") } else { String::new() }}</span>
            <button class="button" data-testid="update-apply" {onclick} disabled={is_at_work}>{ctx.t("update-apply")}</button>
        </div>
    }
}

/// Something that a new version must not end: files are read or written, a backup or a restore runs, or files wait in
/// memory.
fn is_at_work(ctx: &Ctx) -> bool {
    let session = &ctx.session;
    session.writing
        || session.progress.is_some()
        || session.backups.is_busy
        || session.backups.plan.is_some()
        || !session.incoming.names.is_empty()
}

/// Where the version is remembered whose news were told.
const TOLD: &str = "version";

/// The page was loaded: with a vault that another version opened last, there are news. Who has none is new here.
pub(crate) fn news_at_start(ctx: &Ctx, presence: Presence) {
    let version = ctx.t("news-version");
    if presence != Presence::Locked {
        browser::remember(TOLD, &version);
    } else if browser::remembered(TOLD).as_ref() != Some(&version) {
        ctx.session.dispatch(Act::News(true));
    }
}

/// The vault is open, so they stand on the page now: once is enough.
pub(crate) fn news_seen(ctx: &Ctx) {
    browser::remember(TOLD, &ctx.t("news-version"));
}

/// What is new in this version.
pub(crate) fn whats_new(ctx: &Ctx) -> Html {
    if !ctx.session.has_news {
        return Html::default();
    }
    let dismiss = {
        let session = ctx.session.dispatcher();
        move |_| session.dispatch(Act::News(false))
    };
    html! {
        <section class="card" data-testid="whats-new" aria-labelledby="whats-new">
            <h2 id="whats-new">{ctx.tv("news-title", &[("version", ctx.t("news-version").into())])}</h2>
            <ul class="findings">{for ["news-1", "news-2", "news-3"].iter().map(|id| html! { <li>{ctx.t(id)}</li> })}</ul>
            <button class="button" data-testid="whats-new-dismiss" onclick={dismiss}>{ctx.t("dismiss")}</button>
        </section>
    }
}

/// This tab has let the vault go.
pub(crate) fn taken_over(ctx: &Ctx) -> Html {
    html! {
        <main class="gate">
            <div class="gate__card">
                <super::Title text={ctx.t("taken-over")} />
                <p>{ctx.t("taken-over-text")}</p>
                <button class="button button--main" onclick={|_| browser::leave_for("/unlock")}>{ctx.t("taken-over-reload")}</button>
            </div>
        </main>
    }
}
