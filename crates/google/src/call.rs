//! A request and an answer, as values.

use crate::{AccessToken, Json};
use std::{borrow::Cow, fmt};

/// A request to be sent.
///
/// With a token it goes to Google and carries no cookie. Without one it goes to our own server, with the person's
/// session and, where it changes something, the header that no other site can set.
#[derive(Debug, Clone)]
pub struct Call<'a> {
    /// `GET`, `POST`, `DELETE`.
    pub method: &'static str,
    /// A path of our own server, or an address below a [`crate::Root`].
    pub url: Cow<'static, str>,
    /// Google's proof that it may.
    pub token: Option<&'a AccessToken>,
    /// JSON.
    pub body: Option<&'static str>,
}

impl Call<'static> {
    /// A call to our own server.
    pub(crate) const fn own(method: &'static str, path: &'static str, body: Option<&'static str>) -> Self {
        Self {
            method,
            url: Cow::Borrowed(path),
            token: None,
            body,
        }
    }
}

/// What came back. It may hold a token, so its body is not printed.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body; [`Json::Null`] where it is no JSON.
    pub body: Json,
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
    pub(crate) const fn is_success(&self) -> bool {
        200 <= self.status && self.status < 300
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::Answer;
    use crate::{Json, json::tests::json};

    /// An answer with a JSON body; empty for none.
    pub(crate) fn answer(status: u16, body: &str) -> Answer {
        let body = if body.is_empty() { Json::Null } else { json(body) };
        Answer { status, body }
    }
}
