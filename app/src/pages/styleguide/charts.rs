//! What is drawn. Each chart has its figures as a table beside it.

use super::part;
use crate::{
    components::{Line, Slice, donut, line_chart, share_bar, stacked},
    context::Ctx,
};
use yew::prelude::*;

/// Lines, bars, stacks and rings.
pub(super) fn charts(_: &Ctx) -> Html {
    let lines = [
        Line {
            look: "usual",
            shares: (0..31).map(|day| day * 30).collect(),
        },
        Line {
            look: "before",
            shares: (0..31).map(|day| day * 33).collect(),
        },
        Line {
            look: "main",
            shares: (0..20).map(|day| 100 + day * 31).collect(),
        },
    ];
    let slices = || {
        [("Housing", 520), ("Food", 300), ("Other", 180)].map(|(name, share)| Slice {
            name: name.to_owned(),
            share,
        })
    };
    html! {
        <>
            {part("Lines: how something adds up, beside before and usual", line_chart("Spending day by day".to_owned(), 31, &lines))}
            {part("A bar with a mark: this, and where it was", html! { <>
                {share_bar("expense", 640, 700)}{share_bar("income", 900, 400)}{share_bar("expense", 0, 0)}
            </> })}
            {part("A stack: the parts of a whole, over time", html! { <div class="styleguide__row">{for (0..6).map(|_| stacked("Parts", &slices()))}</div> })}
            {part("A ring: the parts of a whole, once", donut("Parts", &slices()))}
        </>
    }
}
