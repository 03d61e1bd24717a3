//! Google: who is signed in, whether Drive is connected, and every way out with what it costs.
//!
//! One state at a time. The worker asks; no token and no cookie is ever seen here.

mod exits;

use crate::{
    components::{Link, Title, alert, alert_named, icon, page_link},
    context::{Ctx, use_ctx},
    google::{Returned, standing_after},
    route::Route,
    session::Act,
};
use exits::Exit;
use protocol::{Code, Failure, GoogleDrive, GoogleStanding, GoogleStatus, Request};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What the parts of the page share.
#[derive(Clone)]
struct Page {
    ctx: Ctx,
    /// None while the server is asked.
    status: UseStateHandle<Option<Result<GoogleStatus, Failure>>>,
    drive: UseStateHandle<Option<GoogleDrive>>,
    /// What went wrong with the last question or step.
    failure: UseStateHandle<Option<Failure>>,
    /// A way out that waits for a second word.
    asking: UseStateHandle<Option<&'static Exit>>,
    is_busy: UseStateHandle<bool>,
}

/// The page.
#[component]
pub(crate) fn Google() -> Html {
    let page = Page {
        ctx: use_ctx(),
        status: use_state(|| None),
        drive: use_state(|| None),
        failure: use_state(|| None),
        asking: use_state(|| None),
        is_busy: use_state(|| false),
    };
    let returned = use_state(|| page.ctx.session.returned);
    let is_demo = page.ctx.opened().is_some_and(|opened| opened.demo);
    {
        let page = page.clone();
        use_effect_with((), move |()| {
            page.ctx.session.dispatch(Act::ReturnSeen);
            if !is_demo {
                spawn_local(look(page));
            }
        });
    }
    let ctx = &page.ctx;
    html! {
        <>
            <div class="page-head"><Title text={ctx.t("google")} /></div>
            if is_demo {
                <section class="card"><p>{ctx.t("google-demo")}</p></section>
            } else {
                {news(&page, *returned)}
                {status_card(&page)}
                {exits::cards(&page)}
            }
        </>
    }
}

/// Where everybody who needs the page finds it.
pub(crate) fn google_link(ctx: &Ctx, hook: &'static str) -> Html {
    let link = Link {
        to: Route::Google,
        class: "button",
        hook: Some(hook),
        ..Link::default()
    };
    html! { {page_link(ctx, link, html! { <>{ctx.t("google-link")}{icon("right")}</> })} }
}

/// Asks the server, and Google where that makes sense.
async fn look(page: Page) {
    let answer = page.ctx.rpc.ask::<GoogleStatus>(Request::GoogleStatus).await;
    page.status.set(Some(answer.clone()));
    let Ok(status) = answer else { return };
    if status.standing != GoogleStanding::Connected {
        return;
    }
    match page.ctx.rpc.ask::<GoogleDrive>(Request::GoogleCheck).await {
        Ok(drive) => page.drive.set(Some(drive)),
        Err(failure) => {
            let standing = standing_after(failure.code);
            // That it ended is said by the state itself.
            if failure.code != Code::GoogleExpired {
                page.failure.set(Some(failure));
            }
            if let Some(standing) = standing {
                page.status.set(Some(Ok(GoogleStatus { standing, ..status })));
            }
        }
    }
}

impl Page {
    fn standing(&self) -> Option<GoogleStanding> {
        self.status
            .as_ref()
            .and_then(|status| status.as_ref().ok())
            .map(|status| status.standing)
    }

    /// The name in `data-state`, and of the words.
    fn state(&self) -> &'static str {
        match &*self.status {
            None => "checking",
            Some(Ok(status)) => status.standing.name(),
            Some(Err(_)) => "offline",
        }
    }
}

/// What the way back from Google brought.
fn news(page: &Page, returned: Option<Returned>) -> Html {
    let (ctx, standing) = (&page.ctx, page.standing());
    let is_so = |returned: &Returned| standing.is_some_and(|standing| returned.is_confirmed_by(standing));
    match returned {
        Some(Returned::Trouble(name)) => {
            let code = if name == "google-late" {
                Code::GoogleExpired.name()
            } else {
                name
            };
            alert_named(ctx, code, name, Html::default())
        }
        Some(good) if is_so(&good) => {
            let id = if good == Returned::Connected {
                "google-now-connected"
            } else {
                "google-now-signed-in"
            };
            html! { <p class="note note--good" role="status" data-testid="google-notice">{icon("check")}{ctx.t(id)}</p> }
        }
        _ => Html::default(),
    }
}

fn status_card(page: &Page) -> Html {
    let (ctx, state) = (&page.ctx, page.state());
    let email = match &*page.status {
        Some(Ok(status)) => status.email.as_str(),
        _ => "",
    };
    let email = page.drive.as_ref().map_or(email, |drive| &drive.email);
    let failure = match (&*page.failure, &*page.status) {
        (Some(failure), _) => Some(failure),
        (None, Some(Err(failure))) if failure.code != Code::GoogleOffline => Some(failure),
        _ => None,
    };
    html! {
        <section class="card" data-testid="google-status" data-state={state}>
            <div class="unfold" aria-live="polite">
                <h2>{ctx.tv(&format!("google-{state}"), &[("email", email.into())])}</h2>
                {words(page, state)}
            </div>
            if let Some(failure) = failure {
                {alert(ctx, failure, Html::default())}
            }
            {steps(page, failure.is_some())}
        </section>
    }
}

/// What the state means.
fn words(page: &Page, state: &str) -> Html {
    let ctx = &page.ctx;
    let space = match &*page.drive {
        _ if state != "connected" => None,
        None => Some(ctx.t("google-asking")).filter(|_| page.failure.is_none()),
        Some(drive) => {
            let used = ("used", ctx.bytes(&drive.used).into());
            Some(match &drive.limit {
                Some(limit) => ctx.tv("google-space", &[used, ("limit", ctx.bytes(limit).into())]),
                None => ctx.tv("google-space-open", &[used]),
            })
        }
    };
    html! {
        <>
            if let Some(space) = space {
                <p data-testid="google-space">{space}</p>
            }
            if state != "checking" {
                <p>{ctx.t(&format!("google-{state}-text"))}</p>
            }
        </>
    }
}

/// The one step that leads on from here.
fn steps(page: &Page, has_failed: bool) -> Html {
    let (flow, hook, text) = match page.state() {
        "signed-out" => ("signin", "google-sign-in", "google-sign-in"),
        "signed-in" => ("connect", "google-connect", "google-connect"),
        "expired" => ("connect", "google-connect", "google-connect-again"),
        "offline" => return retry(page),
        "connected" if has_failed => return retry(page),
        _ => return Html::default(),
    };
    let ctx = page.ctx.clone();
    let onclick = move |_| ctx.go_to_google(flow);
    let ctx = &page.ctx;
    html! {
        <>
            <p class="fine">{ctx.t("google-leaves")}</p>
            <button type="button" class="button button--main" data-testid={hook} disabled={*page.is_busy} {onclick}>{ctx.t(text)}</button>
        </>
    }
}

fn retry(page: &Page) -> Html {
    let onclick = {
        let page = page.clone();
        move |_| {
            page.status.set(None);
            page.failure.set(None);
            spawn_local(look(page.clone()));
        }
    };
    html! { <button type="button" class="button" data-testid="google-retry" {onclick}>{page.ctx.t("google-retry")}</button> }
}
