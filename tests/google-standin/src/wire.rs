//! One request and one answer as the stand-in sees them: whole bodies, decoded parameters.
//!
//! It is not a framework: everything behind it is a plain function from a [`Call`] to an [`Answer`].

use axum::body::Bytes;
use axum::http::{HeaderMap, Method};
use serde_json::Value;

use crate::faults::Action;

/// Decoded `name=value` pairs, in order, with repetitions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params(pub Vec<(String, String)>);

impl Params {
    pub fn parse(encoded: &[u8]) -> Self {
        Self(form_urlencoded::parse(encoded).into_owned().collect())
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn is_true(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }
}

/// A request whose body has arrived.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub method: Method,
    pub path: String,
    pub raw_query: String,
    pub query: Params,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// A fault that the handler itself must play.
    pub twist: Option<Action>,
}

impl Call {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The access token of the request, by header or by parameter.
    pub fn bearer(&self) -> Option<&str> {
        let header = self.header("authorization").and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        });
        header.or_else(|| self.query.get("access_token"))
    }

    pub fn form(&self) -> Params {
        Params::parse(&self.body)
    }

    /// The segments of the path after `prefix`, still percent-encoded.
    pub fn segments(&self, prefix: &str) -> Option<Vec<&str>> {
        let rest = self.path.strip_prefix(prefix)?;
        Some(rest.split('/').filter(|segment| !segment.is_empty()).collect())
    }
}

/// What goes back.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Bytes,
    /// A page that Google serves without CORS headers reaches a script as a bare `TypeError`.
    pub cors: bool,
}

impl Answer {
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Bytes::new(),
            cors: true,
        }
    }

    pub fn json(status: u16, value: &Value) -> Self {
        Self::bytes(
            status,
            "application/json; charset=UTF-8",
            value.to_string().into(),
        )
    }

    pub fn html(status: u16, body: String) -> Self {
        Self::bytes(status, "text/html; charset=utf-8", body.into())
    }

    pub fn bytes(status: u16, media_type: &str, body: Bytes) -> Self {
        let headers = vec![("content-type", media_type.to_owned())];
        Self {
            status,
            headers,
            body,
            cors: true,
        }
    }

    pub fn redirect(location: String) -> Self {
        Self::empty(302).with("location", location)
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(key, _)| *key != name);
        self
    }
}

/// Most handlers leave early with an error answer.
pub(crate) type Reply = Result<Answer, Answer>;

/// Percent-decodes one path segment.
pub(crate) fn decoded(segment: &str) -> String {
    percent_encoding::percent_decode_str(segment)
        .decode_utf8_lossy()
        .into_owned()
}

/// `base` with the pairs appended as its query.
pub(crate) fn with_query(base: &str, pairs: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish();
    let joint = if base.contains('?') { '&' } else { '?' };
    format!("{base}{joint}{query}")
}

/// Text that may stand in an HTML attribute or element.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
