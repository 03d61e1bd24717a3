//! What the worker knows between requests, and which room answers which request.

use crate::{
    backup,
    error::Result,
    export, google_access, import_session, ledger_requests as ledger, preview, restore,
    session::Session,
    sort,
    vault_requests::{self as vault, Pending},
};
use protocol::{Code, Failure, Reply, Request};
use std::cell::RefCell;
use wasm_bindgen::JsValue;

thread_local! {
    /// The open ledger. Apart from the worker, because a tab that takes over closes it between two requests.
    static SESSION: RefCell<Option<Session>> = const { RefCell::new(None) };
}

/// What the worker knows beside the open ledger.
#[derive(Default)]
pub(crate) struct Worker {
    /// A vault that is being made.
    pub(crate) pending: Option<Pending>,
}

impl Worker {
    /// Answers a request.
    pub(crate) async fn handle(&mut self, request: Request, files: &JsValue) -> Result<Reply> {
        match request {
            Request::Presence => vault::presence().await.map(Reply::Presence),
            Request::CreateBegin { passphrase } => vault::create_begin(self, &passphrase).await,
            Request::CreateConfirm { words, base_currency } => {
                vault::create_confirm(self, &words, &base_currency).await
            }
            Request::OpenDemo { words } => vault::open_demo(words),
            Request::Unlock { with, take_over } => vault::unlock(with, take_over).await,
            Request::ChangePassphrase { current, new } => vault::change_passphrase(current, &new).await,
            Request::Close => {
                close_now();
                Ok(Reply::Done)
            }
            Request::DeleteEverything => vault::delete_everything().await,
            Request::ImportRead => import_session::read(files).await,
            Request::RestoreCommit => restore::commit().await,
            Request::RestoreUndo => restore::undo().await,
            Request::RestoreDiscard => {
                restore::discard();
                Ok(Reply::Done)
            }
            other => with_session(|session| answer(session, other)),
        }
    }
}

/// Requests about the open ledger: none of them waits for anything.
fn answer(session: &mut Session, request: Request) -> Result<Reply> {
    match request {
        Request::Verify => crate::database::verify(&session.conn).map(|()| Reply::Done),
        Request::Facts => ledger::facts(session).map(Reply::Facts),
        Request::SetSetting(setting) => ledger::set_setting(session, &setting),
        Request::Vocabulary => ledger::vocabulary(session).map(Reply::Vocabulary),
        Request::Dashboard { month } => {
            crate::dashboard::answer(session, month.as_deref()).map(Reply::Dashboard)
        }
        Request::List(filter) => ledger::list(session, &filter).map(Reply::List),
        Request::Rows { list, from, to } => ledger::rows(session, list, from, to).map(Reply::Rows),
        Request::Draft { id } => ledger::draft(session, &id).map(Reply::Draft),
        Request::Save { id, draft } => ledger::save(session, id, &draft).map(Reply::Changed),
        Request::Note(draft) => crate::note::note(session, &draft).map(Reply::Changed),
        Request::Sort {
            id,
            category,
            subcategory,
        } => sort::one(session, id, category, subcategory).map(Reply::Changed),
        Request::SortAlike { id } => sort::all_like(session, &id).map(Reply::Changed),
        Request::WorkOut { text, account } => ledger::work_out(session, &text, &account).map(Reply::Sum),
        Request::Delete { id } => ledger::delete(session, &id).map(Reply::Changed),
        Request::Undo => ledger::undo(session).map(Reply::Changed),
        Request::Redo => ledger::redo(session).map(Reply::Changed),
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
        Request::Sheets(request) => crate::sheets::answer(session, request).map(Reply::Sheets),
        Request::SheetTemplate => export::template().map(Reply::File),
        Request::Backups => backup::status(session),
        Request::BackupKeepBoth => backup::keep_both(session),
        Request::ExportAll => export::all(session).map(Reply::File),
        Request::ExportTransactions { filter } => {
            export::transactions(session, filter.as_ref()).map(Reply::File)
        }
        // Answered by `Worker::handle`.
        _ => Err(Failure::new(Code::Internal, "not a request to the ledger")),
    }
}

/// Runs `work` on the open ledger.
pub(crate) fn with_session<T>(work: impl FnOnce(&mut Session) -> Result<T>) -> Result<T> {
    SESSION.with_borrow_mut(|session| match session {
        Some(session) => work(session),
        None => Err(Failure::new(Code::Locked, "no open ledger")),
    })
}

/// Whether a ledger is open.
pub(crate) fn is_open() -> bool {
    SESSION.with_borrow(Option::is_some)
}

/// Keeps a session as the open one.
pub(crate) fn open(session: Session) {
    SESSION.replace(Some(session));
}

/// Takes the open session out, to put another one in its place.
pub(crate) fn take() -> Option<Session> {
    SESSION.take()
}

/// Closes the ledger and lets go of its files. Whoever asks next is told that it is locked.
pub(crate) fn close_now() {
    google_access::forget();
    crate::sheet_requests::cancel();
    restore::discard();
    if let Some(session) = SESSION.take() {
        session.close();
    }
}
