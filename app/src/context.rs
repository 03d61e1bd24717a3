//! What every component can reach: texts, choices, the session and the worker.

use crate::{
    browser,
    i18n::{I18n, Lang, Value},
    rpc::{Answered, Rpc},
    session::{Act, Session, Stage, Toast},
};
use protocol::{Changed, Failure, Opened, Request};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Choices kept in this browser, outside the vault: nothing of the ledger.
#[derive(Clone, PartialEq)]
pub(crate) struct Prefs {
    pub(crate) i18n: I18n,
    /// The texts of a language that was asked for could not be fetched.
    pub(crate) lacks_texts: bool,
    /// `auto`, `light` or `dark`.
    pub(crate) theme: String,
    /// Amounts are shown as dots.
    pub(crate) privacy: bool,
}

/// A choice was made.
pub(crate) enum Choice {
    Lang(I18n),
    LacksTexts,
    Theme(String),
    Privacy(bool),
}

impl Prefs {
    /// As remembered. The language was chosen while the page was loading, see `boot.js`.
    pub(crate) fn load() -> Self {
        let tag = browser::root().and_then(|root| root.get_attribute("lang"));
        let (lang, locale) = Lang::choose(tag.and_then(|tag| Lang::of_tag(&tag)), &browser::languages());
        let theme = browser::remembered("theme").filter(|theme| theme == "light" || theme == "dark");
        let privacy = browser::remembered("privacy").is_some_and(|kept| kept == "1");
        Self {
            i18n: I18n::new(lang, &locale, browser::first_text()),
            lacks_texts: browser::is_second_choice(),
            theme: theme.unwrap_or_else(|| "auto".to_owned()),
            privacy,
        }
    }

    /// Makes `<html>` say what was chosen.
    pub(crate) fn apply(&self) {
        browser::set_root("lang", self.i18n.lang.code());
        browser::set_root("data-theme", &self.theme);
        crate::format::set_locale(&self.i18n.locale);
    }
}

impl Reducible for Prefs {
    type Action = Choice;

    fn reduce(self: Rc<Self>, choice: Choice) -> Rc<Self> {
        let mut next = (*self).clone();
        match choice {
            Choice::Lang(i18n) => {
                browser::remember("lang", i18n.lang.code());
                next.i18n = i18n;
                next.lacks_texts = false;
            }
            Choice::LacksTexts => next.lacks_texts = true,
            Choice::Theme(theme) => {
                browser::remember("theme", &theme);
                next.theme = theme;
            }
            Choice::Privacy(privacy) => {
                browser::remember("privacy", if privacy { "1" } else { "0" });
                browser::badge(0);
                next.privacy = privacy;
            }
        }
        next.apply();
        Rc::new(next)
    }
}

/// The one context.
#[derive(Clone, PartialEq)]
pub(crate) struct Ctx {
    pub(crate) rpc: Rpc,
    pub(crate) i18n: I18n,
    pub(crate) prefs: UseReducerHandle<Prefs>,
    pub(crate) session: UseReducerHandle<Session>,
}

impl Ctx {
    /// A text.
    pub(crate) fn t(&self, id: &str) -> String {
        self.i18n.t(id)
    }

    /// A text with values.
    pub(crate) fn tv(&self, id: &str, values: &[(&str, Value)]) -> String {
        self.i18n.tv(id, values)
    }

    /// Asks the browser for its promise to keep what is stored. Nothing waits for it: Firefox asks the person, who may
    /// never answer.
    pub(crate) fn ask_to_keep(&self) {
        let session = self.session.dispatcher();
        spawn_local(async move {
            let kept = browser::persist().await.is_ok_and(|kept| kept.is_truthy());
            session.dispatch(Act::Persisted(kept));
        });
    }

    /// The open vault.
    pub(crate) fn opened(&self) -> Option<&Opened> {
        match &self.session.stage {
            Stage::Open(opened) => Some(opened),
            _ => None,
        }
    }

    /// Shows a failure on top of the page.
    pub(crate) fn trouble(&self, failure: Failure) {
        self.session.dispatch(Act::Trouble(Some(failure)));
    }

    /// Asks for something that ends in a change of one transaction, and tells about it.
    pub(crate) fn change(&self, request: Request) {
        let ctx = self.clone();
        spawn_local(async move {
            match ctx.rpc.ask::<Changed>(request).await {
                Ok(changed) => ctx.changed(changed),
                Err(failure) => ctx.trouble(failure),
            }
        });
    }

    /// Tells about a change.
    pub(crate) fn changed(&self, changed: Changed) {
        self.session.dispatch(Act::Trouble(None));
        self.session.dispatch(Act::LedgerChanged);
        self.session.dispatch(Act::Notice(Toast::Changed(changed)));
    }

    /// Asks for a file and saves it.
    pub(crate) fn save_file(&self, request: Request) {
        let ctx = self.clone();
        spawn_local(async move {
            match ctx.rpc.ask::<protocol::File>(request).await {
                Ok(file) => {
                    browser::save_file(&file.name, &file.mime, file.bytes);
                    let text = ctx.tv("file-saved", &[("name", file.name.into())]);
                    ctx.session.dispatch(Act::Notice(Toast::Text(text)));
                }
                Err(failure) => ctx.trouble(failure),
            }
            ctx.session.dispatch(Act::Progress(None));
        });
    }

    /// Closes the vault and forgets everything in memory.
    pub(crate) fn lock(&self) {
        self.close_then(|| browser::leave_for("/unlock"));
    }

    /// Closes the vault and goes to Google, which sends the person back to the page about it or, after something was
    /// picked, to `picked_for`; on a device without a vault, to where a backup is fetched.
    pub(crate) fn go_to_google(&self, flow: &'static str, picked_for: Option<&'static str>) {
        let back = match self.session.stage {
            Stage::NoVault => "/restore",
            _ => picked_for.unwrap_or("/settings/google"),
        };
        self.close_then(move || {
            browser::go_to(&format!("/auth/start?flow={flow}&return_to={back}"));
        });
    }

    fn close_then(&self, leave: impl FnOnce() + 'static) {
        let ctx = self.clone();
        spawn_local(async move {
            // A worker that can't answer any more is ended all the same.
            let _ = ctx.rpc.ask::<()>(Request::Close).await;
            ctx.rpc.stop();
            leave();
        });
    }
}

/// The context.
#[hook]
pub(crate) fn use_ctx() -> Ctx {
    match use_context::<Ctx>() {
        Some(ctx) => ctx,
        // Every component is below the provider in `app`.
        None => unreachable!("no context"),
    }
}

/// An answer on its way. What was there stays while a newer one comes.
#[derive(Debug)]
pub(crate) struct Query<T> {
    pub(crate) data: Option<Rc<T>>,
    pub(crate) failure: Option<Failure>,
}

/// Asks on mount, whenever `request` changes, and whenever the ledger changes; late answers are dropped.
#[hook]
pub(crate) fn use_query<T: Answered + 'static>(request: Request) -> Query<T> {
    let ctx = use_ctx();
    let state = use_state(|| Query {
        data: None,
        failure: None,
    });
    let result = Query {
        data: state.data.clone(),
        failure: state.failure.clone(),
    };
    use_effect_with((request, ctx.session.revision), move |(request, _)| {
        let (alive, request) = (Rc::new(std::cell::Cell::new(true)), request.clone());
        let guard = alive.clone();
        spawn_local(async move {
            let answer = ctx.rpc.ask::<T>(request).await;
            if guard.get() {
                state.set(match answer {
                    Ok(data) => Query {
                        data: Some(Rc::new(data)),
                        failure: None,
                    },
                    Err(failure) => Query {
                        data: state.data.clone(),
                        failure: Some(failure),
                    },
                });
            }
        });
        move || alive.set(false)
    });
    result
}
