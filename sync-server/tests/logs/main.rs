//! What the log never says. A program of its own: what is logged at all is decided once a process, and the other
//! tests decide otherwise.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is a test's report")]

#[path = "../it/postgres.rs"]
mod postgres;
#[path = "../it/site.rs"]
#[expect(dead_code, reason = "the suite's, of which one journey uses a part")]
mod site;
#[path = "../it/world.rs"]
#[expect(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "the suite's, of which one journey uses a part"
)]
mod world;

mod journey;
