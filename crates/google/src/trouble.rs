//! What can be wrong between us, our server and Google, as far as it asks something different of the person.

use crate::Answer;

/// Why there is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nobody is signed in on this device.
    SignedOut,
    /// The person's Drive is not connected.
    NotConnected,
    /// Google does not accept the connection any more; only the person can renew it.
    Expired,
    /// The box for Drive was not ticked.
    ScopeMissing,
    /// Another Google account was connected than the one signed in.
    AccountMismatch,
    /// A server is there and can't help now.
    Unavailable,
    /// Nobody answers.
    Offline,
    /// The answer is not what was agreed on.
    BadAnswer,
    /// Too many requests.
    SlowDown,
    /// Drive has no room left.
    Full,
    /// The file is not there, or the person has not let us see it.
    Gone,
}

impl Trouble {
    /// What an answer of our own server other than success means: `{"error":{"code":…}}`.
    pub(crate) fn of_server(answer: &Answer) -> Self {
        match answer.body.at("error").at("code").text() {
            Some("not_signed_in") => Self::SignedOut,
            Some("google_not_connected") => Self::NotConnected,
            Some("reauth_required") => Self::Expired,
            Some("scope_missing") => Self::ScopeMissing,
            Some("account_mismatch") => Self::AccountMismatch,
            Some("google_bad_answer") => Self::BadAnswer,
            Some("google_unavailable" | "unavailable") => Self::Unavailable,
            Some("slow_down") => Self::SlowDown,
            _ => Self::of_status(answer.status),
        }
    }

    /// What a status means when nothing else is known.
    pub(crate) const fn of_status(status: u16) -> Self {
        match status {
            429 => Self::SlowDown,
            408 | 500.. => Self::Unavailable,
            _ => Self::BadAnswer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::tests::answer;

    fn check(status: u16, code: &str, expected: Trouble) {
        let body = format!(r#"{{"error":{{"code":"{code}","message":"for the log","retry_after":30}}}}"#);
        assert_eq!(Trouble::of_server(&answer(status, &body)), expected, "{code}");
    }

    #[test]
    fn every_code_of_our_server_has_its_own_meaning() {
        check(401, "not_signed_in", Trouble::SignedOut);
        check(409, "google_not_connected", Trouble::NotConnected);
        check(409, "reauth_required", Trouble::Expired);
        check(409, "scope_missing", Trouble::ScopeMissing);
        check(409, "account_mismatch", Trouble::AccountMismatch);
        check(429, "slow_down", Trouble::SlowDown);
        check(502, "google_bad_answer", Trouble::BadAnswer);
        check(503, "google_unavailable", Trouble::Unavailable);
        check(503, "unavailable", Trouble::Unavailable);
    }

    #[test]
    fn an_unknown_answer_is_judged_by_its_status() {
        check(403, "csrf", Trouble::BadAnswer);
        check(500, "new_in_a_later_server", Trouble::Unavailable);
        assert_eq!(Trouble::of_server(&answer(504, "")), Trouble::Unavailable);
        assert_eq!(Trouble::of_server(&answer(429, "")), Trouble::SlowDown);
    }
}
