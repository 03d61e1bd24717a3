//! How the month goes: a sentence, and the spending that adds up beside the month before and what is usual.

use crate::{
    components::{Line, Twin, line_chart, money},
    context::Ctx,
    i18n::Value,
    query,
};
use protocol::{Amount, MonthOfCurrency, Pace, Point, Verdict};
use yew::prelude::*;

/// The card.
pub(super) fn pace(ctx: &Ctx, month: &str, one: &MonthOfCurrency) -> Html {
    let pace = &one.pace;
    let days = [&pace.spent, &pace.last, &pace.usual].map(Vec::len);
    let days = days.into_iter().max().unwrap_or(0);
    let twin = {
        let (ctx, month, pace) = (ctx.clone(), month.to_owned(), pace.clone());
        Callback::from(move |()| table(&ctx, &month, &pace, days))
    };
    let line = |look, points: &[Point]| Line {
        look,
        shares: points.iter().map(|point| point.share).collect(),
    };
    let lines = [
        line("usual", &pace.usual),
        line("before", &pace.last),
        line("main", &pace.spent),
    ];
    html! {
        <section class="card pace">
            <p class="pace__sentence">{sentence(ctx, month, one)}</p>
            if days > 0 {
                {line_chart(ctx.tv("pace-chart", &[("month", ctx.month(month).into())]), days, &lines)}
                <p class="pace__days" aria-hidden="true"><span>{"1"}</span><span>{"8"}</span><span>{"15"}</span><span>{"22"}</span><span>{days.to_string()}</span></p>
                {legend(ctx, month, pace)}
                <Twin table={twin} />
            }
        </section>
    }
}

/// The month in a sentence or two: what was spent beside what it is held against, and what was kept.
fn sentence(ctx: &Ctx, month: &str, one: &MonthOfCurrency) -> Html {
    let is_nothing = |amount: &Amount| !amount.decimal.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    let named = |id: &str, values: &[(&str, Value)]| {
        let month = ("month", ctx.month(month).into());
        ctx.tv(id, &[values, &[month]].concat())
    };
    if is_nothing(&one.income) && is_nothing(&one.expense) {
        return html! { named("month-quiet", &[]) };
    }
    let is_over = one.pace.is_over;
    let spent = ("spent", Value::from(ctx.money(&one.expense)));
    let spending = match &one.pace.standard {
        Some(against) => {
            let verdict = match against.verdict {
                Verdict::More => "more",
                Verdict::Less => "less",
                Verdict::Close => "same",
            };
            let standard = if against.is_usual { "usual" } else { "last" };
            let by = ("by", Value::from(ctx.money(&against.difference)));
            let before = query::shift(month, -1).unwrap_or_default();
            let last = ("last", Value::from(ctx.month(&before)));
            let id = if is_over { "pace-over" } else { "pace-so-far" };
            let verdict = ("verdict", Value::from(format!("{verdict}-{standard}")));
            named(id, &[spent, by, last, verdict])
        }
        None => named(
            if is_over {
                "pace-over-alone"
            } else {
                "pace-so-far-alone"
            },
            &[spent],
        ),
    };
    html! { <><strong>{spending}</strong>{" "}{kept(ctx, one)}</> }
}

fn kept(ctx: &Ctx, one: &MonthOfCurrency) -> String {
    let mut net = one.net.clone();
    let id = if net.decimal.starts_with('-') {
        "month-over"
    } else {
        "month-kept"
    };
    net.decimal = net.decimal.trim_start_matches('-').to_owned();
    ctx.tv(
        id,
        &[
            ("net", ctx.money(&net).into()),
            ("income", ctx.money(&one.income).into()),
        ],
    )
}

/// What each line stands for, and where it is by the same day.
fn legend(ctx: &Ctx, month: &str, pace: &Pace) -> Html {
    let at = |points: &[Point]| {
        let now = pace.spent.len().saturating_sub(1);
        let whole = points.last().filter(|_| pace.is_over);
        whole
            .or(points.get(now))
            .or(points.last())
            .map(|point| point.amount.clone())
    };
    let entry = |look: &str, name: String, points: &[Point]| {
        at(points).map(|amount| html! {
            <div class={format!("pace__of pace__of--{look}")}><dt>{name}</dt><dd>{money(ctx, &amount, None, None)}</dd></div>
        })
    };
    let before = query::shift(month, -1).unwrap_or_default();
    html! {
        <dl class="pace__legend">
            {for entry("main", ctx.month_short(month), &pace.spent)}
            {for entry("before", ctx.month_short(&before), &pace.last)}
            {for entry("usual", ctx.t("pace-usual"), &pace.usual)}
        </dl>
    }
}

fn table(ctx: &Ctx, month: &str, pace: &Pace, days: usize) -> Html {
    let before = query::shift(month, -1).unwrap_or_default();
    let cell = |points: &[Point], day: usize| {
        let amount = points.get(day).map(|point| money(ctx, &point.amount, None, None));
        html! { <td class="number">{amount.unwrap_or_default()}</td> }
    };
    let head = |text: String| html! { <th scope="col" class="number">{text}</th> };
    html! {
        <table class="table">
            <caption class="unseen">{ctx.tv("pace-chart", &[("month", ctx.month(month).into())])}</caption>
            <thead><tr><th scope="col">{ctx.t("day")}</th>{head(ctx.month_short(month))}{head(ctx.month_short(&before))}{head(ctx.t("pace-usual"))}</tr></thead>
            <tbody>
                {for (0..days).map(|day| html! {
                    <tr><th scope="row">{(day + 1).to_string()}</th>{cell(&pace.spent, day)}{cell(&pace.last, day)}{cell(&pace.usual, day)}</tr>
                })}
            </tbody>
        </table>
    }
}
