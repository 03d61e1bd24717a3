//! Questions to the worker: numbered, typed, each answered once.

use crate::browser;
use futures_channel::oneshot;
use protocol::{
    Backups, Changed, Code, Dashboard, Draft, Envelope, Event, Facts, Failure, File, GoogleStatus, Imported,
    List, Message, Opened, Presence, Preview, Recovery, Reply, Request, RestorePlan, Sheets, Vocabulary,
};
use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};
use wasm_bindgen::prelude::*;

type Answer = Result<Reply, Failure>;
type Listener = Rc<dyn Fn(News)>;

/// What the worker says unasked.
#[derive(Debug, Clone)]
pub(crate) enum News {
    Event(Event),
    /// It could not be loaded, or broke; the text is for the report.
    Broken(String),
}

/// The line to the worker. Cheap to clone; there is one for the life of the page.
#[derive(Clone)]
pub(crate) struct Rpc(Rc<Line>);

#[derive(Default)]
struct Line {
    worker: RefCell<Option<JsValue>>,
    last: Cell<u32>,
    pending: RefCell<HashMap<u32, oneshot::Sender<Answer>>>,
    listener: RefCell<Option<Listener>>,
}

impl PartialEq for Rpc {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Rpc {
    /// Starts the worker.
    pub(crate) fn start() -> Self {
        let line = Rc::new(Line::default());
        let weak = Rc::downgrade(&line);
        let on_bytes = Closure::new(move |bytes: Vec<u8>| {
            if let Some(line) = weak.upgrade() {
                line.receive(&bytes);
            }
        });
        let weak = Rc::downgrade(&line);
        let on_failure = Closure::new(move |message: String| {
            if let Some(line) = weak.upgrade() {
                line.broken(&message);
            }
        });
        match browser::start_worker(&on_bytes, &on_failure) {
            Ok(worker) => *line.worker.borrow_mut() = Some(worker),
            Err(error) => line.broken(&format!("{error:?}")),
        }
        // The worker lives as long as the page.
        on_bytes.forget();
        on_failure.forget();
        Self(line)
    }

    /// Tells `listener` what the worker says unasked.
    pub(crate) fn listen(&self, listener: impl Fn(News) + 'static) {
        *self.0.listener.borrow_mut() = Some(Rc::new(listener));
    }

    /// Asks, and gives the answer of the kind that the request has.
    pub(crate) async fn ask<T: Answered>(&self, request: Request) -> Result<T, Failure> {
        self.ask_with(request, &JsValue::UNDEFINED).await
    }

    /// Asks with files beside the message.
    pub(crate) async fn ask_with<T: Answered>(
        &self,
        request: Request,
        files: &JsValue,
    ) -> Result<T, Failure> {
        let (sender, receiver) = oneshot::channel();
        self.0.send(request, files, sender)?;
        let reply = receiver.await.map_err(|_| internal("the worker is gone"))??;
        T::of(reply).ok_or_else(|| internal("an answer to another question"))
    }

    /// Ends the worker; what was asked stays unanswered.
    pub(crate) fn stop(&self) {
        if let Some(worker) = self.0.worker.take() {
            browser::stop(&worker);
        }
    }
}

impl Line {
    fn send(
        &self,
        request: Request,
        files: &JsValue,
        sender: oneshot::Sender<Answer>,
    ) -> Result<(), Failure> {
        let id = self.last.get().wrapping_add(1).max(1);
        self.last.set(id);
        let bytes = protocol::encode(&Envelope { id, body: request })
            .map_err(|error| internal(&error.to_string()))?;
        let worker = self.worker.borrow();
        let worker = worker.as_ref().ok_or_else(|| internal("the worker is gone"))?;
        self.pending.borrow_mut().insert(id, sender);
        browser::send(worker, bytes, files).map_err(|error| internal(&format!("{error:?}")))
    }

    fn receive(&self, bytes: &[u8]) {
        let Ok(Envelope { id, body }) = protocol::decode::<Envelope<Message>>(bytes) else {
            return self.broken("unreadable message");
        };
        match body {
            // The worker's loader keeps what comes before it is ready.
            Message::Ready => {}
            Message::Event(event) => self.tell(News::Event(event)),
            Message::Reply(answer) => {
                let sender = self.pending.borrow_mut().remove(&id);
                if let Some(sender) = sender {
                    // Whoever asked may have gone meanwhile.
                    let _ = sender.send(answer);
                }
            }
        }
    }

    fn broken(&self, message: &str) {
        let pending = self.pending.take();
        for sender in pending.into_values() {
            let _ = sender.send(Err(internal(message)));
        }
        self.tell(News::Broken(message.to_owned()));
    }

    fn tell(&self, news: News) {
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(news);
        }
    }
}

/// Something that should not happen.
pub(crate) fn internal(detail: &str) -> Failure {
    Failure::new(Code::Internal, detail)
}

/// What a reply carries.
pub(crate) trait Answered: Sized {
    /// The content, if the reply is of this kind.
    fn of(reply: Reply) -> Option<Self>;
}

impl Answered for () {
    fn of(reply: Reply) -> Option<Self> {
        matches!(reply, Reply::Done).then_some(())
    }
}

macro_rules! answered {
    ($($variant:ident($content:ty)),* $(,)?) => {$(
        impl Answered for $content {
            fn of(reply: Reply) -> Option<Self> {
                match reply {
                    Reply::$variant(content) => Some(content),
                    _ => None,
                }
            }
        }
    )*};
}

answered!(
    Presence(Presence),
    Recovery(Recovery),
    Opened(Opened),
    Facts(Facts),
    Vocabulary(Vocabulary),
    Dashboard(Dashboard),
    List(List),
    Rows(Vec<protocol::TransactionRow>),
    Draft(Draft),
    Changed(Changed),
    Sum(Option<protocol::Amount>),
    Preview(Preview),
    PreviewRows(Vec<protocol::PreviewRow>),
    Imported(Imported),
    History(Vec<protocol::Batch>),
    File(File),
    Google(GoogleStatus),
    Sheets(Sheets),
    Backups(Backups),
    RestorePlan(RestorePlan),
);
