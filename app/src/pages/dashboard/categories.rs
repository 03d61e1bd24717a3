//! Where the money went, and from each figure to its rows.

use crate::{
    components::{Link, icon, money, page_link, share_bar},
    context::{Ctx, use_ctx},
    query,
    route::Route,
};
use protocol::{CategoryTotal, Filter, Kind};
use yew::prelude::*;

/// Totals by kind, largest first. The hooks are on the base currency only.
pub(crate) fn categories(ctx: &Ctx, month: &str, all: &[CategoryTotal], is_base: bool) -> Html {
    let hook = is_base.then_some("category-totals");
    let group = |kind: Kind| {
        let rows: Vec<_> = all.iter().filter(|category| category.kind == kind).collect();
        if rows.is_empty() {
            return Html::default();
        }
        html! {
            <>
                <h3 class="totals__head"><span>{ctx.t(&format!("by-category-{}", kind.word()))}</span>
                    if rows.iter().any(|category| category.before.is_some()) {
                        <span aria-hidden="true">{ctx.month_short(&query::shift(month, -1).unwrap_or_default())}</span>
                    }
                    <span aria-hidden="true">{ctx.month_short(month)}</span></h3>
                <ul class="totals">
                    {for rows.into_iter().map(|category| html! {
                        <Row key={format!("{}{}", kind.word(), category.name)} month={month.to_owned()} category={category.clone()} {is_base} />
                    })}
                </ul>
            </>
        }
    };
    html! {
        <section class="card" data-testid={hook}>
            <h2>{ctx.t("by-category")}</h2>
            if all.is_empty() {
                <p class="fine">{ctx.t("by-category-none")}</p>
            }
            {for Kind::ALL.map(group)}
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct RowProps {
    month: AttrValue,
    category: CategoryTotal,
    is_base: bool,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let ctx = use_ctx();
    let is_open = use_state(|| false);
    let CategoryTotal {
        kind,
        name,
        total,
        before,
        share,
        before_share,
        children,
    } = &props.category;
    let toggle = {
        let is_open = is_open.clone();
        move |_| is_open.set(!*is_open)
    };
    let link = |child: &str| drill(&props.month, *kind, name, child);
    html! {
        <li class="total" data-testid={props.is_base.then_some("category-total")} data-category={name.clone()} data-type={kind.word()}
            data-amount={total.decimal.clone()} data-currency={total.currency.clone()}>
            <div class="total__line">
                if children.is_empty() {
                    <span class="total__toggle"></span>
                } else {
                    <button class="total__toggle" aria-expanded={is_open.to_string()} onclick={toggle}
                        aria-label={ctx.tv("subcategories-of", &[("name", name.as_str().into())])}>{icon("right")}</button>
                }
                {page_link(&ctx, Link { to: Route::Transactions, filter: link(""), class: "total__name", ..Link::default() }, html! { <>{name.clone()}</> })}
                {money(&ctx, total, *kind, None)}
                if let Some(before) = before {
                    <span class="total__before"><span class="unseen">{ctx.t("in-month-before")}</span>{money(&ctx, before, None, None)}</span>
                }
            </div>
            {share_bar(kind.word(), *share, *before_share)}
            if *is_open {
                <ul class="total__children">
                    {for children.iter().map(|(child, amount)| html! {
                        <li>{page_link(&ctx, Link { to: Route::Transactions, filter: link(child), ..Link::default() }, html! { <>{if child.is_empty() { ctx.t("no-subcategory") } else { child.clone() }}</> })}
                            {money(&ctx, amount, *kind, None)}</li>
                    })}
                </ul>
            }
        </li>
    }
}

/// The rows behind a figure.
fn drill(month: &str, kind: Kind, category: &str, child: &str) -> Filter {
    let (from, to) = query::days_of_month(month).unwrap_or_default();
    Filter {
        from,
        to,
        category: category.to_owned(),
        subcategory: child.to_owned(),
        kind: Some(kind),
        ..Filter::default()
    }
}
