//! The data plane: one request from the socket through log, fault and handler back to the socket.
//!
//! It sits on hyper and not on a framework because a fault may close a connection without an answer.

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, Request, Response, StatusCode};
use futures_util::stream;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::control::Shared;
use crate::faults::Action;
use crate::wire::{Answer, Call, Params};
use crate::world::{LogEntry, World};
use crate::{cors, drive, errors, oauth, sheets};

/// The connection is closed without an answer.
#[derive(Debug)]
pub(crate) struct Dropped;

impl std::fmt::Display for Dropped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("dropped by a fault rule")
    }
}

impl std::error::Error for Dropped {}

/// How an answer goes out.
enum Delivery {
    Whole,
    Lost,
    Cut(usize),
    Slow { bytes_per_s: u64, first_byte_ms: u64 },
}

pub(crate) async fn serve(
    shared: Arc<Shared>,
    request: Request<Incoming>,
) -> Result<Response<Body>, Dropped> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(|_| Dropped)?.to_bytes();
    let raw_query = head.uri.query().unwrap_or_default().to_owned();
    let call = Call {
        method: head.method,
        path: head.uri.path().to_owned(),
        query: Params::parse(raw_query.as_bytes()),
        raw_query,
        headers: head.headers,
        body,
        twist: None,
    };
    let (answer, delivery) = shared.with(|world| play(world, call));
    deliver(answer, delivery).await
}

/// Logs a call, lets a fault act on it, and answers.
fn play(world: &mut World, mut call: Call) -> (Answer, Delivery) {
    let user = world.user_of(&call);
    let method = call.method.as_str().to_owned();
    let action = world
        .faults
        .take(&method, &call.path, &call.raw_query, user.as_deref());
    let entry = entry(&call, user.clone(), action.as_ref());
    call.twist = action.clone();
    let (answer, delivery) = acted(world, &call, user.as_deref(), action);
    let answer = cors::add(world, &call, answer);
    let is_answered = !matches!(delivery, Delivery::Lost);
    world.log.push(LogEntry {
        status: is_answered.then_some(answer.status),
        ..entry
    });
    (answer, delivery)
}

fn acted(world: &mut World, call: &Call, user: Option<&str>, action: Option<Action>) -> (Answer, Delivery) {
    match action {
        Some(Action::Status(status)) => (errors::from_status(call, &status), Delivery::Whole),
        Some(Action::Preset(preset)) => (errors::preset(call, preset), Delivery::Whole),
        Some(Action::DropBefore) => (Answer::empty(500), Delivery::Lost),
        Some(Action::DropAfterCommit | Action::PersistThenDrop { .. }) => {
            (answer(world, call), Delivery::Lost)
        }
        Some(Action::TruncateBody { bytes }) => (answer(world, call), Delivery::Cut(bytes)),
        Some(Action::CorruptBody) => (corrupted(answer(world, call)), Delivery::Whole),
        Some(Action::Slow {
            bytes_per_s,
            first_byte_ms,
        }) => (
            answer(world, call),
            Delivery::Slow {
                bytes_per_s,
                first_byte_ms,
            },
        ),
        Some(Action::NoRangeHeader) => (answer(world, call).without("range"), Delivery::Whole),
        Some(Action::OmitChecksum) => (without_checksums(answer(world, call)), Delivery::Whole),
        Some(Action::RevokeUser) => {
            user.inspect(|user| oauth::revoke_everything(world, user));
            (answer(world, call), Delivery::Whole)
        }
        Some(Action::ExpireTokens) => {
            user.inspect(|user| world.expire_tokens(user));
            (answer(world, call), Delivery::Whole)
        }
        Some(Action::Clock { advance }) => {
            world.advance(Duration::from_secs(advance));
            (answer(world, call), Delivery::Whole)
        }
        _ => (answer(world, call), Delivery::Whole),
    }
}

/// Google's hosts have disjoint paths, so one listener is all of them.
fn answer(world: &mut World, call: &Call) -> Answer {
    if call.method == "OPTIONS" {
        return cors::preflight(call);
    }
    oauth::answer(world, call)
        .or_else(|| drive::answer(world, call))
        .or_else(|| sheets::answer(world, call))
        .unwrap_or_else(|| errors::drive(404, "global", "notFound", "Not Found"))
}

fn entry(call: &Call, user: Option<String>, fault: Option<&Action>) -> LogEntry {
    const TOLD: [&str; 13] = [
        "accept-encoding",
        "content-length",
        "content-range",
        "content-type",
        "host",
        "if-match",
        "if-none-match",
        "origin",
        "range",
        "user-agent",
        "x-guploader-no-308",
        "x-upload-content-length",
        "x-upload-content-type",
    ];
    let told = TOLD
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), call.header(name)?.to_owned())));
    let scheme = call
        .header("authorization")
        .and_then(|value| value.split(' ').next());
    let scheme = scheme.map(|scheme| ("authorization".to_owned(), scheme.to_owned()));
    let fault = fault
        .and_then(|action| serde_json::to_value(action).ok())
        .map(|value| {
            let name = value.as_object().and_then(|fields| fields.keys().next().cloned());
            name.unwrap_or_else(|| value.as_str().unwrap_or_default().to_owned())
        });
    LogEntry {
        method: call.method.as_str().to_owned(),
        path: call.path.clone(),
        query: call.raw_query.clone(),
        user,
        headers: told.chain(scheme).collect(),
        body_len: call.body.len(),
        status: None,
        fault,
    }
}

fn corrupted(mut answer: Answer) -> Answer {
    let mut bytes = answer.body.to_vec();
    let middle = bytes.len() / 2;
    if let Some(byte) = bytes.get_mut(middle) {
        *byte ^= 0x01;
    }
    answer.body = bytes.into();
    answer
}

fn without_checksums(mut answer: Answer) -> Answer {
    if let Ok(mut value) = serde_json::from_slice::<serde_json::Value>(&answer.body) {
        if let Some(fields) = value.as_object_mut() {
            fields.retain(|name, _| !name.ends_with("Checksum"));
        }
        answer.body = value.to_string().into();
    }
    answer
}

async fn deliver(answer: Answer, delivery: Delivery) -> Result<Response<Body>, Dropped> {
    let whole = answer.body.clone();
    let body = match delivery {
        Delivery::Lost => return Err(Dropped),
        Delivery::Whole => Body::from(whole),
        Delivery::Cut(bytes) => cut(whole, bytes),
        Delivery::Slow {
            bytes_per_s,
            first_byte_ms,
        } => {
            tokio::time::sleep(Duration::from_millis(first_byte_ms)).await;
            if bytes_per_s == 0 {
                Body::from(whole)
            } else {
                trickle(whole, bytes_per_s)
            }
        }
    };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    for (name, value) in answer.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.append(HeaderName::from_static(name), value);
        }
    }
    if !headers.contains_key("content-length") {
        headers.insert("content-length", answer.body.len().into());
    }
    Ok(response)
}

/// A body that promises its whole length and breaks off.
fn cut(whole: Bytes, bytes: usize) -> Body {
    let first = whole.slice(..bytes.min(whole.len()));
    let steps: [io::Result<Bytes>; 2] = [Ok(first), Err(io::Error::other("cut off by a fault rule"))];
    // The pause lets what was sent leave before the connection breaks.
    Body::from_stream(stream::unfold(steps.into_iter(), |mut steps| async {
        let step = steps.next()?;
        if step.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Some((step, steps))
    }))
}

fn trickle(whole: Bytes, bytes_per_s: u64) -> Body {
    let step = usize::try_from(bytes_per_s / 20).unwrap_or(usize::MAX).max(1);
    Body::from_stream(stream::unfold(whole, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        let part = rest.split_to(step.min(rest.len()));
        Some((Ok::<_, io::Error>(part), rest))
    }))
}
