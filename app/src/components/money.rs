//! An amount on the screen.

use crate::context::Ctx;
use protocol::{Amount, Kind};
use yew::prelude::*;

/// The amount as the locale writes it, with the exact decimal beside it. The kind gives income its sign.
pub(crate) fn money(
    ctx: &Ctx,
    amount: &Amount,
    kind: impl Into<Option<Kind>>,
    hook: Option<&'static str>,
) -> Html {
    let kind = kind.into();
    let sign = if kind == Some(Kind::Income) { "+" } else { "" };
    let class = kind.map(|kind| format!("money--{}", kind.word()));
    html! {
        <span class={classes!("money", class)} data-testid={hook} data-amount={amount.decimal.clone()}
            data-currency={amount.currency.clone()}>
            {sign}{ctx.money(amount)}
        </span>
    }
}
