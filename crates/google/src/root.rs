//! Where a token may go.

/// The address below which a service of Google is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root(String);

const GOOGLE: [&str; 2] = ["https://www.googleapis.com/", "https://sheets.googleapis.com/"];

impl Root {
    /// `root` as our server names it, if a token may go there: Google itself or, for an app that is served from this
    /// very machine, a stand-in on it.
    #[must_use]
    pub fn allowed(root: &str, own_origin: &str) -> Option<Self> {
        let is_here = || {
            let authority = root
                .strip_prefix("http://")
                .and_then(|rest| rest.strip_suffix('/'));
            let own = own_origin
                .strip_prefix("http://")
                .or_else(|| own_origin.strip_prefix("https://"));
            authority.is_some_and(is_loopback) && own.is_some_and(is_loopback)
        };
        (GOOGLE.contains(&root) || is_here()).then(|| Self(root.to_owned()))
    }

    /// Whether an address is below it.
    pub(crate) fn covers(&self, url: &str) -> bool {
        url.starts_with(&self.0)
    }

    /// The address of something below.
    pub(crate) fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

/// A host of this machine with at most a port: no name, no path and nothing else that a URL can hold.
fn is_loopback(authority: &str) -> bool {
    let rest = ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .find_map(|host| authority.strip_prefix(host));
    rest.is_some_and(|rest| {
        let port = rest.strip_prefix(':');
        rest.is_empty() || port.is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(root: &str, origin: &str, expected: bool) {
        assert_eq!(
            Root::allowed(root, origin).is_some(),
            expected,
            "{root} from {origin}"
        );
    }

    #[test]
    fn a_token_goes_to_google_from_everywhere() {
        for origin in ["https://luka.example", "http://localhost:8080"] {
            check("https://www.googleapis.com/", origin, true);
            check("https://sheets.googleapis.com/", origin, true);
        }
    }

    #[test]
    fn a_stand_in_is_only_for_an_app_on_the_same_machine() {
        for root in [
            "http://localhost:9090/",
            "http://127.0.0.1:1/",
            "http://[::1]:9090/",
        ] {
            check(root, "http://localhost:8080", true);
            check(root, "https://127.0.0.1:8443", true);
            check(root, "https://luka.example", false);
            check(root, "https://localhost.luka.example", false);
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for root in [
            "",
            "http://www.googleapis.com/",
            "https://www.googleapis.com",
            "https://www.googleapis.com.evil.example/",
            "https://www.googleapis.com/../",
            "https://evil.example/",
            "http://127.0.0.1:9@evil.example/",
            "http://127.0.0.1:9090/x/",
            "http://127.0.0.1.evil.example/",
            "http://localhost\\@evil.example/",
            "http://127.0.0.1:9090",
            "https://127.0.0.1:9090/",
            "http://127.0.0.1:9090/?/",
        ] {
            check(root, "http://localhost:8080", false);
        }
    }
}
