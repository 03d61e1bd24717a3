//! Everything the stand-in remembers, behind one lock.

use serde::Serialize;
use std::io;
use std::time::Duration;

use crate::clock::Clock;
use crate::drive;
use crate::faults::Faults;
use crate::keys::Keys;
use crate::oauth;
use crate::options::{Client, Options};
use crate::quota::Meters;
use crate::wire::Call;

/// What does not change while a stand-in runs.
pub(crate) struct Settings {
    pub base: String,
    pub issuer: String,
    pub clients: Vec<Client>,
    pub quotas: bool,
    pub exposed_headers: String,
}

pub(crate) struct World {
    pub settings: Settings,
    pub clock: Clock,
    pub names: Names,
    pub keys: Keys,
    pub oauth: oauth::Book,
    pub drive: drive::Store,
    pub meters: Meters,
    pub faults: Faults,
    pub log: Vec<LogEntry>,
}

/// A request as it was received and how it was answered.
#[derive(Clone, Debug, Serialize)]
pub struct LogEntry {
    /// The method.
    pub method: String,
    /// The path as it came, percent-encoded.
    pub path: String,
    /// The query as it came.
    pub query: String,
    /// The account whose token or upload session it used.
    pub user: Option<String>,
    /// Headers a test may care about, lower case; of `authorization` only its scheme.
    pub headers: Vec<(String, String)>,
    /// Length of the body that arrived.
    pub body_len: usize,
    /// The status that was answered; `None` when the connection was dropped.
    pub status: Option<u16>,
    /// The fault that acted on it.
    pub fault: Option<String>,
}

impl LogEntry {
    /// The value of a logged header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

impl World {
    pub fn new(options: &Options, base: &str) -> io::Result<Self> {
        let base = options
            .public_base
            .as_deref()
            .unwrap_or(base)
            .trim_end_matches('/')
            .to_owned();
        let settings = Settings {
            issuer: options.issuer.clone().unwrap_or_else(|| base.clone()),
            base,
            clients: options.clients.clone(),
            quotas: options.quotas,
            exposed_headers: options.exposed_headers.clone(),
        };
        let mut world = Self {
            settings,
            clock: Clock::default(),
            names: Names(fastrand::Rng::with_seed(options.seed)),
            keys: Keys::load()?,
            oauth: oauth::Book::default(),
            drive: drive::Store::default(),
            meters: Meters::default(),
            faults: Faults::default(),
            log: Vec::new(),
        };
        drive::furnish(&mut world);
        Ok(world)
    }

    pub fn client(&self, id: &str) -> Option<&Client> {
        self.settings.clients.iter().find(|client| client.id == id)
    }

    pub fn advance(&mut self, by: Duration) {
        self.clock.advance(by);
    }

    /// Access tokens of the account are over; refresh tokens stay.
    pub fn expire_tokens(&mut self, user: &str) {
        self.oauth
            .access
            .values_mut()
            .filter(|held| held.user == user)
            .for_each(|held| held.expires = 0);
    }

    /// The account that a request speaks for, as far as that can be told without judging it.
    pub fn user_of(&self, call: &Call) -> Option<String> {
        let by_token = call.bearer().and_then(|token| self.oauth.user_of(token));
        let by_session = || {
            self.drive
                .sessions
                .get(call.query.get("upload_id")?)
                .map(|session| session.user.clone())
        };
        by_token.or_else(by_session).or_else(|| {
            let form = (call.path == "/token" || call.path == "/revoke").then(|| call.form())?;
            ["refresh_token", "code", "token"]
                .into_iter()
                .find_map(|name| self.oauth.user_of(form.get(name)?))
        })
    }
}

/// The source of identifiers and tokens.
pub(crate) struct Names(fastrand::Rng);

impl Names {
    pub fn text(&mut self, length: usize) -> String {
        const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        (0..length)
            .map(|_| char::from(ALPHABET[self.0.usize(..ALPHABET.len())]))
            .collect()
    }

    /// Drive's identifiers are 33 characters long.
    pub fn file_id(&mut self) -> String {
        format!("1{}", self.text(32))
    }
}
