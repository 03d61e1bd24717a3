//! The two calls of v2 that still honour `If-Match`; v3 has no etag and ignores the header.

use serde_json::json;

use super::change::{self, Content};
use super::file::File;
use super::{READING, WRITING, caller, store};
use crate::clock::rfc3339;
use crate::errors;
use crate::oauth::Access;
use crate::wire::{Answer, Call, Params, Reply, decoded};
use crate::world::World;

pub(crate) fn answer(world: &mut World, call: &Call) -> Reply {
    let id = id(&call.path, "/drive/v2/files/")?;
    match call.method.as_str() {
        "GET" => {
            let access = caller(world, call, &READING)?;
            described(world, &access, &id)
        }
        "PUT" => {
            let access = caller(world, call, &WRITING)?;
            check_match(world, call, &access, &id)?;
            let mut meta = change::metadata(&call.body)?;
            meta["name"] = meta["title"].take();
            change::update(world, &access, &id, &Params::default(), &meta, None)?;
            described(world, &access, &id)
        }
        _ => Err(errors::drive(404, "global", "notFound", "Not Found")),
    }
}

/// `PUT …?uploadType=media`: new bytes, if the file is still the one that the client knows.
pub(crate) fn upload(world: &mut World, call: &Call, path: &str) -> Reply {
    let id = id(path, "/upload/drive/v2/files/")?;
    if call.method != "PUT" || call.query.get("uploadType") != Some("media") {
        return Err(errors::drive(404, "global", "notFound", "Not Found"));
    }
    let access = caller(world, call, &WRITING)?;
    check_match(world, call, &access, &id)?;
    let content = Content {
        mime: call.header("content-type").map(str::to_owned),
        bytes: call.body.clone(),
    };
    change::update(world, &access, &id, &Params::default(), &json!({}), Some(content))?;
    described(world, &access, &id)
}

fn id(path: &str, prefix: &str) -> Result<String, Answer> {
    let rest = path
        .strip_prefix(prefix)
        .filter(|rest| !rest.is_empty() && !rest.contains('/'));
    rest.map(decoded)
        .ok_or_else(|| errors::drive(404, "global", "notFound", "Not Found"))
}

fn etag(file: &File) -> String {
    format!("\"{}v{}\"", &file.id[..8], file.version)
}

fn check_match(world: &World, call: &Call, access: &Access, id: &str) -> Result<(), Answer> {
    let file = store::find(world, access, id)?;
    match call.header("if-match") {
        Some(wanted) if wanted != "*" && wanted != etag(file) => {
            let location = Some(("header", "If-Match"));
            Err(errors::located(
                412,
                "global",
                "conditionNotMet",
                "Precondition Failed",
                location,
            ))
        }
        _ => Ok(()),
    }
}

fn described(world: &World, access: &Access, id: &str) -> Reply {
    let file = store::find(world, access, id)?;
    let mut body = json!({
        "kind": "drive#file", "id": file.id, "etag": etag(file), "title": file.name, "mimeType": file.mime,
        "version": file.version.to_string(), "createdDate": rfc3339(file.created),
        "modifiedDate": rfc3339(file.modified), "labels": { "trashed": world.drive.is_trashed(file) },
    });
    if let Some(head) = file.head() {
        body["fileSize"] = head.bytes.len().to_string().into();
        body["md5Checksum"] = head.md5.as_str().into();
        body["headRevisionId"] = head.id.as_str().into();
    }
    Ok(Answer::json(200, &body).with("etag", etag(file)))
}
