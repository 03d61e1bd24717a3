//! `files.get`, `create`, `update`, `delete`, `generateIds` without uploads.

use serde_json::json;

use super::change::{create as make, metadata, update as change};
use super::{READING, WRITING, caller, download, file_mask, mask, shown, store};
use crate::errors;
use crate::wire::{Answer, Call, Reply};
use crate::world::World;

pub(crate) fn get(world: &mut World, call: &Call, id: &str) -> Reply {
    let access = caller(world, call, &READING)?;
    let id = store::resolved(world, &access, id);
    if call.query.get("alt") == Some("media") {
        let file = store::find(world, &access, &id)?;
        return match file.head() {
            Some(head) if !file.is_native() => download::bytes(call, head),
            _ => Err(not_downloadable()),
        };
    }
    let mask = file_mask(&call.query)?;
    store::find(world, &access, &id)?;
    shown(world, &access, &id, &mask)
}

pub(crate) fn create(world: &mut World, call: &Call) -> Reply {
    let access = caller(world, call, &WRITING)?;
    let mask = file_mask(&call.query)?;
    let meta = metadata(&call.body)?;
    let id = make(world, &access, &meta, None)?;
    shown(world, &access, &id, &mask)
}

pub(crate) fn update(world: &mut World, call: &Call, id: &str) -> Reply {
    let access = caller(world, call, &WRITING)?;
    let mask = file_mask(&call.query)?;
    let id = store::resolved(world, &access, id);
    let meta = metadata(&call.body)?;
    change(world, &access, &id, &call.query, &meta, None)?;
    shown(world, &access, &id, &mask)
}

/// For good, past the trash, with everything below.
pub(crate) fn delete(world: &mut World, call: &Call, id: &str) -> Reply {
    let access = caller(world, call, &WRITING)?;
    let id = store::resolved(world, &access, id);
    store::find(world, &access, &id)?;
    if world.drive.is_root(&id) {
        let message = "The user does not have sufficient permissions for this file.";
        return Err(errors::drive(
            403,
            "global",
            "insufficientFilePermissions",
            message,
        ));
    }
    world.drive.remove(&id);
    Ok(Answer::empty(204))
}

pub(crate) fn empty_trash(world: &mut World, call: &Call) -> Reply {
    let access = caller(world, call, &["drive"])?;
    let trashed: Vec<String> = world
        .drive
        .files
        .values()
        .filter(|file| file.owner == access.user && file.trashed)
        .map(|file| file.id.clone())
        .collect();
    for id in trashed {
        world.drive.remove(&id);
    }
    Ok(Answer::empty(204))
}

pub(crate) fn generate_ids(world: &mut World, call: &Call) -> Reply {
    let access = caller(world, call, &WRITING)?;
    let mask = mask(&call.query, "GeneratedIds", "*")?;
    let count = match call.query.get("count").map(str::parse::<usize>) {
        None => 10,
        Some(Ok(count)) if (1..=1000).contains(&count) => count,
        Some(_) => return Err(errors::invalid_value("count")),
    };
    let space = call.query.get("space").unwrap_or("drive");
    if !["drive", "appDataFolder"].contains(&space) {
        return Err(errors::invalid_value("space"));
    }
    let ids: Vec<String> = (0..count).map(|_| world.names.file_id()).collect();
    for id in &ids {
        world.drive.reserved.insert(id.clone(), access.user.clone());
    }
    let body = json!({ "kind": "drive#generatedIds", "space": space, "ids": ids });
    Ok(Answer::json(200, &mask.apply(&body)))
}

fn not_downloadable() -> Answer {
    let message = "Only files with binary content can be downloaded. Use Export with Docs Editors files.";
    errors::located(
        403,
        "global",
        "fileNotDownloadable",
        message,
        Some(("parameter", "alt")),
    )
}
