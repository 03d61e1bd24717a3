//! What was written, whether it adds up, and the way back.

use super::Work;
use crate::components::{Link, icon, page_link};
use crate::context::Ctx;
use crate::route::Route;
use protocol::{Amount, Imported};
use yew::prelude::*;

/// The last step.
pub(crate) fn done(work: &Work, imported: &Imported) -> Html {
    let ctx = &work.ctx;
    let undo = {
        let (work, batch) = (work.clone(), imported.batch);
        move |_| work.undo(batch)
    };
    let written = [("written", imported.written.into())];
    html! {
        <section class="card done" data-testid="import-done" data-imported={imported.written.to_string()} data-elapsed-ms={imported.elapsed_ms.to_string()}>
            <h2>{icon("check")}<span>{ctx.tv("import-done", &written)}</span></h2>
            <p role="status">{others(work, imported)}</p>
            {for imported.checkpoints.iter().map(|one| checkpoint(work, one))}
            <div class="buttons">
                {page_link(ctx, Link { to: Route::Dashboard, class: "button button--main", ..Link::default() }, html! { <>{ctx.t("see-dashboard")}</> })}
                <button class="button" data-testid="import-undo-this" onclick={undo}>{icon("undo")}<span>{ctx.t("import-undo-this")}</span></button>
            </div>
        </section>
    }
}

/// What became of the other rows of the file, as far as there are any.
fn others(work: &Work, imported: &Imported) -> String {
    let others = [
        (imported.removed, "import-done-removed"),
        (imported.duplicates, "import-done-duplicates"),
        (imported.errors, "import-done-errors"),
    ];
    let said = counted(&work.ctx, &others);
    if said.is_empty() {
        work.ctx.t("import-done-none")
    } else {
        said.join(" ")
    }
}

/// The texts of what there is, each with its count.
pub(super) fn counted(ctx: &Ctx, counts: &[(u32, &str)]) -> Vec<String> {
    let there_is = counts.iter().filter(|(count, _)| *count > 0);
    there_is
        .map(|(count, id)| ctx.tv(id, &[("count", (*count).into())]))
        .collect()
}

fn checkpoint(work: &Work, (account, bank, ledger): &(String, Amount, Amount)) -> Html {
    let ctx = &work.ctx;
    let values = [
        ("account", account.as_str().into()),
        ("bank", ctx.money(bank).into()),
        ("ledger", ctx.money(ledger).into()),
    ];
    html! { <p class="note">{ctx.tv("checkpoint-differs", &values)}</p> }
}
