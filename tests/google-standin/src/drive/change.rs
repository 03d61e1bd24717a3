//! Creating and changing files: metadata from a client, bytes from an upload.

use axum::body::Bytes;
use serde_json::Value;
use std::collections::BTreeMap;

use super::file::{FOLDER, File, Revision, SPREADSHEET, Space};
use super::{revisions, store};
use crate::clock::parse_rfc3339;
use crate::errors;
use crate::oauth::Access;
use crate::sheets::Workbook;
use crate::wire::{Answer, Params};
use crate::world::World;

/// Bytes and the media type they came with.
pub(crate) struct Content {
    pub mime: Option<String>,
    pub bytes: Bytes,
}

/// An object, or nothing at all: clients may leave the metadata out.
pub(crate) fn metadata(body: &[u8]) -> Result<Value, Answer> {
    if body.is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    let parsed = serde_json::from_slice::<Value>(body)
        .ok()
        .filter(Value::is_object);
    parsed.ok_or_else(|| errors::drive(400, "global", "parseError", "Parse Error"))
}

/// What of a creation can be refused before its bytes arrive. Returns the parents it would get.
pub(crate) fn check_creation(
    world: &mut World,
    access: &Access,
    meta: &Value,
) -> Result<Vec<String>, Answer> {
    if let Some(id) = meta["id"].as_str() {
        if world.drive.files.contains_key(id) {
            return Err(errors::id_in_use());
        }
        if world.drive.reserved.get(id) != Some(&access.user) {
            let message = "The provided file ID is not usable.";
            return Err(errors::located(
                400,
                "global",
                "invalid",
                message,
                Some(("parameter", "file.id")),
            ));
        }
    }
    let named = meta["parents"].as_array().map(Vec::as_slice).unwrap_or_default();
    if named.len() > 1 {
        let message = "A shared drive item must have exactly one parent.";
        return Err(errors::drive(
            403,
            "global",
            "multipleParentsNotSupported",
            message,
        ));
    }
    let alias = named.first().and_then(Value::as_str).unwrap_or("root");
    let parent = store::resolved(world, access, alias);
    let folder = store::find(world, access, &parent)?;
    if folder.mime != FOLDER {
        let message = "The specified parent is not a folder.";
        return Err(errors::drive(403, "global", "parentNotAFolder", message));
    }
    if folder.space == Space::Drive && !access.has_drive_file() && !access.sees_whole_drive() {
        return Err(errors::drive(
            403,
            "global",
            "insufficientPermissions",
            "Insufficient Permission",
        ));
    }
    check_properties(meta)?;
    Ok(vec![parent])
}

/// Makes a file; returns its identifier.
pub(crate) fn create(
    world: &mut World,
    access: &Access,
    meta: &Value,
    content: Option<Content>,
) -> Result<String, Answer> {
    let parents = check_creation(world, access, meta)?;
    let size = content.as_ref().map_or(0, |content| content.bytes.len());
    world.drive.check_room(&access.user, size as u64)?;
    let id = meta["id"]
        .as_str()
        .map_or_else(|| world.names.file_id(), str::to_owned);
    let now = world.drive.tick(world.clock.now_ms());
    let sent_type = content.as_ref().and_then(|content| content.mime.clone());
    let mime = meta["mimeType"].as_str().map(str::to_owned).or(sent_type);
    let mime = mime.unwrap_or_else(|| "application/octet-stream".to_owned());
    let mut file = File::new(
        id.clone(),
        &access.user,
        meta["name"].as_str().unwrap_or("Untitled"),
        &mime,
        now,
    );
    if let Some(folder) = world.drive.files.get(&parents[0]) {
        file.space = folder.space.clone();
    }
    file.parents = parents;
    if let Some(created) = meta["createdTime"].as_str() {
        file.created = parse_rfc3339(created).ok_or_else(|| errors::invalid_value("createdTime"))?;
    }
    if mime == SPREADSHEET {
        file.workbook = Some(Workbook::blank());
    }
    apply(&mut file, &access.project, meta)?;
    if !file.is_native() {
        let bytes = content.map(|content| content.bytes).unwrap_or_default();
        file.revisions.push(revision(world, bytes, &mime));
    }
    if let Some(modified) = meta["modifiedTime"].as_str().and_then(parse_rfc3339) {
        file.modified = modified;
    }
    world.oauth.authorise(&access.user, &access.project, &id);
    world.drive.files.insert(id.clone(), file);
    Ok(id)
}

/// Changes a file. An absent field stays as it is.
pub(crate) fn update(
    world: &mut World,
    access: &Access,
    id: &str,
    query: &Params,
    meta: &Value,
    content: Option<Content>,
) -> Result<(), Answer> {
    let file = store::find(world, access, id)?;
    if meta.get("id").is_some_and(|given| given != id) || meta.get("parents").is_some() {
        let message = "The resource body includes fields which are not directly writable.";
        return Err(errors::drive(403, "global", "fieldNotWritable", message));
    }
    let moves = query
        .get("addParents")
        .or_else(|| query.get("removeParents"))
        .is_some();
    let is_app_data = file.space != Space::Drive;
    if is_app_data && (moves || meta.get("trashed").is_some()) {
        let message = "Method not supported for files within the Application Data folder.";
        return Err(errors::drive(
            403,
            "global",
            "notSupportedForAppDataFolderFiles",
            message,
        ));
    }
    check_properties(meta)?;
    let mut changed = file.clone();
    if let Some(content) = &content {
        world.drive.check_room(&access.user, content.bytes.len() as u64)?;
    }
    if moves {
        changed.parents = moved(world, access, &changed.parents, query)?;
    }
    let now = world.drive.tick(world.clock.now_ms());
    changed.modified = now;
    changed.version += 1;
    if meta["name"].as_str().is_some_and(|name| name != changed.name) {
        changed.named = now;
    }
    apply(&mut changed, &access.project, meta)?;
    if let Some(content) = content {
        let mime = meta["mimeType"].as_str().map(str::to_owned).or(content.mime);
        changed.mime = mime.unwrap_or(changed.mime);
        changed
            .revisions
            .push(revision(world, content.bytes, &changed.mime.clone()));
        revisions::purge(&mut changed, now);
    }
    world.drive.files.insert(id.to_owned(), changed);
    Ok(())
}

fn moved(
    world: &mut World,
    access: &Access,
    parents: &[String],
    query: &Params,
) -> Result<Vec<String>, Answer> {
    let ids = |name: &str| -> Vec<String> {
        query
            .get(name)
            .unwrap_or_default()
            .split(',')
            .filter(|id| !id.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let mut left = parents.to_vec();
    for id in ids("removeParents") {
        let id = store::resolved(world, access, &id);
        left.retain(|parent| *parent != id);
    }
    for id in ids("addParents") {
        let id = store::resolved(world, access, &id);
        store::find(world, access, &id)?;
        left.push(id);
    }
    if left.len() > 1 {
        let message = "Increasing the number of parents is not allowed";
        return Err(errors::drive(403, "global", "cannotAddParent", message));
    }
    Ok(left)
}

/// A new state of a file's bytes.
pub(crate) fn revision(world: &mut World, bytes: Bytes, mime: &str) -> Revision {
    let id = format!("0B{}", world.names.text(50));
    Revision::new(id, bytes, mime, world.clock.now_ms())
}

fn apply(file: &mut File, project: &str, meta: &Value) -> Result<(), Answer> {
    if let Some(name) = meta["name"].as_str() {
        name.clone_into(&mut file.name);
    }
    if let Some(mime) = meta["mimeType"].as_str() {
        mime.clone_into(&mut file.mime);
    }
    if let Some(text) = meta.get("description") {
        file.description = text.as_str().map(str::to_owned);
    }
    if let Some(trashed) = meta["trashed"].as_bool() {
        file.trashed = trashed;
    }
    if let Some(starred) = meta["starred"].as_bool() {
        file.starred = starred;
    }
    if let Some(modified) = meta["modifiedTime"].as_str() {
        file.modified = parse_rfc3339(modified).ok_or_else(|| errors::invalid_value("modifiedTime"))?;
    }
    merge(
        file.app_properties.entry(project.to_owned()).or_default(),
        &meta["appProperties"],
    );
    merge(&mut file.properties, &meta["properties"]);
    Ok(())
}

/// A null deletes a key.
fn merge(held: &mut BTreeMap<String, String>, given: &Value) {
    for (key, value) in given.as_object().into_iter().flatten() {
        match value.as_str() {
            Some(text) => held.insert(key.clone(), text.to_owned()),
            None => held.remove(key),
        };
    }
}

/// At most 30 properties, each at most 124 bytes long with its key.
fn check_properties(meta: &Value) -> Result<(), Answer> {
    for name in ["appProperties", "properties"] {
        let Some(given) = meta[name].as_object() else {
            continue;
        };
        let too_long = given
            .iter()
            .any(|(key, value)| key.len() + value.as_str().unwrap_or_default().len() > 124);
        if too_long || given.len() > 30 {
            let message = "The custom properties exceed their limits.";
            return Err(errors::drive(
                403,
                "global",
                "customPropertyLimitExceeded",
                message,
            ));
        }
    }
    Ok(())
}
