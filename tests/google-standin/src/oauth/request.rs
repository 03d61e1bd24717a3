//! Reading an authorization request: what is asked, or the page that refuses it.
//!
//! A request that is wrong in itself is never answered by a redirect: Google shows a page.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

use super::{DRIVE_FILE, canonical, is_sign_in, pages};
use crate::options::Client;
use crate::wire::{Answer, Params, escaped};
use crate::world::World;

/// A valid authorization request.
#[derive(Clone)]
pub(crate) struct Asked {
    pub client: Client,
    pub redirect_uri: String,
    pub scopes: BTreeSet<String>,
    pub state: Option<String>,
    pub nonce: Option<String>,
    pub challenge: Option<Challenge>,
    pub is_offline: bool,
    pub prompts: Vec<String>,
    pub includes_granted: bool,
    pub login_hint: Option<String>,
    pub onepick: Option<Onepick>,
}

/// A PKCE challenge.
#[derive(Clone)]
pub(crate) enum Challenge {
    Plain(String),
    S256(String),
}

/// What the picker is to offer.
#[derive(Clone)]
pub(crate) struct Onepick {
    pub mimetypes: Vec<String>,
    pub file_ids: Vec<String>,
    pub allows_multiple: bool,
    pub allows_folders: bool,
}

/// A sign-in that a person is in the middle of.
#[derive(Clone)]
pub(crate) struct Interaction {
    pub asked: Asked,
    pub user: Option<String>,
    /// Scopes the person left ticked, once asked.
    pub consented: Option<BTreeSet<String>>,
}

impl Challenge {
    /// Whether `verifier` is the one the challenge was made from.
    pub fn fits(&self, verifier: &str) -> bool {
        match self {
            Self::Plain(challenge) => challenge == verifier,
            Self::S256(challenge) => *challenge == URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)),
        }
    }
}

impl Asked {
    pub fn wants(&self, prompt: &str) -> bool {
        self.prompts.iter().any(|wanted| wanted == prompt)
    }

    pub fn read(world: &World, query: &Params) -> Result<Self, Answer> {
        let client = query
            .get("client_id")
            .ok_or_else(|| refuse("invalid_request", "Missing required parameter: client_id"))
            .and_then(|id| {
                world
                    .client(id)
                    .cloned()
                    .ok_or_else(|| refuse("invalid_client", "The OAuth client was not found."))
            })?;
        let redirect_uri = query
            .get("redirect_uri")
            .ok_or_else(|| refuse("invalid_request", "Missing required parameter: redirect_uri"))?;
        if !client.allows(redirect_uri) {
            let text =
                "The redirect URI in the request does not match the ones authorized for the OAuth client.";
            return Err(refuse("redirect_uri_mismatch", text));
        }
        if query.get("response_type") != Some("code") {
            return Err(refuse(
                "unsupported_response_type",
                "The stand-in knows response_type=code only.",
            ));
        }
        let asked = Self {
            scopes: scopes(query)?,
            redirect_uri: redirect_uri.to_owned(),
            state: query.get("state").map(str::to_owned),
            nonce: query.get("nonce").map(str::to_owned),
            challenge: challenge(query)?,
            is_offline: query.get("access_type") == Some("offline"),
            prompts: prompts(query)?,
            includes_granted: query.is_true("include_granted_scopes"),
            login_hint: query.get("login_hint").map(str::to_owned),
            onepick: query.is_true("trigger_onepick").then(|| Onepick::read(query)),
            client,
        };
        asked.check_onepick(query)?;
        Ok(asked)
    }

    fn check_onepick(&self, query: &Params) -> Result<(), Answer> {
        if self.onepick.is_none() {
            return Ok(());
        }
        let text = if !self.scopes.iter().eq([DRIVE_FILE]) {
            "trigger_onepick needs the scope drive.file and no other."
        } else if !self.wants("consent") {
            "trigger_onepick needs prompt=consent."
        } else if query.get("include_granted_scopes") != Some("false") {
            "trigger_onepick needs include_granted_scopes=false."
        } else {
            return Ok(());
        };
        Err(refuse("invalid_request", text))
    }

    /// Scopes that a person can untick.
    pub fn data_scopes(&self) -> impl Iterator<Item = &str> {
        self.scopes
            .iter()
            .map(String::as_str)
            .filter(|scope| !is_sign_in(scope))
    }
}

impl Onepick {
    fn read(query: &Params) -> Self {
        let list = |name: &str| {
            let text = query.get(name).unwrap_or_default();
            text.split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(str::to_owned)
                .collect()
        };
        Self {
            mimetypes: list("mimetypes"),
            file_ids: list("file_ids"),
            allows_multiple: query.is_true("allow_multiple"),
            allows_folders: query.is_true("allow_folder_selection"),
        }
    }
}

fn scopes(query: &Params) -> Result<BTreeSet<String>, Answer> {
    let text = query.get("scope").unwrap_or_default();
    let scopes: BTreeSet<String> = text
        .split_whitespace()
        .map(|scope| canonical(scope).to_owned())
        .collect();
    if scopes.is_empty() {
        return Err(refuse("invalid_request", "Missing required parameter: scope"));
    }
    let known =
        |scope: &&String| !is_sign_in(scope) && !scope.starts_with("https://www.googleapis.com/auth/");
    match scopes.iter().find(known) {
        Some(unknown) => Err(refuse(
            "invalid_scope",
            &format!("Some requested scopes were invalid: {unknown}"),
        )),
        None => Ok(scopes),
    }
}

fn challenge(query: &Params) -> Result<Option<Challenge>, Answer> {
    let Some(challenge) = query.get("code_challenge") else {
        return Ok(None);
    };
    match query.get("code_challenge_method").unwrap_or("plain") {
        "S256" => Ok(Some(Challenge::S256(challenge.to_owned()))),
        "plain" => Ok(Some(Challenge::Plain(challenge.to_owned()))),
        _ => Err(refuse("invalid_request", "Invalid code_challenge_method")),
    }
}

fn prompts(query: &Params) -> Result<Vec<String>, Answer> {
    let prompts: Vec<String> = query
        .get("prompt")
        .unwrap_or_default()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let known = |prompt: &String| ["none", "consent", "select_account"].contains(&prompt.as_str());
    let none_is_alone = prompts.len() == 1 || !prompts.iter().any(|prompt| prompt == "none");
    if prompts.iter().all(known) && none_is_alone {
        Ok(prompts)
    } else {
        Err(refuse("invalid_request", "Invalid parameter value for prompt"))
    }
}

fn refuse(code: &str, text: &str) -> Answer {
    pages::refusal(400, code, &escaped(text))
}
