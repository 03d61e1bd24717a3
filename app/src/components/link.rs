//! A link to a page of ours, with its query.

use crate::{context::Ctx, route::Route, session::Act};
use yew::prelude::*;
use yew_router::{
    Routable,
    history::{BrowserHistory, History},
};

/// Where a link leads and how it looks.
pub(crate) struct Link {
    pub(crate) to: Route,
    /// Names and values of the query.
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) class: &'static str,
    pub(crate) hook: Option<&'static str>,
    /// This is the page that is shown.
    pub(crate) is_current: bool,
}

impl Default for Link {
    fn default() -> Self {
        Self {
            to: Route::Dashboard,
            query: Vec::new(),
            class: "",
            hook: None,
            is_current: false,
        }
    }
}

/// A real link, so that it can be opened elsewhere; a plain click stays in the page.
pub(crate) fn page_link(ctx: &Ctx, link: Link, children: Html) -> Html {
    let href = format!("{}{}", link.to.to_path(), query_string(&link.query));
    let (session, target) = (ctx.session.dispatcher(), href.clone());
    let onclick = move |event: MouseEvent| {
        if event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key() {
            return;
        }
        event.prevent_default();
        session.dispatch(Act::Trouble(None));
        BrowserHistory::new().push(target.clone());
    };
    html! {
        <a {href} {onclick} class={link.class} data-testid={link.hook} aria-current={link.is_current.then_some("page")}>
            {children}
        </a>
    }
}

/// `?name=value&…`, or nothing.
pub(crate) fn query_string(pairs: &[(&'static str, String)]) -> String {
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", crate::browser::encode(value)))
        .collect();
    if pairs.is_empty() {
        String::new()
    } else {
        format!("?{}", pairs.join("&"))
    }
}
