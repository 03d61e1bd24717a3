//! What the page's buttons ask of the worker, and the backups that happen by themselves.

use crate::{
    backups::View,
    browser,
    context::Ctx,
    google::Returned,
    pages::google_opened,
    session::{Act, Toast},
};
use gloo_events::EventListener;
use gloo_timers::callback::{Interval, Timeout};
use protocol::{
    BackupSource, Backups, Code, File, Opened, Request, RestoreFrom, RestorePlan, Setting, UnlockWith,
};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

fn show(ctx: &Ctx, change: impl FnOnce(&View) -> View + 'static) {
    ctx.session.dispatch(Act::Backups(Box::new(change)));
}

/// Asks something that is answered by how things stand.
async fn look(ctx: &Ctx, request: Request) {
    match ctx.rpc.ask::<Backups>(request).await {
        Ok(known) => show(ctx, |view| view.told(known)),
        Err(failure) => {
            let is_offline = failure.code == Code::GoogleOffline;
            show(ctx, |view| view.failed(failure));
            // What waits, waits: that is known here.
            refresh(ctx).await;
            if is_offline {
                send_later(ctx).await;
            }
        }
    }
}

/// What waits for a network is sent by the browser when there is one. One that can't do it sends it when the vault is
/// opened the next time.
async fn send_later(ctx: &Ctx) {
    if let Ok(known) = ctx.rpc.ask::<Backups>(Request::Backups).await
        && known.is_waiting
    {
        let _ = browser::send_later().await;
    }
}

/// What is known on this device; quiet.
pub(crate) async fn refresh(ctx: &Ctx) {
    if let Ok(known) = ctx.rpc.ask::<Backups>(Request::Backups).await {
        show(ctx, |view| View {
            known: Some(Rc::new(known)),
            ..view.clone()
        });
    }
}

/// A button that asks.
pub(super) fn press(ctx: &Ctx, request: Request) -> Callback<MouseEvent> {
    let ctx = ctx.clone();
    Callback::from(move |_| {
        let (ctx, request) = (ctx.clone(), request.clone());
        show(&ctx, View::begun);
        spawn_local(async move { look(&ctx, request).await });
    })
}

/// Changes a setting.
pub(super) fn set(ctx: &Ctx, setting: Setting) {
    let ctx = ctx.clone();
    spawn_local(async move {
        match ctx.rpc.ask::<()>(Request::SetSetting(setting)).await {
            Ok(()) => refresh(&ctx).await,
            Err(failure) => ctx.trouble(failure),
        }
    });
}

/// Seals a backup and saves it as a file.
pub(super) fn to_file(ctx: &Ctx) -> Callback<MouseEvent> {
    let ctx = ctx.clone();
    Callback::from(move |_| {
        let ctx = ctx.clone();
        show(&ctx, View::begun);
        spawn_local(async move {
            match ctx.rpc.ask::<File>(Request::BackupToFile).await {
                Ok(file) => {
                    browser::save_file(&file.name, &file.mime, file.bytes);
                    let text = ctx.tv("file-saved", &[("name", file.name.into())]);
                    ctx.session.dispatch(Act::Notice(Toast::Text(text)));
                    show(&ctx, |view| View {
                        is_busy: false,
                        ..view.clone()
                    });
                }
                Err(failure) => show(&ctx, |view| view.failed(failure)),
            }
        });
    })
}

/// Looks what restoring a backup would do; on a device without a vault its passphrase is asked for first.
pub(super) fn restore(ctx: &Ctx, source: BackupSource) -> Callback<MouseEvent> {
    let ctx = ctx.clone();
    Callback::from(move |_| {
        if ctx.opened().is_some() {
            read(&ctx, source.clone(), None, JsValue::UNDEFINED);
        } else {
            choose(&ctx, source.clone());
        }
    })
}

/// On a device without a vault: this backup is to be opened with what the person types next.
pub(super) fn choose(ctx: &Ctx, source: BackupSource) {
    show(ctx, |view| View {
        chosen: Some(source),
        failure: None,
        ..view.clone()
    });
}

/// Has a backup read, and every byte of it checked.
pub(super) fn read(ctx: &Ctx, source: BackupSource, with: Option<UnlockWith>, files: JsValue) {
    let ctx = ctx.clone();
    show(&ctx, View::begun);
    spawn_local(async move {
        let request = Request::RestoreRead(RestoreFrom { source, with });
        match ctx.rpc.ask_with::<RestorePlan>(request, &files).await {
            Ok(plan) => show(&ctx, |view| View {
                plan: Some(Rc::new(plan)),
                is_busy: false,
                ..view.clone()
            }),
            Err(failure) => show(&ctx, |view| view.failed(failure)),
        }
    });
}

/// Does what the plan says.
pub(super) fn commit(ctx: &Ctx) -> Callback<MouseEvent> {
    switch(ctx, Request::RestoreCommit)
}

/// Puts another ledger in force.
pub(super) fn switch(ctx: &Ctx, request: Request) -> Callback<MouseEvent> {
    let ctx = ctx.clone();
    Callback::from(move |_| {
        let (ctx, request) = (ctx.clone(), request.clone());
        show(&ctx, View::begun);
        ctx.session.dispatch(Act::Writing(true));
        spawn_local(async move {
            let is_undo = request == Request::RestoreUndo;
            match ctx.rpc.ask::<Opened>(request).await {
                Ok(opened) => {
                    if ctx.opened().is_none() {
                        ctx.ask_to_keep();
                    }
                    show(&ctx, move |_| View {
                        is_restored: !is_undo,
                        ..View::default()
                    });
                    ctx.session.dispatch(Act::Opened(opened));
                    ctx.session.dispatch(Act::LedgerChanged);
                    if is_undo {
                        let text = ctx.t("restore-undone");
                        ctx.session.dispatch(Act::Notice(Toast::Text(text)));
                    }
                    refresh(&ctx).await;
                }
                Err(failure) => show(&ctx, |view| View {
                    plan: None,
                    ..view.failed(failure)
                }),
            }
            ctx.session.dispatch(Act::Writing(false));
        });
    })
}

/// Forgets what was read.
pub(super) fn discard(ctx: &Ctx) -> Callback<MouseEvent> {
    let ctx = ctx.clone();
    Callback::from(move |_| {
        show(&ctx, |view| View {
            plan: None,
            failure: None,
            ..view.clone()
        });
        forget(&ctx);
    })
}

/// Has the worker forget what it read.
fn forget(ctx: &Ctx) {
    let ctx = ctx.clone();
    spawn_local(async move {
        // Nothing was changed, so nothing is lost when this fails.
        let _ = ctx.rpc.ask::<()>(Request::RestoreDiscard).await;
    });
}

/// The page was opened: it shows what is known here, then what Drive says.
pub(crate) fn opened(ctx: &Ctx) {
    if ctx.opened().is_some_and(|opened| opened.demo) {
        return;
    }
    let picked = ctx.session.google.returned == Some(Returned::Picked);
    google_opened(ctx);
    let ctx = ctx.clone();
    spawn_local(async move {
        refresh(&ctx).await;
        // Who is not connected is told so by the state of things, not by an error.
        if let Ok(known) = ctx.rpc.ask::<Backups>(Request::BackupList { picked }).await {
            show(&ctx, |view| View {
                known: Some(Rc::new(known)),
                ..view.clone()
            });
        }
    });
}

/// The page was left: what was being looked at is forgotten.
pub(crate) fn left(ctx: &Ctx) {
    forget(ctx);
    show(ctx, |view| View {
        plan: None,
        failure: None,
        chosen: None,
        ..view.clone()
    });
}

/// Whether a failure goes by itself, or is told elsewhere.
const fn is_passing(code: Code) -> bool {
    matches!(
        code,
        Code::Locked
            | Code::NotLoaded
            | Code::BackupBusy
            | Code::GoogleOffline
            | Code::GoogleUnavailable
            | Code::GoogleSlowDown
            | Code::GoogleSignedOut
            | Code::GoogleNotConnected
    )
}

/// Backups by themselves, while a vault is open: soon after it was opened, every minute, and when the network is back.
/// Whether one is due is for the worker to say.
#[hook]
pub(crate) fn use_backups(ctx: &Ctx) {
    let is_kept = ctx.opened().is_some_and(|opened| !opened.demo);
    {
        let ctx = ctx.clone();
        use_effect_with(is_kept, move |is_kept| {
            if *is_kept {
                spawn_local(async move { refresh(&ctx).await });
            }
        });
    }
    // Nothing begins while an import is written or a restore waits for a word.
    let is_free = is_kept && !ctx.session.writing && ctx.session.backups.plan.is_none();
    let ctx = ctx.clone();
    use_effect_with(is_free, move |is_free| {
        let running = is_free.then(|| {
            let tick = Rc::new(move || {
                let ctx = ctx.clone();
                spawn_local(async move {
                    match ctx.rpc.ask::<Backups>(Request::BackupIfDue).await {
                        // Sealed without a network.
                        Ok(known) if known.is_waiting => {
                            let _ = browser::send_later().await;
                            refresh(&ctx).await;
                        }
                        Ok(known) => show(&ctx, |view| View {
                            known: Some(Rc::new(known)),
                            ..view.clone()
                        }),
                        // Nobody waits for it: only what needs the person is told.
                        Err(failure) if failure.code == Code::GoogleOffline => send_later(&ctx).await,
                        Err(failure) if is_passing(failure.code) => refresh(&ctx).await,
                        Err(failure) => show(&ctx, |view| View {
                            failure: Some(failure),
                            ..view.clone()
                        }),
                    }
                });
            });
            let (soon, again, online) = (tick.clone(), tick.clone(), tick);
            let listener =
                browser::window().map(|window| EventListener::new(&window, "online", move |_| online()));
            (
                Timeout::new(5_000, move || soon()),
                Interval::new(60_000, move || again()),
                listener,
            )
        });
        move || drop(running)
    });
}
