//! The controls that Rust tests use directly; the admin routes only wrap them.

use axum::body::Bytes;
use serde_json::Value;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::faults::{Fault, FaultError};
use crate::oauth::{self, CallbackIss, Lasting, Tamper};
use crate::people;
use crate::sheets::{self, Edit};
use crate::world::{LogEntry, World};

/// The world behind its lock.
pub(crate) struct Shared(Mutex<World>);

impl Shared {
    pub fn new(world: World) -> Self {
        Self(Mutex::new(world))
    }

    pub fn with<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A handle on a running stand-in; clones steer the same one.
///
/// Methods that name a user take its key (`user1`), subject or e-mail address.
#[derive(Clone)]
pub struct Control {
    shared: Arc<Shared>,
}

impl Control {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        self.shared.with(act)
    }

    /// Arms a fault rule after those already there.
    ///
    /// # Errors
    /// When its path pattern is not a regular expression.
    pub fn add_fault(&self, fault: Fault) -> Result<(), FaultError> {
        self.with(|world| world.faults.add(fault))
    }

    /// Disarms all fault rules.
    pub fn clear_faults(&self) {
        self.with(|world| world.faults.clear());
    }

    /// The rules in force and how many requests each has matched.
    #[must_use]
    pub fn faults(&self) -> Value {
        self.with(|world| world.faults.list())
    }

    /// Moves the clock on.
    pub fn advance(&self, by: Duration) {
        self.with(|world| world.advance(by));
    }

    /// What the clock shows, in seconds since 1970.
    #[must_use]
    pub fn now(&self) -> u64 {
        self.with(|world| world.clock.now())
    }

    /// The requests so far, oldest first.
    #[must_use]
    pub fn log(&self) -> Vec<LogEntry> {
        self.with(|world| world.log.clone())
    }

    /// Forgets the requests so far.
    pub fn clear_log(&self) {
        self.with(|world| world.log.clear());
    }

    /// A new key signs id tokens from now on.
    pub fn rotate_keys(&self) {
        self.with(|world| world.keys.rotate());
    }

    /// The account withdraws every consent, with all tokens and file authorisations.
    pub fn revoke(&self, user: &str) {
        self.with(|world| oauth::revoke_everything(world, key(user)));
    }

    /// The account's access tokens expire; refresh tokens stay.
    pub fn expire_tokens(&self, user: &str) {
        self.with(|world| world.expire_tokens(key(user)));
    }

    /// Id tokens are wrong in this way until [`Self::clear_tamper`].
    pub fn tamper_id_token(&self, tamper: Tamper) {
        self.with(|world| world.oauth.tamper = Some((tamper, Lasting::UntilCleared)));
    }

    /// The next id token is wrong in this way.
    pub fn tamper_next_id_token(&self, tamper: Tamper) {
        self.with(|world| world.oauth.tamper = Some((tamper, Lasting::Once)));
    }

    /// Id tokens are right again, and so is the callback's `iss`.
    pub fn clear_tamper(&self) {
        self.with(|world| {
            world.oauth.tamper = None;
            world.oauth.callback_iss = CallbackIss::Honest;
        });
    }

    /// The callback's `iss` is this one, or missing when `None`, until [`Self::clear_tamper`].
    pub fn tamper_callback_iss(&self, issuer: Option<&str>) {
        let iss = issuer.map_or(CallbackIss::Omitted, |issuer| {
            CallbackIss::Other(issuer.to_owned())
        });
        self.with(|world| world.oauth.callback_iss = iss);
    }

    /// The headers that a script of another origin may read from now on.
    pub fn expose_headers(&self, list: &str) {
        self.with(|world| list.clone_into(&mut world.settings.exposed_headers));
    }

    /// How many refresh tokens of the account are alive.
    #[must_use]
    pub fn n_refresh_tokens(&self, user: &str) -> usize {
        self.with(|world| {
            world
                .oauth
                .refresh
                .iter()
                .filter(|held| held.user == key(user))
                .count()
        })
    }

    /// Everything the account holds but its root folder, oldest first, as `GET /users/{user}/files` tells it.
    #[must_use]
    pub fn files(&self, user: &str) -> Vec<Value> {
        self.with(|world| {
            let mut files: Vec<_> = world
                .drive
                .files
                .values()
                .filter(|one| one.owner == key(user))
                .collect();
            files.retain(|one| !world.drive.roots.values().any(|root| *root == one.id));
            files.sort_by_key(|one| one.created);
            files.into_iter().map(crate::drive::File::told).collect()
        })
    }

    /// The bytes of a file's head revision.
    #[must_use]
    pub fn content(&self, id: &str) -> Option<Bytes> {
        self.with(|world| Some(world.drive.files.get(id)?.head()?.bytes.clone()))
    }

    /// Puts a spreadsheet into the account's Drive, in the form that `POST /users/{user}/spreadsheets` takes;
    /// returns its identifier.
    ///
    /// # Errors
    /// What of the description is wrong, in words.
    pub fn add_spreadsheet(&self, user: &str, spreadsheet: Value) -> Result<String, String> {
        self.with(|world| sheets::load(world, key(user), spreadsheet))
    }

    /// Writes cells from the upper left corner of an A1 range on.
    ///
    /// # Errors
    /// What is wrong with the identifier, the range or a cell, in words.
    pub fn set_sheet_values(
        &self,
        id: &str,
        range: &str,
        values: &[Vec<Value>],
        edit: Edit,
    ) -> Result<(), String> {
        self.with(|world| sheets::edit(world, id, range, values, edit))
    }

    /// The identifier of the account's file of this name, the oldest if there are several.
    #[must_use]
    pub fn file_named(&self, user: &str, name: &str) -> Option<String> {
        let files = self.files(user);
        let file = files.iter().find(|file| file["name"] == name)?;
        file["id"].as_str().map(str::to_owned)
    }

    /// How many bytes the account may hold.
    pub fn set_quota(&self, user: &str, bytes: u64) {
        self.with(|world| world.drive.limits.insert(key(user).to_owned(), bytes));
    }
}

/// The key of a user named in any way; an unknown name stays as it is and matches nobody.
fn key(user: &str) -> &str {
    people::find(user).map_or(user, |person| person.key)
}
