//! A resumable upload after its start.
//!
//! **Invariant:** what a 308 reports is what is kept, whatever the client has sent; asking never finishes an upload.
//! The address is the only credential: no token is looked at.

use serde_json::Value;

use super::change::{self, Content};
use super::{file_mask, shown};
use crate::errors;
use crate::faults::Action;
use crate::oauth::Access;
use crate::wire::{Answer, Call, Params, Reply};
use crate::world::World;

/// Sessions live one week.
const SECONDS: u64 = 7 * 24 * 3600;
/// Chunks but the last are multiples of this.
const GRAIN: u64 = 256 * 1024;

pub(crate) struct Session {
    pub user: String,
    pub access: Access,
    pub target: Target,
    pub meta: Value,
    pub mime: Option<String>,
    /// The length that the client announced.
    pub length: Option<u64>,
    /// The parameters of the request that opened it: its `fields` decide the last answer.
    pub query: Params,
    pub bytes: Vec<u8>,
    pub started: u64,
    /// The file, once it exists.
    pub finished: Option<String>,
}

#[derive(Clone)]
pub(crate) enum Target {
    New,
    Existing(String),
}

/// What `Content-Range` says.
#[derive(Debug, PartialEq)]
enum Range {
    /// `bytes */total`: a question.
    Question,
    Chunk {
        first: u64,
        total: Option<u64>,
    },
}

/// What a chunk led to.
enum Kept {
    Some,
    All,
}

pub(crate) fn answer(world: &mut World, call: &Call, id: &str) -> Reply {
    let now = world.clock.now();
    let is_alive = world
        .drive
        .sessions
        .get(id)
        .is_some_and(|session| now < session.started + SECONDS);
    if !is_alive || call.twist == Some(Action::ExpireSession) {
        world.drive.sessions.remove(id);
        return Err(gone());
    }
    if call.method == "DELETE" {
        world.drive.sessions.remove(id);
        return Ok(Answer::empty(499));
    }
    if call.method != "PUT" && call.method != "POST" {
        return Err(gone());
    }
    if world
        .drive
        .sessions
        .get(id)
        .is_some_and(|session| session.finished.is_some())
    {
        return finished(world, id);
    }
    let range = range(call).ok_or_else(|| errors::bad_request("Failed to parse Content-Range header."))?;
    let Some(session) = world.drive.sessions.get_mut(id) else {
        return Err(gone());
    };
    let Range::Chunk { first, total } = range else {
        return Ok(unfinished(call, session));
    };
    if call.twist == Some(Action::Stall308) {
        return Ok(unfinished(call, session));
    }
    let kept = keep(session, call, first, total)?;
    let is_cut = matches!(
        call.twist,
        Some(Action::PersistThen503 { .. } | Action::PersistThenDrop { .. })
    );
    let answer = match kept {
        Kept::Some => unfinished(call, session),
        Kept::All => finish(world, id)?,
    };
    Ok(if is_cut {
        errors::preset(call, crate::Preset::Unavailable)
    } else {
        answer
    })
}

/// Takes what is new of a chunk: bytes already held are passed over, a gap is refused.
fn keep(session: &mut Session, call: &Call, first: u64, total: Option<u64>) -> Result<Kept, Answer> {
    let held = session.bytes.len() as u64;
    let end = first + call.body.len() as u64;
    let is_last = total == Some(end);
    let contradicts =
        total.is_some_and(|total| end > total || session.length.is_some_and(|said| said != total));
    if first > held || contradicts {
        let message = format!("Invalid request. The upload continues at byte {held}.");
        return Err(errors::bad_request(&message));
    }
    if !is_last && !(end - first).is_multiple_of(GRAIN) {
        let message = "Invalid request. Chunks other than the last must be multiples of 256 KiB.";
        return Err(errors::bad_request(message));
    }
    let limit = match call.twist {
        Some(Action::PersistThen503 { bytes } | Action::PersistThenDrop { bytes }) => {
            bytes.min(call.body.len())
        }
        _ => call.body.len(),
    };
    let known = usize::try_from(held - first).unwrap_or(usize::MAX);
    session
        .bytes
        .extend_from_slice(call.body.get(known..limit).unwrap_or_default());
    Ok(if is_last && session.bytes.len() as u64 == end {
        Kept::All
    } else {
        Kept::Some
    })
}

/// The file comes into being.
fn finish(world: &mut World, id: &str) -> Reply {
    let Some(session) = world.drive.sessions.get_mut(id) else {
        return Err(gone());
    };
    let bytes = std::mem::take(&mut session.bytes).into();
    let content = Some(Content {
        mime: session.mime.clone(),
        bytes,
    });
    let (access, meta, query) = (
        session.access.clone(),
        session.meta.clone(),
        session.query.clone(),
    );
    let made = match session.target.clone() {
        Target::New => change::create(world, &access, &meta, content),
        Target::Existing(file) => {
            change::update(world, &access, &file, &query, &meta, content).map(|()| file)
        }
    };
    match made {
        Ok(file) => {
            if let Some(session) = world.drive.sessions.get_mut(id) {
                session.finished = Some(file);
            }
            finished(world, id)
        }
        // After a 4xx the client has to start again.
        Err(refusal) => {
            world.drive.sessions.remove(id);
            Err(refusal)
        }
    }
}

fn finished(world: &World, id: &str) -> Reply {
    let session = world.drive.sessions.get(id).ok_or_else(gone)?;
    let file = session.finished.as_deref().ok_or_else(gone)?;
    let answer = shown(world, &session.access, file, &file_mask(&session.query)?)?;
    Ok(answer.with("x-guploader-uploadid", id))
}

/// 308 with what is kept; some clients ask for 200 in its place.
fn unfinished(call: &Call, session: &Session) -> Answer {
    let wants_200 = call.header("x-guploader-no-308") == Some("yes");
    let mut answer = Answer::empty(if wants_200 { 200 } else { 308 });
    if wants_200 {
        answer = answer.with("x-http-status-code-override", "308");
    }
    match session.bytes.len() {
        0 => answer,
        kept => answer.with("range", format!("bytes=0-{}", kept - 1)),
    }
}

fn gone() -> Answer {
    Answer::bytes(404, "text/plain; charset=utf-8", "Not Found".into())
}

fn range(call: &Call) -> Option<Range> {
    let length = call.body.len() as u64;
    let Some(text) = call.header("content-range") else {
        return Some(Range::Chunk {
            first: 0,
            total: Some(length),
        });
    };
    let (span, total) = text.strip_prefix("bytes ")?.trim().split_once('/')?;
    let total = if total == "*" {
        None
    } else {
        Some(total.parse::<u64>().ok()?)
    };
    if span == "*" {
        return (length == 0).then_some(Range::Question);
    }
    let (first, last) = span.split_once('-')?;
    let (first, last) = (first.parse::<u64>().ok()?, last.parse::<u64>().ok()?);
    (first.checked_add(length)? == last.checked_add(1)?).then_some(Range::Chunk { first, total })
}
