//! Who calls Drive or Sheets, and with which scopes.

use crate::errors;
use crate::oauth::{Access, DRIVE_FILE};
use crate::wire::{Answer, Call};
use crate::world::World;

const AUTH: &str = "https://www.googleapis.com/auth/";
/// Scopes with which every file of the person can be seen.
const WHOLE_DRIVE: [&str; 4] = [
    "drive",
    "drive.readonly",
    "drive.metadata.readonly",
    "drive.metadata",
];
/// Scopes with which every spreadsheet of the person can be read.
const WHOLE_SHEETS: [&str; 4] = ["spreadsheets", "spreadsheets.readonly", "drive", "drive.readonly"];

/// The caller, if the token is alive and one of `scopes` is among its own.
pub(crate) fn check(world: &World, call: &Call, scopes: &[&str]) -> Result<Access, Answer> {
    let now = world.clock.now();
    let access = call
        .bearer()
        .and_then(|token| world.oauth.access.get(token))
        .filter(|access| now < access.expires)
        .ok_or_else(|| errors::unauthenticated(call))?;
    let fits = scopes.iter().any(|scope| access.has(&format!("{AUTH}{scope}")));
    if fits {
        Ok(access.clone())
    } else {
        Err(errors::scope_insufficient(call))
    }
}

impl Access {
    pub(crate) fn sees_whole_drive(&self) -> bool {
        self.has_any(&WHOLE_DRIVE)
    }

    pub(crate) fn reads_all_sheets(&self) -> bool {
        self.has_any(&WHOLE_SHEETS)
    }

    pub(crate) fn has_app_data(&self) -> bool {
        self.has_any(&["drive.appdata"])
    }

    pub(crate) fn has_drive_file(&self) -> bool {
        self.has(DRIVE_FILE)
    }

    fn has_any(&self, scopes: &[&str]) -> bool {
        scopes.iter().any(|scope| self.has(&format!("{AUTH}{scope}")))
    }
}
