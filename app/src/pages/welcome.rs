//! The first visit: a vault, the demonstration, or a backup.

use super::recovery::RecoveryWords;
use crate::{
    browser,
    components::{
        FieldText, Link, NewPassphrase, Title, alert, field, icon, language_links, mark, page_link,
        select_value,
    },
    context::{Ctx, use_ctx},
    currency, incoming,
    route::Route,
    session::{Act, Stage},
};
use protocol::{Code, Failure, Opened, Recovery, Request, Secret};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How far the person is.
#[derive(Clone, PartialEq)]
enum Step {
    Choose,
    Passphrase,
    Words(Recovery),
}

/// What the steps share.
#[derive(Clone, PartialEq)]
struct Making {
    ctx: Ctx,
    step: UseStateHandle<Step>,
    currency: UseStateHandle<String>,
    is_busy: UseStateHandle<bool>,
    failure: UseStateHandle<Option<Failure>>,
}

/// The page.
#[component]
pub(crate) fn Welcome() -> Html {
    let ctx = use_ctx();
    let lang = ctx.i18n.lang.code();
    let making = Making {
        ctx: ctx.clone(),
        step: use_state(|| Step::Choose),
        currency: use_state(|| currency::guess(&browser::region(), lang).to_owned()),
        is_busy: use_state(|| false),
        failure: use_state(|| None),
    };
    let body = match &*making.step {
        Step::Choose => choose(&making),
        Step::Passphrase => passphrase(&making),
        Step::Words(recovery) => html! {
            <RecoveryWords recovery={recovery.clone()} is_busy={*making.is_busy} on_submit={confirm(&making)} />
        },
    };
    html! {
        <div class="gate">
            <header class="gate__head"><span class="brand">{mark()}<span>{"LukaLibre"}</span></span>{language_links(&ctx)}</header>
            <main class={classes!("gate__card", (*making.step == Step::Choose).then_some("gate__card--wide"))}>
                if let Some(failure) = &*making.failure {
                    {alert(&ctx, failure, Html::default())}
                }
                {incoming::notice(&ctx, Route::Welcome)}
                {body}
            </main>
        </div>
    }
}

fn choose(making: &Making) -> Html {
    let ctx = &making.ctx;
    let can_store = ctx.session.stage != Stage::NoStorage;
    let create = {
        let step = making.step.clone();
        move |_| step.set(Step::Passphrase)
    };
    html! {
        <>
            <Title text={ctx.t("welcome")} />
            <p class="lead">{ctx.t("welcome-lead")}</p>
            if !can_store {
                {alert(ctx, &Failure::new(Code::NoStorage, ""), Html::default())}
            }
            <div class="choices">
                if can_store {
                    <button class="button button--main button--large" data-testid="create-vault" onclick={create}>{ctx.t("create-vault")}</button>
                }
                <button class="button button--large" data-testid="try-demo" disabled={*making.is_busy} onclick={demo(making)}>{ctx.t("try-demo")}</button>
            </div>
            <p class="fine">{ctx.t("try-demo-hint")}</p>
            <ul class="promises">
                {for ["promise-device", "promise-key", "promise-out"].iter().map(|id| html! {
                    <li>{icon("check")}<span>{ctx.t(id)}</span></li>
                })}
            </ul>
            <div class="later">
                if can_store {
                    {page_link(ctx, Link { to: Route::Restore, class: "button button--quiet", hook: Some("restore-backup"), ..Link::default() }, html! { ctx.t("restore-backup") })}
                }
            </div>
        </>
    }
}

fn passphrase(making: &Making) -> Html {
    let ctx = &making.ctx;
    let onchange = {
        let currency = making.currency.clone();
        move |event: Event| currency.set(select_value(&event))
    };
    let back = {
        let (step, failure) = (making.step.clone(), making.failure.clone());
        move |_| {
            step.set(Step::Choose);
            failure.set(None);
        }
    };
    html! {
        <>
            <p class="step-of">{ctx.tv("step-of", &[("n", 1.into()), ("of", 2.into())])}</p>
            <Title text={ctx.t("choose-passphrase")} />
            <p>{ctx.t("choose-passphrase-text")}</p>
            <NewPassphrase submit={ctx.t("create-vault-submit")} submit_hook="create-vault-submit" is_busy={*making.is_busy} on_submit={begin(making)}>
                {field(FieldText { id: AttrValue::from("base-currency"), label: ctx.t("base-currency"), hint: Some(AttrValue::from(ctx.t("base-currency-hint"))), ..FieldText::default() }, html! {
                    <select id="base-currency" data-testid="base-currency" {onchange} aria-describedby="base-currency-hint">
                        {for currency::COMMON.iter().map(|code| html! {
                            <option value={*code} selected={*code == making.currency.as_str()}>{*code}</option>
                        })}
                    </select>
                })}
            </NewPassphrase>
            <button class="button button--quiet" onclick={back}>{ctx.t("back")}</button>
        </>
    }
}

fn begin(making: &Making) -> Callback<String> {
    let making = making.clone();
    Callback::from(move |passphrase: String| {
        let making = making.clone();
        making.is_busy.set(true);
        making.failure.set(None);
        spawn_local(async move {
            let request = Request::CreateBegin {
                passphrase: Secret(passphrase),
            };
            match making.ctx.rpc.ask::<Recovery>(request).await {
                Ok(recovery) => making.step.set(Step::Words(recovery)),
                Err(failure) => making.failure.set(Some(failure)),
            }
            making.is_busy.set(false);
        });
    })
}

fn confirm(making: &Making) -> Callback<Vec<(u8, String)>> {
    let making = making.clone();
    Callback::from(move |words: Vec<(u8, String)>| {
        let making = making.clone();
        making.is_busy.set(true);
        making.failure.set(None);
        spawn_local(async move {
            let request = Request::CreateConfirm {
                words,
                base_currency: (*making.currency).clone(),
            };
            match making.ctx.rpc.ask::<Opened>(request).await {
                Ok(opened) => {
                    making.ctx.ask_to_keep();
                    making.ctx.session.dispatch(Act::Opened(opened));
                }
                Err(failure) => {
                    making.is_busy.set(false);
                    making.failure.set(Some(failure));
                }
            }
        });
    })
}

fn demo(making: &Making) -> Callback<MouseEvent> {
    let making = making.clone();
    Callback::from(move |_| {
        let making = making.clone();
        making.is_busy.set(true);
        spawn_local(async move {
            let words = making.ctx.t("demo-words");
            let words = words.split("; ").filter_map(|word| word.split_once('='));
            let words = words
                .map(|(english, here)| (english.to_owned(), here.to_owned()))
                .collect();
            match making.ctx.rpc.ask::<Opened>(Request::OpenDemo { words }).await {
                Ok(opened) => making.ctx.session.dispatch(Act::Opened(opened)),
                Err(failure) => {
                    making.is_busy.set(false);
                    making.failure.set(Some(failure));
                }
            }
        });
    })
}
