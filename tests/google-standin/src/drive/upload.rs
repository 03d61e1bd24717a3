//! The upload paths: `media`, `multipart`, and the start of a resumable session.

use serde_json::Value;

use super::change::{self, Content};
use super::session::{self, Session, Target};
use super::{WRITING, caller, file_mask, multipart, shown, store, v2};
use crate::errors;
use crate::oauth::Access;
use crate::wire::{Answer, Call, Reply, decoded};
use crate::world::World;

/// `path` is the call's without the prefix `/resumable`, which the Rust client sends.
pub(crate) fn answer(world: &mut World, call: &Call, path: &str) -> Reply {
    if let Some(id) = call.query.get("upload_id") {
        return session::answer(world, call, id);
    }
    if path.starts_with("/upload/drive/v2/") {
        return v2::upload(world, call, path);
    }
    let id = path
        .strip_prefix("/upload/drive/v3/files")
        .map(|rest| decoded(rest.trim_start_matches('/')));
    let target = match (call.method.as_str(), id.as_deref()) {
        ("POST", Some("")) => None,
        ("PATCH", Some(id)) if !id.is_empty() => Some(id.to_owned()),
        // Real Drive: PUT is v2's way to update, v3 knows PATCH only.
        _ => return Err(errors::drive(404, "global", "notFound", "Not Found")),
    };
    let access = caller(world, call, &WRITING)?;
    file_mask(&call.query)?;
    match call.query.get("uploadType") {
        Some("resumable") => start(world, call, access, target),
        Some("multipart") => {
            let content_type = call.header("content-type").unwrap_or_default();
            let (meta, content) = multipart::split(content_type, &call.body)
                .ok_or_else(|| errors::bad_request("Malformed multipart body."))?;
            let content = Content {
                mime: content.mime,
                bytes: content.bytes,
            };
            let meta = change::metadata(&meta.bytes)?;
            at_once(world, call, &access, target, &meta, content)
        }
        Some("media") => {
            let mime = call.header("content-type").map(str::to_owned);
            let content = Content {
                mime,
                bytes: call.body.clone(),
            };
            at_once(world, call, &access, target, &change::metadata(b"")?, content)
        }
        _ => Err(errors::bad_request("Bad Request")),
    }
}

fn at_once(
    world: &mut World,
    call: &Call,
    access: &Access,
    target: Option<String>,
    meta: &Value,
    content: Content,
) -> Reply {
    let id = match target {
        None => change::create(world, access, meta, Some(content))?,
        Some(id) => {
            change::update(world, access, &id, &call.query, meta, Some(content))?;
            id
        }
    };
    let answer = shown(world, access, &id, &file_mask(&call.query)?)?;
    Ok(answer.with("x-guploader-uploadid", world.names.text(60)))
}

/// Opens a session; what can be refused is refused now.
fn start(world: &mut World, call: &Call, access: Access, target: Option<String>) -> Reply {
    let meta = change::metadata(&call.body)?;
    let length = match call.header("x-upload-content-length") {
        None => None,
        Some(text) => Some(
            text.parse::<u64>()
                .map_err(|_| errors::bad_request("Invalid upload length."))?,
        ),
    };
    world.drive.check_room(&access.user, length.unwrap_or(0))?;
    let target = match target {
        None => {
            change::check_creation(world, &access, &meta)?;
            Target::New
        }
        Some(id) => {
            store::find(world, &access, &id)?;
            Target::Existing(id)
        }
    };
    let upload_id = world.names.text(60);
    let location = format!(
        "{}{}?uploadType=resumable&upload_id={upload_id}",
        root(world, call),
        call.path
    );
    let session = Session {
        user: access.user.clone(),
        access,
        target,
        meta,
        mime: call.header("x-upload-content-type").map(str::to_owned),
        length,
        query: call.query.clone(),
        bytes: Vec::new(),
        started: world.clock.now(),
        finished: None,
    };
    world.drive.sessions.insert(upload_id.clone(), session);
    Ok(Answer::empty(200)
        .with("location", location)
        .with("x-guploader-uploadid", upload_id))
}

/// Where the client thinks Google is: behind a proxy that ends TLS it is Google's own name.
fn root(world: &World, call: &Call) -> String {
    let host = call.header("host").unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    if name == "googleapis.com" || name.ends_with(".googleapis.com") {
        format!("https://{host}")
    } else {
        world.settings.base.clone()
    }
}
