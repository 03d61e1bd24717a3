//! The page: what a person sees and touches. It holds no key and no SQL; it asks the worker and shows the answer.
//!
//! **Invariants**
//! - What a person reads comes from `assets/i18n`; what they typed leaves only towards the worker.
//! - Amounts are decimal text from the worker to the screen.
//! - Nothing decrypted outlives a lock: no storage, no title, no history state.
#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(dead_code, reason = "used by the page, which needs a browser")
)]

mod backups;
mod currency;
mod google;
mod i18n;
mod idle;
mod passphrase;
mod query;
mod route;
#[cfg(test)]
mod texts;
mod window;

#[cfg(target_arch = "wasm32")]
mod address;
#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
mod context;
#[cfg(target_arch = "wasm32")]
mod format;
#[cfg(target_arch = "wasm32")]
mod guard;
#[cfg(target_arch = "wasm32")]
mod incoming;
#[cfg(target_arch = "wasm32")]
mod late;
#[cfg(target_arch = "wasm32")]
mod pages;
#[cfg(target_arch = "wasm32")]
mod rpc;
#[cfg(target_arch = "wasm32")]
mod session;

#[cfg(target_arch = "wasm32")]
fn main() {
    app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
