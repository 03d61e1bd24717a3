//! Writing down what was just spent: how much and what for. It works before the vault is open: the note is then held in
//! memory, and written as soon as there is a ledger to write it to.

use super::{Dialog, FieldText, alert, field, input_value};
use crate::{
    address, browser,
    context::{Ctx, use_ctx},
    route::Route,
    session::Act,
};
use gloo_events::{EventListener, EventListenerOptions};
use protocol::{Changed, Code, Draft, Failure, Kind, Request};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) on_close: Callback<()>,
}

/// The form in its dialog.
#[component]
pub(crate) fn QuickAdd(props: &Props) -> Html {
    let ctx = use_ctx();
    let draft = use_state(|| Draft {
        date: browser::today(),
        kind: Kind::Expense.word().to_owned(),
        account: ctx.t("quick-account"),
        ..Draft::default()
    });
    let failure = use_state(|| None::<Failure>);
    let is_locked = ctx.opened().is_none();
    let onsubmit = {
        let (ctx, draft, failure) = (ctx.clone(), draft.clone(), failure.clone());
        let on_close = props.on_close.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(missing) = missing(&draft) {
                failure.set(Some(Failure::new(Code::InvalidFields, missing)));
                return browser::focus(&format!("#quick-{missing}"));
            }
            if is_locked {
                ctx.session.dispatch(Act::Noted((*draft).clone()));
                // Unlocking leads to where the note will stand, whatever was asked for before.
                address::replace(&format!(
                    "{}?next={}",
                    Route::Unlock.path(),
                    browser::encode(Route::Transactions.path())
                ));
                return on_close.emit(());
            }
            let (ctx, draft, failure, on_close) =
                (ctx.clone(), draft.clone(), failure.clone(), on_close.clone());
            spawn_local(async move {
                match ctx.rpc.ask::<Changed>(Request::Note((*draft).clone())).await {
                    Ok(changed) => {
                        on_close.emit(());
                        ctx.changed(changed);
                    }
                    Err(refused) => failure.set(Some(refused)),
                }
            });
        }
    };
    let input = |name: &'static str, kind: &'static str, value: &str, set: fn(&mut Draft, String)| {
        let draft = draft.clone();
        let oninput = move |event: InputEvent| {
            let mut next = (*draft).clone();
            set(&mut next, input_value(&event));
            draft.set(next);
        };
        let id = format!("quick-{name}");
        let error = failure.as_ref().and_then(|failure| error_of(&ctx, failure, name));
        let described = error.is_some().then(|| format!("{id}-error"));
        let is_wrong = error.is_some().then_some("true");
        field(
            FieldText {
                id: AttrValue::from(id.clone()),
                label: ctx.t(&format!("field-{name}")),
                error,
                ..FieldText::default()
            },
            html! {
                <input {id} data-testid={format!("quick-{name}")} type={kind} value={value.to_owned()} {oninput} autocomplete="off"
                    inputmode={(name == "amount").then_some("decimal")} autofocus={name == "amount"}
                    aria-describedby={described} aria-invalid={is_wrong} />
            },
        )
    };
    let general = (*failure)
        .clone()
        .filter(|failure| failure.code != Code::InvalidFields);
    html! {
        <Dialog title={ctx.t("quick-add")} on_close={props.on_close.clone()}>
            <form class="form" {onsubmit} novalidate=true autocomplete="off">
                if let Some(failure) = general {
                    {alert(&ctx, &failure, Html::default())}
                }
                {kinds(&ctx, &draft)}
                {input("amount", "text", &draft.amount, |draft, value| draft.amount = value)}
                {input("description", "text", &draft.description, |draft, value| draft.description = value)}
                {input("date", "date", &draft.date, |draft, value| draft.date = value)}
                <p class="fine">{ctx.t(if is_locked { "quick-locked" } else { "quick-rest" })}</p>
                <button class="button button--main button--large" data-testid="quick-save">{ctx.t("save")}</button>
            </form>
        </Dialog>
    }
}

/// What even a note needs. Whether the rest can be read is the worker's to say, when the ledger is there.
fn missing(draft: &Draft) -> Option<&'static str> {
    let is_blank = |text: &str| text.trim().is_empty();
    match () {
        () if is_blank(&draft.amount) => Some("amount"),
        () if is_blank(&draft.description) => Some("description"),
        () if is_blank(&draft.date) => Some("date"),
        () => None,
    }
}

fn error_of(ctx: &Ctx, failure: &Failure, name: &str) -> Option<AttrValue> {
    if failure.fields.is_empty() && failure.detail == name {
        return Some(ctx.i18n.coded("problem", "required", &[]).into());
    }
    let found = failure.fields.iter().find(|wrong| wrong.field == name)?;
    Some(ctx.i18n.coded("problem", &found.problem, &found.values).into())
}

fn kinds(ctx: &Ctx, draft: &UseStateHandle<Draft>) -> Html {
    let button = |kind: Kind| {
        let is_chosen = draft.kind == kind.word();
        let draft = draft.clone();
        let onclick = move |_| {
            draft.set(Draft {
                kind: kind.word().to_owned(),
                ..(*draft).clone()
            });
        };
        html! { <button type="button" class="tab" aria-pressed={is_chosen.to_string()} {onclick}>{ctx.t(&format!("type-{}", kind.word()))}</button> }
    };
    html! {
        <div class="tabs" role="group" aria-label={ctx.t("field-type")}>{for [Kind::Expense, Kind::Income].map(button)}</div>
    }
}

/// Writes what was noted while the vault was locked. What can't be written as it is opens in the form: nothing is lost.
#[hook]
pub(crate) fn use_notes(ctx: &Ctx) {
    let ctx = ctx.clone();
    use_effect_with((), move |()| {
        let notes = ctx.session.noted.clone();
        if notes.is_empty() {
            return;
        }
        ctx.session.dispatch(Act::TookNotes);
        spawn_local(async move {
            for draft in notes {
                match ctx.rpc.ask::<Changed>(Request::Note(draft.clone())).await {
                    Ok(changed) => ctx.changed(changed),
                    Err(_) => {
                        ctx.session.dispatch(Act::NoteRefused(draft));
                        address::push(Route::Transactions.path());
                    }
                }
            }
        });
    });
}

/// What is held in memory is not lost by a slip: the browser asks before the page goes.
#[hook]
pub(crate) fn use_notes_guard(ctx: &Ctx) {
    let is_holding = !ctx.session.noted.is_empty();
    use_effect_with(is_holding, |is_holding| {
        let window = browser::window().filter(|_| *is_holding);
        let options = EventListenerOptions::enable_prevent_default();
        let listener = window.map(|window| {
            EventListener::new_with_options(&window, "beforeunload", options, |event| event.prevent_default())
        });
        move || drop(listener)
    });
}
