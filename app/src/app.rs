//! Start, and which screen is on.

use crate::{
    address::{self, use_address},
    backups::{View, is_of_backup},
    browser,
    components::{alert, mark, news_at_start, taken_over},
    context::{Choice, Ctx, Prefs, use_ctx},
    google::{self, Returned},
    guard,
    i18n::{I18n, Lang},
    incoming,
    late::{self, Late, Part},
    pages::{Unlock, Welcome, use_backups},
    route::Route,
    rpc::{News, Rpc, internal},
    session::{Act, Session, Stage},
};
use protocol::{Code, Event, Presence, Request};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Under which name it is remembered whether there is a vault: nothing of what is in it.
pub(crate) const VAULT: &str = "vault";

/// Mounts the page.
pub(crate) fn start() {
    let root = browser::window().and_then(|window| window.document()?.get_element_by_id("app"));
    if let Some(root) = root {
        yew::Renderer::<App>::with_root(root).render();
    }
}

#[component]
fn App() -> Html {
    let rpc = use_memo((), |()| Rpc::start());
    let prefs = use_reducer(Prefs::load);
    let session = use_reducer(|| Session {
        google: google::View {
            returned: Returned::of(&browser::take_returned()),
            ..google::View::default()
        },
        ..Session::default()
    });
    let ctx = Ctx {
        rpc: (*rpc).clone(),
        i18n: prefs.i18n.clone(),
        prefs: prefs.clone(),
        session,
    };
    use_boot(&ctx);
    use_remembered_vault(&ctx);
    guard::use_leaving(&ctx);
    guard::use_auto_lock(&ctx);
    guard::use_keys(&ctx);
    use_backups(&ctx);
    incoming::use_opening(&ctx);
    html! {
        <ContextProvider<Ctx> context={ctx}>
            <Shell />
        </ContextProvider<Ctx>>
    }
}

/// Everything that happens once.
#[hook]
fn use_boot(ctx: &Ctx) {
    let ctx = ctx.clone();
    use_effect_with((), move |()| {
        ctx.prefs.apply();
        listen(&ctx);
        watch_updates(&ctx);
        incoming::listen(&ctx);
        // A vault that was open when the browser ended left its number behind.
        browser::badge(0);
        guess(&ctx);
        spawn_local(async move {
            if let Ok(persisted) = browser::persisted().await {
                ctx.session.dispatch(Act::Persisted(persisted.is_truthy()));
            }
            if !browser::can_store() {
                return ctx.session.dispatch(Act::NoStorage);
            }
            match ctx.rpc.ask::<Presence>(Request::Presence).await {
                Ok(presence) => {
                    news_at_start(&ctx, presence);
                    ctx.session.dispatch(Act::Found(presence));
                }
                // The demonstration works all the same.
                Err(failure) if failure.code == Code::NoStorage => ctx.session.dispatch(Act::NoStorage),
                Err(failure) => ctx.session.dispatch(Act::Broken(failure)),
            }
        });
    });
}

/// The first screen does not wait for the worker: what was there the last time is very likely there now, and a browser that
/// holds nothing of ours holds no vault. The worker's answer stands above this one.
fn guess(ctx: &Ctx) {
    if !browser::can_store() {
        return;
    }
    let session = ctx.session.dispatcher();
    match browser::remembered(VAULT).as_deref() {
        Some("1") => session.dispatch(Act::Guessed(Presence::Locked)),
        Some(_) => session.dispatch(Act::Guessed(Presence::Nothing)),
        None => spawn_local(async move {
            let is_first = browser::is_first_visit().await;
            if is_first.is_ok_and(|is_first| is_first.is_truthy()) {
                session.dispatch(Act::Guessed(Presence::Nothing));
            }
        }),
    }
}

/// Remembers for the next start whether there is a vault.
#[hook]
fn use_remembered_vault(ctx: &Ctx) {
    let is_there = match &ctx.session.stage {
        Stage::Locked => Some(true),
        Stage::Open(opened) => (!opened.demo).then_some(true),
        Stage::NoVault => Some(false),
        _ => None,
    };
    use_effect_with(is_there, |is_there| {
        if let Some(is_there) = is_there {
            browser::remember(VAULT, if *is_there { "1" } else { "0" });
        }
    });
}

fn listen(ctx: &Ctx) {
    let session = ctx.session.dispatcher();
    ctx.rpc.listen(move |news| match news {
        News::Event(Event::Progress(progress)) if is_of_backup(progress.phase) => {
            session.dispatch(Act::Backups(Box::new(move |view| View {
                progress: Some(progress),
                ..view.clone()
            })));
        }
        News::Event(Event::Progress(progress)) => session.dispatch(Act::Progress(Some(progress))),
        News::Event(Event::TakenOver) => session.dispatch(Act::TakenOver),
        News::Broken(message) => session.dispatch(Act::Broken(internal(&message))),
    });
}

fn watch_updates(ctx: &Ctx) {
    let session = ctx.session.dispatcher();
    let on_waiting = Closure::new(move || session.dispatch(Act::UpdateReady));
    spawn_local(async move {
        // Without a service worker everything works but the next visit without a network.
        let _ = browser::watch_updates(&on_waiting).await;
        on_waiting.forget();
    });
}

/// The screen for where the person stands.
#[component]
fn Shell() -> Html {
    let ctx = use_ctx();
    let (route, here) = use_address();
    let moved = use_redirect(&ctx, route, here);
    #[cfg(feature = "styleguide")]
    if route == Route::Styleguide {
        return html! { <crate::pages::Styleguide /> };
    }
    let is_ready = !moved && ctx.session.stage != Stage::Starting;
    use_effect_with(is_ready, |is_ready| {
        if *is_ready {
            browser::set_root("data-ready", "1");
            // While the person reads or types.
            late::ahead(Part::Daily);
        }
    });
    if moved {
        return starting();
    }
    match &ctx.session.stage {
        Stage::Starting => starting(),
        Stage::TakenOver => html! { {taken_over(&ctx)} },
        Stage::Broken(failure) => html! {
            <main class="gate">{alert(&ctx, failure, html! { <>
                <button class="button" onclick={|_| browser::reload()}>{ctx.t("reload")}</button>
            </> })}</main>
        },
        Stage::NoVault if route == Route::Restore => html! { <Late part={Part::Seldom} {route} /> },
        Stage::NoStorage | Stage::NoVault => html! { <Welcome /> },
        Stage::Locked => html! { <Unlock /> },
        Stage::Open(_) => html! { <Late part={Part::Daily} {route} /> },
    }
}

/// What `index.html` shows already: the head of every first screen.
fn starting() -> Html {
    html! { <div class="gate"><div class="gate__head"><span class="brand">{mark()}<span>{"LukaLibre"}</span></span></div></div> }
}

/// Moves to the address that goes with the stage; true while moving.
#[hook]
fn use_redirect(ctx: &Ctx, route: Route, here: String) -> bool {
    let target = match &ctx.session.stage {
        #[cfg(feature = "styleguide")]
        _ if route == Route::Styleguide => None,
        Stage::Starting | Stage::TakenOver | Stage::Broken(_) => None,
        Stage::NoVault if route == Route::Restore => None,
        Stage::NoStorage | Stage::NoVault => (route != Route::Welcome).then_some((Route::Welcome, None)),
        Stage::Locked => {
            (route != Route::Unlock).then(|| (Route::Unlock, Route::inside(&here).map(|_| here)))
        }
        Stage::Open(opened) => (!route.is_inside()).then(|| after_opening(&here, opened.by_words)),
    };
    let moves = target.is_some();
    use_effect_with(target, |target| {
        if let Some((route, wish)) = target {
            go(*route, wish.as_deref());
        }
    });
    moves
}

/// Where an opened vault leads: a new passphrase after the words, else what was asked for.
fn after_opening(here: &str, by_words: bool) -> (Route, Option<String>) {
    if by_words {
        return (Route::Settings, None);
    }
    let next = here.split(['?', '&']).find_map(|pair| pair.strip_prefix("next="));
    let next = next
        .and_then(|next| js_sys::decode_uri_component(next).ok())
        .map(String::from);
    match next.as_deref().and_then(Route::inside) {
        Some(route) => (route, next),
        None => (Route::Dashboard, None),
    }
}

/// To `/unlock` the wish travels as its query, elsewhere the wish is the address itself.
fn go(route: Route, wish: Option<&str>) {
    let query = match wish {
        Some(wish) if route == Route::Unlock => format!("?next={}", browser::encode(wish)),
        Some(wish) => wish.find('?').map(|at| wish[at..].to_owned()).unwrap_or_default(),
        None => String::new(),
    };
    address::replace(&format!("{}{query}", route.path()));
}

/// Changes the language, once its texts are here; false if they can't be had.
pub(crate) async fn choose_lang(ctx: &Ctx, code: &str) -> bool {
    let Some(lang) = Lang::of_tag(code) else {
        return false;
    };
    let file = browser::load_texts(lang.code()).await.ok();
    let chosen = file.and_then(|file| file.as_string()).map(|file| {
        let (lang, locale) = Lang::choose(Some(lang), &browser::languages());
        I18n::new(lang, &locale, file)
    });
    let is_here = chosen.is_some();
    ctx.prefs
        .dispatch(chosen.map_or(Choice::LacksTexts, Choice::Lang));
    is_here
}
