//! The access token, and how long it is good for.

use std::{fmt, rc::Rc};
use zeroize::Zeroizing;

/// A token is not used in its last five minutes: a long upload would outlive it, and clocks differ.
const MARGIN_MS: u64 = 5 * 60 * 1_000;

/// What lets its holder into a person's Drive for an hour. Wiped when dropped, never printed.
pub struct AccessToken(Zeroizing<String>);

impl AccessToken {
    pub(crate) fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The token itself, for the header of a request and nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(…)")
    }
}

/// A token that is kept in memory until it gets old.
#[derive(Debug, Clone)]
pub struct KeptToken {
    /// The token.
    pub token: Rc<AccessToken>,
    /// Milliseconds since 1970, UTC.
    pub expires_ms: u64,
}

impl KeptToken {
    /// The token, if it is good for a while yet.
    #[must_use]
    pub fn fresh(&self, now_ms: u64) -> Option<Rc<AccessToken>> {
        (now_ms.saturating_add(MARGIN_MS) < self.expires_ms).then(|| self.token.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_not_printed() {
        let token = AccessToken::new("ya29.secret".into());
        let kept = KeptToken {
            token: Rc::new(token),
            expires_ms: 1,
        };
        assert!(!format!("{kept:?}").contains("secret"));
        let answer = crate::call::tests::answer(200, r#"{"access_token":"ya29.secret"}"#);
        assert!(!format!("{answer:?}").contains("secret"));
    }

    #[test]
    fn a_token_is_not_used_in_its_last_five_minutes() {
        let kept = KeptToken {
            token: Rc::new(AccessToken::new("t".into())),
            expires_ms: 3_600_000,
        };
        assert!(kept.fresh(3_299_999).is_some());
        assert!(kept.fresh(3_300_000).is_none());
        assert!(kept.fresh(u64::MAX).is_none());
    }
}
