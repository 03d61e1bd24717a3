#![doc = include_str!("../README.md")]

mod access;
mod admin;
mod clock;
mod control;
mod cors;
mod drive;
mod errors;
mod faults;
mod keys;
mod mask;
mod oauth;
mod options;
mod people;
mod plane;
mod quota;
mod sheets;
mod standin;
mod wire;
mod world;

pub use control::Control;
pub use faults::{Action, Fault, FaultError, Pattern, Preset, Status};
pub use oauth::Tamper;
pub use options::{Client, EXPOSED_HEADERS, Options};
pub use sheets::Edit;
pub use standin::Standin;
pub use world::LogEntry;
