//! The figures behind a drawing, as a table.

use super::target;
use crate::context::use_ctx;
use web_sys::Element;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Makes the table. A drawing's figures are many, and most people never unfold them: they are drawn when somebody
    /// does.
    pub(crate) table: Callback<(), Html>,
}

/// Folded until it is asked for.
#[component]
pub(crate) fn Twin(props: &Props) -> Html {
    let ctx = use_ctx();
    let is_open = use_state(|| false);
    let ontoggle = {
        let is_open = is_open.clone();
        move |event: Event| {
            let details = target::<Element>(&event);
            is_open.set(details.is_some_and(|details| details.has_attribute("open")));
        }
    };
    html! {
        <details class="twin" {ontoggle}>
            <summary>{ctx.t("as-table")}</summary>
            if *is_open {
                {props.table.emit(())}
            }
        </details>
    }
}
