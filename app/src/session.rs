//! What the page knows about the vault, and what happens to it.

use crate::{backups, google::View, incoming::Incoming};
use protocol::{Change, Changed, Draft, Failure, Filter, Opened, Presence, Progress};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// Where the person stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Stage {
    Starting,
    /// This browser can't keep a vault; only the demonstration works.
    NoStorage,
    NoVault,
    Locked,
    Open(Opened),
    /// Another tab took the vault over.
    TakenOver,
    /// The worker did not start or broke.
    Broken(Failure),
}

/// A notice that goes away by itself.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Toast {
    Changed(Changed),
    Text(String),
}

impl Toast {
    /// Whether there is something to take back.
    pub(crate) fn can_undo(&self) -> bool {
        matches!(self, Self::Changed(changed) if changed.what != Change::Undone)
    }

    /// What was sorted, and how many others like it wait.
    pub(crate) fn alike(&self) -> Option<(String, u32)> {
        match self {
            Self::Changed(changed) if changed.alike > 0 => Some((changed.id.clone(), changed.alike)),
            _ => None,
        }
    }
}

/// The page's knowledge of the vault.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Session {
    pub(crate) stage: Stage,
    /// Counts changes of the ledger; queries made before are stale.
    pub(crate) revision: u32,
    pub(crate) progress: Option<Progress>,
    /// What narrows the list of transactions. Kept here and nowhere else: an address would write a person's words
    /// into the browser's history, in clear.
    pub(crate) filter: Filter,
    /// What was noted while the vault was locked: in memory until it is opened, and nowhere else.
    pub(crate) noted: Vec<Draft>,
    /// Notes that could not be written as they are: the form for a new transaction takes one after the other.
    pub(crate) drafts: Vec<Draft>,
    /// Something went wrong outside a form.
    pub(crate) trouble: Option<Failure>,
    pub(crate) toast: Option<(u32, Toast)>,
    /// The browser promised to keep the data.
    pub(crate) persisted: Option<bool>,
    pub(crate) update_ready: bool,
    /// This version is another one than the last that was opened here.
    pub(crate) has_news: bool,
    pub(crate) incoming: Incoming,
    /// An import is being written; nothing may interrupt it.
    pub(crate) writing: bool,
    pub(crate) google: View,
    pub(crate) backups: backups::View,
    /// The file that is to be restored, on a device without a vault.
    pub(crate) file: JsValue,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            stage: Stage::Starting,
            revision: 0,
            progress: None,
            filter: Filter::default(),
            noted: Vec::new(),
            drafts: Vec::new(),
            trouble: None,
            toast: None,
            persisted: None,
            update_ready: false,
            has_news: false,
            incoming: Incoming::default(),
            writing: false,
            google: View::default(),
            backups: backups::View::default(),
            file: JsValue::UNDEFINED,
        }
    }
}

/// What happened.
pub(crate) enum Act {
    /// What is likely there, before the worker has said.
    Guessed(Presence),
    Found(Presence),
    NoStorage,
    Opened(Opened),
    TakenOver,
    Broken(Failure),
    LedgerChanged,
    /// What the notice offers is no longer in front of the person.
    OfferOver,
    Notice(Toast),
    NoticeOver(u32),
    Trouble(Option<Failure>),
    Progress(Option<Progress>),
    Filter(Filter),
    Noted(Draft),
    /// The notes are being written.
    TookNotes,
    NoteRefused(Draft),
    /// The form is done with the first of them.
    DraftDone,
    Writing(bool),
    Persisted(bool),
    UpdateReady,
    News(bool),
    Incoming(Incoming),
    AutoLock(u16),
    Google(View),
    /// What is known of backups becomes something else: answers overlap, so each changes what it is about.
    Backups(Box<dyn FnOnce(&backups::View) -> backups::View>),
    File(JsValue),
}

impl Session {
    /// Whether the notice offers more than to take back.
    pub(crate) fn has_offer(&self) -> bool {
        self.toast
            .as_ref()
            .is_some_and(|(_, toast)| toast.alike().is_some())
    }
}

impl Reducible for Session {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut next = (*self).clone();
        match act {
            Act::Guessed(_) if next.stage != Stage::Starting => {}
            Act::Guessed(Presence::Locked) | Act::Found(Presence::Locked) => next.stage = Stage::Locked,
            Act::Guessed(_) | Act::Found(_) => next.stage = Stage::NoVault,
            Act::NoStorage => next.stage = Stage::NoStorage,
            Act::Opened(opened) => {
                next.stage = Stage::Open(opened);
                next.toast = None;
            }
            Act::TakenOver => next.stage = Stage::TakenOver,
            Act::Broken(failure) => next.stage = Stage::Broken(failure),
            Act::LedgerChanged => {
                next.revision += 1;
                next.toast = next.toast.filter(|_| !self.has_offer());
            }
            Act::OfferOver => next.toast = next.toast.filter(|_| !self.has_offer()),
            Act::Notice(toast) => {
                let number = self.toast.as_ref().map_or(0, |(number, _)| *number) + 1;
                next.toast = Some((number, toast));
            }
            Act::NoticeOver(number) => next.toast = next.toast.filter(|(shown, _)| *shown != number),
            Act::Trouble(failure) => next.trouble = failure,
            Act::Progress(progress) => next.progress = progress,
            Act::Filter(filter) => next.filter = filter,
            Act::Noted(draft) => next.noted.push(draft),
            Act::TookNotes => next.noted.clear(),
            Act::NoteRefused(draft) => next.drafts.push(draft),
            Act::DraftDone if next.drafts.is_empty() => {}
            Act::DraftDone => drop(next.drafts.remove(0)),
            Act::Writing(writing) => next.writing = writing,
            Act::Persisted(persisted) => next.persisted = Some(persisted),
            Act::UpdateReady => next.update_ready = true,
            Act::News(has_news) => next.has_news = has_news,
            Act::Incoming(incoming) => next.incoming = incoming,
            Act::Google(view) => next.google = view,
            Act::Backups(change) => next.backups = change(&self.backups),
            Act::File(file) => next.file = file,
            Act::AutoLock(minutes) => {
                if let Stage::Open(opened) = &mut next.stage {
                    opened.auto_lock_minutes = minutes;
                }
            }
        }
        Rc::new(next)
    }
}
