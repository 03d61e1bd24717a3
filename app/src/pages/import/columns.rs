//! A sheet laid out in a way of its own: the person says once which column is what.

use super::{Step, Work, words};
use crate::{
    browser,
    components::{FieldText, field, target},
};
use protocol::{SheetLayout, SheetMap, SheetRequest};
use std::rc::Rc;
use web_sys::{FormData, HtmlFormElement};
use yew::prelude::*;

/// The contract's columns, those that every row needs first.
const FIELDS: [&str; 13] = [
    "date",
    "description",
    "amount",
    "type",
    "category",
    "account",
    "subcategory",
    "payment_method",
    "tags",
    "notes",
    "currency",
    "to_account",
    "transaction_id",
];
const REQUIRED: usize = 6;
/// Those that may say the same for every row.
const SAME: [&str; 3] = ["category", "account", "currency"];
/// What every row may be.
const TYPES: [&str; 2] = ["expense", "income"];

/// The form.
pub(crate) fn columns(work: &Work, layout: &Rc<SheetLayout>) -> Html {
    let ctx = &work.ctx;
    let onsubmit = {
        let (work, layout) = (work.clone(), layout.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let form = target::<HtmlFormElement>(&event);
            if let Some(data) = form.and_then(|form| FormData::new_with_form(&form).ok()) {
                let number = layout.number;
                let fields = said(&data);
                work.ask_sheets(SheetRequest::Map(SheetMap { number, fields }));
                browser::focus("h1");
            }
        }
    };
    let leave = {
        let work = work.clone();
        move |_: MouseEvent| work.step.set(Step::Drop)
    };
    let names: Vec<String> = match layout.why.as_str() {
        "missing" => layout
            .names
            .split(", ")
            .map(|name| words::column(ctx, name))
            .collect(),
        _ => vec![layout.names.clone()],
    };
    let values = [
        ("title", layout.title.as_str().into()),
        ("names", names.join(", ").into()),
    ];
    let why = ctx.tv(&format!("sheet-why-{}", layout.why), &values);
    html! {
        <section class="card question">
            <form class="form" data-testid="sheet-mapping" autocomplete="off" {onsubmit}>
                <h2>{ctx.tv("sheet-columns", &values)}</h2>
                <p>{why}</p>
                <div class="grid-2">{for FIELDS[..REQUIRED].iter().map(|name| choice(work, layout, name))}</div>
                <details>
                    <summary>{ctx.t("sheet-more-columns")}</summary>
                    <div class="grid-2">{for FIELDS[REQUIRED..].iter().map(|name| choice(work, layout, name))}</div>
                </details>
                <div class="buttons">
                    <button class="button button--main" data-testid="sheet-mapping-submit">{ctx.t("sheet-map")}</button>
                    <button type="button" class="button button--quiet" onclick={leave}>{ctx.t("cancel")}</button>
                </div>
            </form>
        </section>
    }
}

/// A column of ours: one of theirs, or what every row says.
fn choice(work: &Work, layout: &SheetLayout, name: &'static str) -> Html {
    let ctx = &work.ctx;
    let id = format!("map-{name}");
    let is_required = FIELDS[..REQUIRED].contains(&name);
    let can_be_same = SAME.contains(&name);
    let guess = layout.columns.iter().position(|column| column.guess == name);
    let label = words::column(ctx, name);
    let same = ctx.tv("sheet-same", &[("column", label.as_str().into())]);
    let text = FieldText {
        id: id.clone().into(),
        label,
        ..FieldText::default()
    };
    field(
        text,
        html! { <>
            <select {id} name={name} required={is_required && !can_be_same} data-testid={format!("map-{name}")}>
                <option value="" selected={guess.is_none()}>{ctx.t(if can_be_same { "sheet-no-column-same" } else { "sheet-no-column" })}</option>
                {for layout.columns.iter().enumerate().map(|(at, column)| html! {
                    <option value={at.to_string()} selected={guess == Some(at)}>{
                        if column.examples.is_empty() { column.name.clone() } else { format!("{} ({})", column.name, column.examples) }
                    }</option>
                })}
                if name == "type" {
                    {for TYPES.iter().map(|kind| html! {
                        <option value={format!("={kind}")}>{ctx.tv("sheet-every", &[("name", ctx.t(&format!("type-{kind}")).into())])}</option>
                    })}
                }
            </select>
            if can_be_same {
                <input name={format!("{name}=")} data-testid={format!("map-{name}-same")} aria-label={same.clone()} placeholder={same} />
            }
        </> },
    )
}

/// What the form says.
fn said(data: &FormData) -> Vec<(String, Option<u32>, String)> {
    let value = |name: &str| data.get(name).as_string().unwrap_or_default();
    let mut fields = Vec::new();
    for name in FIELDS {
        let chosen = value(name);
        let place = chosen.parse().ok();
        let same = if let Some(same) = chosen.strip_prefix('=') {
            same.to_owned()
        } else if SAME.contains(&name) && place.is_none() {
            value(&format!("{name}="))
        } else {
            String::new()
        };
        if place.is_some() || !same.trim().is_empty() {
            fields.push((name.to_owned(), place, same.trim().to_owned()));
        }
    }
    fields
}
