//! Choices, the passphrase, what the browser promises, and the end of everything.

mod danger;
mod passphrase;
mod storage;

use super::{backup::export_buttons, google_link, google_parts};
use crate::{
    app::choose_lang,
    components::{FieldText, Title, field, input_value, language_trouble, select_value, target},
    context::{Choice, Ctx, use_ctx},
    i18n::LANGUAGES,
    session::Act,
};
use danger::DeleteEverything;
use passphrase::ChangePassphrase;
use protocol::{Request, Setting};
use storage::StoragePromise;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The page.
pub(crate) fn settings(ctx: &Ctx) -> Html {
    let is_demo = ctx.opened().is_some_and(|opened| opened.demo);
    html! {
        <>
            <div class="page-head"><Title text={ctx.t("nav-settings")} /></div>
            <section class="card">
                <h2>{ctx.t("appearance")}</h2>
                <div class="grid-2">{language(ctx)}{theme(ctx)}</div>
                {language_trouble(ctx)}
                {privacy(ctx)}
            </section>
            <section class="card">
                <h2>{ctx.t("security")}</h2>
                if is_demo {
                    <p>{ctx.t("demo-no-passphrase")}</p>
                } else {
                    <AutoLock />
                    <ChangePassphrase />
                    <StoragePromise />
                }
            </section>
            <section class="card">
                <h2>{ctx.t("data-out")}</h2>
                <p>{ctx.t("data-out-text")}</p>
                {export_buttons(ctx, None)}
            </section>
            <section class="card">
                <h2>{ctx.t("google")}</h2>
                <p>{ctx.t("google-link-text")}</p>
                {google_link(ctx, "settings-google")}
            </section>
            if !is_demo {
                {google_parts(ctx)}
                <DeleteEverything />
            }
            <p class="fine">{ctx.tv("about", &[("version", env!("CARGO_PKG_VERSION").into())])}</p>
        </>
    }
}

fn language(ctx: &Ctx) -> Html {
    let onchange = {
        let ctx = ctx.clone();
        move |event: Event| {
            let (ctx, select) = (ctx.clone(), event.target_unchecked_into::<HtmlSelectElement>());
            spawn_local(async move {
                if !choose_lang(&ctx, &select.value()).await {
                    select.set_value(ctx.i18n.lang.code());
                }
            });
        }
    };
    html! {
        {field(FieldText { id: AttrValue::from("language"), label: ctx.t("language"), ..FieldText::default() }, html! {
            <select id="language" data-testid="language" {onchange}>
                {for LANGUAGES.iter().map(|(code, name)| html! {
                    <option value={*code} lang={*code} selected={*code == ctx.i18n.lang.code()}>{*name}</option>
                })}
            </select>
        })}
    }
}

fn theme(ctx: &Ctx) -> Html {
    let onchange = {
        let ctx = ctx.clone();
        move |event: Event| ctx.prefs.dispatch(Choice::Theme(select_value(&event)))
    };
    let option = |(value, id): (&'static str, &str)| {
        html! { <option {value} selected={ctx.prefs.theme == value}>{ctx.t(id)}</option> }
    };
    html! {
        {field(FieldText { id: AttrValue::from("theme"), label: ctx.t("theme"), ..FieldText::default() }, html! {
            <select id="theme" data-testid="theme" {onchange}>
                {for [("auto", "theme-auto"), ("light", "theme-light"), ("dark", "theme-dark")].map(option)}
            </select>
        })}
    }
}

fn privacy(ctx: &Ctx) -> Html {
    let onchange = {
        let ctx = ctx.clone();
        move |event: Event| {
            let input = target::<web_sys::HtmlInputElement>(&event);
            ctx.prefs
                .dispatch(Choice::Privacy(input.is_some_and(|input| input.checked())));
        }
    };
    html! {
        <label class="check">
            <input type="checkbox" data-testid="privacy-mode" checked={ctx.prefs.privacy} {onchange} />
            <span>{ctx.t("privacy-mode")}</span>
        </label>
    }
}

#[component]
fn AutoLock() -> Html {
    let ctx = use_ctx();
    let kept = ctx.opened().map_or(5, |opened| opened.auto_lock_minutes);
    let is_wrong = use_state(|| false);
    let onchange = {
        let (ctx, is_wrong) = (ctx.clone(), is_wrong.clone());
        move |event: Event| {
            let minutes = input_value(&event)
                .parse::<u16>()
                .ok()
                .filter(|minutes| (1..=60).contains(minutes));
            is_wrong.set(minutes.is_none());
            if let Some(minutes) = minutes {
                keep_auto_lock(ctx.clone(), minutes);
            }
        }
    };
    let error = is_wrong.then(|| AttrValue::from(ctx.t("auto-lock-error")));
    html! {
        {field(FieldText { id: AttrValue::from("auto-lock-minutes"), label: ctx.t("auto-lock"), hint: Some(AttrValue::from(ctx.t("auto-lock-hint"))), error, class: "field--short" }, html! {
            <input id="auto-lock-minutes" data-testid="auto-lock-minutes" type="number" min="1" max="60" step="1" inputmode="numeric"
                value={kept.to_string()} {onchange} aria-describedby="auto-lock-minutes-hint" aria-invalid={is_wrong.then_some("true")} />
        })}
    }
}

fn keep_auto_lock(ctx: Ctx, minutes: u16) {
    spawn_local(async move {
        let request = Request::SetSetting(Setting::AutoLockMinutes(minutes));
        match ctx.rpc.ask::<()>(request).await {
            Ok(()) => ctx.session.dispatch(Act::AutoLock(minutes)),
            Err(failure) => ctx.trouble(failure),
        }
    });
}
