//! What the buttons of the page do.

use crate::{
    browser,
    context::Ctx,
    google::View,
    session::{Act, Toast},
};
use protocol::{GoogleLeave, GoogleStanding, GoogleStatus, Request};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What a button does.
#[derive(Clone, Copy)]
pub(super) enum Press {
    /// Goes to Google.
    Go(&'static str),
    /// Asks how things stand.
    Look,
    /// Asks whether it is meant.
    Ask(GoogleLeave),
    /// Leaves; the name is that of the words for having left.
    Leave(GoogleLeave, &'static str),
    /// Does not leave after all.
    Keep,
}

/// A button; all of the page are of this kind.
pub(super) fn button(
    ctx: &Ctx,
    press: Press,
    hook: impl Into<AttrValue>,
    class: &'static str,
    text: &str,
) -> Html {
    let onclick = {
        let ctx = ctx.clone();
        Callback::from(move |_: MouseEvent| pressed(&ctx, press))
    };
    html! {
        <button type="button" class={classes!("button", class)} data-testid={hook.into()}
            disabled={ctx.session.google.is_busy} {onclick}>{ctx.t(text)}</button>
    }
}

/// The page was opened: it begins with a question, except in the demonstration, which is nobody's.
pub(crate) fn opened(ctx: &Ctx) {
    if ctx.opened().is_none_or(|opened| !opened.demo) {
        spawn_local(go_on(ctx.clone(), ctx.session.google.opened(), None));
    }
}

/// The page was left: what it knew may not be so any more the next time, not even for a moment.
pub(crate) fn left(ctx: &Ctx) {
    let view = View {
        is_seen: true,
        ..View::default()
    };
    ctx.session.dispatch(Act::Google(view));
}

/// What happens when a button is pressed.
pub(super) fn pressed(ctx: &Ctx, press: Press) {
    let mut view = View {
        failure: None,
        asking: None,
        ..ctx.session.google.clone()
    };
    let way = match press {
        Press::Go(flow) => return ctx.go_to_google(flow, None),
        Press::Ask(way) => {
            view.asking = Some(way);
            return ctx.session.dispatch(Act::Google(view));
        }
        Press::Keep => return ctx.session.dispatch(Act::Google(view)),
        Press::Look => None,
        Press::Leave(way, name) => {
            // The dialog stays until it is done, and tells if it is not.
            view.asking = ctx.session.google.asking;
            Some((way, name))
        }
    };
    spawn_local(go_on(ctx.clone(), view, way));
}

/// Leaves, where that was asked for, and looks how things stand: first at our server, then at Google.
async fn go_on(ctx: Ctx, mut view: View, leave: Option<(GoogleLeave, &'static str)>) {
    view.is_busy = true;
    if leave.is_none() {
        view.status = None;
    }
    ctx.session.dispatch(Act::Google(view.clone()));
    view.is_busy = false;
    if let Some((way, name)) = leave {
        if let Err(failure) = ctx.rpc.ask::<()>(Request::GoogleLeave(way)).await {
            view.failed(failure);
            return ctx.session.dispatch(Act::Google(view));
        }
        view.asking = None;
        let done = ctx.t(&format!("{name}-done"));
        ctx.session.dispatch(Act::Notice(Toast::Text(done)));
        // The button that was pressed goes away with its state.
        browser::focus("h1");
    }
    for request in [Request::GoogleStatus, Request::GoogleCheck] {
        match ctx.rpc.ask::<GoogleStatus>(request).await {
            Ok(status) => view.status = Some(status),
            Err(failure) => view.failed(failure),
        }
        ctx.session.dispatch(Act::Google(view.clone()));
        if view.failure.is_some() || view.standing() != Some(GoogleStanding::Connected) {
            break;
        }
    }
}
