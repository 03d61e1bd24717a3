//! What was written, whether it adds up, and the way back.

use super::Work;
use crate::components::{Link, icon, page_link};
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
    let values = [
        ("written", imported.written.into()),
        ("duplicates", imported.duplicates.into()),
        ("errors", imported.errors.into()),
        ("removed", imported.removed.into()),
    ];
    html! {
        <section class="card done" data-testid="import-done" data-imported={imported.written.to_string()} data-elapsed-ms={imported.elapsed_ms.to_string()}>
            <h2>{icon("check")}<span>{ctx.tv("import-done", &values)}</span></h2>
            <p role="status">{ctx.tv("import-done-text", &values)}</p>
            {for imported.checkpoints.iter().map(|one| checkpoint(work, one))}
            <div class="buttons">
                {page_link(ctx, Link { to: Route::Dashboard, class: "button button--main", ..Link::default() }, html! { <>{ctx.t("see-dashboard")}</> })}
                <button class="button" data-testid="import-undo-this" onclick={undo}>{icon("undo")}<span>{ctx.t("import-undo-this")}</span></button>
            </div>
        </section>
    }
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
