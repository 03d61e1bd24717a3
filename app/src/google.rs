//! What a trip to Google came back with, and what a failed question says about the connection.

use protocol::{Code, GoogleStanding};

/// The result that the way back from Google leaves in the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Returned {
    SignedIn,
    Connected,
    /// Trouble, by the name of its words.
    Trouble(&'static str),
}

impl Returned {
    /// Reads a result; what we know no words for says nothing.
    pub(crate) fn of(result: &str) -> Option<Self> {
        Some(match result {
            "signed_in" => Self::SignedIn,
            "connected" => Self::Connected,
            "denied" => Self::Trouble("google-denied"),
            "scope_missing" => Self::Trouble(Code::GoogleScopeMissing.name()),
            "account_mismatch" => Self::Trouble(Code::GoogleAccountMismatch.name()),
            "expired" => Self::Trouble("google-late"),
            "error" => Self::Trouble("google-error"),
            _ => return None,
        })
    }

    /// Whether the server says the same. Anybody can write an address; only what is so is announced.
    pub(crate) fn is_confirmed_by(self, standing: GoogleStanding) -> bool {
        use GoogleStanding::{Connected, Expired, SignedIn};
        match self {
            Self::SignedIn => matches!(standing, SignedIn | Connected | Expired),
            Self::Connected => standing == Connected,
            Self::Trouble(_) => false,
        }
    }
}

/// How far the person really got, where Google or the server refused with this.
pub(crate) fn standing_after(code: Code) -> Option<GoogleStanding> {
    match code {
        Code::GoogleSignedOut => Some(GoogleStanding::SignedOut),
        Code::GoogleNotConnected => Some(GoogleStanding::SignedIn),
        Code::GoogleExpired | Code::GoogleScopeMissing | Code::GoogleAccountMismatch => {
            Some(GoogleStanding::Expired)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_result_of_the_way_back_is_understood() {
        for result in [
            "signed_in",
            "connected",
            "denied",
            "scope_missing",
            "account_mismatch",
            "expired",
            "error",
        ] {
            assert!(Returned::of(result).is_some(), "{result}");
        }
        assert_eq!(Returned::of("<b>"), None);
    }

    #[test]
    fn good_news_that_the_server_does_not_confirm_is_no_news() {
        assert!(Returned::SignedIn.is_confirmed_by(GoogleStanding::SignedIn));
        assert!(Returned::SignedIn.is_confirmed_by(GoogleStanding::Connected));
        assert!(!Returned::SignedIn.is_confirmed_by(GoogleStanding::SignedOut));
        assert!(!Returned::Connected.is_confirmed_by(GoogleStanding::SignedIn));
        assert!(!Returned::Connected.is_confirmed_by(GoogleStanding::Expired));
    }

    #[test]
    fn a_network_that_fails_says_nothing_about_the_connection() {
        assert_eq!(standing_after(Code::GoogleOffline), None);
        assert_eq!(standing_after(Code::GoogleUnavailable), None);
        assert_eq!(standing_after(Code::GoogleSlowDown), None);
        assert_eq!(standing_after(Code::GoogleExpired), Some(GoogleStanding::Expired));
    }
}
