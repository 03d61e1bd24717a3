//! The form for one transaction, over the list.

use super::{
    Names,
    details::{Editing, error_of, first_wrong, part},
};
use crate::{
    browser,
    components::{Dialog, FieldText, alert, area_value, field, input_value, select_value},
    context::{Ctx, use_ctx},
};
use protocol::{Changed, Code, Draft, Failure, FieldFailure, Kind, Request};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) what: Editing,
    pub(crate) vocabulary: Names,
    pub(crate) on_close: Callback<()>,
}

/// What the fields share.
#[derive(Clone, PartialEq)]
struct Form {
    ctx: Ctx,
    draft: UseStateHandle<Draft>,
    failure: UseStateHandle<Option<Failure>>,
    is_busy: UseStateHandle<bool>,
    what: Editing,
    on_close: Callback<()>,
}

impl Form {
    fn errors(&self) -> &[FieldFailure] {
        self.failure
            .as_ref()
            .map_or(&[], |failure| failure.fields.as_slice())
    }

    fn value(&self, hook: &str) -> String {
        part(&mut (*self.draft).clone(), hook).clone()
    }

    fn set(&self, hook: &str, value: String) {
        let mut draft = (*self.draft).clone();
        *part(&mut draft, hook) = value;
        self.draft.set(draft);
    }

    /// Sends a change; closes when it is durable, and stays with the words when it is refused.
    fn send(&self, request: Request) {
        let form = self.clone();
        form.is_busy.set(true);
        spawn_local(async move {
            match form.ctx.rpc.ask::<Changed>(request).await {
                Ok(changed) => {
                    form.on_close.emit(());
                    form.ctx.changed(changed);
                }
                Err(failure) => {
                    let wrong = first_wrong(&form.ctx, &failure.fields);
                    form.is_busy.set(false);
                    form.failure.set(Some(failure));
                    if let Some(hook) = wrong {
                        browser::focus(&format!("#txn-{hook}"));
                    }
                }
            }
        });
    }
}

/// The form in its dialog.
#[component]
pub(crate) fn TransactionForm(props: &Props) -> Html {
    let ctx = use_ctx();
    let form = Form {
        ctx: ctx.clone(),
        draft: use_state(|| Draft {
            date: browser::today(),
            kind: "expense".to_owned(),
            ..Draft::default()
        }),
        failure: use_state(|| None),
        is_busy: use_state(|| false),
        what: props.what.clone(),
        on_close: props.on_close.clone(),
    };
    use_draft(&form);
    let onsubmit = {
        let form = form.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if !*form.is_busy {
                form.send(Request::Save {
                    id: form.what.id(),
                    draft: (*form.draft).clone(),
                });
            }
        }
    };
    let title = if props.what == Editing::New {
        "form-new"
    } else {
        "form-edit"
    };
    // What has a field is said at the field.
    let general = (*form.failure).clone().filter(|failure| {
        failure.code != Code::InvalidFields || first_wrong(&ctx, &failure.fields).is_none()
    });
    html! {
        <Dialog title={ctx.t(title)} on_close={props.on_close.clone()}>
            <form class="form" {onsubmit} novalidate=true autocomplete="off">
                if let Some(failure) = general {
                    {alert(&ctx, &failure, Html::default())}
                }
                {fields(&form, &props.vocabulary)}
                {buttons(&form)}
            </form>
        </Dialog>
    }
}

/// Fetches the transaction that is edited.
#[hook]
fn use_draft(form: &Form) {
    let form = form.clone();
    use_effect_with(form.what.clone(), move |what| {
        if let Some(id) = what.id() {
            spawn_local(async move {
                match form.ctx.rpc.ask::<Draft>(Request::Draft { id }).await {
                    Ok(draft) => form.draft.set(draft),
                    Err(failure) => form.failure.set(Some(failure)),
                }
            });
        }
    });
}

fn fields(form: &Form, names: &Names) -> Html {
    let kind = Kind::parse(&form.draft.kind);
    let of_kind = |found: &&(Kind, String, Vec<String>)| kind.is_none_or(|kind| kind == found.0);
    let categories = names
        .categories
        .iter()
        .filter(of_kind)
        .map(|(_, name, _)| name.clone())
        .collect();
    let children = names
        .categories
        .iter()
        .filter(|(of, name, _)| kind.is_none_or(|kind| kind == *of) && *name == form.draft.category);
    let children = children.flat_map(|(_, _, children)| children.clone()).collect();
    let accounts: Vec<_> = names.accounts.iter().map(|(name, _)| name.clone()).collect();
    let has_target = matches!(kind, Some(Kind::Transfer | Kind::Saving));
    let methods = ["cash", "credit", "debit", "transfer", "check"]
        .map(str::to_owned)
        .to_vec();
    html! {
        <>
            <div class="grid-3">{kind_field(form)}{text(form, "date", "date", Vec::new())}{text(form, "amount", "text", Vec::new())}</div>
            {text(form, "description", "text", Vec::new())}
            <div class="grid-2">
                {text(form, "account", "text", accounts.clone())}
                if has_target {
                    {text(form, "to-account", "text", accounts)}
                }
            </div>
            <div class="grid-2">{text(form, "category", "text", categories)}{text(form, "subcategory", "text", children)}</div>
            <p class="fine">{form.ctx.t("form-new-names")}</p>
            <div class="grid-3">{text(form, "payment-method", "text", methods)}{text(form, "tags", "text", Vec::new())}{frequency(form)}</div>
            {notes(form)}
        </>
    }
}

fn describe(hook: &str, error: Option<&AttrValue>) -> Option<String> {
    error.map(|_| format!("txn-{hook}-error"))
}

fn text(form: &Form, hook: &'static str, kind: &'static str, options: Vec<String>) -> Html {
    let error = error_of(&form.ctx, form.errors(), hook);
    let id = format!("txn-{hook}");
    let list = (!options.is_empty()).then(|| format!("{id}-list"));
    let set = {
        let form = form.clone();
        move |event: InputEvent| form.set(hook, input_value(&event))
    };
    html! {
        {field(FieldText { id: AttrValue::from(id.clone()), label: form.ctx.t(&format!("field-{hook}")), error: error.clone(), ..FieldText::default() }, html! { <>
            <input id={id} data-testid={hook} type={kind} value={form.value(hook)} oninput={set} list={list.clone()}
                inputmode={(hook == "amount").then_some("decimal")} autocomplete="off" autofocus={hook == "amount"}
                aria-describedby={describe(hook, error.as_ref())} aria-invalid={error.is_some().then_some("true")} />
            if let Some(list) = list {
                <datalist id={list}>{for options.into_iter().map(|value| html! { <option {value}></option> })}</datalist>
            }
        </> })}
    }
}

fn choice(form: &Form, hook: &'static str, options: Vec<(&'static str, String)>) -> Html {
    let error = error_of(&form.ctx, form.errors(), hook);
    let id = format!("txn-{hook}");
    let chosen = form.value(hook);
    let onchange = {
        let form = form.clone();
        move |event: Event| form.set(hook, select_value(&event))
    };
    html! {
        {field(FieldText { id: AttrValue::from(id.clone()), label: form.ctx.t(&format!("field-{hook}")), error: error.clone(), ..FieldText::default() }, html! {
            <select {id} data-testid={hook} {onchange} aria-describedby={describe(hook, error.as_ref())} aria-invalid={error.is_some().then_some("true")}>
                {for options.into_iter().map(|(value, text)| html! { <option {value} selected={chosen == value}>{text}</option> })}
            </select>
        })}
    }
}

fn kind_field(form: &Form) -> Html {
    let options = Kind::ALL.map(|kind| (kind.word(), form.ctx.t(&format!("type-{}", kind.word()))));
    choice(form, "type", options.to_vec())
}

fn frequency(form: &Form) -> Html {
    let text = |id: &str| form.ctx.t(id);
    let options = vec![
        ("", text("frequency-none")),
        ("weekly", text("frequency-weekly")),
        ("monthly", text("frequency-monthly")),
        ("yearly", text("frequency-yearly")),
    ];
    choice(form, "frequency", options)
}

fn notes(form: &Form) -> Html {
    let error = error_of(&form.ctx, form.errors(), "notes");
    let oninput = {
        let form = form.clone();
        move |event: InputEvent| form.set("notes", area_value(&event))
    };
    html! {
        {field(FieldText { id: AttrValue::from("txn-notes"), label: form.ctx.t("field-notes"), error: error.clone(), ..FieldText::default() }, html! {
            <textarea id="txn-notes" data-testid="notes" rows="2" value={form.value("notes")} {oninput}
                aria-describedby={describe("notes", error.as_ref())} aria-invalid={error.is_some().then_some("true")} />
        })}
    }
}

fn buttons(form: &Form) -> Html {
    let ctx = &form.ctx;
    let cancel = form.on_close.reform(|_: MouseEvent| ());
    let delete = form.what.id().map(|id| {
        let form = form.clone();
        move |_: MouseEvent| form.send(Request::Delete { id: id.clone() })
    });
    html! {
        <div class="buttons buttons--end">
            if let Some(onclick) = delete {
                <button type="button" class="button button--danger buttons__first" data-testid="delete-transaction" {onclick}>{ctx.t("delete")}</button>
            }
            <button type="button" class="button" data-testid="cancel" onclick={cancel}>{ctx.t("cancel")}</button>
            <button class="button button--main" data-testid="save-transaction" disabled={*form.is_busy}>{ctx.t("save")}</button>
        </div>
    }
}
