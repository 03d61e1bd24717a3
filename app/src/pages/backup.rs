//! Backups: in Drive, as a file, and back again; and the data out, in plain.

mod list;
mod plan;
mod steps;
mod work;

use super::google_link;
use crate::{
    backups::phase_name,
    components::{FieldText, Title, alert, alert_named, field, icon, select_value},
    context::Ctx,
};
use protocol::{BackupSource, BackupWarning, Backups, Filter, Request, Setting};
use yew::prelude::*;

pub(crate) use plan::restored;
pub(crate) use steps::Restore;
pub(crate) use work::{left, opened, use_backups};

/// Choices of how long a change may wait for its backup, in minutes; 0 is never.
const MINUTES: [u16; 5] = [5, 30, 120, 1440, 0];

/// The page.
pub(crate) fn backup(ctx: &Ctx) -> Html {
    let is_demo = ctx.opened().is_some_and(|opened| opened.demo);
    let view = &ctx.session.backups;
    if let (Some(plan), false) = (&view.plan, is_demo) {
        return plan::plan(ctx, plan);
    }
    html! {
        <>
            <div class="page-head"><Title text={ctx.t("nav-backup")} /></div>
            if is_demo {
                <section class="card"><p>{ctx.t("backup-demo")}</p></section>
            } else {
                {trouble(ctx)}
                {drive(ctx)}
                {file(ctx)}
            }
            <section class="card">
                <h2>{ctx.t("data-out")}</h2>
                <p>{ctx.t("data-out-text")}</p>
                {export_buttons(ctx, None)}
                <p class="fine">{ctx.t("data-out-warning")}</p>
            </section>
        </>
    }
}

/// What went wrong with the last step.
fn trouble(ctx: &Ctx) -> Html {
    match &ctx.session.backups.failure {
        Some(failure) => {
            html! { <div data-testid="backup-error">{alert(ctx, failure, Html::default())}</div> }
        }
        None => Html::default(),
    }
}

fn drive(ctx: &Ctx) -> Html {
    let view = &ctx.session.backups;
    let state = ctx.session.google.state();
    let has_drive = matches!(state, "connected" | "checking" | "offline");
    let known = view.known.as_deref();
    html! {
        <section class="card">
            <h2>{ctx.t("backup-drive")}</h2>
            {status(ctx, known)}
            {warning(ctx, known)}
            if has_drive {
                {progress(ctx)}
                <div class="buttons">
                    <button class="button button--main" data-testid="backup-to-drive" disabled={view.is_busy} onclick={work::press(ctx, Request::BackupToDrive)}>
                        {icon("backup")}<span>{ctx.t("backup-now")}</span>
                    </button>
                </div>
                {minutes(ctx, known)}
                {list::list(ctx, known)}
                {list::pick(ctx)}
            } else {
                <p>{ctx.t("backup-drive-text")}</p>
                {google_link(ctx, "backup-google")}
            }
        </section>
    }
}

/// What is safe, and what is not yet.
fn status(ctx: &Ctx, known: Option<&Backups>) -> Html {
    let Some(known) = known else {
        return Html::default();
    };
    let verified = match known.verified_at.as_str() {
        "" => ctx.t("backup-none"),
        at => ctx.tv("backup-verified", &[("at", ctx.instant(at).into())]),
    };
    let rest = match (known.is_waiting, known.is_changed) {
        (true, _) => "backup-waiting",
        (false, true) => "backup-changed",
        (false, false) => "backup-unchanged",
    };
    html! {
        <p data-testid="backup-status" data-verified-at={known.verified_at.clone()} data-changed={known.is_changed.to_string()} data-waiting={known.is_waiting.to_string()}>
            <strong>{verified}</strong>
            if known.is_waiting || !known.verified_at.is_empty() {
                {" "}{ctx.t(rest)}
            }
        </p>
    }
}

fn warning(ctx: &Ctx, known: Option<&Backups>) -> Html {
    let Some(warning) = known.and_then(|known| known.warning.as_ref()) else {
        return Html::default();
    };
    match warning {
        BackupWarning::RolledBack { .. } => {
            alert_named(ctx, "backup-rolled-back", "backup-rolled-back", Html::default())
        }
        BackupWarning::Replaced { .. } => {
            alert_named(ctx, "backup-exchanged", "backup-exchanged", Html::default())
        }
        BackupWarning::Newer {
            file_id, created_at, ..
        } => {
            let take = work::restore(
                ctx,
                BackupSource::Drive {
                    file_id: file_id.clone(),
                },
            );
            html! {
                <div class="note" data-testid="backup-newer">
                    <p>{ctx.tv("backup-newer-there", &[("at", ctx.instant(created_at).into())])}</p>
                    <div class="buttons">
                        <button class="button" onclick={take} data-testid="backup-take">{ctx.t("backup-take")}</button>
                        <button class="button" onclick={work::press(ctx, Request::BackupKeepBoth)} data-testid="backup-keep-both">{ctx.t("backup-keep-both")}</button>
                    </div>
                </div>
            }
        }
    }
}

/// How far it is.
fn progress(ctx: &Ctx) -> Html {
    let view = &ctx.session.backups;
    let Some(progress) = view.progress.filter(|_| view.is_busy) else {
        return Html::default();
    };
    let phase = phase_name(progress.phase);
    let share = (progress.total > 0).then(|| (progress.done.to_string(), progress.total.to_string()));
    let (done, total) = share.unzip();
    html! {
        <div class="progress" data-testid="backup-progress" data-phase={phase}>
            <progress aria-label={ctx.t("progress-working")} max={total} value={done}></progress>
            <span role="status">{ctx.t(&format!("progress-{phase}"))}</span>
        </div>
    }
}

fn minutes(ctx: &Ctx, known: Option<&Backups>) -> Html {
    let Some(known) = known else {
        return Html::default();
    };
    let onchange = {
        let ctx = ctx.clone();
        move |event: Event| {
            if let Ok(minutes) = select_value(&event).parse() {
                work::set(&ctx, Setting::BackupMinutes(minutes));
            }
        }
    };
    html! {
        {field(FieldText { id: AttrValue::from("backup-minutes"), label: ctx.t("backup-minutes"), ..FieldText::default() }, html! {
            <select id="backup-minutes" data-testid="backup-minutes" {onchange}>
                {for MINUTES.iter().map(|minutes| html! {
                    <option value={minutes.to_string()} selected={*minutes == known.minutes}>{ctx.t(&format!("backup-minutes-{minutes}"))}</option>
                })}
            </select>
        })}
    }
}

fn file(ctx: &Ctx) -> Html {
    let view = &ctx.session.backups;
    html! {
        <section class="card">
            <h2>{ctx.t("backup-file")}</h2>
            <p>{ctx.t("backup-file-text")}</p>
            if !matches!(ctx.session.google.state(), "connected" | "checking" | "offline") {
                {progress(ctx)}
            }
            <div class="buttons">
                <button class="button" data-testid="backup-to-file" disabled={view.is_busy} onclick={work::to_file(ctx)}>{icon("file")}<span>{ctx.t("backup-to-file")}</span></button>
                {steps::choose_file(ctx)}
            </div>
        </section>
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
