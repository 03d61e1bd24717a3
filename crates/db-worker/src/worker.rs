//! What the worker knows between requests, and which room answers which request.

use crate::{
    error::Result,
    google_access, late, ledger_requests as ledger, restore,
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
    /// Answers a request, or gives it back where that takes the late part, which is not here yet: the ledger, and above
    /// all its lock, never wait for a network.
    pub(crate) async fn handle(&mut self, request: Request, files: &JsValue) -> Answered {
        Answered::Now(match request {
            Request::Presence => vault::presence().await.map(Reply::Presence),
            Request::CreateBegin { passphrase } => vault::create_begin(self, &passphrase).await,
            Request::CreateConfirm { words, base_currency } => {
                vault::create_confirm(self, &words, &base_currency).await
            }
            Request::Unlock { with, take_over } => vault::unlock(with, take_over).await,
            Request::ChangePassphrase { current, new } => vault::change_passphrase(current, &new).await,
            Request::Close => {
                close_now();
                Ok(Reply::Done)
            }
            Request::DeleteEverything => vault::delete_everything().await,
            other => {
                let answered = SESSION.with_borrow_mut(|session| match session {
                    Some(session) => answer(session, other),
                    None if needs_ledger(&other) => Answered::Now(Err(locked())),
                    None => Answered::NotHere(other),
                });
                match (answered, late::here()) {
                    (Answered::Now(reply), _) => reply,
                    (Answered::NotHere(seldom), Some(answer)) => answer(seldom, files.clone()).await,
                    (not_here, None) => return not_here,
                }
            }
        })
    }
}

/// What became of a request.
pub(crate) enum Answered {
    /// It was answered.
    Now(Result<Reply>),
    /// It takes a part of the worker that is not here.
    NotHere(Request),
}

fn locked() -> Failure {
    Failure::new(Code::Locked, "no open ledger")
}

/// All but what begins a ledger or puts one in its place.
const fn needs_ledger(request: &Request) -> bool {
    !matches!(
        request,
        Request::OpenDemo { .. } | Request::RestoreCommit | Request::RestoreUndo | Request::RestoreDiscard
    )
}

/// Requests about the open ledger that every session asks; none of them waits for anything. Another one comes back.
fn answer(session: &mut Session, request: Request) -> Answered {
    Answered::Now(match request {
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
        seldom => return Answered::NotHere(seldom),
    })
}

/// Runs `work` on the open ledger.
pub(crate) fn with_session<T>(work: impl FnOnce(&mut Session) -> Result<T>) -> Result<T> {
    SESSION.with_borrow_mut(|session| match session {
        Some(session) => work(session),
        None => Err(locked()),
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
