//! A link to a page of ours.

use crate::{address, context::Ctx, route::Route, session::Act};
use protocol::Filter;
use yew::prelude::*;

/// Where a link leads and how it looks.
pub(crate) struct Link {
    pub(crate) to: Route,
    /// What the list of transactions shows when the link is followed.
    pub(crate) filter: Filter,
    /// The form for a new transaction opens at once.
    pub(crate) adds: bool,
    pub(crate) class: &'static str,
    pub(crate) hook: Option<&'static str>,
    /// This is the page that is shown.
    pub(crate) is_current: bool,
}

impl Default for Link {
    fn default() -> Self {
        Self {
            to: Route::Dashboard,
            filter: Filter::default(),
            adds: false,
            class: "",
            hook: None,
            is_current: false,
        }
    }
}

/// A real link, so that it can be opened elsewhere; a plain click stays in the page.
pub(crate) fn page_link(ctx: &Ctx, link: Link, children: Html) -> Html {
    let href = format!("{}{}", link.to.path(), if link.adds { "?add=1" } else { "" });
    let filter = link.filter;
    let (session, target) = (ctx.session.dispatcher(), href.clone());
    let onclick = move |event: MouseEvent| {
        if event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key() {
            return;
        }
        event.prevent_default();
        session.dispatch(Act::Trouble(None));
        session.dispatch(Act::Filter(filter.clone()));
        address::push(&target);
    };
    html! {
        <a {href} {onclick} class={link.class} data-testid={link.hook} aria-current={link.is_current.then_some("page")}>
            {children}
        </a>
    }
}
