//! Getting the data out, and an honest word about encrypted backups.

use super::google_link;
use crate::{
    components::{Title, icon},
    context::Ctx,
};
use protocol::{Filter, Request};
use yew::prelude::*;

/// The page.
pub(crate) fn backup(ctx: &Ctx) -> Html {
    html! {
        <>
            <div class="page-head"><Title text={ctx.t("nav-backup")} /></div>
            <section class="card">
                <h2>{ctx.t("data-out")}</h2>
                <p>{ctx.t("data-out-text")}</p>
                {export_buttons(ctx, None)}
                <p class="fine">{ctx.t("data-out-warning")}</p>
            </section>
            <section class="card">
                <h2>{ctx.t("backups-later")}</h2>
                <p>{ctx.t("backups-later-text")}</p>
                {google_link(ctx, "backup-google")}
            </section>
        </>
    }
}

/// Everything, or the transactions: those shown, or all.
pub(crate) fn export_buttons(ctx: &Ctx, filter: Option<Filter>) -> Html {
    let all = {
        let ctx = ctx.clone();
        move |_| ctx.save_file(Request::ExportAll)
    };
    let text = if filter.is_some() {
        "export-shown"
    } else {
        "export-transactions"
    };
    let transactions = {
        let ctx = ctx.clone();
        move |_| {
            ctx.save_file(Request::ExportTransactions {
                filter: filter.clone(),
            })
        }
    };
    html! {
        <div class="buttons">
            <button class="button" data-testid="export-csv" onclick={all}>{icon("backup")}<span>{ctx.t("export-all")}</span></button>
            <button class="button" data-testid="export-transactions-csv" onclick={transactions}>{icon("file")}<span>{ctx.t(text)}</span></button>
        </div>
    }
}
