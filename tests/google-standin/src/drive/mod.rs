//! Drive v3 as far as backups and imports reach, and the two calls of v2 that still know `If-Match`.
//!
//! Under `drive.file` a file exists for a client only if that client's project created or was given it.

mod about;
mod file;
mod furnish;

use std::collections::{BTreeMap, HashMap};

pub(crate) use file::{FOLDER, File, Revision, SPREADSHEET, Space};
pub(crate) use furnish::furnish;

use crate::wire::{Answer, Call};
use crate::world::World;

/// Scopes with which metadata can be read at all.
pub(crate) const READING: [&str; 6] = [
    "drive.file",
    "drive.appdata",
    "drive",
    "drive.readonly",
    "drive.metadata.readonly",
    "drive.metadata",
];
/// Scopes with which files can be written.
pub(crate) const WRITING: [&str; 3] = ["drive.file", "drive.appdata", "drive"];

/// All files of everyone.
#[derive(Default)]
pub(crate) struct Store {
    pub files: BTreeMap<String, File>,
    pub sessions: HashMap<String, Session>,
    /// Bytes that an account may hold.
    pub limits: HashMap<String, u64>,
    /// "My Drive" by user.
    pub roots: HashMap<String, String>,
}

pub(crate) struct Session {
    pub user: String,
}

impl Store {
    /// Bytes an account holds, trash and kept revisions included.
    pub fn used(&self, user: &str) -> u64 {
        self.files
            .values()
            .filter(|file| file.owner == user)
            .map(File::stored)
            .sum()
    }
}

/// The answer to a call of Drive's; `None` for every other path.
pub(crate) fn answer(world: &mut World, call: &Call) -> Option<Answer> {
    let reply = match (call.method.as_str(), call.path.as_str()) {
        ("GET", "/drive/v3/about") => about::get(world, call),
        _ => return None,
    };
    Some(reply.unwrap_or_else(|refusal| refusal))
}
