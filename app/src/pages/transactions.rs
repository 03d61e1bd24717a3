//! All transactions: a list narrowed while typing, and a form over it.

mod details;
mod fetch;
mod form;
mod list;
mod row;
mod sorting;
mod toolbar;

use super::backup::export_buttons;
use crate::{
    address::{self, use_address},
    components::{Link, Title, alert, icon, page_link},
    context::{Ctx, use_ctx, use_query},
    route::Route,
    session::Act,
};
use details::Editing;
use fetch::{Rows, use_list};
use form::TransactionForm;
use list::TransactionList;
use protocol::{Facts, Filter, Look, Request, Vocabulary};
use std::rc::Rc;
use toolbar::Toolbar;
use yew::prelude::*;

/// The page.
#[component]
pub(crate) fn Transactions() -> Html {
    let ctx = use_ctx();
    let filter = ctx.session.filter.clone();
    let on_filter = {
        let session = ctx.session.dispatcher();
        Callback::from(move |filter| session.dispatch(Act::Filter(filter)))
    };
    let list = use_list(&ctx, &filter);
    let vocabulary = use_query::<Vocabulary>(Request::Vocabulary)
        .data
        .unwrap_or_default();
    let facts = use_query::<Facts>(Request::Facts).data;
    let editing = use_state(|| None);
    // A shortcut may ask again while the page is there.
    let (_, here) = use_address();
    let wants_to_add = here.contains("add=1");
    {
        let editing = editing.clone();
        use_effect_with(wants_to_add, move |wants| {
            if *wants {
                editing.set(Some(Editing::New));
            }
        });
    }
    let open = {
        let editing = editing.clone();
        Callback::from(move |what: Option<Editing>| editing.set(what))
    };
    let add = open.reform(|_: MouseEvent| Some(Editing::New));
    let on_open = open.reform(|id: AttrValue| Some(Editing::Old(id)));
    let close = {
        let session = ctx.session.dispatcher();
        open.reform(move |()| {
            session.dispatch(Act::DraftDone);
            // What was asked for is done: a reload or another shortcut begins anew.
            if wants_to_add {
                address::replace(Route::Transactions.path());
            }
            None
        })
    };
    // Notes that could not be written as they are come one after the other.
    let noted = ctx.session.drafts.first().map(|_| Editing::New);
    let is_noted = editing.is_none() && noted.is_some();
    html! {
        <>
            <div class="page-head">
                <Title text={ctx.t("nav-transactions")} />
                <div class="buttons">
                    {history(&ctx, facts.as_deref())}
                    <button class="button button--main" data-testid="add-transaction" onclick={add}>{icon("plus")}<span>{ctx.t("add-transaction")}</span></button>
                </div>
            </div>
            <Toolbar filter={filter.clone()} {on_filter} vocabulary={vocabulary.clone()} />
            {count(&ctx, &list)}
            if let Some(failure) = list.failure.clone() {
                {alert(&ctx, &failure, Html::default())}
            }
            <div data-testid="transaction-list" class="list-holder">
                if list.list.is_some_and(|list| list.count == 0) {
                    {nothing(&ctx, &filter, facts.as_deref())}
                } else if list.list.is_some() {
                    <TransactionList rows={list} filter={filter.clone()} {on_open} sorts={(filter.look == Some(Look::Unsorted)).then(|| vocabulary.clone())} />
                }
            </div>
            <div class="list-foot">{export_buttons(&ctx, Some(filter))}</div>
            if let Some(what) = (*editing).clone().or(noted) {
                <TransactionForm key={if is_noted { ctx.session.drafts.len() } else { 0 }} {what} {vocabulary} on_close={close} />
            }
        </>
    }
}

fn history(ctx: &Ctx, facts: Option<&Facts>) -> Html {
    let button = |hook: &'static str, is_possible: bool, request: Request| {
        let ctx_ = ctx.clone();
        html! {
            <button class="button button--icon" data-testid={hook} aria-label={ctx.t(hook)} title={ctx.t(&format!("{hook}-title"))}
                disabled={!is_possible} onclick={move |_| ctx_.change(request.clone())}>{icon(hook)}</button>
        }
    };
    html! {
        <>
            {button("undo", facts.is_some_and(|facts| facts.can_undo), Request::Undo)}
            {button("redo", facts.is_some_and(|facts| facts.can_redo), Request::Redo)}
        </>
    }
}

fn count(ctx: &Ctx, rows: &Rows) -> Html {
    let count = rows.list.map(|list| list.count);
    html! {
        <p class="count" role="status" data-testid="transaction-count" data-count={count.map(|count| count.to_string())} data-search={rows.search.clone()}>
            {count.map(|count| ctx.tv("transaction-count", &[("count", count.into())]))}
        </p>
    }
}

/// Nothing to show: because nothing matches, or because nothing is there yet.
fn nothing(ctx: &Ctx, filter: &Filter, facts: Option<&Facts>) -> Html {
    let is_narrowed = *filter != Filter::default();
    let is_empty = facts.is_some_and(|facts| facts.is_empty);
    html! {
        <div class="card empty">
            if filter.look.is_some() && !is_empty {
                <h2>{icon("check")}<span>{ctx.t("look-done")}</span></h2>
                {page_link(ctx, Link { class: "button", ..Link::default() }, html! { ctx.t("look-back") })}
            } else if is_narrowed && !is_empty {
                <h2>{ctx.t("no-match")}</h2>
                <p>{ctx.t("no-match-text")}</p>
            } else {
                <h2>{ctx.t("empty-title")}</h2>
                <p>{ctx.t("empty-text")}</p>
                {page_link(ctx, Link { to: Route::Import, class: "button", ..Link::default() }, html! { <>{icon("import")}<span>{ctx.t("empty-import")}</span></> })}
            }
        </div>
    }
}

/// Shared by the parts that choose from names.
pub(crate) type Names = Rc<Vocabulary>;
