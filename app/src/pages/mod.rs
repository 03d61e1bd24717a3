//! A page each.

mod backup;
mod dashboard;
mod google;
mod import;
mod recovery;
mod settings;
#[cfg(feature = "styleguide")]
mod styleguide;
mod transactions;
mod unlock;
mod welcome;

pub(crate) use backup::{left as backup_left, opened as backup_opened, restored, use_backups};
pub(crate) use google::{
    google_link, google_parts, left as google_left, opened as google_opened, status_card as google_step,
};
pub(crate) use import::pick_button;
#[cfg(feature = "styleguide")]
pub(crate) use styleguide::Styleguide;
pub(crate) use unlock::Unlock;
pub(crate) use welcome::Welcome;

use crate::{
    components::Frame,
    context::Ctx,
    late::{Late, Part},
    route::Route,
};
use yew::prelude::*;

/// An address of an open vault in its frame.
pub(crate) fn daily(_: &Ctx, route: Route) -> Html {
    let page = match route {
        Route::Import | Route::Backup | Route::Settings | Route::Google => {
            html! { <Late part={Part::Seldom} {route} /> }
        }
        Route::Transactions => html! { <transactions::Transactions /> },
        _ => html! { <dashboard::Dashboard /> },
    };
    html! { <Frame {route}>{page}</Frame> }
}

/// What few visits open.
pub(crate) fn seldom(ctx: &Ctx, route: Route) -> Html {
    match route {
        Route::Import => html! { <import::Import /> },
        Route::Backup => backup::backup(ctx),
        Route::Restore => html! { <backup::Restore /> },
        Route::Google => google::google(ctx),
        _ => settings::settings(ctx),
    }
}
