//! What a person relies on, in a real Chromium on the release build. See each module for its promise.

mod backup;
mod bad_input;
mod crash;
mod cryptography;
mod drive;
mod everyday;
mod failures;
mod google;
mod household;
mod installed;
mod keyboard;
mod languages;
mod notes;
mod offline;
mod overview;
mod parts;
mod reflow;
mod secrecy;
mod sheets;
mod updates;
mod vault;
