//! What is pressed, filled in and read.

use super::part;
use crate::{
    components::{Dialog, FieldText, alert, field, icon, money},
    context::Ctx,
};
use protocol::{Amount, Code, Failure, Kind};
use yew::prelude::*;

/// Buttons, tabs and links that look like buttons.
pub(super) fn buttons() -> Html {
    let all = |is_disabled: bool| {
        let button = |class: &'static str, text: &'static str| {
            html! { <button class={classes!("button", class)} disabled={is_disabled}>{text}</button> }
        };
        html! {
            <div class="buttons">
                {button("button--main", "Main: one a page")}{button("", "Plain")}{button("button--quiet", "Quiet")}
                {button("button--chosen", "Chosen")}{button("button--danger", "Cannot be undone")}{button("button--main button--large", "Large")}
                <button class="button button--icon" aria-label="Undo" disabled={is_disabled}>{icon("undo")}</button>
            </div>
        }
    };
    part(
        "Buttons",
        html! { <>
            {all(false)}{all(true)}
            <div class="tabs" role="group" aria-label="Tabs">
                <button class="tab" aria-pressed="true">{"New "}<span class="tab__count">{"180"}</span></button>
                <button class="tab" aria-pressed="false">{"Known "}<span class="tab__count">{"30"}</span></button>
            </div>
        </> },
    )
}

/// Fields with a hint, with an error, and the kinds of controls.
pub(super) fn fields(ctx: &Ctx) -> Html {
    let sample = |id: &'static str, label: &str, hint: Option<&'static str>, error: Option<&'static str>| {
        let described = error
            .map(|_| format!("{id}-error"))
            .or(hint.map(|_| format!("{id}-hint")));
        let words = FieldText {
            id: id.into(),
            label: label.to_owned(),
            hint: hint.map(AttrValue::from),
            error: error.map(AttrValue::from),
            class: "",
        };
        field(
            words,
            html! { <input {id} type="text" aria-describedby={described} aria-invalid={error.map(|_| "true")} /> },
        )
    };
    let control = |id: &'static str, label: &str, control: Html| {
        field(
            FieldText {
                id: id.into(),
                label: label.to_owned(),
                ..FieldText::default()
            },
            control,
        )
    };
    let amount = Amount {
        decimal: "1234.50".to_owned(),
        currency: "EUR".to_owned(),
    };
    part(
        "Fields",
        html! { <div class="form">
            <div class="grid-3">
                {sample("sg-plain", "Plain", None, None)}
                {sample("sg-hint", "With a hint: an amount that is a sum", Some("= €15.50"), None)}
                {sample("sg-wrong", "With an error", None, Some("What is wrong, and what would be right."))}
                {control("sg-date", "Date", html! { <input id="sg-date" type="date" /> })}
                {control("sg-month", "Month", html! { <input id="sg-month" type="month" /> })}
                {control("sg-select", "Choice of a few", html! { <select id="sg-select"><option selected=true>{"One"}</option><option>{"Another"}</option></select> })}
                {control("sg-category", "Category, found by typing", html! { <>
                    <input id="sg-category" list="sg-categories" />
                    <datalist id="sg-categories"><option value="Food"></option><option value="Food › Groceries"></option></datalist>
                </> })}
            </div>
            {control("sg-area", "Longer text", html! { <textarea id="sg-area" rows="2" /> })}
            <label class="check"><input type="checkbox" checked=true /><span>{"Yes or no"}</span></label>
            <p>{"Amounts: "}{money(ctx, &amount, Kind::Expense, None)}{" · "}{money(ctx, &amount, Kind::Income, None)}{" · "}<span class="chip">{"a tag"}</span>{" "}<span class="badge badge--new">{"new"}</span>{" "}<span class="badge badge--error">{"error"}</span></p>
        </div> },
    )
}

/// Trouble, notes, progress, notices, an empty place, and a dialog.
pub(super) fn messages(ctx: &Ctx) -> Html {
    html! {
        <>
            {part("Messages", html! { <>
                {alert(ctx, &Failure::new(Code::StorageFull, ""), html! { <button class="button">{"What to do"}</button> })}
                <p class="note">{"A note: worth knowing, nothing is wrong."}</p>
                <p class="note note--good">{"A good note: it is done and it holds."}</p>
                <div class="progress" role="status"><span>{"120 of 214 rows, 3 seconds left"}</span><progress value="120" max="214" aria-label="Progress"></progress></div>
                <div class="toast"><span>{"Deleted “Café Luna”"}</span><button class="button button--quiet">{"Undo"}</button></div>
            </> })}
            <section class="card empty"><h2>{"An empty place teaches how it is filled"}</h2><p>{"One sentence, and one thing to do."}</p><button class="button button--main">{"Begin"}</button></section>
            <ShowDialog />
        </>
    }
}

#[component]
fn ShowDialog() -> Html {
    let is_open = use_state(|| false);
    let set = |open: bool| {
        let is_open = is_open.clone();
        move || is_open.set(open)
    };
    let (open, close) = (set(true), set(false));
    part(
        "Dialog",
        html! { <>
            <button class="button" onclick={move |_| open()}>{"Open a dialog"}</button>
            if *is_open {
                <Dialog title="A dialog is about one thing" on_close={Callback::from(move |()| close())}><p>{"Escape closes it, and the focus goes back."}</p></Dialog>
            }
        </> },
    )
}
