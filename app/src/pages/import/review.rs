//! What would be written, before anything is.

use super::{Work, errors, progress, questions, rows::ReviewRows, understood::understood};
use crate::{
    components::{FieldText, alert, field, icon, money, select_value},
    context::use_query,
};
use protocol::{Code, Facts, Failure, Preview, Request, SheetRequest};
use std::rc::Rc;
use yew::prelude::*;

/// Findings, questions, counts, totals, rows, and the one button that writes.
pub(crate) fn review(work: &Work, preview: &Rc<Preview>, is_writing: bool) -> Html {
    html! {
        <>
            {for preview.questions.iter().map(|one| questions::question(work, one))}
            <section class="card">
                {counts(work, preview)}
                {totals(work, preview)}
                {creates(work, preview)}
                <CurrencyChoice work={work.clone()} preview={preview.clone()} />
                {actions(work, preview, is_writing)}
            </section>
            {understood(work, preview)}
            if preview.questions.is_empty() {
                <ReviewRows work={work.clone()} preview={preview.clone()} />
            }
        </>
    }
}

fn counts(work: &Work, preview: &Preview) -> Html {
    let hooks = [
        "import-new-count",
        "import-updated-count",
        "import-duplicate-count",
        "import-error-count",
        "import-vanished-count",
    ];
    // Only a sheet can have lost a row.
    let n = if preview.counts[4] == 0 { 4 } else { 5 };
    html! {
        <dl class="counts">
            {for hooks.iter().zip(preview.counts).take(n).map(|(hook, count)| html! {
                <div class={format!("count-of count-of--{hook}")}>
                    <dd data-testid={*hook} data-count={count.to_string()}>{count.to_string()}</dd>
                    <dt>{work.ctx.t(hook)}</dt>
                </div>
            })}
        </dl>
    }
}

fn totals(work: &Work, preview: &Preview) -> Html {
    if preview.totals.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h2>{work.ctx.t("import-totals")}</h2>
            <ul class="pairs">
                {for preview.totals.iter().map(|(kind, amount)| html! {
                    <li><span>{work.ctx.t(&format!("type-{}", kind.word()))}</span>{money(&work.ctx, amount, *kind, None)}</li>
                })}
            </ul>
        </>
    }
}

/// So many new names are read at a glance.
const FEW: usize = 6;

fn creates(work: &Work, preview: &Preview) -> Html {
    let line = |id: &str, names: &[String]| {
        if names.is_empty() {
            return Html::default();
        }
        let said = work.ctx.tv(id, &[("count", names.len().into())]);
        let list = html! { <span dir="auto">{names.join(", ")}</span> };
        // A wall of names hides what matters: many are there to unfold.
        if names.len() <= FEW {
            return html! { <p>{said}{": "}{list}</p> };
        }
        html! { <details class="twin"><summary>{said}</summary><p>{list}</p></details> }
    };
    html! {
        <>
            {line("import-new-accounts", &preview.new_accounts)}
            {line("import-new-categories", &preview.new_categories)}
        </>
    }
}

#[derive(PartialEq, Properties)]
struct ChoiceProps {
    work: Work,
    preview: Rc<Preview>,
}

#[component]
fn CurrencyChoice(props: &ChoiceProps) -> Html {
    let ctx = &props.work.ctx;
    let facts = use_query::<Facts>(Request::Facts).data;
    let codes = facts.map(|facts| facts.currencies.clone()).unwrap_or_default();
    let chosen = props.preview.currency.clone();
    let onchange = {
        let work = props.work.clone();
        move |event: Event| {
            let code = select_value(&event);
            work.answer(move |answers| answers.currency = Some(code));
        }
    };
    if codes.is_empty() {
        return Html::default();
    }
    html! {
        {field(FieldText { id: AttrValue::from("import-currency"), label: ctx.t("import-currency"), class: "field--short", ..FieldText::default() }, html! {
            <select id="import-currency" data-testid="import-currency" {onchange}>
                {for codes.iter().map(|code| html! { <option value={code.clone()} selected={*code == chosen}>{code.clone()}</option> })}
            </select>
        })}
    }
}

fn actions(work: &Work, preview: &Rc<Preview>, is_writing: bool) -> Html {
    let ctx = &work.ctx;
    if is_writing {
        return progress(ctx);
    }
    let is_full = ctx.opened().is_some_and(|opened| opened.storage_full);
    let written = preview.counts[0] + preview.counts[1];
    let removed = if preview.removes { preview.counts[4] } else { 0 };
    let can_write = written + removed > 0 && preview.questions.is_empty() && !is_full;
    let commit = {
        let (work, preview) = (work.clone(), preview.clone());
        move |_| work.commit(&preview)
    };
    let discard = {
        let work = work.clone();
        move |_| work.discard()
    };
    let download = {
        let work = work.clone();
        move |_| errors::download(&work)
    };
    html! {
        <>
            if !preview.questions.is_empty() {
                <p class="note">{ctx.t("import-open-questions")}</p>
            } else if written + preview.counts[4] == 0 {
                <p class="note">{ctx.t("import-nothing-new")}</p>
            }
            if is_full {
                {alert(ctx, &Failure::new(Code::StorageFull, ""), Html::default())}
            }
            if preview.counts[4] > 0 {
                {removal(work, preview)}
            }
            <div class="buttons">
                <button class="button button--main" data-testid="import-commit" disabled={!can_write} onclick={commit}>{
                    if removed == 0 {
                        ctx.tv("import-commit", &[("count", written.into())])
                    } else {
                        ctx.tv("import-commit-removing", &[("count", written.into()), ("removed", removed.into())])
                    }
                }</button>
                if preview.counts[3] > 0 && preview.questions.is_empty() {
                    <button class="button" data-testid="import-errors" onclick={download}>{icon("file")}<span>{ctx.t("import-errors")}</span></button>
                }
                <button class="button button--quiet" data-testid="import-discard" onclick={discard}>{ctx.t("import-discard")}</button>
            </div>
        </>
    }
}

/// Rows that are gone from their sheet stay in the ledger, unless the person says otherwise.
fn removal(work: &Work, preview: &Preview) -> Html {
    let ctx = &work.ctx;
    let removes = preview.removes;
    let onchange = {
        let work = work.clone();
        move |_: Event| work.ask_sheets(SheetRequest::Remove(!removes))
    };
    html! {
        <label class="check"><input type="checkbox" data-testid="sheet-remove" checked={removes} {onchange} />
            <span>{ctx.tv("sheet-remove", &[("count", preview.counts[4].into())])}</span></label>
    }
}
