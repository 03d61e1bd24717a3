//! Codes, tokens, consents and file authorisations.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::id_token::Tamper;
use super::request::{Challenge, Interaction};

/// Codes live ten minutes.
pub(crate) const CODE_SECONDS: u64 = 600;
/// Access tokens live just under an hour.
pub(crate) const ACCESS_SECONDS: u64 = 3599;
/// Refresh tokens of a client in "Testing" live seven days.
pub(crate) const TESTING_SECONDS: u64 = 7 * 24 * 3600;
/// The oldest refresh token of a user and client dies when one more is issued.
pub(crate) const MAX_REFRESH_TOKENS: usize = 100;

#[derive(Default)]
pub(crate) struct Book {
    pub codes: HashMap<String, Code>,
    pub access: HashMap<String, Access>,
    /// Oldest first.
    pub refresh: Vec<Refresh>,
    /// Scopes by (user, project).
    pub consents: HashMap<(String, String), BTreeSet<String>>,
    /// (user, client) pairs that have been given a refresh token since the last revocation.
    pub offline_given: HashSet<(String, String)>,
    /// (user, project, file): what `drive.file` sees.
    pub authorised: HashSet<(String, String, String)>,
    pub interactions: HashMap<String, Interaction>,
    pub tamper: Option<(Tamper, Lasting)>,
    pub callback_iss: CallbackIss,
}

/// How long a manipulation stays in force.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lasting {
    Once,
    UntilCleared,
}

/// What the callback says about who answers.
#[derive(Clone, Default)]
pub(crate) enum CallbackIss {
    #[default]
    Honest,
    Omitted,
    Other(String),
}

pub(crate) struct Code {
    pub user: String,
    pub client: String,
    pub redirect_uri: String,
    pub scopes: BTreeSet<String>,
    pub nonce: Option<String>,
    pub challenge: Option<Challenge>,
    pub is_offline: bool,
    pub expires: u64,
    pub is_used: bool,
}

#[derive(Clone)]
pub(crate) struct Access {
    pub user: String,
    pub project: String,
    pub scopes: BTreeSet<String>,
    pub expires: u64,
    /// The code it comes from: a replayed code takes its tokens with it.
    pub lineage: String,
}

#[derive(Clone)]
pub(crate) struct Refresh {
    pub token: String,
    pub user: String,
    pub client: String,
    pub project: String,
    pub scopes: BTreeSet<String>,
    pub expires: Option<u64>,
    pub lineage: String,
}

impl Access {
    pub fn has(&self, scope: &str) -> bool {
        self.scopes.contains(scope)
    }
}

impl Book {
    /// Whose code or token this is.
    pub fn user_of(&self, secret: &str) -> Option<String> {
        let by_access = self.access.get(secret).map(|access| access.user.clone());
        let by_refresh = || {
            self.refresh
                .iter()
                .find(|held| held.token == secret)
                .map(|held| held.user.clone())
        };
        by_access
            .or_else(by_refresh)
            .or_else(|| self.codes.get(secret).map(|code| code.user.clone()))
    }

    pub fn may_see(&self, user: &str, project: &str, file: &str) -> bool {
        self.authorised
            .contains(&(user.to_owned(), project.to_owned(), file.to_owned()))
    }

    pub fn authorise(&mut self, user: &str, project: &str, file: &str) {
        self.authorised
            .insert((user.to_owned(), project.to_owned(), file.to_owned()));
    }

    /// Keeps a new refresh token and lets the oldest die when there are too many.
    pub fn keep_refresh(&mut self, new: Refresh) {
        let same = |held: &Refresh| held.user == new.user && held.client == new.client;
        if self.refresh.iter().filter(|held| same(held)).count() >= MAX_REFRESH_TOKENS
            && let Some(oldest) = self.refresh.iter().position(same)
        {
            self.refresh.remove(oldest);
        }
        self.offline_given.insert((new.user.clone(), new.client.clone()));
        self.refresh.push(new);
    }

    /// Forgets the tokens that came from a code.
    pub fn forget_lineage(&mut self, code: &str) {
        self.access.retain(|_, access| access.lineage != code);
        self.refresh.retain(|refresh| refresh.lineage != code);
    }

    /// The user withdraws what a project was granted: every token of every client and every file.
    pub fn revoke(&mut self, user: &str, project: &str, clients: &[String]) {
        self.access
            .retain(|_, access| access.user != user || access.project != project);
        self.refresh
            .retain(|refresh| refresh.user != user || refresh.project != project);
        self.codes
            .retain(|_, code| code.user != user || !clients.contains(&code.client));
        self.consents.remove(&(user.to_owned(), project.to_owned()));
        self.offline_given
            .retain(|(whose, client)| whose != user || !clients.contains(client));
        self.authorised
            .retain(|(whose, which, _)| whose != user || which != project);
    }
}
