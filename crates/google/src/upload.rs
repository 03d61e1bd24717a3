//! One resumable upload, from its first byte to the answer that it is there.
//!
//! A value: it says what to send and takes what came back; sending and waiting are the caller's. Google's own text:
//! <https://developers.google.com/workspace/drive/api/guides/manage-uploads#resumable>.
//!
//! **Invariants**
//! - The file's identifier was reserved before, so that an upload which is begun again makes no second file.
//! - What the server has is what it says that it has, never what was sent.
//! - It ends: with the file, or with a trouble, however the server behaves.

use crate::{
    AccessToken, Answer, Body, Call, Root, Trouble,
    drive::{Attempt, Verdict, judge},
    files::{DriveFile, FIELDS, read_file},
};

/// What a piece of an upload must be a multiple of.
const UNIT: usize = 256 << 10;
/// No piece is larger.
const LARGEST: usize = 8 << 20;
/// How often the server may say that it got nothing new.
const STALLS: u8 = 5;
/// How often the upload may begin again from its first byte.
const RESTARTS: u8 = 3;

/// What is uploaded.
#[derive(Debug, Clone)]
pub struct NewFile<'a> {
    /// Its reserved identifier.
    pub id: &'a str,
    /// Its name: letters, digits, `-` and `.`.
    pub name: &'a str,
    /// The folder's identifier.
    pub folder: &'a str,
    /// Its length in bytes.
    pub bytes: u64,
}

/// An upload under way.
#[derive(Debug)]
pub struct Upload {
    root: Root,
    metadata: String,
    bytes: u64,
    state: State,
    stalls_left: u8,
    restarts_left: u8,
}

/// The session's address lets its holder write the file, so it is never printed.
enum State {
    Begin,
    Send { session: String, at: u64 },
    Ask { session: String },
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Begin => f.write_str("Begin"),
            Self::Send { at, .. } => write!(f, "Send(at {at})"),
            Self::Ask { .. } => f.write_str("Ask"),
        }
    }
}

/// What to do after an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Send the next call.
    Go,
    /// Fetch another token first.
    FreshToken,
    /// Wait first: as long as the answer asked for, in milliseconds, or as patience says.
    Wait(Trouble, Option<u64>),
    /// It is there, described by Drive where its answer reached us.
    Done(Option<DriveFile>),
    /// It can't be done.
    Fail(Trouble),
}

impl Upload {
    /// Begins.
    #[must_use]
    pub fn new(root: &Root, file: &NewFile<'_>) -> Self {
        let metadata = format!(
            r#"{{"id":"{}","name":"{}","parents":["{}"],"mimeType":"application/octet-stream"}}"#,
            file.id, file.name, file.folder
        );
        Self {
            root: root.clone(),
            metadata,
            bytes: file.bytes,
            state: State::Begin,
            stalls_left: STALLS,
            restarts_left: RESTARTS,
        }
    }

    /// Whether the next call needs a token: the session's address is a permission of its own.
    #[must_use]
    pub const fn needs_token(&self) -> bool {
        matches!(self.state, State::Begin)
    }

    /// Bytes that the server has, as far as it said.
    #[must_use]
    pub const fn arrived(&self) -> u64 {
        match self.state {
            State::Send { at, .. } => at,
            _ => 0,
        }
    }

    /// What to send next. `content` is the whole file.
    #[must_use]
    pub fn call<'a>(&self, token: Option<&'a AccessToken>, content: &'a [u8]) -> Call<'a> {
        let total = self.bytes;
        match &self.state {
            State::Begin => Call {
                method: "POST",
                url: self
                    .root
                    .join(&format!(
                        "upload/drive/v3/files?uploadType=resumable&fields={FIELDS}"
                    ))
                    .into(),
                token,
                headers: vec![
                    ("X-Upload-Content-Type", "application/octet-stream".to_owned()),
                    ("X-Upload-Content-Length", total.to_string()),
                ],
                body: Body::Json(self.metadata.clone().into()),
                wants: crate::Wants::Json,
            },
            State::Send { session, at } => {
                let from = usize::try_from(*at).unwrap_or(usize::MAX).min(content.len());
                let to = content.len().min(from + piece(total));
                let piece = content.get(from..to).unwrap_or_default();
                let last = (from + piece.len()).saturating_sub(1);
                put(
                    session,
                    format!("bytes {from}-{last}/{total}"),
                    Body::Bytes(piece),
                )
            }
            State::Ask { session } => put(session, format!("bytes */{total}"), Body::Empty),
        }
    }

    /// Takes what came back: an answer, or that there was none.
    pub fn take(&mut self, answer: Result<&Answer, Trouble>, attempt: Attempt) -> Next {
        match std::mem::replace(&mut self.state, State::Begin) {
            State::Begin => self.begun(answer, attempt),
            State::Send { session, at } => self.sent(answer, session, Some(at)),
            State::Ask { session } => self.sent(answer, session, None),
        }
    }

    fn begun(&mut self, answer: Result<&Answer, Trouble>, attempt: Attempt) -> Next {
        let answer = match answer {
            Ok(answer) => answer,
            Err(trouble) => return Next::Wait(trouble, None),
        };
        match judge(answer, attempt) {
            // The identifier is ours alone: whatever has it is what we sent, or shows at the reading back.
            _ if answer.status == 409 => Next::Done(None),
            Verdict::Take => match answer.headers.location.clone() {
                Some(session) if self.root.covers(&session) => {
                    self.state = State::Send { session, at: 0 };
                    Next::Go
                }
                _ => Next::Fail(Trouble::BadAnswer),
            },
            Verdict::FreshToken => Next::FreshToken,
            Verdict::Wait(trouble) => Next::Wait(trouble, answer.retry_after_ms()),
            Verdict::Fail(trouble) => Next::Fail(trouble),
        }
    }

    /// After a piece, which began `at`, or after the question how much arrived.
    fn sent(&mut self, answer: Result<&Answer, Trouble>, session: String, at: Option<u64>) -> Next {
        let answer = match answer {
            Ok(answer) => answer,
            Err(trouble) => {
                self.state = State::Ask { session };
                return Next::Wait(trouble, None);
            }
        };
        if answer.is_success() {
            return Next::Done(read_file(answer).ok());
        }
        if answer.status == 308 {
            return self.arrived_until(answer, session, at);
        }
        match judge(answer, Attempt::Again) {
            Verdict::Wait(trouble) => {
                self.state = State::Ask { session };
                Next::Wait(trouble, answer.retry_after_ms())
            }
            Verdict::Fail(Trouble::Full) => Next::Fail(Trouble::Full),
            // "For any 4xx errors during a resumable upload, restart the upload."
            _ => match self.restarts_left.checked_sub(1) {
                Some(left) => {
                    self.restarts_left = left;
                    Next::Go
                }
                None => Next::Fail(Trouble::BadAnswer),
            },
        }
    }

    fn arrived_until(&mut self, answer: &Answer, session: String, at: Option<u64>) -> Next {
        let next = match answer.headers.range.as_deref().map(after_range) {
            Some(None) => return Next::Fail(Trouble::BadAnswer),
            Some(next) => next,
            // Nothing arrived, or the browser does not let us see what did: the question tells which.
            None if at.is_some() => None,
            None => Some(0),
        };
        let is_progress = match (next, at) {
            (Some(next), Some(at)) => at < next && next < self.bytes,
            (Some(next), None) => next < self.bytes,
            (None, _) => false,
        };
        // An answer to the question costs as much as one without progress: else two servers in disagreement
        // would keep us busy for good.
        if !is_progress || at.is_none() {
            match self.stalls_left.checked_sub(1) {
                Some(left) => self.stalls_left = left,
                None => return Next::Fail(Trouble::BadAnswer),
            }
        } else {
            self.stalls_left = STALLS;
        }
        self.state = match next {
            Some(at) if at < self.bytes => State::Send { session, at },
            _ => State::Ask { session },
        };
        Next::Go
    }
}

fn put<'a>(session: &str, range: String, body: Body<'a>) -> Call<'a> {
    Call {
        method: "PUT",
        url: session.to_owned().into(),
        token: None,
        headers: vec![("Content-Range", range)],
        body,
        wants: crate::Wants::Json,
    }
}

/// Bytes sent at a time: an eighth of the file, so that there is progress to show and little to lose.
fn piece(bytes: u64) -> usize {
    let eighth = usize::try_from(bytes / 8).unwrap_or(LARGEST);
    eighth.next_multiple_of(UNIT).clamp(UNIT, LARGEST)
}

/// The byte after `bytes=0-N`.
fn after_range(range: &str) -> Option<u64> {
    let last: u64 = range.trim().strip_prefix("bytes=0-")?.parse().ok()?;
    last.checked_add(1)
}

#[cfg(test)]
mod tests;
