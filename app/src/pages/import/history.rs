//! Earlier imports, each of which can be taken back.

use super::{Work, done::counted};
use crate::components::alert;
use crate::context::use_query;
use protocol::{Batch, Request};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) work: Work,
}

/// The list, latest first as the worker gives it.
#[component]
pub(crate) fn History(props: &Props) -> Html {
    let ctx = &props.work.ctx;
    let history = use_query::<Vec<Batch>>(Request::History);
    let batches = history.data.unwrap_or_default();
    if let Some(failure) = history.failure {
        return html! { {alert(ctx, &failure, Html::default())} };
    }
    if batches.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card">
            <h2>{ctx.t("import-history")}</h2>
            <ul class="batches">{for batches.iter().map(|one| batch(&props.work, one))}</ul>
        </section>
    }
}

fn batch(work: &Work, batch: &Batch) -> Html {
    let ctx = &work.ctx;
    let undo = {
        let (work, id) = (work.clone(), batch.id);
        move |_| work.undo(id)
    };
    let others = [
        (batch.removed, "import-batch-removed"),
        (batch.duplicates, "import-batch-duplicates"),
        (batch.errors, "import-batch-errors"),
    ];
    let mut said = vec![ctx.tv("import-batch-written", &[("count", batch.written.into())])];
    said.extend(counted(ctx, &others));
    html! {
        <li key={batch.id} class={classes!("batch", batch.undone.then_some("batch--undone"))} data-testid="import-batch" data-batch={batch.id.to_string()} data-undone={batch.undone.to_string()}>
            <div>
                <p class="batch__name" dir="auto">{batch.source.clone()}</p>
                <p class="fine">{ctx.instant(&batch.created_at)}{" · "}{said.join(", ")}</p>
            </div>
            if batch.undone {
                <span class="badge">{ctx.t("batch-undone")}</span>
            } else {
                <button class="button" data-testid="import-undo" onclick={undo} aria-label={ctx.tv("import-undo-named", &[("name", batch.source.as_str().into())])}>{ctx.t("import-undo")}</button>
            }
        </li>
    }
}
