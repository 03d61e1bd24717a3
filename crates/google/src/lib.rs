//! What is asked of Google and of our own identity server, and what their answers mean.
//!
//! A request is a value ([`Call`]), an answer is a value ([`Answer`]); who sends, waits and knows the time is the
//! caller. So every case can be tried without a network, and the same code serves the browser and a test.
//!
//! **Invariants**
//! - No socket, no clock, no randomness.
//! - An [`AccessToken`] is never printed, and goes to no host but those of [`Root`].
//! - What an answer does not say clearly is a [`Trouble`], never a guess.

mod call;
pub mod drive;
pub mod files;
mod json;
mod patience;
mod quota;
mod root;
pub mod server;
pub mod sheets;
mod token;
mod trouble;
pub mod upload;

pub use call::{Answer, Body, Call, Headers, Wants};
pub use json::Json;
pub use patience::Patience;
pub use quota::Quota;
pub use root::Root;
pub use token::{AccessToken, KeptToken};
pub use trouble::Trouble;
