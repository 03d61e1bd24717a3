//! `about.get`: who the caller is and how much room is left.

use serde_json::json;

use super::{READING, file};
use crate::access;
use crate::errors;
use crate::mask::{Mask, UnknownField};
use crate::quota;
use crate::wire::{Answer, Call, Reply};
use crate::world::World;

/// What an account may hold unless a test says otherwise.
pub(crate) const DEFAULT_LIMIT: u64 = 15 * 1024 * 1024 * 1024;

pub(crate) fn get(world: &mut World, call: &Call) -> Reply {
    let access = access::check(world, call, &READING)?;
    quota::drive(world, &access.user, &access.project, quota::units(call))?;
    let Some(fields) = call.query.get("fields") else {
        let message = "The 'fields' parameter is required for this method.";
        return Err(errors::located(
            400,
            "global",
            "required",
            message,
            Some(("parameter", "fields")),
        ));
    };
    let mask = Mask::read(fields, "drive", "About").map_err(unknown_field)?;
    let limit = world
        .drive
        .limits
        .get(&access.user)
        .copied()
        .unwrap_or(DEFAULT_LIMIT);
    let trashed: u64 = world
        .drive
        .files
        .values()
        .filter(|one| one.owner == access.user && one.trashed)
        .map(file::File::stored)
        .sum();
    let used = world.drive.used(&access.user);
    let body = json!({
        "kind": "drive#about", "user": file::user(&access.user), "appInstalled": false, "canCreateDrives": false,
        "canCreateTeamDrives": false, "maxUploadSize": "5242880000000", "folderColorPalette": [],
        "storageQuota": {
            "limit": limit.to_string(), "usage": used.to_string(), "usageInDrive": used.to_string(),
            "usageInDriveTrash": trashed.to_string(),
        },
        "exportFormats": { (file::SPREADSHEET): ["text/csv"] }, "importFormats": { "text/csv": [file::SPREADSHEET] },
        "maxImportSizes": { (file::SPREADSHEET): "104857600" },
    });
    Ok(Answer::json(200, &mask.apply(&body)))
}

/// Drive's answer to a mask that names nothing.
pub(crate) fn unknown_field(unknown: UnknownField) -> Answer {
    errors::bad_parameter("fields", &format!("Invalid field selection {}", unknown.0))
}
