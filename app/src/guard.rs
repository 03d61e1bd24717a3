//! What watches over an open vault: idleness, sleep, the lock key, undo keys, leaving the page.

use crate::{browser, components::target, context::Ctx, idle::Idle, session::Stage};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Interval;
use protocol::Request;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::JsCast;
use yew::prelude::*;

const TOUCHES: [&str; 5] = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];

/// Locks the vault when the person is away, for as long as one is open.
#[hook]
pub(crate) fn use_auto_lock(ctx: &Ctx) {
    let minutes = ctx
        .opened()
        .filter(|opened| !opened.demo)
        .map(|opened| opened.auto_lock_minutes);
    // Work that is being written ends first; the next tick looks again.
    let watched = minutes.filter(|_| !ctx.session.writing);
    let ctx = ctx.clone();
    use_effect_with(watched, move |minutes| {
        let watch = minutes.map(|minutes| watch(minutes, Rc::new(move || ctx.lock())));
        move || drop(watch)
    });
}

fn watch(minutes: u16, lock: Rc<dyn Fn()>) -> (Interval, Vec<EventListener>) {
    let now = js_sys::Date::now();
    let idle = Rc::new(Cell::new(Idle {
        touched: now,
        ticked: now,
    }));
    let look = {
        let idle = idle.clone();
        Rc::new(move |is_touch: bool| {
            let (now, was) = (js_sys::Date::now(), idle.get());
            if was.is_over(now, minutes) {
                return lock();
            }
            let touched = if is_touch { now } else { was.touched };
            idle.set(Idle { touched, ticked: now });
        })
    };
    let mut listeners = Vec::new();
    if let Some(window) = browser::window() {
        for name in TOUCHES {
            let look = look.clone();
            let options = EventListenerOptions::run_in_capture_phase();
            listeners.push(EventListener::new_with_options(
                &window,
                name,
                options,
                move |_| look(true),
            ));
        }
        if let Some(document) = window.document() {
            let look = look.clone();
            listeners.push(EventListener::new(&document, "visibilitychange", move |_| {
                look(false)
            }));
        }
    }
    (Interval::new(1_000, move || look(false)), listeners)
}

/// Ctrl+Shift+L locks; Ctrl+Z and Ctrl+Shift+Z take back and do again, outside fields.
#[hook]
pub(crate) fn use_keys(ctx: &Ctx) {
    let ctx = ctx.clone();
    let is_open = ctx.opened().is_some();
    use_effect_with(is_open, move |is_open| {
        let window = browser::window().filter(|_| *is_open);
        let options = EventListenerOptions {
            passive: false,
            ..EventListenerOptions::default()
        };
        let listener = window.map(|window| {
            EventListener::new_with_options(&window, "keydown", options, move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    on_key(&ctx, event);
                }
            })
        });
        move || drop(listener)
    });
}

fn on_key(ctx: &Ctx, event: &KeyboardEvent) {
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
        return;
    }
    let key = event.key().to_ascii_lowercase();
    match (key.as_str(), event.shift_key()) {
        ("l", true) => {
            event.prevent_default();
            ctx.lock();
        }
        ("z", shift) if !is_in_field(event) => {
            event.prevent_default();
            ctx.change(if shift { Request::Redo } else { Request::Undo });
        }
        _ => {}
    }
}

/// Fields have an undo of their own, and a dialog is about one thing.
fn is_in_field(event: &KeyboardEvent) -> bool {
    let element = target::<web_sys::Element>(event);
    element.is_some_and(|element| matches!(element.closest("input, select, textarea, dialog"), Ok(Some(_))))
}

/// A page that is left lets go of the vault; one that comes back from the browser's cache starts anew.
#[hook]
pub(crate) fn use_leaving(ctx: &Ctx) {
    let rpc = ctx.rpc.clone();
    use_effect_with((), move |()| {
        let window = browser::window();
        let listeners = window.map(|window| {
            [
                EventListener::new(&window, "pagehide", move |_| {
                    browser::badge(0);
                    rpc.stop();
                }),
                EventListener::new(&window, "pageshow", |event| {
                    let persisted = js_sys::Reflect::get(event, &"persisted".into());
                    if persisted.is_ok_and(|persisted| persisted.is_truthy()) {
                        browser::reload();
                    }
                }),
            ]
        });
        move || drop(listeners)
    });
}

/// Reads every page of the ledger once, when the first screen has been quiet for a while.
#[hook]
pub(crate) fn use_verification(ctx: &Ctx) {
    let is_kept = matches!(&ctx.session.stage, Stage::Open(opened) if !opened.demo);
    let ctx = ctx.clone();
    use_effect_with(is_kept, move |is_kept| {
        let timer = is_kept.then(|| {
            gloo_timers::callback::Timeout::new(2_500, move || {
                wasm_bindgen_futures::spawn_local(async move {
                    match ctx.rpc.ask::<()>(Request::Verify).await {
                        Ok(()) => browser::set_root("data-verified", "1"),
                        Err(failure) if failure.code == protocol::Code::Locked => {}
                        Err(failure) => ctx.trouble(failure),
                    }
                });
            })
        });
        move || drop(timer)
    });
}
