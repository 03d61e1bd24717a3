//! Twelve months as bars, with the same figures as a table.

use crate::{
    components::{Twin, money},
    context::Ctx,
};
use protocol::{Kind, MonthBar};
use yew::prelude::*;

/// The year up to the month; a bar leads to its month.
pub(crate) fn year(ctx: &Ctx, bars: &[MonthBar], shown: &str, on_month: &Callback<String>) -> Html {
    let twin = {
        let (ctx, bars) = (ctx.clone(), bars.to_vec());
        Callback::from(move |()| table(&ctx, &bars))
    };
    html! {
        <section class="card">
            <h2>{ctx.t("twelve-months")}</h2>
            <p class="legend"><span class="legend__income">{ctx.t("total-income")}</span><span class="legend__expense">{ctx.t("total-expense")}</span></p>
            <ol class="year">
                {for bars.iter().map(|bar| html! { <li>{month(ctx, bar, shown, on_month)}</li> })}
            </ol>
            <Twin table={twin} />
        </section>
    }
}

fn month(ctx: &Ctx, bar: &MonthBar, shown: &str, on_month: &Callback<String>) -> Html {
    let is_shown = shown == bar.month;
    let onclick = {
        let (on_month, month) = (on_month.clone(), bar.month.clone());
        move |_| on_month.emit(month.clone())
    };
    let label = ctx.tv(
        "month-bar",
        &[
            ("month", ctx.month(&bar.month).into()),
            ("income", ctx.money(&bar.income).into()),
            ("expense", ctx.money(&bar.expense).into()),
        ],
    );
    let rect = |class: &'static str, x: &'static str, share: u16| {
        let share = share.min(1000);
        html! { <rect {class} {x} y={(1000 - share).to_string()} width="36" height={share.to_string()} /> }
    };
    html! {
        <button class="year__month" title={label.clone()} aria-pressed={is_shown.to_string()} {onclick}>
            <svg viewBox="0 0 100 1000" preserveAspectRatio="none" aria-hidden="true">
                {rect("year__income", "12", bar.income_share)}{rect("year__expense", "52", bar.expense_share)}
            </svg>
            <span class="year__label">{ctx.month_short(&bar.month)}</span>
            <span class="unseen">{label}</span>
        </button>
    }
}

fn table(ctx: &Ctx, year: &[MonthBar]) -> Html {
    html! {
        <table class="table">
            <caption class="unseen">{ctx.t("twelve-months")}</caption>
            <thead><tr><th scope="col">{ctx.t("month")}</th><th scope="col" class="number">{ctx.t("total-income")}</th><th scope="col" class="number">{ctx.t("total-expense")}</th></tr></thead>
            <tbody>
                {for year.iter().rev().map(|bar| html! {
                    <tr>
                        <th scope="row">{ctx.month(&bar.month)}</th>
                        <td class="number">{money(ctx, &bar.income, Kind::Income, None)}</td>
                        <td class="number">{money(ctx, &bar.expense, None, None)}</td>
                    </tr>
                })}
            </tbody>
        </table>
    }
}
