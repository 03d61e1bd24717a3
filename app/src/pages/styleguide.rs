//! Every component with its states, for whoever builds pages. Development builds only: `cargo xtask styleguide`.

mod charts;
mod controls;

use crate::{components::Title, context::use_ctx};
use yew::prelude::*;

/// The names of `tokens.css` that are colours.
const COLOURS: [&str; 19] = [
    "paper",
    "surface",
    "surface-sunken",
    "surface-hover",
    "border",
    "border-strong",
    "text",
    "text-muted",
    "accent",
    "accent-hover",
    "on-accent",
    "accent-soft",
    "income",
    "bar-income",
    "bar-expense",
    "trouble",
    "trouble-soft",
    "note",
    "note-soft",
];

/// The page. It is in English: its readers are those of the code.
#[component]
pub(crate) fn Styleguide() -> Html {
    let ctx = use_ctx();
    html! {
        <main class="frame__main styleguide">
            <link rel="stylesheet" href="/styleguide.css" />
            <Title text="Style guide" />
            {part("Colours: what things are", html! {
                <ul class="styleguide__colours">{for COLOURS.iter().map(|name| html! {
                    <li><svg viewBox="0 0 10 10" preserveAspectRatio="none" aria-hidden="true"><rect class={format!("is-{name}")} width="10" height="10" /></svg><code>{*name}</code></li>
                })}</ul>
            })}
            {part("Type", html! { <>
                <h1>{"Page title, 1.625"}</h1><h2>{"Card title, 1.0625"}</h2><h3>{"Group title, 0.8125"}</h3>
                <p class="lead">{"Lead: one sentence that answers what the page is for."}</p>
                <p>{"Body, 0.9375, at most 65 characters a line. Figures are tabular: 1,111.11 and 8,888.88."}</p>
                <p class="fine">{"Fine print: what may be skipped."}</p>
            </> })}
            {controls::buttons()}
            {controls::fields(&ctx)}
            {controls::messages(&ctx)}
            {charts::charts(&ctx)}
        </main>
    }
}

/// A part of the guide.
fn part(title: &str, body: Html) -> Html {
    html! { <section class="card"><h2>{title.to_owned()}</h2>{body}</section> }
}
