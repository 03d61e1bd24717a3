//! Drive v3 as far as backups and imports reach, and the two calls of v2 that still know `If-Match`.
//!
//! Under `drive.file` a file exists for a client only if that client's project created or was given it.

mod about;
mod change;
mod download;
mod file;
mod files;
mod furnish;
mod list;
mod multipart;
mod query;
mod revisions;
mod session;
mod store;
mod upload;
mod v2;

pub(crate) use file::{FOLDER, File, SPREADSHEET};
pub(crate) use furnish::furnish;
pub(crate) use store::Store;

use crate::access;
use crate::errors;
use crate::mask::{Mask, UnknownField};
use crate::oauth::Access;
use crate::quota;
use crate::wire::{Answer, Call, Params, Reply, decoded};
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
/// What an answer names when the request asks for nothing.
const DEFAULT_FIELDS: &str = "kind,id,name,mimeType";

/// The answer to a call of Drive's; `None` for every other path.
pub(crate) fn answer(world: &mut World, call: &Call) -> Option<Answer> {
    let path = call.path.strip_prefix("/resumable").unwrap_or(&call.path);
    let reply = if path.starts_with("/upload/drive/") {
        upload::answer(world, call, path)
    } else if path.starts_with("/drive/v2/") {
        v2::answer(world, call)
    } else {
        plain(world, call)?
    };
    Some(reply.unwrap_or_else(|refusal| refusal))
}

fn plain(world: &mut World, call: &Call) -> Option<Reply> {
    let segments: Vec<String> = call.segments("/drive/v3/")?.into_iter().map(decoded).collect();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    Some(match (call.method.as_str(), segments.as_slice()) {
        ("GET", ["about"]) => about::get(world, call),
        ("GET", ["files"]) => list::answer(world, call),
        ("POST", ["files"]) => files::create(world, call),
        ("GET", ["files", "generateIds"]) => files::generate_ids(world, call),
        ("DELETE", ["files", "trash"]) => files::empty_trash(world, call),
        ("GET", ["files", id]) => files::get(world, call, id),
        ("PATCH", ["files", id]) => files::update(world, call, id),
        ("DELETE", ["files", id]) => files::delete(world, call, id),
        (_, ["files", id, "revisions", rest @ ..]) => revisions::answer(world, call, id, rest),
        _ => return None,
    })
}

/// The caller, with the call's cost booked.
fn caller(world: &mut World, call: &Call, scopes: &[&str]) -> Result<Access, Answer> {
    let access = access::check(world, call, scopes)?;
    quota::drive(world, &access.user, &access.project, quota::units(call))?;
    let now = world.clock.now_ms();
    world.drive.files.values_mut().for_each(|file| file.settle(now));
    Ok(access)
}

/// The mask of a request that answers with one file.
fn file_mask(query: &Params) -> Result<Mask, Answer> {
    mask(query, "File", DEFAULT_FIELDS)
}

fn mask(query: &Params, resource: &str, default: &str) -> Result<Mask, Answer> {
    // An empty parameter is none: rclone sends `fields=`.
    let text = query
        .get("fields")
        .filter(|text| !text.is_empty())
        .unwrap_or(default);
    Mask::read(text, "drive", resource).map_err(unknown_field)
}

/// Drive's answer to a mask that names nothing.
fn unknown_field(unknown: UnknownField) -> Answer {
    errors::bad_parameter("fields", &format!("Invalid field selection {}", unknown.0))
}

/// The answer that shows one file.
fn shown(world: &World, access: &Access, id: &str, mask: &Mask) -> Reply {
    let file = world
        .drive
        .files
        .get(id)
        .ok_or_else(|| errors::file_not_found(id))?;
    Ok(Answer::json(
        200,
        &mask.apply(&file.json(&access.project, world.drive.is_trashed(file))),
    ))
}
