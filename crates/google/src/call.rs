//! A request and an answer, as values.

use crate::{AccessToken, Json};
use std::{borrow::Cow, fmt};

/// A request to be sent.
///
/// A path goes to our own server, with the person's session and, where it changes something, the header that no other
/// site can set. Anything else goes to Google, with the token where there is one, and carries no cookie.
#[derive(Debug, Clone)]
pub struct Call<'a> {
    /// `GET`, `POST`, `PUT`, `PATCH`, `DELETE`.
    pub method: &'static str,
    /// A path of our own server, or an address below a [`crate::Root`].
    pub url: Cow<'static, str>,
    /// Google's proof that it may.
    pub token: Option<&'a AccessToken>,
    /// Further headers, by name.
    pub headers: Vec<(&'static str, String)>,
    /// What is sent.
    pub body: Body<'a>,
    /// What is expected of a success.
    pub wants: Wants,
}

/// What a request carries.
#[derive(Clone)]
pub enum Body<'a> {
    /// Nothing.
    Empty,
    /// JSON.
    Json(Cow<'static, str>),
    /// Bytes.
    Bytes(&'a [u8]),
}

/// The length is enough to debug with: a body is a person's.
impl fmt::Debug for Body<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Json(text) => write!(f, "Json({} bytes)", text.len()),
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
        }
    }
}

/// How the body of a success is read. That of a failure is always read as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// As JSON.
    Json,
    /// As it is.
    Bytes,
    /// Cells of Sheets: [`Json::List`] of one text of rows a range, since a million values one by one take seconds.
    Cells,
}

impl Call<'static> {
    /// A call to our own server.
    pub(crate) const fn own(method: &'static str, path: &'static str, body: Option<&'static str>) -> Self {
        Self {
            method,
            url: Cow::Borrowed(path),
            token: None,
            headers: Vec::new(),
            body: match body {
                Some(json) => Body::Json(Cow::Borrowed(json)),
                None => Body::Empty,
            },
            wants: Wants::Json,
        }
    }
}

impl<'a> Call<'a> {
    /// A question to Google.
    pub(crate) const fn get(url: String, token: &'a AccessToken) -> Self {
        Self {
            method: "GET",
            url: Cow::Owned(url),
            token: Some(token),
            headers: Vec::new(),
            body: Body::Empty,
            wants: Wants::Json,
        }
    }
}

/// What came back. It may hold a token or a person's rows, so its body is not printed.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body; [`Json::Null`] where it is no JSON.
    pub body: Json,
    /// The body where bytes were asked for.
    pub bytes: Vec<u8>,
    /// The headers that mean something to us.
    pub headers: Headers,
}

/// Headers of an answer, as far as the browser lets us see them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers {
    /// `Retry-After`.
    pub retry_after: Option<String>,
    /// `Location`.
    pub location: Option<String>,
    /// `Range`.
    pub range: Option<String>,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl Answer {
    /// The request was done.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        200 <= self.status && self.status < 300
    }

    /// How long the answer asks us to wait, in milliseconds. A date is not understood: Google sends seconds.
    #[must_use]
    pub fn retry_after_ms(&self) -> Option<u64> {
        let seconds: u32 = self.headers.retry_after.as_ref()?.trim().parse().ok()?;
        Some(u64::from(seconds) * 1_000)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Answer, Headers};
    use crate::{Json, json::tests::json};

    /// An answer with a JSON body; empty for none.
    pub(crate) fn answer(status: u16, body: &str) -> Answer {
        let body = if body.is_empty() { Json::Null } else { json(body) };
        Answer {
            status,
            body,
            bytes: Vec::new(),
            headers: Headers::default(),
        }
    }

    #[test]
    fn how_long_to_wait_is_read_in_seconds() {
        let mut slow = answer(429, "");
        assert_eq!(slow.retry_after_ms(), None);
        slow.headers.retry_after = Some("7".into());
        assert_eq!(slow.retry_after_ms(), Some(7_000));
        slow.headers.retry_after = Some("Fri, 31 Dec 1999 23:59:59 GMT".into());
        assert_eq!(slow.retry_after_ms(), None);
    }
}
