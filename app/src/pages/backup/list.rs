//! The backups in Drive.

use super::work;
use crate::context::Ctx;
use protocol::{BackupEntry, BackupSource, Backups};
use yew::prelude::*;

/// The list, newest first.
pub(super) fn list(ctx: &Ctx, known: Option<&Backups>) -> Html {
    let list = known.map_or(&[][..], |known| &known.list);
    html! {
        <ul class="batches" data-testid="backup-list">{for list.iter().map(|one| entry(ctx, one))}</ul>
    }
}

/// For those who disconnected, or see a backup in Drive that is not listed here.
pub(super) fn pick(ctx: &Ctx) -> Html {
    if ctx.session.google.state() != "connected" {
        return Html::default();
    }
    let onclick = {
        let ctx = ctx.clone();
        move |_: MouseEvent| ctx.go_to_google("pick&mime_type=application/octet-stream", Some("/backup"))
    };
    html! {
        <p class="fine">{ctx.t("backup-pick-text")}{" "}
            <button class="button button--quiet" data-testid="backup-pick" {onclick}>{ctx.t("backup-pick")}</button>
        </p>
    }
}

fn entry(ctx: &Ctx, one: &BackupEntry) -> Html {
    let restore = work::restore(
        ctx,
        BackupSource::Drive {
            file_id: one.file_id.clone(),
        },
    );
    let at = ctx.instant(&one.created_at);
    let device = if one.is_own {
        ctx.t("backup-own")
    } else {
        ctx.tv("backup-device", &[("device", one.device.as_str().into())])
    };
    let rows = one
        .rows
        .and_then(|rows| u32::try_from(rows).ok())
        .map(|rows| ctx.tv("transaction-count", &[("count", rows.into())]));
    let facts: Vec<_> = [Some(device), rows, Some(ctx.bytes(&one.bytes.to_string()))]
        .into_iter()
        .flatten()
        .collect();
    let verified = !one.verified_at.is_empty();
    let remarks = [
        (one.is_foreign, "backup-foreign"),
        (one.is_fork, "backup-fork"),
        (one.is_broken, "backup-broken"),
    ];
    html! {
        <li key={one.file_id.clone()} class="batch batch--wrap" data-testid="backup-entry" data-created-at={one.created_at.clone()}
            data-verified={verified.to_string()} data-generation={one.generation.to_string()} data-fork={one.is_fork.to_string()}>
            <div>
                <p class="batch__name">{at.clone()}
                    if verified { {" "}<span class="badge badge--new">{ctx.t("backup-checked")}</span> }
                    {for remarks.iter().filter(|(is, _)| *is).map(|(_, id)| html! { <>{" "}<span class="badge">{ctx.t(id)}</span></> })}
                </p>
                <p class="fine">{facts.join(" · ")}</p>
            </div>
            <div class="buttons">
                if !verified && !one.is_foreign && ctx.opened().is_some() {
                    <button class="button button--quiet" data-testid="backup-check" disabled={ctx.session.backups.is_busy}
                        onclick={work::press(ctx, protocol::Request::BackupCheck { file_id: one.file_id.clone() })}>{ctx.t("backup-check")}</button>
                }
                <button class="button" data-testid="restore-entry" disabled={ctx.session.backups.is_busy} onclick={restore}
                    aria-label={ctx.tv("restore-named", &[("at", at.into())])}>{ctx.t("restore")}</button>
            </div>
        </li>
    }
}
