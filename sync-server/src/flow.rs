//! An authorization request, from the click to the provider's answer.
//!
//! Three flows, one callback. `signin` says who somebody is and asks for nothing else. `connect` asks for
//! `drive.file`. `pick` asks for it with Google's picker, which must be alone with its scope.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::digest::{random_text, sha256_text};
use crate::store::User;

/// The one scope for data: files that the app made, or that the person picked.
pub const DRIVE_FILE: &str = "https://www.googleapis.com/auth/drive.file";

/// Somebody who reads a consent page carefully, and looks for their other phone.
pub const LIFE_S: i64 = 10 * 60;

const SPREADSHEET: &str = "application/vnd.google-apps.spreadsheet";

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Who somebody is.
    Signin,
    /// Access to the app's own files.
    Connect,
    /// The same, and a file to choose.
    Pick,
}

/// What is kept until the answer comes.
#[derive(Clone, Serialize, Deserialize)]
pub struct Flow {
    /// What was asked for.
    pub kind: Kind,
    /// Comes back in the ID token.
    pub nonce: String,
    /// PKCE's secret.
    pub verifier: String,
    /// The session that started it knows the text of which this is the SHA-256.
    pub binding_hash: String,
    /// A path of ours.
    pub return_to: String,
    /// Who was signed in.
    pub user: Option<String>,
}

/// Texts that the caller knows beside what is kept.
pub struct Started {
    /// What is kept.
    pub flow: Flow,
    /// Comes back in the callback.
    pub state: String,
}

impl Flow {
    /// A new request; nothing if the system gives no random bytes.
    pub fn start(kind: Kind, binding: &str, return_to: String, user: Option<String>) -> Option<Started> {
        let flow = Self {
            kind,
            nonce: random_text::<32>()?,
            verifier: random_text::<48>()?,
            binding_hash: sha256_text(binding.as_bytes()),
            return_to,
            user,
        };
        Some(Started {
            flow,
            state: random_text::<32>()?,
        })
    }
}

/// What the caller may add to a `pick`.
#[derive(Debug, Clone, Default)]
pub struct Picker {
    /// Ask for this file again, in place of a choice.
    pub file_id: Option<String>,
    /// Which kind of file; spreadsheets unless named.
    pub mime_type: Option<String>,
}

/// Where the browser is sent.
pub fn authorization_url(
    mut endpoint: Url,
    client_id: &str,
    redirect_uri: &str,
    started: &Started,
    user: Option<&User>,
    picker: &Picker,
) -> Url {
    let flow = &started.flow;
    let mut query = endpoint.query_pairs_mut();
    query
        .append_pair("response_type", "code")
        .append_pair("client_id", client_id)
        .append_pair("redirect_uri", redirect_uri)
        .append_pair("state", &started.state)
        .append_pair("code_challenge", &sha256_text(flow.verifier.as_bytes()))
        .append_pair("code_challenge_method", "S256");
    match flow.kind {
        Kind::Signin => {
            query
                .append_pair("scope", "openid email profile")
                .append_pair("nonce", &flow.nonce);
        }
        Kind::Connect | Kind::Pick => {
            // Without `offline` and `consent` Google gives no refresh token; with earlier scopes it refuses the picker.
            query
                .append_pair("scope", DRIVE_FILE)
                .append_pair("access_type", "offline")
                .append_pair("prompt", "consent")
                .append_pair("include_granted_scopes", "false");
        }
    }
    if flow.kind == Kind::Pick {
        query.append_pair("trigger_onepick", "true");
        match &picker.file_id {
            Some(id) => query.append_pair("file_ids", id),
            None => query.append_pair("mimetypes", picker.mime_type.as_deref().unwrap_or(SPREADSHEET)),
        };
    }
    if let Some(user) = user {
        query.append_pair("login_hint", &user.subject);
    }
    drop(query);
    endpoint
}

/// The path, if it stays on this origin: what a browser makes of it counts, not what it looks like.
pub fn return_to(given: &str, base: &Url) -> Option<String> {
    let is_plain = given.starts_with('/') && given.len() <= 500 && !given.contains(['\\', '#']);
    if !is_plain || given.starts_with("//") || given.chars().any(char::is_control) {
        return None;
    }
    let url = base.join(given).ok()?;
    let is_ours = url.origin() == base.origin() && !url.path().starts_with("//");
    // The server's own routes are no pages; one of them would only start the next flow.
    let is_page = !["/auth", "/api"].iter().any(|own| url.path().starts_with(own));
    (is_ours && is_page).then(|| url[url::Position::BeforePath..url::Position::AfterQuery].to_owned())
}

/// A file's id at Google, and nothing that could be anything else.
pub fn is_file_id(id: &str) -> bool {
    (10..=200).contains(&id.len())
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn only_a_path_of_this_origin_leads_back() {
        let base = Url::parse("https://money.example/").unwrap();
        for (given, expected) in [
            ("/settings/google", Some("/settings/google")),
            ("/transactions?month=2026-03", Some("/transactions?month=2026-03")),
            ("/a/../settings", Some("/settings")),
            ("/", Some("/")),
            ("", None),
            ("settings", None),
            ("//evil.example", None),
            ("/\\evil.example", None),
            ("/\t/evil.example", None),
            ("/.//evil.example", None),
            ("/a/..//evil.example", None),
            ("https://evil.example/", None),
            ("javascript:alert(1)", None),
            ("/settings#google=connected", None),
            ("/auth/start?flow=connect", None),
            ("/api/session", None),
        ] {
            assert_eq!(return_to(given, &base).as_deref(), expected, "{given:?}");
        }
    }

    /// What is kept, and what the browser carries to Google.
    fn asked(kind: Kind) -> (Flow, HashMap<String, String>) {
        let started = Flow::start(kind, "binding", "/".into(), None).unwrap();
        let url = authorization_url(
            Url::parse("https://accounts.google.com/o/oauth2/v2/auth").unwrap(),
            "id",
            "https://money.example/auth/callback",
            &started,
            None,
            &Picker::default(),
        );
        let pairs = url.query_pairs().into_owned().collect();
        (started.flow, pairs)
    }

    #[test]
    fn the_picker_is_alone_with_its_scope() {
        let (_, pairs) = asked(Kind::Pick);
        assert_eq!(pairs["scope"], DRIVE_FILE);
        assert_eq!(pairs["prompt"], "consent");
        assert_eq!(pairs["include_granted_scopes"], "false");
        assert_eq!(pairs["trigger_onepick"], "true");
        assert_eq!(pairs["mimetypes"], SPREADSHEET);
        assert!(!pairs.contains_key("nonce"));
    }

    #[test]
    fn signing_in_asks_for_no_file_and_nothing_for_later() {
        let (flow, pairs) = asked(Kind::Signin);
        assert_eq!(pairs["scope"], "openid email profile");
        assert_eq!(pairs["nonce"], flow.nonce);
        assert!(!pairs.contains_key("access_type") && !pairs.contains_key("prompt"));
        // The browser carries the challenge; the verifier stays here.
        assert!(!pairs.values().any(|value| value.contains(&flow.verifier)));
    }

    #[test]
    fn file_ids_are_told_from_everything_else() {
        assert!(is_file_id("1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"));
        for bad in [
            "",
            "short",
            "has space in it",
            "../../../etc/passwd",
            "<script>alert(1)</script>",
        ] {
            assert!(!is_file_id(bad), "{bad}");
        }
    }
}
