//! The ways out. What each costs stands beside it; what can't be taken back asks once more.

use super::{Page, look};
use crate::{
    browser,
    components::{Dialog, alert},
    session::{Act, Toast},
};
use protocol::{GoogleLeave, GoogleStanding, Request};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// A way out.
#[derive(PartialEq)]
pub(super) struct Exit {
    way: GoogleLeave,
    /// Its hook, and its words: as it is, and with `-text`, `-done` and, where it asks, `-sure` and `-confirm`.
    name: &'static str,
    asks: bool,
}

const fn exit(way: GoogleLeave, name: &'static str, asks: bool) -> Exit {
    Exit { way, name, asks }
}

static FROM_DRIVE: [Exit; 2] = [
    exit(GoogleLeave::Disconnect, "google-disconnect", false),
    exit(GoogleLeave::DisconnectAndRevoke, "google-disconnect-revoke", true),
];

static FROM_SERVER: [Exit; 3] = [
    exit(GoogleLeave::SignOut, "google-sign-out", false),
    exit(
        GoogleLeave::SignOutEverywhere,
        "google-sign-out-everywhere",
        false,
    ),
    exit(GoogleLeave::DeleteAccount, "google-delete-account", true),
];

/// The ways out of where the person stands.
pub(super) fn cards(page: &Page) -> Html {
    let from_drive = match page.standing() {
        Some(GoogleStanding::Connected) => 2,
        // There is no permission left to withdraw.
        Some(GoogleStanding::Expired) => 1,
        Some(GoogleStanding::SignedIn) => 0,
        _ => return Html::default(),
    };
    html! {
        <>
            if 0 < from_drive {
                {card(page, "google-drive", &FROM_DRIVE[..from_drive])}
            }
            {card(page, "google-account", &FROM_SERVER)}
            if let Some(exit) = *page.asking {
                {dialog(page, exit)}
            }
        </>
    }
}

fn card(page: &Page, title: &str, exits: &'static [Exit]) -> Html {
    html! {
        <section class="card">
            <h2>{page.ctx.t(title)}</h2>
            <ul class="batches">{for exits.iter().map(|exit| row(page, exit))}</ul>
        </section>
    }
}

fn row(page: &Page, exit: &'static Exit) -> Html {
    let onclick = {
        let page = page.clone();
        move |_| {
            page.failure.set(None);
            if exit.asks {
                page.asking.set(Some(exit));
            } else {
                leave(&page, exit);
            }
        }
    };
    let class = classes!("button", exit.asks.then_some("button--danger"));
    html! {
        <li class="batch batch--exit">
            <p id={format!("{}-text", exit.name)}>{page.ctx.t(&format!("{}-text", exit.name))}</p>
            <button type="button" {class} data-testid={exit.name} disabled={*page.is_busy} {onclick}
                aria-describedby={format!("{}-text", exit.name)}>{page.ctx.t(exit.name)}</button>
        </li>
    }
}

fn dialog(page: &Page, exit: &'static Exit) -> Html {
    let ctx = &page.ctx;
    let close = {
        let asking = page.asking.clone();
        Callback::from(move |()| asking.set(None))
    };
    let cancel = close.reform(|_: MouseEvent| ());
    let confirm = {
        let page = page.clone();
        move |_| leave(&page, exit)
    };
    let word = |part: &str| ctx.t(&format!("{}-{part}", exit.name));
    html! {
        <Dialog title={word("sure")} on_close={close}>
            <p>{word("text")}</p>
            if let Some(failure) = &*page.failure {
                {alert(ctx, failure, Html::default())}
            }
            <div class="buttons buttons--end">
                <button type="button" class="button" onclick={cancel}>{ctx.t("cancel")}</button>
                <button type="button" class="button button--danger" data-testid={format!("{}-confirm", exit.name)}
                    disabled={*page.is_busy} onclick={confirm}>{word("confirm")}</button>
            </div>
        </Dialog>
    }
}

/// Leaves, and looks how things stand then.
fn leave(page: &Page, exit: &'static Exit) {
    let page = page.clone();
    page.is_busy.set(true);
    page.failure.set(None);
    spawn_local(async move {
        let ctx = page.ctx.clone();
        match ctx.rpc.ask::<()>(Request::GoogleLeave(exit.way)).await {
            Ok(()) => {
                page.asking.set(None);
                page.drive.set(None);
                let done = ctx.t(&format!("{}-done", exit.name));
                ctx.session.dispatch(Act::Notice(Toast::Text(done)));
                // The button that was pressed goes away with its state.
                browser::focus("h1");
                look(page.clone()).await;
            }
            Err(failure) => page.failure.set(Some(failure)),
        }
        page.is_busy.set(false);
    });
}
