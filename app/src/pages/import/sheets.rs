//! Google Sheets as a source: which spreadsheets are known, which of their sheets are read, and a way to pick more.
//!
//! Not a component of its own: it lives on the state of the import.

use super::{Step, Work, progress};
use crate::{
    browser,
    components::icon,
    context::Ctx,
    google::{Returned, View},
    pages::google::{google_link, news},
    session::Act,
};
use protocol::{Code, GoogleStanding, GoogleStatus, Request, SheetRequest, SheetSource, Sheets};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What leads to Google's picker, and back to this page.
pub(crate) const PICK: &str = "pick&mime_type=application/vnd.google-apps.spreadsheet";

impl Work {
    /// Asks about spreadsheets, and goes where the answer leads.
    pub(crate) fn ask_sheets(&self, request: SheetRequest) {
        let (work, before) = (self.clone(), (*self.step).clone());
        let is_reading = matches!(request, SheetRequest::Read { .. });
        work.failure.set(None);
        if is_reading {
            work.step.set(Step::Fetching);
        }
        spawn_local(async move {
            match work.ctx.rpc.ask::<Sheets>(Request::Sheets(request)).await {
                Ok(Sheets::Sources(sources)) => {
                    work.sources.set(sources);
                    if before == Step::Fetching {
                        work.step.set(Step::Drop);
                    }
                }
                Ok(Sheets::Preview(preview)) => work.step.set(Step::Review(Rc::new(preview))),
                Ok(Sheets::Unchanged) => {
                    work.step.set(Step::Unchanged);
                    browser::focus("h1");
                }
                Ok(Sheets::Columns(layout)) => work.step.set(Step::Columns(Rc::new(layout))),
                // It was cancelled, so there is nothing to say.
                Err(failure) if is_reading && failure.code == Code::NoPreview => {}
                // The step is not this question's: files may have come meanwhile.
                Err(failure) if !is_reading => work.failure.set(Some(failure)),
                Err(failure) => work.refused(before, failure),
            }
            work.ctx.session.dispatch(Act::Progress(None));
            if is_reading
                && let Ok(Sheets::Sources(sources)) =
                    work.ctx.rpc.ask(Request::Sheets(SheetRequest::List)).await
            {
                work.sources.set(sources);
            }
        });
    }

    /// The page was opened: what is known is shown at once, then the server is asked whether something was picked.
    pub(crate) fn opened(&self) {
        let work = self.clone();
        spawn_local(async move {
            work.ask_sheets(SheetRequest::List);
            let mut view = work.ctx.session.google.opened();
            match work.ctx.rpc.ask::<GoogleStatus>(Request::GoogleStatus).await {
                Ok(status) => view.status = Some(status),
                Err(failure) => view.failed(failure),
            }
            // What was picked for something else is not ours to take.
            let may_have_picked = view.returned == Some(Returned::Picked) || work.sources.is_empty();
            let is_connected = may_have_picked && view.standing() == Some(GoogleStanding::Connected);
            work.ctx.session.dispatch(Act::Google(view));
            if is_connected {
                work.ask_sheets(SheetRequest::Picked);
            }
        });
    }
}

/// The way to Google's picker.
pub(crate) fn pick_button(ctx: &Ctx) -> Html {
    let onclick = {
        let ctx = ctx.clone();
        move |_: MouseEvent| ctx.go_to_google(PICK, Some("/import"))
    };
    html! { <button type="button" class="button" data-testid="google-pick-sheet" {onclick}>{icon("import")}<span>{ctx.t("google-pick-sheet")}</span></button> }
}

/// The card beside the place for files.
pub(crate) fn card(work: &Work) -> Html {
    let ctx = &work.ctx;
    let view: &View = &ctx.session.google;
    let template = {
        let ctx = ctx.clone();
        move |_: MouseEvent| ctx.save_file(Request::SheetTemplate)
    };
    html! {
        <section class="card" data-testid="sheets" data-state={view.state()}>
            <h2>{ctx.t("sheets")}</h2>
            if matches!(view.returned, Some(Returned::Trouble(_))) {
                {news(ctx)}
            }
            if *work.step == Step::Unchanged {
                <p class="note note--good" role="status" data-testid="sheet-unchanged">{ctx.t("sheet-unchanged")}</p>
            }
            if work.sources.is_empty() {
                <p>{ctx.t("sheets-text")}</p>
            } else {
                <ul class="batches">{for work.sources.iter().map(|one| source(work, one))}</ul>
            }
            <div class="buttons">
                if matches!(view.standing(), Some(GoogleStanding::Connected | GoogleStanding::SignedIn)) {
                    {pick_button(ctx)}
                } else if view.state() != "checking" {
                    {google_link(ctx, "sheets-connect")}
                }
                <button type="button" class="button button--quiet" data-testid="sheet-template" onclick={template}>{icon("file")}<span>{ctx.t("sheet-template")}</span></button>
            </div>
            <p class="fine">{ctx.t("sheets-private")}</p>
        </section>
    }
}

fn source(work: &Work, source: &SheetSource) -> Html {
    let ctx = &work.ctx;
    let button = |hook: &'static str, class: &'static str, text: &'static str, request: SheetRequest| {
        let work = work.clone();
        let label = format!("{}: {}", ctx.t(text), source.title);
        let onclick = move |_: MouseEvent| work.ask_sheets(request.clone());
        html! { <button type="button" class={classes!("button", class)} data-testid={hook} aria-label={label} {onclick}>{ctx.t(text)}</button> }
    };
    let file_id = || source.file_id.clone();
    let chosen = || source.tabs.iter().filter(|tab| tab.is_chosen);
    let read = SheetRequest::Read {
        file_id: file_id(),
        tabs: chosen().map(|tab| tab.number).collect(),
    };
    let health = match &source.read_at {
        Some(instant) => ctx.tv("sheet-read-at", &[("instant", ctx.instant(instant).into())]),
        None => ctx.t("sheet-not-read"),
    };
    html! {
        <li key={source.file_id.clone()} class="batch batch--exit" data-testid="sheet-source" data-file={file_id()}>
            <div class="unfold">
                <div>
                    <p class="batch__name" dir="auto">{if source.title.is_empty() { ctx.t("sheet-unknown") } else { source.title.clone() }}</p>
                    <p class="fine" data-testid="sheet-health">{health}</p>
                </div>
                if !source.tabs.is_empty() {
                    <fieldset class="sheets" aria-label={ctx.t("sheet-choice")}>
                        {for source.tabs.iter().map(|tab| {
                            let (work, file_id, number) = (work.clone(), file_id(), tab.number);
                            let onchange = move |_: Event| work.ticks(&file_id, number);
                            html! {
                                <label class="check"><input type="checkbox" data-testid="sheet-choice" checked={tab.is_chosen} {onchange} /><span dir="auto">{tab.title.clone()}</span></label>
                            }
                        })}
                    </fieldset>
                }
            </div>
            <div class="buttons">
                if source.title.is_empty() {
                    {button("sheet-retry", "", "google-retry", SheetRequest::Picked)}
                } else if chosen().next().is_some() {
                    {button("sheet-refresh", "button--main", if source.read_at.is_some() { "sheet-refresh" } else { "sheet-read" }, read)}
                }
                {button("sheet-forget", "button--quiet", "sheet-forget", SheetRequest::Forget { file_id: file_id() })}
            </div>
        </li>
    }
}

impl Work {
    /// Wants a sheet, or not any more; the worker is told when it is to read.
    fn ticks(&self, file_id: &str, number: u32) {
        let mut sources = (*self.sources).clone();
        let tabs = sources
            .iter_mut()
            .filter(|source| source.file_id == file_id)
            .flat_map(|source| &mut source.tabs);
        for tab in tabs.filter(|tab| tab.number == number) {
            tab.is_chosen = !tab.is_chosen;
        }
        self.sources.set(sources);
    }
}

/// While Google is asked.
pub(crate) fn fetching(work: &Work) -> Html {
    let cancel = {
        let work = work.clone();
        move |_: MouseEvent| work.ask_sheets(SheetRequest::Cancel)
    };
    html! {
        <section class="card">
            {progress(&work.ctx)}
            <p class="fine">{work.ctx.t("sheet-fetching")}</p>
            <button type="button" class="button" data-testid="import-cancel" onclick={cancel}>{work.ctx.t("cancel")}</button>
        </section>
    }
}
