//! What the page knows about Google, what a trip there came back with, and what a failed question means.

use protocol::{Code, Failure, GoogleLeave, GoogleStanding, GoogleStatus};

/// The result that the way back from Google leaves in the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Returned {
    SignedIn,
    Connected,
    /// Files were picked: our server has their names.
    Picked,
    /// Trouble, by the name of its words.
    Trouble(&'static str),
}

impl Returned {
    /// Reads a result; what we know no words for says nothing.
    pub(crate) fn of(result: &str) -> Option<Self> {
        Some(match result {
            "signed_in" => Self::SignedIn,
            "connected" => Self::Connected,
            "picked" => Self::Picked,
            "denied" => Self::Trouble("google-denied"),
            "scope_missing" => Self::Trouble(Code::GoogleScopeMissing.name()),
            "account_mismatch" => Self::Trouble(Code::GoogleAccountMismatch.name()),
            "expired" => Self::Trouble("google-late"),
            "error" => Self::Trouble("google-error"),
            _ => return None,
        })
    }
}

/// What the page knows about Google.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct View {
    /// Leaving for Google locked the vault, so this waits here for the unlock.
    pub(crate) returned: Option<Returned>,
    /// The page was opened since.
    pub(crate) is_seen: bool,
    /// None while the server is asked for the first time.
    pub(crate) status: Option<GoogleStatus>,
    /// What went wrong with the last question or step.
    pub(crate) failure: Option<Failure>,
    /// A way out that waits for a second word.
    pub(crate) asking: Option<GoogleLeave>,
    pub(crate) is_busy: bool,
}

impl View {
    /// The page is opened: what was true the last time is asked again, and news are told once.
    pub(crate) fn opened(&self) -> Self {
        Self {
            returned: self.returned.filter(|_| !self.is_seen),
            is_seen: true,
            ..Self::default()
        }
    }

    /// A question failed: the failure itself may say how far the person really got.
    pub(crate) fn failed(&mut self, failure: Failure) {
        let standing = match failure.code {
            Code::GoogleSignedOut => Some(GoogleStanding::SignedOut),
            Code::GoogleNotConnected => Some(GoogleStanding::SignedIn),
            Code::GoogleExpired | Code::GoogleScopeMissing | Code::GoogleAccountMismatch => {
                Some(GoogleStanding::Expired)
            }
            _ => None,
        };
        // That it ended is said by the state itself.
        self.failure = Some(failure).filter(|failure| failure.code != Code::GoogleExpired);
        if let (Some(standing), Some(status)) = (standing, &mut self.status) {
            status.standing = standing;
        }
    }

    /// How far the person got, where the server said so.
    pub(crate) fn standing(&self) -> Option<GoogleStanding> {
        self.status.as_ref().map(|status| status.standing)
    }

    /// The name in `data-state`, and of the words.
    pub(crate) fn state(&self) -> &'static str {
        match (self.standing(), &self.failure) {
            (Some(standing), _) => standing.name(),
            (None, None) => "checking",
            (None, Some(_)) => "offline",
        }
    }

    /// Good news by the name of its words. Anybody can write an address: only what the server confirms is told.
    pub(crate) fn good_news(&self) -> Option<&'static str> {
        use GoogleStanding::{Connected, Expired, SignedIn};
        match (self.returned?, self.standing()?) {
            (Returned::SignedIn, SignedIn | Connected | Expired) => Some("google-now-signed-in"),
            (Returned::Connected, Connected) => Some("google-now-connected"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(standing: GoogleStanding) -> View {
        let status = GoogleStatus {
            standing,
            email: "ana@example.org".into(),
            space: None,
        };
        View {
            status: Some(status),
            ..View::default()
        }
    }

    #[test]
    fn every_result_of_the_way_back_is_understood() {
        for result in [
            "signed_in",
            "connected",
            "picked",
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
    fn news_wait_for_the_first_visit_and_are_gone_at_the_second() {
        let boot = View {
            returned: Returned::of("denied"),
            ..View::default()
        };
        let first = boot.opened();
        assert_eq!(first.returned, boot.returned);
        assert_eq!(first.opened().returned, None);
    }

    #[test]
    fn good_news_that_the_server_does_not_confirm_is_no_news() {
        let told = |returned, standing| {
            let view = View {
                returned: Some(returned),
                ..view(standing)
            };
            view.good_news().is_some()
        };
        assert!(told(Returned::SignedIn, GoogleStanding::SignedIn));
        assert!(told(Returned::SignedIn, GoogleStanding::Connected));
        assert!(!told(Returned::SignedIn, GoogleStanding::SignedOut));
        assert!(!told(Returned::Connected, GoogleStanding::SignedIn));
        assert!(!told(Returned::Connected, GoogleStanding::Expired));
    }

    fn check(code: Code, state: &str, is_told: bool) {
        let mut view = view(GoogleStanding::Connected);
        view.failed(Failure::new(code, ""));
        assert_eq!(
            (view.state(), view.failure.is_some()),
            (state, is_told),
            "{code:?}"
        );
    }

    #[test]
    fn a_refusal_says_how_far_the_person_got_and_a_bad_network_does_not() {
        check(Code::GoogleSignedOut, "signed-out", true);
        check(Code::GoogleNotConnected, "signed-in", true);
        check(Code::GoogleExpired, "expired", false);
        check(Code::GoogleScopeMissing, "expired", true);
        check(Code::GoogleOffline, "connected", true);
        check(Code::GoogleSlowDown, "connected", true);
    }

    #[test]
    fn nobody_knows_how_things_stand_before_the_server_said_so() {
        let mut view = View::default();
        assert_eq!(view.state(), "checking");
        view.failed(Failure::new(Code::GoogleOffline, ""));
        assert_eq!(view.state(), "offline");
    }
}
