//! Net worth over twelve months.

use crate::{
    components::{Line, Twin, line_chart, money},
    context::Ctx,
};
use protocol::{MonthBar, MonthOfCurrency};
use yew::prelude::*;

/// The card: what it is now, and its line.
pub(super) fn worth(ctx: &Ctx, one: &MonthOfCurrency, hook: Option<&'static str>) -> Html {
    let line = Line {
        look: "main",
        shares: one.year.iter().map(|bar| bar.worth.share).collect(),
    };
    let twin = {
        let (ctx, year) = (ctx.clone(), one.year.clone());
        Callback::from(move |()| table(&ctx, &year))
    };
    let ends = one.year.first().zip(one.year.last());
    html! {
        <section class="card worth">
            <h2>{ctx.t("net-worth")}</h2>
            <p class="worth__figure">{money(ctx, &one.net_worth, None, hook)}</p>
            {line_chart(ctx.t("worth-chart"), one.year.len(), &[line])}
            if let Some((first, last)) = ends {
                <p class="pace__days" aria-hidden="true"><span>{ctx.month(&first.month)}</span><span>{ctx.month(&last.month)}</span></p>
            }
            <Twin table={twin} />
        </section>
    }
}

fn table(ctx: &Ctx, year: &[MonthBar]) -> Html {
    html! {
        <table class="table">
            <caption class="unseen">{ctx.t("worth-chart")}</caption>
            <thead><tr><th scope="col">{ctx.t("month")}</th><th scope="col" class="number">{ctx.t("net-worth")}</th></tr></thead>
            <tbody>
                {for year.iter().rev().map(|bar| html! {
                    <tr><th scope="row">{ctx.month(&bar.month)}</th><td class="number">{money(ctx, &bar.worth.amount, None, None)}</td></tr>
                })}
            </tbody>
        </table>
    }
}
