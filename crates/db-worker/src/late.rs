//! What not every session asks for: imports, spreadsheets, exports, backups, restores, Google and the demonstration.
//!
//! `cargo xtask` divides the worker's wasm at `seldom`: what only that reaches is a file of its own, and nobody waits
//! for it before their vault opens. It is fetched as soon as the first question is answered.

use crate::{
    backup, demo, error::Result, export, google_requests, import_session, preview, restore, session::Session,
    sheets, worker::with_session,
};
use protocol::{Code, Failure, Reply, Request};
use std::{cell::Cell, future::Future, pin::Pin};
use wasm_bindgen::JsValue;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

/// Answers a request, which may need the files that came beside it.
pub(crate) type Answer = fn(Request, JsValue) -> Pin<Box<dyn Future<Output = Result<Reply>>>>;

thread_local! {
    static HERE: Cell<Option<Answer>> = const { Cell::new(None) };
}

/// Answers a request of these.
///
/// # Errors
/// [`Code::NotLoaded`] when the part can't be had; the next request tries again.
pub(crate) async fn answer(request: Request, files: &JsValue) -> Result<Reply> {
    load().await?(request, files.clone()).await
}

/// What answers, if it is here.
pub(crate) fn here() -> Option<Answer> {
    HERE.get()
}

/// Loads the part, if it is not here yet.
pub(crate) async fn load() -> Result<Answer> {
    if let Some(answer) = here() {
        return Ok(answer);
    }
    let loaded = seldom().await;
    let answer = loaded.map_err(|e| Failure::new(Code::NotLoaded, e.to_string()))?;
    HERE.set(Some(answer));
    Ok(answer)
}

#[wasm_split(seldom, fallible)]
fn seldom() -> std::result::Result<Answer, SplitLoaderError> {
    Ok(|request, files| Box::pin(answer_it(request, files)))
}

async fn answer_it(request: Request, files: JsValue) -> Result<Reply> {
    match request {
        Request::OpenDemo { words } => demo::open(words),
        Request::ImportRead => import_session::read(&files).await,
        Request::RestoreRead(from) => restore::read(from, &files).await,
        Request::RestoreCommit => restore::commit().await,
        Request::RestoreUndo => restore::undo().await,
        Request::RestoreDiscard => {
            restore::discard();
            Ok(Reply::Done)
        }
        Request::GoogleStatus | Request::GoogleCheck | Request::GoogleLeave(_) => {
            google_requests::answer(request).await
        }
        Request::Sheets(ref about) if about.is_remote() => google_requests::answer(request).await,
        remote if remote.is_remote() => backup::answer(remote).await,
        other => with_session(|session| of_ledger(session, other)),
    }
}

/// Requests about the open ledger: none of them waits for anything.
fn of_ledger(session: &mut Session, request: Request) -> Result<Reply> {
    match request {
        Request::ImportAnswer(answers) => import_session::answer(session, &answers),
        Request::ImportRows { status, from, to } => preview::rows(session, status, from, to),
        Request::ImportCommit => import_session::commit(session),
        Request::ImportDiscard => {
            session.import = None;
            Ok(Reply::Done)
        }
        Request::ImportErrors { texts } => preview::errors(session, &texts),
        Request::History => import_session::history(session).map(Reply::History),
        Request::UndoImport { batch } => import_session::undo(session, batch),
        Request::Sheets(request) => sheets::answer(session, request).map(Reply::Sheets),
        Request::SheetTemplate => export::template().map(Reply::File),
        Request::Backups => backup::status(session),
        Request::BackupKeepBoth => backup::keep_both(session),
        Request::ExportAll => export::all(session).map(Reply::File),
        Request::ExportTransactions { filter } => {
            export::transactions(session, filter.as_ref()).map(Reply::File)
        }
        // Answered by `Worker::handle`.
        _ => Err(Failure::new(Code::Internal, "not a request of this part")),
    }
}
