//! One worker on this device holds the vault; another may ask for it, and take it from one that does not answer.
//!
//! The Web Lock says who holds it. The pool's own file handles are the hard barrier behind it.

use crate::{
    error::{self, Result},
    tell,
    worker::close_now,
};
use js_sys::{Function, Promise};
use protocol::{Code, Event, Failure};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortSignal, BroadcastChannel, LockOptions};

const LOCK: &str = "luka-vault";
const CHANNEL: &str = "luka-vault";
const RELEASE: &str = "release";
/// How long the owner has to finish what it is doing.
const PATIENCE_MS: u32 = 3_000;

/// Held for as long as this worker owns the vault.
pub(crate) struct Ownership {
    release: Function,
    channel: BroadcastChannel,
    is_lost: Rc<Cell<bool>>,
    _on_message: Closure<dyn FnMut(web_sys::MessageEvent)>,
}

impl Ownership {
    /// Whether another tab has asked for the vault, or taken it. What is open then was closed; what is being opened must
    /// not be.
    pub(crate) fn is_lost(&self) -> bool {
        self.is_lost.get()
    }
}

impl Drop for Ownership {
    fn drop(&mut self) {
        self.channel.close();
        // Resolving our own promise can't fail.
        let _ = self.release.call0(&JsValue::NULL);
    }
}

/// Takes hold of the vault.
///
/// # Errors
/// [`Code::OpenInAnotherTab`] when another worker holds it and `take_over` is not set.
pub(crate) async fn acquire(take_over: bool) -> Result<Ownership> {
    let options = LockOptions::new();
    if !take_over {
        options.set_if_available(true);
        return request(&options)
            .await?
            .ok_or_else(|| Failure::new(Code::OpenInAnotherTab, "the lock is held"));
    }
    let channel = BroadcastChannel::new(CHANNEL).map_err(|e| error::browser("channel", &e))?;
    channel
        .post_message(&RELEASE.into())
        .map_err(|e| error::browser("channel", &e))?;
    channel.close();
    options.set_signal(&AbortSignal::timeout_with_u32(PATIENCE_MS));
    if let Ok(Some(ownership)) = request(&options).await {
        return Ok(ownership);
    }
    let force = LockOptions::new();
    force.set_steal(true);
    request(&force)
        .await?
        .ok_or_else(|| Failure::new(Code::OpenInAnotherTab, "the lock could not be taken"))
}

/// Asks for the lock: `None` when it is held and we do not wait.
async fn request(options: &LockOptions) -> Result<Option<Ownership>> {
    let release: Rc<RefCell<Option<Function>>> = Rc::default();
    let granted: Rc<RefCell<Option<bool>>> = Rc::default();
    let (mut tell_granted, mut failed) = (None, None);
    let decided = Promise::new(&mut |resolve, reject| {
        tell_granted = Some(resolve);
        failed = Some(reject);
    });
    let (Some(tell_granted), Some(failed)) = (tell_granted, failed) else {
        return Err(Failure::new(Code::Internal, "no promise"));
    };
    let (release_slot, granted_slot) = (release.clone(), granted.clone());
    let callback = Closure::once_into_js(move |lock: JsValue| -> Promise {
        let has_lock = !lock.is_null() && !lock.is_undefined();
        *granted_slot.borrow_mut() = Some(has_lock);
        let held = Promise::new(&mut |resolve, _| *release_slot.borrow_mut() = Some(resolve));
        let _ = tell_granted.call0(&JsValue::NULL);
        if has_lock {
            held
        } else {
            Promise::resolve(&JsValue::NULL)
        }
    });
    let locks = crate::scope().navigator().locks();
    let asked = locks.request_with_options(LOCK, options, callback.unchecked_ref());
    let is_lost = Rc::new(Cell::new(false));
    watch(asked, failed, granted.clone(), is_lost.clone());
    JsFuture::from(decided)
        .await
        .map_err(|e| error::browser("lock", &e))?;
    let release = release.borrow_mut().take();
    match (*granted.borrow(), release) {
        (Some(true), Some(release)) => Ok(Some(listen(release, is_lost)?)),
        _ => Ok(None),
    }
}

/// A request that fails before it is granted was refused; after that, the lock was taken from us.
fn watch(asked: Promise, failed: Function, granted: Rc<RefCell<Option<bool>>>, is_lost: Rc<Cell<bool>>) {
    spawn_local(async move {
        let Err(value) = JsFuture::from(asked).await else {
            return;
        };
        if *granted.borrow() == Some(true) {
            let_go(&is_lost);
        } else {
            let _ = failed.call1(&JsValue::NULL, &value);
        }
    });
}

fn let_go(is_lost: &Cell<bool>) {
    is_lost.set(true);
    close_now();
    tell(Event::TakenOver);
}

/// Listens for another tab that asks for the vault.
fn listen(release: Function, is_lost: Rc<Cell<bool>>) -> Result<Ownership> {
    let channel = BroadcastChannel::new(CHANNEL).map_err(|e| error::browser("channel", &e))?;
    let lost = is_lost.clone();
    let on_message = Closure::<dyn FnMut(_)>::new(move |event: web_sys::MessageEvent| {
        if event.data().as_string().as_deref() == Some(RELEASE) {
            let_go(&lost);
        }
    });
    channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    Ok(Ownership {
        release,
        channel,
        is_lost,
        _on_message: on_message,
    })
}
