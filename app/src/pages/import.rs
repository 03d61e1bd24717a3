//! Import in four calm steps: drop, what was understood, review, done.

mod columns;
mod done;
mod drop;
mod errors;
mod history;
mod questions;
mod review;
mod rows;
mod sheets;
mod understood;
mod words;

use crate::{
    backups::phase_name,
    browser,
    components::{Title, alert},
    context::{Ctx, use_ctx},
    incoming::{self, Incoming},
    pages::google::left,
    session::Act,
};
use done::done;
use drop::Drop;
use history::History;
use protocol::{Failure, ImportAnswers, Imported, Preview, Request, SheetLayout, SheetSource};
use review::review;
pub(crate) use sheets::pick_button;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Where an import stands.
#[derive(Clone, PartialEq)]
enum Step {
    Drop,
    /// A spreadsheet was read and says what it said before.
    Unchanged,
    Reading,
    /// A spreadsheet is read.
    Fetching,
    /// A sheet of a layout of its own.
    Columns(Rc<SheetLayout>),
    Review(Rc<Preview>),
    Writing(Rc<Preview>),
    Done(Rc<Imported>),
}

/// What the steps share.
#[derive(Clone, PartialEq)]
pub(crate) struct Work {
    pub(crate) ctx: Ctx,
    step: UseStateHandle<Step>,
    answers: UseStateHandle<ImportAnswers>,
    failure: UseStateHandle<Option<Failure>>,
    /// Spreadsheets that are known.
    sources: UseStateHandle<Vec<SheetSource>>,
}

impl Work {
    fn refused(&self, step: Step, failure: Failure) {
        self.step.set(step);
        self.failure.set(Some(failure));
    }

    /// Reads files that the person chose.
    pub(crate) fn read(&self, files: JsValue) {
        let work = self.clone();
        work.failure.set(None);
        work.answers.set(ImportAnswers::default());
        work.step.set(Step::Reading);
        spawn_local(async move {
            match work
                .ctx
                .rpc
                .ask_with::<Preview>(Request::ImportRead, &files)
                .await
            {
                Ok(preview) => work.step.set(Step::Review(Rc::new(preview))),
                Err(failure) => work.refused(Step::Drop, failure),
            }
            work.ctx.session.dispatch(Act::Progress(None));
        });
    }

    /// Reads the files that came from outside, as if they had been dropped here.
    fn read_incoming(&self) {
        self.ctx.session.dispatch(Act::Incoming(Incoming::default()));
        self.read(browser::take_incoming());
    }

    /// Whether files are read or written.
    fn is_running(&self) -> bool {
        matches!(*self.step, Step::Reading | Step::Fetching | Step::Writing(_))
    }

    /// Reads the same files with other answers.
    pub(crate) fn answer(&self, change: impl FnOnce(&mut ImportAnswers)) {
        let mut answers = (*self.answers).clone();
        change(&mut answers);
        self.answers.set(answers.clone());
        self.failure.set(None);
        let (work, before) = (self.clone(), (*self.step).clone());
        spawn_local(async move {
            match work.ctx.rpc.ask::<Preview>(Request::ImportAnswer(answers)).await {
                Ok(preview) => work.step.set(Step::Review(Rc::new(preview))),
                Err(failure) => work.refused(before, failure),
            }
            work.ctx.session.dispatch(Act::Progress(None));
        });
    }

    /// Writes what the preview shows.
    pub(crate) fn commit(&self, preview: &Rc<Preview>) {
        let (work, preview) = (self.clone(), preview.clone());
        work.failure.set(None);
        work.step.set(Step::Writing(preview.clone()));
        work.ctx.session.dispatch(Act::Writing(true));
        spawn_local(async move {
            match work.ctx.rpc.ask::<Imported>(Request::ImportCommit).await {
                Ok(imported) => {
                    work.step.set(Step::Done(Rc::new(imported)));
                    // The button was at the end of a long page, the answer stands at its top.
                    browser::to_top();
                    work.ctx.session.dispatch(Act::LedgerChanged);
                }
                Err(failure) => work.refused(Step::Review(preview), failure),
            }
            work.ctx.session.dispatch(Act::Writing(false));
            work.ctx.session.dispatch(Act::Progress(None));
        });
    }

    /// Forgets the file.
    pub(crate) fn discard(&self) {
        let work = self.clone();
        work.failure.set(None);
        work.step.set(Step::Drop);
        spawn_local(async move {
            // Nothing was written, so nothing is lost when this fails.
            let _ = work.ctx.rpc.ask::<()>(Request::ImportDiscard).await;
        });
    }

    /// Takes an import back.
    pub(crate) fn undo(&self, batch: i64) {
        let work = self.clone();
        spawn_local(async move {
            match work.ctx.rpc.ask::<()>(Request::UndoImport { batch }).await {
                Ok(()) => {
                    work.step.set(Step::Drop);
                    work.ctx.session.dispatch(Act::LedgerChanged);
                    let text = work.ctx.t("import-undone");
                    work.ctx
                        .session
                        .dispatch(Act::Notice(crate::session::Toast::Text(text)));
                }
                Err(failure) => work.failure.set(Some(failure)),
            }
            work.ctx.session.dispatch(Act::Progress(None));
        });
    }
}

/// The page.
#[component]
pub(crate) fn Import() -> Html {
    let ctx = use_ctx();
    let work = Work {
        ctx: ctx.clone(),
        step: use_state(|| Step::Drop),
        answers: use_state(ImportAnswers::default),
        failure: use_state(|| None),
        sources: use_state(Vec::new),
    };
    // The demonstration is nobody's, so it has no spreadsheets.
    let has_sheets = ctx.opened().is_some_and(|opened| !opened.demo);
    {
        let work = work.clone();
        use_effect_with(has_sheets, move |has_sheets| {
            if *has_sheets {
                work.opened();
            }
            move || left(&work.ctx)
        });
    }
    let waits = !ctx.session.incoming.names.is_empty();
    let is_free = matches!(&*work.step, Step::Drop | Step::Unchanged);
    {
        let work = work.clone();
        use_effect_with(waits && is_free, move |is_due| {
            if *is_due {
                work.read_incoming();
            }
        });
    }
    let body = match &*work.step {
        Step::Fetching => sheets::fetching(&work),
        Step::Columns(layout) => columns::columns(&work, layout),
        Step::Drop | Step::Unchanged | Step::Reading => {
            html! { <Drop work={work.clone()} is_reading={*work.step == Step::Reading} /> }
        }
        Step::Review(preview) => review(&work, preview, false),
        Step::Writing(preview) => review(&work, preview, true),
        Step::Done(imported) => done(&work, imported),
    };
    html! {
        <>
            <div class="page-head"><Title text={ctx.t("nav-import")} /></div>
            if waits && !is_free {
                {incoming(&work)}
            }
            {steps(&work)}
            if let Some(failure) = (*work.failure).clone() {
                {alert(&ctx, &failure, Html::default())}
            }
            if has_sheets && *work.step == Step::Unchanged {
                {sheets::card(&work)}
            }
            {body}
            if has_sheets && matches!(&*work.step, Step::Drop | Step::Done(_)) {
                {sheets::card(&work)}
            }
            if matches!(&*work.step, Step::Review(_) | Step::Done(_)) {
                <Drop work={work.clone()} is_reading={false} />
            }
            if matches!(&*work.step, Step::Drop | Step::Unchanged | Step::Done(_)) {
                <History work={work.clone()} />
            }
        </>
    }
}

/// A file came while another one is on the page: what is there goes only by the person's word.
fn incoming(work: &Work) -> Html {
    let hint = match &*work.step {
        Step::Done(_) => None,
        _ if work.is_running() => Some("incoming-after"),
        _ => Some("incoming-instead"),
    };
    let open = {
        let work = work.clone();
        Callback::from(move |_| work.read_incoming())
    };
    incoming::bar(&work.ctx, hint, work.is_running(), open)
}

fn steps(work: &Work) -> Html {
    let now = match &*work.step {
        Step::Drop | Step::Unchanged => 0,
        Step::Reading | Step::Fetching | Step::Columns(_) => 1,
        Step::Review(preview) if !preview.questions.is_empty() => 1,
        Step::Review(_) | Step::Writing(_) => 2,
        Step::Done(_) => 3,
    };
    html! {
        <ol class="steps">
            {for ["step-drop", "step-understood", "step-review", "step-done"].iter().enumerate().map(|(place, id)| html! {
                <li class={(place < now).then_some("steps__past")} aria-current={(place == now).then_some("step")}>{work.ctx.t(id)}</li>
            })}
        </ol>
    }
}

/// How far long work is; the bar moves without a share while the whole is not known.
pub(crate) fn progress(ctx: &Ctx) -> Html {
    let progress = ctx.session.progress;
    let text = progress.map_or_else(
        || ctx.t("progress-working"),
        |progress| {
            ctx.tv(
                &format!("progress-{}", phase_name(progress.phase)),
                &[("done", progress.done.into()), ("total", progress.total.into())],
            )
        },
    );
    let known = progress.filter(|progress| progress.total > 0);
    html! {
        <div class="progress">
            <progress data-testid="import-progress" aria-label={ctx.t("progress-working")} max={known.map(|known| known.total.to_string())}
                value={known.map(|known| known.done.to_string())}></progress>
            <span role="status">{text}</span>
        </div>
    }
}
