//! `about.get`: who the caller is and how much room is left.

use serde_json::json;

use super::{READING, caller, file, mask};
use crate::errors;
use crate::wire::{Answer, Call, Reply};
use crate::world::World;

pub(crate) fn get(world: &mut World, call: &Call) -> Reply {
    let access = caller(world, call, &READING)?;
    if call.query.get("fields").is_none_or(str::is_empty) {
        let message = "The 'fields' parameter is required for this method.";
        return Err(errors::located(
            400,
            "global",
            "required",
            message,
            Some(("parameter", "fields")),
        ));
    }
    let mask = mask(&call.query, "About", "*")?;
    let drive = &world.drive;
    let trashed: u64 = drive
        .files
        .values()
        .filter(|one| one.owner == access.user && drive.is_trashed(one))
        .map(file::File::stored)
        .sum();
    let used = drive.used(&access.user);
    let body = json!({
        "kind": "drive#about", "user": file::user(&access.user), "appInstalled": false, "canCreateDrives": false,
        "canCreateTeamDrives": false, "maxUploadSize": "5242880000000", "folderColorPalette": [],
        "storageQuota": {
            "limit": drive.limit(&access.user).to_string(), "usage": used.to_string(),
            "usageInDrive": used.to_string(), "usageInDriveTrash": trashed.to_string(),
        },
        "exportFormats": { (file::SPREADSHEET): ["text/csv"] },
        "importFormats": { "text/csv": [file::SPREADSHEET] },
        "maxImportSizes": { (file::SPREADSHEET): "104857600" },
    });
    Ok(Answer::json(200, &mask.apply(&body)))
}
