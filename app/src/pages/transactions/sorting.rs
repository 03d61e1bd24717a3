//! Sorting what lies in a category that says nothing: a choice in the row itself, saved at once.

use super::Names;
use crate::{
    components::{select_value, target},
    context::Ctx,
};
use protocol::{Request, TransactionRow};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Between a category and its child in the value of an option: in no name, since names have no control characters.
const MARK: char = '\u{1f}';

/// The categories of the row's kind, children below theirs.
pub(super) fn sorter(ctx: &Ctx, names: &Names, row: &TransactionRow) -> Html {
    let onchange = {
        let (ctx, id) = (ctx.clone(), row.id.clone());
        move |event: Event| {
            let chosen = select_value(&event);
            // The row's place is the next row's in a moment, and the choice was this one's.
            if let Some(select) = target::<HtmlSelectElement>(&event) {
                select.set_value("");
            }
            let (category, child) = chosen.split_once(MARK).unwrap_or((&chosen, ""));
            ctx.change(Request::Sort {
                id: id.clone(),
                category: category.to_owned(),
                subcategory: child.to_owned(),
            });
        }
    };
    let of_kind = names
        .categories
        .iter()
        .filter(|(kind, name, _)| *kind == row.kind && *name != row.category);
    let label = ctx.tv("sort-row", &[("name", row.description.as_str().into())]);
    html! {
        <select class="sorter" data-testid="sort-category" aria-label={label} {onchange}
            onclick={|event: MouseEvent| event.stop_propagation()} onkeydown={|event: KeyboardEvent| event.stop_propagation()}>
            <option value="" selected=true>{row.category.clone()}</option>
            {for of_kind.map(|(_, name, children)| html! {
                <>
                    <option value={name.clone()}>{name.clone()}</option>
                    {for children.iter().map(|child| html! {
                        <option value={format!("{name}{MARK}{child}")}>{format!("{name} › {child}")}</option>
                    })}
                </>
            })}
        </select>
    }
}
