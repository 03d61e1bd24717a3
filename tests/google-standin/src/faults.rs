//! Rules that make chosen requests go wrong, and what exactly goes wrong.
//!
//! A rule counts the requests it matches: it lets `after` of them pass, then acts on `times` of them.

use regex::Regex;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};
use thiserror::Error;

/// Why a fault rule was refused.
#[derive(Debug, Error)]
#[error("the path pattern of a fault rule is not a regular expression: {0}")]
pub struct FaultError(#[from] regex::Error);

/// One rule.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Which requests.
    #[serde(rename = "match", deserialize_with = "pattern")]
    pub pattern: Pattern,
    /// Only requests of this account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// How many matching requests pass first.
    #[serde(default)]
    pub after: u32,
    /// How many are hit after that; 0 means all.
    #[serde(default = "one")]
    pub times: u32,
    /// What happens to them.
    #[serde(deserialize_with = "action")]
    pub action: Action,
}

/// A method and a regular expression that finds something in the path, with or without the query.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// The method; `None` is every one except OPTIONS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The regular expression.
    pub path: String,
}

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// An error answer; the request has no effect.
    Status(Status),
    /// A recorded error of Google's, by name; the request has no effect.
    Preset(Preset),
    /// The connection closes; the request has no effect.
    DropBefore,
    /// The work is done and the answer is lost.
    DropAfterCommit,
    /// A chunk of a resumable upload is kept in part, and the answer is 503.
    #[serde(rename = "persist_then_503")]
    PersistThen503 {
        /// How much of the chunk is kept.
        bytes: usize,
    },
    /// A chunk of a resumable upload is kept in part, and the connection closes.
    PersistThenDrop {
        /// How much of the chunk is kept.
        bytes: usize,
    },
    /// The answer's body ends early.
    TruncateBody {
        /// How much of it arrives.
        bytes: usize,
    },
    /// One byte in the middle of the answer's body is another one.
    CorruptBody,
    /// The answer takes its time.
    Slow {
        /// Speed of the body; 0 does not throttle.
        #[serde(default)]
        bytes_per_s: u64,
        /// How long the first byte takes.
        #[serde(default)]
        first_byte_ms: u64,
    },
    /// The upload session of the request has expired.
    ExpireSession,
    /// A chunk is answered with 308, and nothing of it is kept.
    #[serde(rename = "stall_308")]
    Stall308,
    /// The answer does not say how much of an upload is kept.
    NoRangeHeader,
    /// The answer names no checksum.
    OmitChecksum,
    /// The account has withdrawn its consent just now.
    RevokeUser,
    /// The account's access tokens have expired just now.
    ExpireTokens,
    /// The clock has moved on.
    Clock {
        /// By how many seconds.
        advance: u64,
    },
    /// A listing by name does not know files younger than this.
    ListLag {
        /// How long names take to be found.
        ms: u64,
    },
}

/// An error answer of one's own making.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// The HTTP status.
    pub code: u16,
    /// `errors[0].reason`.
    #[serde(default)]
    pub reason: Option<String>,
    /// The message; by default a plain one.
    #[serde(default)]
    pub message: Option<String>,
    /// An HTML page instead of JSON.
    #[serde(default)]
    pub html: bool,
    /// Whether a script of another origin may read it.
    #[serde(default = "yes")]
    pub cors: bool,
    /// Value of a `Retry-After` header.
    #[serde(default)]
    pub retry_after: Option<u64>,
}

/// Recorded errors by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Google's own reasons")]
pub enum Preset {
    AuthError,
    UserRateLimitExceeded,
    RateLimitExceeded,
    DailyLimitExceeded,
    StorageQuotaExceeded,
    AppNotAuthorizedToFile,
    #[serde(rename = "ACCESS_TOKEN_SCOPE_INSUFFICIENT")]
    ScopeInsufficient,
    #[serde(rename = "SERVICE_DISABLED")]
    ServiceDisabled,
    NotFound,
    Conflict,
    TooManyRequests,
    TooManyRequestsHtml,
    BackendError,
    Unavailable,
}

impl Fault {
    /// A rule for `"METHOD pattern"` or just `"pattern"`, acting on the first match only.
    pub fn on(pattern: &str, action: impl Into<Action>) -> Self {
        Self {
            pattern: Pattern::read(pattern),
            user: None,
            after: 0,
            times: 1,
            action: action.into(),
        }
    }

    /// Only for requests of this account.
    #[must_use]
    pub fn user(mut self, key: &str) -> Self {
        self.user = Some(key.to_owned());
        self
    }

    /// Lets this many matching requests pass first.
    #[must_use]
    pub fn after(mut self, n: u32) -> Self {
        self.after = n;
        self
    }

    /// Acts on this many requests; 0 means all.
    #[must_use]
    pub fn times(mut self, n: u32) -> Self {
        self.times = n;
        self
    }
}

impl From<Preset> for Action {
    fn from(preset: Preset) -> Self {
        Self::Preset(preset)
    }
}

impl Pattern {
    fn read(text: &str) -> Self {
        match text.split_once(' ') {
            Some((method, path)) if method.bytes().all(|byte| byte.is_ascii_uppercase()) => Self {
                method: Some(method.to_owned()),
                path: path.to_owned(),
            },
            _ => Self {
                method: None,
                path: text.to_owned(),
            },
        }
    }
}

/// The rules in force with their counters.
#[derive(Default)]
pub(crate) struct Faults(Vec<Armed>);

struct Armed {
    fault: Fault,
    path: Regex,
    n_seen: u32,
}

impl Faults {
    pub fn add(&mut self, fault: Fault) -> Result<(), FaultError> {
        let path = Regex::new(&fault.pattern.path)?;
        self.0.push(Armed {
            fault,
            path,
            n_seen: 0,
        });
        Ok(())
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn list(&self) -> Value {
        self.0
            .iter()
            .map(|armed| json!({ "rule": armed.fault, "seen": armed.n_seen }))
            .collect()
    }

    /// What happens to a request: the first rule that acts on it decides.
    pub fn take(&mut self, method: &str, path: &str, query: &str, user: Option<&str>) -> Option<Action> {
        let whole = format!("{path}?{query}");
        for armed in &mut self.0 {
            let fault = &armed.fault;
            let method_fits = match &fault.pattern.method {
                Some(wanted) => wanted == method,
                None => method != "OPTIONS",
            };
            let user_fits = fault.user.is_none() || fault.user.as_deref() == user;
            if !method_fits || !user_fits || !(armed.path.is_match(path) || armed.path.is_match(&whole)) {
                continue;
            }
            armed.n_seen += 1;
            let nth = armed.n_seen;
            if nth > fault.after && (fault.times == 0 || nth <= fault.after + fault.times) {
                return Some(fault.action.clone());
            }
        }
        None
    }
}

fn one() -> u32 {
    1
}

fn yes() -> bool {
    true
}

fn pattern<'de, D: Deserializer<'de>>(input: D) -> Result<Pattern, D::Error> {
    match Value::deserialize(input)? {
        Value::String(text) => Ok(Pattern::read(&text)),
        other => serde_json::from_value(other).map_err(serde::de::Error::custom),
    }
}

/// `"drop_before"`, `"storageQuotaExceeded"` or `{"slow": {…}}`.
fn action<'de, D: Deserializer<'de>>(input: D) -> Result<Action, D::Error> {
    let value = Value::deserialize(input)?;
    if let Ok(preset) = serde_json::from_value::<Preset>(value.clone()) {
        return Ok(Action::Preset(preset));
    }
    serde_json::from_value(value).map_err(serde::de::Error::custom)
}
