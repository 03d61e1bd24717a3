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
use protocol::{Amount, Changed, Code, Draft, Failure, FieldFailure, Kind, Request};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) what: Editing,
    pub(crate) vocabulary: Names,
    pub(crate) on_close: Callback<()>,
}

/// Between a category and its child in what a field offers.
const CHILD: &str = " › ";

/// What the fields share.
#[derive(Clone, PartialEq)]
struct Form {
    ctx: Ctx,
    draft: UseStateHandle<Draft>,
    failure: UseStateHandle<Option<Failure>>,
    /// What the amount's field comes to, where it holds a sum.
    sum: UseStateHandle<Option<Amount>>,
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
        if matches!(hook, "amount" | "account") {
            self.work_out(draft.amount.clone(), draft.account.clone());
        }
        self.draft.set(draft);
    }

    /// A category was chosen together with its child.
    fn set_category(&self, category: &str, child: &str) {
        self.draft.set(Draft {
            category: category.to_owned(),
            subcategory: child.to_owned(),
            ..(*self.draft).clone()
        });
    }

    /// Asks what a sum comes to. Answers come in the order of the questions.
    fn work_out(&self, text: String, account: String) {
        let form = self.clone();
        spawn_local(async move {
            let sum = form
                .ctx
                .rpc
                .ask::<Option<Amount>>(Request::WorkOut { text, account })
                .await;
            form.sum.set(sum.ok().flatten());
        });
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
        draft: use_state(|| {
            let noted = ctx.session.drafts.first().filter(|_| props.what == Editing::New);
            noted.cloned().unwrap_or_else(|| Draft {
                date: browser::today(),
                kind: "expense".to_owned(),
                ..Draft::default()
            })
        }),
        sum: use_state(|| None),
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
        .flat_map(|(_, name, children)| {
            let with_child = children.iter().map(move |child| format!("{name}{CHILD}{child}"));
            std::iter::once(name.clone()).chain(with_child)
        })
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
            <div class="grid-3">{text(form, "payment-method", "text", methods)}{text(form, "tags", "text", tags(form, names))}{frequency(form)}</div>
            {notes(form)}
        </>
    }
}

/// What the last tag may become, with those before it.
fn tags(form: &Form, names: &Names) -> Vec<String> {
    let before = form
        .draft
        .tags
        .rfind(',')
        .map_or("", |at| &form.draft.tags[..=at]);
    let is_new = |tag: &&String| !before.split(',').any(|other| other.trim() == tag.as_str());
    let gap = if before.is_empty() { "" } else { " " };
    names
        .tags
        .iter()
        .filter(is_new)
        .map(|tag| format!("{before}{gap}{tag}"))
        .collect()
}

fn describe(hook: &str, error: Option<&AttrValue>) -> Option<String> {
    error.map(|_| format!("txn-{hook}-error"))
}

fn text(form: &Form, hook: &'static str, kind: &'static str, options: Vec<String>) -> Html {
    let error = error_of(&form.ctx, form.errors(), hook);
    let id = format!("txn-{hook}");
    let list = (!options.is_empty()).then(|| format!("{id}-list"));
    let set = {
        let (form, options) = (form.clone(), options.clone());
        move |event: InputEvent| {
            let value = input_value(&event);
            match value.split_once(CHILD).filter(|_| options.contains(&value)) {
                Some((category, child)) => form.set_category(category, child),
                None => form.set(hook, value),
            }
        }
    };
    let sum = form.sum.as_ref().filter(|_| hook == "amount" && error.is_none());
    let hint = sum.map(|sum| AttrValue::from(format!("= {}", form.ctx.money(sum))));
    html! {
        {field(FieldText { id: AttrValue::from(id.clone()), label: form.ctx.t(&format!("field-{hook}")), hint, error: error.clone(), ..FieldText::default() }, html! { <>
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
