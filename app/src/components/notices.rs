//! Notices that come by themselves: done and can be undone, a new version, another tab.

use crate::{
    browser,
    context::{Ctx, use_ctx},
    session::{Act, Toast},
};
use gloo_timers::callback::Timeout;
use protocol::{Change, Request};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The latest notice, for a while. The region is always there, so that it is read out.
#[component]
pub(crate) fn Toasts() -> Html {
    let ctx = use_ctx();
    let shown = ctx.session.toast.clone();
    let dispatcher = ctx.session.dispatcher();
    use_effect_with(shown.as_ref().map(|(number, _)| *number), move |number| {
        let timer =
            number.map(|number| Timeout::new(8_000, move || dispatcher.dispatch(Act::NoticeOver(number))));
        move || drop(timer)
    });
    let undo = {
        let ctx = ctx.clone();
        move |_| ctx.change(Request::Undo)
    };
    html! {
        <div class="toasts" role="status">
            if let Some((_, toast)) = shown {
                <div class="toast">
                    <span>{text(&ctx, &toast)}</span>
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
        Change::Edited => "toast-edited",
        Change::Deleted => "toast-deleted",
        Change::Undone => "toast-undone",
        Change::Redone => "toast-redone",
    };
    ctx.tv(id, &[("name", changed.description.as_str().into())])
}

/// A newer version waits for a word.
pub(crate) fn update_bar(ctx: &Ctx) -> Html {
    if !ctx.session.update_ready {
        return Html::default();
    }
    let is_writing = ctx.session.writing;
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
            <span>{ctx.t("update-ready")}</span>
            <button class="button" {onclick} disabled={is_writing}>{ctx.t("update-apply")}</button>
        </div>
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
