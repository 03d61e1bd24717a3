//! Revisions: listed, pinned, and downloaded only when pinned or newest.

use serde_json::{Value, json};

use super::file::{File, Revision, user};
use super::{READING, WRITING, caller, change, download, mask, store};
use crate::clock::rfc3339;
use crate::errors;
use crate::wire::{Answer, Call, Reply};
use crate::world::World;

const DEFAULT_FIELDS: &str = "kind,id,mimeType,modifiedTime";
/// Older revisions may be gone, unless kept.
const PURGED_AFTER_MS: u64 = 30 * 24 * 3600 * 1000;
const MAX_REVISIONS: usize = 100;
const MAX_KEPT: usize = 200;

/// Forgets what Drive would no longer have.
pub(crate) fn purge(file: &mut File, now: u64) {
    let Some(head) = file.revisions.pop() else { return };
    file.revisions
        .retain(|one| one.is_kept || one.modified + PURGED_AFTER_MS > now);
    while file.revisions.iter().filter(|one| !one.is_kept).count() >= MAX_REVISIONS {
        let Some(oldest) = file.revisions.iter().position(|one| !one.is_kept) else {
            break;
        };
        file.revisions.remove(oldest);
    }
    file.revisions.push(head);
}

pub(crate) fn answer(world: &mut World, call: &Call, id: &str, rest: &[&str]) -> Reply {
    let method = call.method.as_str();
    let access = caller(world, call, if method == "GET" { &READING } else { &WRITING })?;
    let id = store::resolved(world, &access, id);
    store::find(world, &access, &id)?;
    let now = world.clock.now_ms();
    let file = world
        .drive
        .files
        .get_mut(&id)
        .ok_or_else(|| errors::file_not_found(&id))?;
    purge(file, now);
    match (method, rest) {
        ("GET", []) => {
            let default = format!("kind,nextPageToken,revisions({DEFAULT_FIELDS})");
            let mask = mask(&call.query, "RevisionList", &default)?;
            let revisions: Vec<Value> = file.revisions.iter().map(|one| described(file, one)).collect();
            let body = json!({ "kind": "drive#revisionList", "revisions": revisions });
            Ok(Answer::json(200, &mask.apply(&body)))
        }
        ("GET", [revision]) => {
            let nth = position(file, revision)?;
            let one = &file.revisions[nth];
            if call.query.get("alt") != Some("media") {
                let mask = mask(&call.query, "Revision", DEFAULT_FIELDS)?;
                return Ok(Answer::json(200, &mask.apply(&described(file, one))));
            }
            if nth + 1 < file.revisions.len() && !one.is_kept {
                let message = "Only revisions that are kept forever can be downloaded.";
                return Err(errors::drive(403, "global", "revisionNotDownloadable", message));
            }
            download::bytes(call, one)
        }
        ("PATCH", [revision]) => {
            let mask = mask(&call.query, "Revision", DEFAULT_FIELDS)?;
            let nth = position(file, revision)?;
            let meta = change::metadata(&call.body)?;
            let n_kept = file.revisions.iter().filter(|one| one.is_kept).count();
            if let Some(keep) = meta["keepForever"].as_bool() {
                if keep && n_kept >= MAX_KEPT {
                    let message = "The number of revisions kept forever has reached its limit.";
                    return Err(errors::drive(
                        403,
                        "global",
                        "cannotMarkRevisionAsKeepForever",
                        message,
                    ));
                }
                file.revisions[nth].is_kept = keep;
            }
            Ok(Answer::json(
                200,
                &mask.apply(&described(file, &file.revisions[nth])),
            ))
        }
        _ => Err(errors::drive(404, "global", "notFound", "Not Found")),
    }
}

fn position(file: &File, revision: &str) -> Result<usize, Answer> {
    let head = file.revisions.len().checked_sub(1);
    let found = match revision {
        "head" => head,
        id => file.revisions.iter().position(|one| one.id == id),
    };
    found.ok_or_else(|| {
        let message = format!("Revision not found: {revision}.");
        errors::located(
            404,
            "global",
            "notFound",
            &message,
            Some(("parameter", "revisionId")),
        )
    })
}

fn described(file: &File, one: &Revision) -> Value {
    json!({
        "kind": "drive#revision", "id": one.id, "mimeType": one.mime, "modifiedTime": rfc3339(one.modified),
        "keepForever": one.is_kept, "published": false, "size": one.bytes.len().to_string(),
        "md5Checksum": one.md5, "originalFilename": file.name, "lastModifyingUser": user(&file.owner),
    })
}
