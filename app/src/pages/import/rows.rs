//! The rows of a preview, each with its reason.

use super::{Work, words};
use crate::components::{alert, money};
use protocol::{Failure, Preview, PreviewRow, Request, RowStatus};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const PAGE: u32 = 200;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) work: Work,
    pub(crate) preview: Rc<Preview>,
}

/// What is shown so far.
#[derive(Clone, PartialEq, Default)]
struct Shown {
    rows: Vec<PreviewRow>,
    failure: Option<Failure>,
}

/// Rows of all or of one status; more on request.
#[component]
pub(crate) fn ReviewRows(props: &Props) -> Html {
    let ctx = &props.work.ctx;
    let status = use_state(|| None::<RowStatus>);
    let wanted = use_state(|| PAGE);
    let shown = use_shown(props, *status, *wanted);
    let counts = props.preview.counts;
    let total = status.map_or_else(|| counts.iter().sum(), |status| counts[status as usize]);
    let more = {
        let wanted = wanted.clone();
        move |_| wanted.set(*wanted + PAGE)
    };
    html! {
        <section class="card">
            <h2>{ctx.t("review-rows")}</h2>
            {filters(props, &status, &wanted)}
            if let Some(failure) = shown.failure.clone() {
                {alert(ctx, &failure, Html::default())}
            }
            <div class="table-holder" tabindex="0" role="region" aria-label={ctx.t("review-rows")}>
                <table class="table table--rows">
                    <thead><tr>
                        {for ["line", "status", "date", "description", "category", "account"].map(|id| html! { <th scope="col">{ctx.t(&format!("field-{id}"))}</th> })}
                        <th scope="col" class="number">{ctx.t("field-amount")}</th>
                    </tr></thead>
                    <tbody>{for shown.rows.iter().map(|row| line(props, row))}</tbody>
                </table>
            </div>
            if (shown.rows.len() as u32) < total {
                <button class="button" onclick={more}>{ctx.tv("show-more", &[("count", (total - shown.rows.len() as u32).into())])}</button>
            }
        </section>
    }
}

/// Asks for what is missing; another preview or status starts over.
#[hook]
fn use_shown(props: &Props, status: Option<RowStatus>, wanted: u32) -> UseStateHandle<Shown> {
    let shown = use_state(Shown::default);
    let (state, rpc) = (shown.clone(), props.work.ctx.rpc.clone());
    use_effect_with(
        (props.preview.clone(), status, wanted),
        move |(_, status, wanted)| {
            let alive = Rc::new(std::cell::Cell::new(true));
            let (guard, request) = (
                alive.clone(),
                Request::ImportRows {
                    status: *status,
                    from: 0,
                    to: *wanted,
                },
            );
            spawn_local(async move {
                let answer = rpc.ask::<Vec<PreviewRow>>(request).await;
                if guard.get() {
                    state.set(match answer {
                        Ok(rows) => Shown { rows, failure: None },
                        Err(failure) => Shown {
                            rows: Vec::new(),
                            failure: Some(failure),
                        },
                    });
                }
            });
            move || alive.set(false)
        },
    );
    shown
}

fn filters(props: &Props, chosen: &UseStateHandle<Option<RowStatus>>, wanted: &UseStateHandle<u32>) -> Html {
    let ctx = &props.work.ctx;
    let all = [
        (None, "all"),
        (Some(RowStatus::New), "status-new"),
        (Some(RowStatus::Updated), "status-update"),
        (Some(RowStatus::Duplicate), "status-duplicate"),
        (Some(RowStatus::Error), "status-error"),
        (Some(RowStatus::Vanished), "status-vanished"),
    ];
    let n = if props.preview.counts[4] == 0 { 5 } else { 6 };
    let button = |(status, id): (Option<RowStatus>, &str)| {
        let count = status.map_or_else(
            || props.preview.counts.iter().sum(),
            |status| props.preview.counts[status as usize],
        );
        let (chosen_, wanted) = (chosen.clone(), wanted.clone());
        let onclick = move |_| {
            wanted.set(PAGE);
            chosen_.set(status);
        };
        html! {
            <button class="tab" aria-pressed={(**chosen == status).to_string()} disabled={count == 0} {onclick}>{ctx.t(id)}{" "}<span class="tab__count">{ctx.number(count)}</span></button>
        }
    };
    html! { <div class="tabs" role="group" aria-label={ctx.t("filters")}>{for all.into_iter().take(n).map(button)}</div> }
}

fn line(props: &Props, row: &PreviewRow) -> Html {
    let ctx = &props.work.ctx;
    let word = row.status.word();
    let reasons = words::reasons(ctx, row);
    html! {
        <tr class={format!("row row--{word}")} data-testid="import-row" data-line={row.line.to_string()} data-status={word}>
            <td class="number">
                if row.line > 0 {
                    {row.line.to_string()}
                }
            </td>
            <td><span class={format!("badge badge--{word}")}>{ctx.t(&format!("status-{word}"))}</span></td>
            <td class="table__date">{ctx.day(&row.date)}</td>
            <td dir="auto">
                <span class="row__text">{row.description.clone()}</span>
                <span class="row__reason" data-testid="import-reason" dir="ltr">
                    {for reasons.into_iter().map(|reason| html! { <span class="row__sentence">{reason}{" "}</span> })}
                </span>
            </td>
            <td dir="auto">{row.category.clone()}</td>
            <td dir="auto">{row.account.clone()}</td>
            <td class="number">
                if let Some(amount) = row.amount.clone() {
                    {money(ctx, &amount, row.kind, None)}
                }
            </td>
        </tr>
    }
}
