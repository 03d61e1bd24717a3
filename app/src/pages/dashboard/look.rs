//! What waits for a person's eye, each a link to where it is put right.

use crate::{
    components::{Link, icon, page_link},
    context::Ctx,
    route::Route,
};
use protocol::{Dashboard, Filter, Look};
use yew::prelude::*;

/// The card. It is there when nothing waits, too: that is an answer.
pub(super) fn look(ctx: &Ctx, month: &Dashboard) -> Html {
    let backups = ctx.session.backups.known.as_deref();
    let is_unsaved = backups.is_some_and(|known| known.is_changed);
    let rows = [
        (month.unsorted, "look-unsorted", "list", list_of(Look::Unsorted)),
        (
            month.on_their_way,
            "look-on-their-way",
            "list",
            list_of(Look::OnItsWay),
        ),
        (
            u32::from(is_unsaved),
            "look-unsaved",
            "backup",
            Link {
                to: Route::Backup,
                ..Link::default()
            },
        ),
    ];
    let rows: Vec<_> = rows.into_iter().filter(|(count, ..)| *count > 0).collect();
    html! {
        <section class="card look" data-testid="needs-a-look">
            <h2>{ctx.t("look")}</h2>
            if rows.is_empty() {
                <p class="look__none">{icon("check")}<span>{ctx.t("look-none")}</span></p>
            } else {
                <ul class="look__list">
                    {for rows.into_iter().map(|(count, id, drawing, link)| html! {
                        <li>{page_link(ctx, Link { class: "look__item", hook: Some(id), ..link }, html! { <>
                            {icon(drawing)}<span>{ctx.tv(id, &[("count", count.into())])}</span>{icon("right")}
                        </> })}</li>
                    })}
                </ul>
            }
        </section>
    }
}

fn list_of(look: Look) -> Link {
    Link {
        to: Route::Transactions,
        filter: Filter {
            look: Some(look),
            ..Filter::default()
        },
        ..Link::default()
    }
}
