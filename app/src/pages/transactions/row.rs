//! A row of the list.

use super::{Names, sorting::sorter};
use crate::{components::money, context::use_ctx};
use protocol::TransactionRow;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// From 0.
    pub(crate) place: u32,
    /// Absent while it is on its way.
    pub(crate) row: Option<TransactionRow>,
    /// The one that the Tab key leads to.
    pub(crate) is_active: bool,
    pub(crate) on_open: Callback<AttrValue>,
    /// The names to choose from, where the list is of what waits to be sorted.
    pub(crate) sorts: Option<Names>,
}

/// One transaction, or its place.
#[component]
pub(crate) fn Row(props: &Props) -> Html {
    let ctx = use_ctx();
    let index = (u64::from(props.place) + 2).to_string();
    let Some(row) = &props.row else {
        return html! {
            <div class="txn txn--coming" role="row" aria-rowindex={index} data-place={props.place.to_string()}
                tabindex={if props.is_active { "0" } else { "-1" }}><span role="gridcell"></span></div>
        };
    };
    let id = AttrValue::from(row.id.clone());
    let onclick = {
        let id = id.clone();
        props.on_open.reform(move |_: MouseEvent| id.clone())
    };
    let onkeydown = {
        let (id, on_open) = (id.clone(), props.on_open.clone());
        move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                on_open.emit(id.clone());
            }
        }
    };
    let separated = |first: &str, mark: &str, second: &str| {
        if second.is_empty() {
            first.to_owned()
        } else {
            format!("{first} {mark} {second}")
        }
    };
    let category = match (row.splits, &props.sorts) {
        (0 | 1, Some(names)) => sorter(&ctx, names, row),
        (0 | 1, None) => html! { separated(&row.category, "›", &row.subcategory) },
        (count, _) => html! { ctx.tv("splits", &[("count", count.into())]) },
    };
    html! {
        <div class="txn" role="row" aria-rowindex={index} data-testid="transaction-row" data-id={id} data-place={props.place.to_string()}
            tabindex={if props.is_active { "0" } else { "-1" }} {onclick} {onkeydown}>
            <span role="gridcell" class="txn__date">{ctx.day(&row.date)}</span>
            <span role="gridcell" class="txn__description">
                <span class="txn__text" dir="auto">{row.description.clone()}</span>
                {for row.tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(|tag| html! { <span class="chip">{tag.to_owned()}</span> })}
            </span>
            <span role="gridcell" class="txn__category">{category}</span>
            <span role="gridcell" class="txn__account">{separated(&row.account, "→", &row.to_account)}</span>
            <span role="gridcell" class="txn__amount">{money(&ctx, &row.amount, row.kind, None)}</span>
        </div>
    }
}
