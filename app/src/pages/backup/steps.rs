//! Restoring on a device without a vault: sign in or choose a file, pick the backup, type the passphrase or the words.

use super::{list, plan, progress, trouble, work};
use crate::{
    components::{Title, UnlockForm, language_links, mark, target},
    context::{Ctx, use_ctx},
    pages::google_step,
    session::Act,
};
use protocol::BackupSource;
use wasm_bindgen::JsValue;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The page.
#[component]
pub(crate) fn Restore() -> Html {
    let ctx = use_ctx();
    {
        let ctx = ctx.clone();
        use_effect_with((), move |()| {
            work::opened(&ctx);
            move || work::left(&ctx)
        });
    }
    let view = &ctx.session.backups;
    let body = match (&view.plan, &view.chosen) {
        (Some(found), _) => plan::plan(&ctx, found),
        (None, Some(source)) => secret(&ctx, source),
        (None, None) => choose(&ctx),
    };
    html! {
        <div class="gate">
            <header class="gate__head"><span class="brand">{mark()}<span>{"LukaLibre"}</span></span>{language_links(&ctx)}</header>
            <main class="gate__card gate__card--wide">{body}</main>
        </div>
    }
}

fn choose(ctx: &Ctx) -> Html {
    let known = ctx.session.backups.known.as_deref();
    let is_empty = known.is_some_and(|known| known.list.is_empty());
    html! {
        <>
            <Title text={ctx.t("restore-backup")} />
            <p>{ctx.t("restore-backup-text")}</p>
            {trouble(ctx)}
            {google_step(ctx)}
            if known.is_some() {
                <section class="card">
                    <h2>{ctx.t("restore-from-drive")}</h2>
                    if is_empty {
                        <p>{ctx.t("restore-none")}</p>
                    }
                    {list::list(ctx, known)}
                    {list::pick(ctx)}
                </section>
            }
            <section class="card">
                <h2>{ctx.t("restore-from-a-file")}</h2>
                <div class="buttons">{choose_file(ctx)}</div>
            </section>
            <a class="button button--quiet" href="/welcome">{ctx.t("back")}</a>
        </>
    }
}

fn secret(ctx: &Ctx, source: &BackupSource) -> Html {
    let view = &ctx.session.backups;
    let on_submit = {
        let (ctx, source) = (ctx.clone(), source.clone());
        Callback::from(move |with| {
            let files = ctx.session.file.clone();
            work::read(&ctx, source.clone(), Some(with), files);
        })
    };
    let back = {
        let ctx = ctx.clone();
        move |_: MouseEvent| work::left(&ctx)
    };
    html! {
        <>
            <Title text={ctx.t("restore-backup")} leaves_focus=true />
            <p>{ctx.t("restore-secret")}</p>
            {trouble(ctx)}
            <UnlockForm is_busy={view.is_busy} wait={0} submit={ctx.t("restore-open")} {on_submit} />
            {progress(ctx)}
            <button class="button button--quiet" onclick={back}>{ctx.t("back")}</button>
        </>
    }
}

/// A button that chooses a file.
pub(super) fn choose_file(ctx: &Ctx) -> Html {
    let onchange = {
        let ctx = ctx.clone();
        move |event: Event| {
            let input = target::<HtmlInputElement>(&event);
            let Some(input) = input else { return };
            let files: JsValue = input
                .files()
                .map_or(JsValue::UNDEFINED, |files| js_sys::Array::from(&files).into());
            // The same file may be chosen again.
            input.set_value("");
            if ctx.opened().is_some() {
                return work::read(&ctx, BackupSource::File, None, files);
            }
            ctx.session.dispatch(Act::File(files));
            work::choose(&ctx, BackupSource::File);
        }
    };
    html! {
        <label class="button dropzone__button">
            <input class="dropzone__input" type="file" data-testid="restore-from-file" accept=".lukabak" disabled={ctx.session.backups.is_busy} {onchange} />
            <span>{ctx.t("restore-from-file")}</span>
        </label>
    }
}
