//! What a restore would change, and the word that does it.

use super::{trouble, work};
use crate::{
    backups::View,
    components::{Title, money},
    context::Ctx,
    session::Act,
};
use protocol::{Amount, Request, RestorePlan};
use yew::prelude::*;

const ROWS: [&str; 4] = [
    "restore-transactions",
    "restore-accounts",
    "restore-categories",
    "restore-budgets",
];

/// The page while a restore waits for a word.
pub(super) fn plan(ctx: &Ctx, plan: &RestorePlan) -> Html {
    let is_busy = ctx.session.backups.is_busy;
    let facts = ("at", ctx.instant(&plan.created_at).into());
    html! {
        <>
            <div class="page-head"><Title text={ctx.t("restore-title")} /></div>
            {trouble(ctx)}
            <section class="card" data-testid="restore-plan">
                <p><strong>{ctx.tv("restore-of", &[facts, ("bytes", ctx.bytes(&plan.bytes.to_string()).into())])}</strong></p>
                <p>{ctx.t(if plan.replaces { "restore-replaces" } else { "restore-fresh" })}</p>
                if plan.replaces && plan.has_unsaved {
                    <p class="note">{ctx.t("restore-unsaved")}</p>
                }
                {table(ctx, plan)}
                <div class="buttons">
                    <button class="button button--main" data-testid="restore-confirm" disabled={is_busy} onclick={work::commit(ctx)}>{ctx.t("restore-confirm")}</button>
                    <button class="button" data-testid="restore-cancel" disabled={is_busy} onclick={work::discard(ctx)}>{ctx.t("cancel")}</button>
                </div>
            </section>
        </>
    }
}

fn table(ctx: &Ctx, plan: &RestorePlan) -> Html {
    let number = |count: u64| ctx.number(u32::try_from(count).unwrap_or(u32::MAX));
    let rows = ROWS.iter().zip(&plan.rows).map(|(id, (now, then))| {
        html! {
            <tr data-testid={*id} data-now={now.to_string()} data-then={then.to_string()}>
                <th scope="row">{ctx.t(id)}</th>
                if plan.replaces { <td class="number">{number(*now)}</td> }
                <td class="number">{number(*then)}</td>
            </tr>
        }
    });
    let sums = plan.totals.iter().map(|(what, now, then)| {
        html! {
            <tr>
                <th scope="row">{ctx.t(&format!("restore-{what}"))}</th>
                if plan.replaces { <td class="number">{sum(ctx, now.as_ref())}</td> }
                <td class="number">{sum(ctx, then.as_ref())}</td>
            </tr>
        }
    });
    html! {
        <div class="table-holder"><table class="table">
            <thead><tr>
                <td></td>
                if plan.replaces { <th scope="col" class="number">{ctx.t("restore-now")}</th> }
                <th scope="col" class="number">{ctx.t("restore-then")}</th>
            </tr></thead>
            <tbody>{for rows}{for sums}</tbody>
        </table></div>
    }
}

fn sum(ctx: &Ctx, amount: Option<&Amount>) -> Html {
    amount.map_or_else(|| html! { "–" }, |amount| money(ctx, amount, None, None))
}

/// It is done; said on whatever page comes next.
pub(crate) fn restored(ctx: &Ctx) -> Html {
    let view = &ctx.session.backups;
    let can_undo = view
        .known
        .as_ref()
        .is_some_and(|known| !known.restored_at.is_empty());
    if !view.is_restored {
        return Html::default();
    }
    let dismiss = {
        let ctx = ctx.clone();
        move |_: MouseEvent| {
            let change = |view: &View| View {
                is_restored: false,
                ..view.clone()
            };
            ctx.session.dispatch(Act::Backups(Box::new(change)));
        }
    };
    html! {
        <div class="note note--good" role="status" data-testid="restore-done">
            <p>{ctx.t("restore-done")}</p>
            <div class="buttons">
                if can_undo {
                    <button class="button" data-testid="restore-undo" onclick={work::switch(ctx, Request::RestoreUndo)}>{ctx.t("restore-undo")}</button>
                }
                <button class="button button--quiet" onclick={dismiss}>{ctx.t("dismiss")}</button>
            </div>
        </div>
    }
}
