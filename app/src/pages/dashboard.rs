//! A month: how it goes, what came in and went out, where it went, what needs a look, and the year around it.

mod categories;
mod look;
mod pace;
mod worth;
mod year;

use crate::{
    browser,
    components::{Link, Title, alert, icon, input_value, money, page_link, target},
    context::{Ctx, use_ctx, use_query},
    query,
    route::Route,
};
use categories::categories;
use look::look;
use pace::pace;
use protocol::{MonthOfCurrency, Request};
use web_sys::HtmlInputElement;
use worth::worth;
use year::year;
use yew::prelude::*;

/// The page.
#[component]
pub(crate) fn Dashboard() -> Html {
    let ctx = use_ctx();
    let asked = use_state(|| None::<String>);
    let answer = use_query::<protocol::Dashboard>(Request::Dashboard {
        month: (*asked).clone(),
    });
    let waiting = answer
        .data
        .as_ref()
        .map(|month| month.unsorted.saturating_add(month.on_their_way));
    use_effect_with(waiting, |waiting| {
        if let Some(count) = waiting {
            browser::badge(*count);
        }
    });
    let on_month = {
        let asked = asked.clone();
        Callback::from(move |month: String| asked.set(Some(month)))
    };
    let Some(month) = answer.data else {
        return html! {
            <>
                <div class="page-head"><Title text={ctx.t("nav-dashboard")} /></div>
                if let Some(failure) = answer.failure {
                    {alert(&ctx, &failure, Html::default())}
                }
            </>
        };
    };
    let shown = (*asked).clone().unwrap_or_else(|| month.month.clone());
    html! {
        <>
            <div class="page-head">
                <Title text={ctx.t("nav-dashboard")} />
                {period(&ctx, &shown, &on_month)}
            </div>
            if let Some(failure) = answer.failure {
                {alert(&ctx, &failure, Html::default())}
            }
            if month.span.is_none() {
                {beginning(&ctx)}
            }
            {for (0..month.currencies.len()).map(|place| html! {
                {currency(&ctx, &month, place, &on_month)}
            })}
        </>
    }
}

fn period(ctx: &Ctx, month: &str, on_month: &Callback<String>) -> Html {
    let step = |by: i32| {
        let (month, on_month) = (month.to_owned(), on_month.clone());
        move |_: MouseEvent| {
            if let Some(month) = query::shift(&month, by) {
                on_month.emit(month);
            }
        }
    };
    // Whether it was a month.
    let take = |on_month: Callback<String>| {
        move |value: String| {
            let is_month = query::days_of_month(&value).is_some();
            if is_month {
                on_month.emit(value);
            }
            is_month
        }
    };
    let oninput = {
        let take = take(on_month.clone());
        move |event: InputEvent| {
            take(input_value(&event));
        }
    };
    let onchange = {
        let (take, month) = (take(on_month.clone()), month.to_owned());
        move |event: Event| {
            if take(input_value(&event)) {
                return;
            }
            // Where a month is typed as text, half of one must not stand over the figures of another.
            if let Some(field) = target::<HtmlInputElement>(&event) {
                field.set_value(&month);
            }
        }
    };
    html! {
        <div class="period" role="group" aria-label={ctx.t("period")}>
            <button class="button button--icon" data-testid="period-previous" onclick={step(-1)} aria-label={ctx.t("period-previous")}>{icon("left")}</button>
            <input type="month" data-testid="period" aria-label={ctx.t("period")} value={month.to_owned()}
                {oninput} {onchange} />
            <button class="button button--icon" data-testid="period-next" onclick={step(1)} aria-label={ctx.t("period-next")}>{icon("right")}</button>
        </div>
    }
}

/// An empty ledger teaches how it begins.
fn beginning(ctx: &Ctx) -> Html {
    html! {
        <section class="card empty">
            <h2>{ctx.t("empty-title")}</h2>
            <p>{ctx.t("empty-text")}</p>
            <div class="buttons">
                {page_link(ctx, Link { to: Route::Import, class: "button button--main", ..Link::default() }, html! { <>{icon("import")}<span>{ctx.t("empty-import")}</span></> })}
                {page_link(ctx, Link { to: Route::Transactions, adds: true, class: "button", ..Link::default() }, html! { <>{icon("plus")}<span>{ctx.t("empty-add")}</span></> })}
            </div>
        </section>
    }
}

/// One currency of the month. Before anything was ever written there are no charts: empty ones teach nothing.
fn currency(ctx: &Ctx, month: &protocol::Dashboard, place: usize, on_month: &Callback<String>) -> Html {
    let Some(one) = month.currencies.get(place) else {
        return Html::default();
    };
    let (is_base, is_empty) = (place == 0, month.span.is_none());
    html! {
        <section class="month" data-month={is_base.then(|| month.month.clone())} aria-label={one.net.currency.clone()}>
            if month.currencies.len() > 1 {
                <h2 class="month__currency">{one.net.currency.clone()}</h2>
            }
            if is_empty {
                {stats(ctx, one, is_base, stat(ctx, "net-worth", &one.net_worth, is_base))}
            } else {
                <div class="dash">
                    {pace(ctx, &month.month, one)}
                    {stats(ctx, one, is_base, Html::default())}
                    if is_base {
                        <div class="dash__look">{look(ctx, month)}</div>
                    }
                    <div class="dash__where">{categories(ctx, &month.month, &one.categories, is_base)}</div>
                    <div class="dash__worth">{worth(ctx, one, is_base.then_some("net-worth"))}</div>
                    <div class="dash__year">{year(ctx, &one.year, &month.month, on_month)}</div>
                </div>
            }
        </section>
    }
}

/// The month's figures, and more of their kind.
fn stats(ctx: &Ctx, one: &MonthOfCurrency, is_base: bool, more: Html) -> Html {
    html! {
        <dl class="stats">
            {stat(ctx, "total-income", &one.income, is_base)}
            {stat(ctx, "total-expense", &one.expense, is_base)}
            {stat(ctx, "total-saving", &one.saving, is_base)}
            {stat(ctx, "total-net", &one.net, is_base)}
            {more}
        </dl>
    }
}

/// A figure under its name, which is its hook, too.
fn stat(ctx: &Ctx, hook: &'static str, amount: &protocol::Amount, is_base: bool) -> Html {
    html! {
        <div class={classes!("stat", format!("stat--{hook}"))}>
            <dt>{ctx.t(hook)}</dt>
            <dd>{money(ctx, amount, None, is_base.then_some(hook))}</dd>
        </div>
    }
}
