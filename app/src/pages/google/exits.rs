//! The ways out. What each costs stands beside it; what can't be taken back asks once more.

use super::press::{Press, button, pressed};
use crate::{
    components::{Dialog, alert},
    context::Ctx,
};
use protocol::{GoogleLeave, GoogleStanding};
use yew::prelude::*;

/// A way out.
struct Exit {
    way: GoogleLeave,
    /// Its hook, and its words: as it is, with `-text` for what it costs and `-done`.
    name: &'static str,
    text: &'static str,
}

macro_rules! exit {
    ($way:ident, $name:literal) => {
        Exit {
            way: GoogleLeave::$way,
            name: $name,
            text: concat!($name, "-text"),
        }
    };
}

/// From what leaves least behind to what leaves nothing.
static EXITS: [Exit; 5] = [
    exit!(Disconnect, "google-disconnect"),
    exit!(DisconnectAndRevoke, "google-disconnect-revoke"),
    exit!(SignOut, "google-sign-out"),
    exit!(SignOutEverywhere, "google-sign-out-everywhere"),
    exit!(DeleteAccount, "google-delete-account"),
];

impl Exit {
    /// It can't be taken back.
    fn is_final(&self) -> bool {
        matches!(
            self.way,
            GoogleLeave::DisconnectAndRevoke | GoogleLeave::DeleteAccount
        )
    }
}

/// The ways out of where the person stands.
pub(super) fn cards(ctx: &Ctx) -> Html {
    let view = &ctx.session.google;
    let from_drive = match view.standing() {
        Some(GoogleStanding::Connected) => 2,
        // There is no permission left to withdraw.
        Some(GoogleStanding::Expired) => 1,
        Some(GoogleStanding::SignedIn) => 0,
        _ => return Html::default(),
    };
    let asking = EXITS.iter().find(|exit| view.asking == Some(exit.way));
    html! {
        <>
            if 0 < from_drive {
                {card(ctx, "google-drive", &EXITS[..from_drive])}
            }
            {card(ctx, "google-account", &EXITS[2..])}
            if let Some(exit) = asking {
                {dialog(ctx, exit)}
            }
        </>
    }
}

fn card(ctx: &Ctx, title: &str, exits: &'static [Exit]) -> Html {
    let row = |exit: &'static Exit| {
        let (press, class) = if exit.is_final() {
            (Press::Ask(exit.way), "button--danger")
        } else {
            (Press::Leave(exit.way, exit.name), "")
        };
        html! {
            <li class="batch batch--exit">
                <p>{ctx.t(exit.text)}</p>
                {button(ctx, press, exit.name, class, exit.name)}
            </li>
        }
    };
    html! {
        <section class="card">
            <h2>{ctx.t(title)}</h2>
            <ul class="batches">{for exits.iter().map(row)}</ul>
        </section>
    }
}

fn dialog(ctx: &Ctx, exit: &'static Exit) -> Html {
    let close = {
        let ctx = ctx.clone();
        Callback::from(move |()| pressed(&ctx, Press::Keep))
    };
    let leave = Press::Leave(exit.way, exit.name);
    html! {
        <Dialog title={ctx.t(exit.name)} on_close={close}>
            <p>{ctx.t(exit.text)}</p>
            if let Some(failure) = &ctx.session.google.failure {
                {alert(ctx, failure, Html::default())}
            }
            <div class="buttons buttons--end">
                {button(ctx, Press::Keep, "google-keep", "", "cancel")}
                {button(ctx, leave, format!("{}-confirm", exit.name), "button--danger", exit.name)}
            </div>
        </Dialog>
    }
}
