//! The worker that owns the open vault: the only room with OPFS, locks, clock, randomness, network and the key.
//!
//! It takes requests one at a time, in order, and answers each; those that wait for a server are answered beside
//! the others, so that nobody waits with them. Business rules live in the crates it calls;
//! here is what moves bytes: the browser's storage, the cipher, the session and its lists.
//!
//! **Invariants**
//! - A database is opened only through the encrypting VFS, keyed, and every pragma is read back; any doubt
//!   closes it again and the vault stays locked.
//! - Nothing is created where the header says that something must exist.
//! - One worker on this device holds the vault; who loses it closes at once and answers nothing more.
#![cfg(target_arch = "wasm32")]

mod alike;
mod backup;
mod cipher;
mod clock;
mod convert;
mod dashboard;
mod database;
mod demo;
mod draft;
mod error;
mod evidence;
mod existing;
mod export;
mod google_access;
mod google_requests;
mod headers;
mod http;
mod idb;
mod image;
mod import_plan;
mod import_session;
mod late;
mod ledger_requests;
mod lists;
mod note;
mod opfs;
mod ownership;
mod pool;
mod preview;
mod random;
mod restore;
mod session;
mod sheet_requests;
mod sheet_words;
mod sheets;
mod sort;
mod source;
mod vault_requests;
mod web_crypto;
mod worker;

use js_sys::{Object, Reflect, Uint8Array};
use protocol::{Code, Envelope, Event, Failure, Message, Phase, Progress, Request};
use std::{cell::RefCell, collections::VecDeque, rc::Rc};
use wasm_bindgen::prelude::*;
use worker::{Answered, Worker};

thread_local! {
    static QUEUE: RefCell<VecDeque<JsValue>> = const { RefCell::new(VecDeque::new()) };
    static WORKER: Rc<futures::Turn> = Rc::default();
}

/// Takes one message of the page; called by `worker.js`.
#[wasm_bindgen]
pub fn receive(data: JsValue) {
    QUEUE.with_borrow_mut(|queue| queue.push_back(data));
    let turn = WORKER.with(Rc::clone);
    if !turn.busy.replace(true) {
        wasm_bindgen_futures::spawn_local(async move {
            while let Some(data) = QUEUE.with_borrow_mut(VecDeque::pop_front) {
                answer(&turn.worker, &data).await;
            }
            turn.busy.set(false);
        });
    }
}

/// The worker and whether it is at work.
mod futures {
    use super::Worker;
    use std::cell::{Cell, RefCell};

    #[derive(Default)]
    pub(super) struct Turn {
        pub(super) busy: Cell<bool>,
        pub(super) worker: RefCell<Worker>,
    }
}

#[expect(
    clippy::await_holding_refcell_ref,
    reason = "one request at a time: `busy` is the lock, this only checks it"
)]
async fn answer(worker: &RefCell<Worker>, data: &JsValue) {
    let get = |key: &str| Reflect::get(data, &key.into()).unwrap_or(JsValue::UNDEFINED);
    let bytes = Uint8Array::new(&get("bytes")).to_vec();
    let Ok(envelope) = protocol::decode::<Envelope<Request>>(&bytes) else {
        return post(
            0,
            Message::Reply(Err(Failure::new(Code::Internal, "unreadable request"))),
        );
    };
    let files = get("files");
    if envelope.body.is_remote() {
        return wasm_bindgen_futures::spawn_local(async move {
            let reply = late::answer(envelope.body, &files).await;
            post(envelope.id, Message::Reply(reply));
        });
    }
    let is_first = matches!(envelope.body, Request::Presence);
    let reply = match worker.try_borrow_mut() {
        Ok(mut worker) => match worker.handle(envelope.body, &files).await {
            Answered::Now(reply) => reply,
            Answered::NotHere(_) => return once_loaded(envelope.id, data.clone()),
        },
        Err(_) => Err(Failure::new(Code::Internal, "the worker is busy")),
    };
    post(envelope.id, Message::Reply(reply));
    if is_first {
        // If it can't be had, that is told when it is needed.
        wasm_bindgen_futures::spawn_local(async { drop(late::load().await) });
    }
}

/// Takes a message once more when the late part is here.
fn once_loaded(id: u32, data: JsValue) {
    wasm_bindgen_futures::spawn_local(async move {
        match late::load().await {
            Ok(_) => receive(data),
            Err(failure) => post(id, Message::Reply(Err(failure))),
        }
    });
}

/// Tells the page how far long work is.
fn progress(phase: Phase, done: u64, total: u64) {
    let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    tell(Event::Progress(Progress {
        phase,
        done: count(done),
        total: count(total),
    }));
}

/// Posts a message to the page; its bytes are handed over, not copied.
fn post(id: u32, body: Message) {
    let Ok(bytes) = protocol::encode(&Envelope { id, body }) else {
        return;
    };
    let array = Uint8Array::from(bytes.as_slice());
    let message = Object::new();
    // Setting a property of a fresh object and posting to our own page can't fail.
    let _ = Reflect::set(&message, &"bytes".into(), &array);
    let transfer = js_sys::Array::of1(&array.buffer());
    let _ = scope().post_message_with_transfer(&message, &transfer);
}

/// Tells the page something unasked.
fn tell(event: Event) {
    post(0, Message::Event(event));
}

/// The worker's global object.
fn scope() -> web_sys::DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}
