//! All files of everyone, and who sees which.

use std::collections::{BTreeMap, HashMap};

use super::file::{File, Space};
use super::list::Page;
use super::session::Session;
use crate::errors;
use crate::oauth::Access;
use crate::wire::Answer;
use crate::world::World;

/// What an account may hold unless a test says otherwise.
const DEFAULT_LIMIT: u64 = 15 * 1024 * 1024 * 1024;

#[derive(Default)]
pub(crate) struct Store {
    pub files: BTreeMap<String, File>,
    pub sessions: HashMap<String, Session>,
    pub pages: HashMap<String, Page>,
    /// Identifiers handed out in advance, with their user.
    pub reserved: HashMap<String, String>,
    /// Bytes that an account may hold.
    pub limits: HashMap<String, u64>,
    /// "My Drive" by user.
    pub roots: HashMap<String, String>,
    last_ms: u64,
    /// The hidden folder by user and project.
    pub app_folders: HashMap<(String, String), String>,
}

impl Store {
    /// A moment later than every one before: two files made in one millisecond still have an order.
    pub fn tick(&mut self, now: u64) -> u64 {
        self.last_ms = now.max(self.last_ms + 1);
        self.last_ms
    }

    /// Bytes an account holds, trash and kept revisions included.
    pub fn used(&self, user: &str) -> u64 {
        self.files
            .values()
            .filter(|file| file.owner == user)
            .map(File::stored)
            .sum()
    }

    pub fn limit(&self, user: &str) -> u64 {
        self.limits.get(user).copied().unwrap_or(DEFAULT_LIMIT)
    }

    /// Whether `more` bytes still fit.
    pub fn check_room(&self, user: &str, more: u64) -> Result<(), Answer> {
        let fits = self.used(user) + more <= self.limit(user);
        if fits { Ok(()) } else { Err(errors::storage_full()) }
    }

    /// Whether a file or a folder above it is in the trash.
    pub fn is_trashed(&self, file: &File) -> bool {
        file.trashed
            || file
                .parents
                .iter()
                .filter_map(|id| self.files.get(id))
                .any(|parent| self.is_trashed(parent))
    }

    pub fn is_root(&self, id: &str) -> bool {
        self.roots
            .values()
            .chain(self.app_folders.values())
            .any(|root| root == id)
    }

    /// Removes a file and what lies below it.
    pub fn remove(&mut self, id: &str) {
        self.files.remove(id);
        let holds = |file: &File| file.parents.iter().any(|parent| parent == id);
        let below: Vec<String> = self
            .files
            .values()
            .filter(|file| holds(file))
            .map(|file| file.id.clone())
            .collect();
        for child in below {
            self.remove(&child);
        }
    }
}

/// The real identifier behind `root` and `appDataFolder`.
pub(crate) fn resolved(world: &mut World, access: &Access, id: &str) -> String {
    match id {
        "root" => world.drive.roots.get(&access.user).cloned().unwrap_or_default(),
        "appDataFolder" if access.has_app_data() => app_folder(world, access),
        _ => id.to_owned(),
    }
}

/// The hidden folder of the caller's project; it comes into being when it is first named.
fn app_folder(world: &mut World, access: &Access) -> String {
    let key = (access.user.clone(), access.project.clone());
    if let Some(id) = world.drive.app_folders.get(&key) {
        return id.clone();
    }
    let id = world.names.file_id();
    let mut folder = File::new(
        id.clone(),
        &access.user,
        "appDataFolder",
        super::FOLDER,
        world.clock.now_ms(),
    );
    folder.space = Space::AppData(access.project.clone());
    world.drive.files.insert(id.clone(), folder);
    world.drive.app_folders.insert(key, id.clone());
    id
}

/// Whether the caller knows of a file.
pub(crate) fn is_visible(world: &World, access: &Access, file: &File) -> bool {
    let is_given = || {
        access.sees_whole_drive()
            || world.drive.is_root(&file.id)
            || (access.has_drive_file() && world.oauth.may_see(&access.user, &access.project, &file.id))
    };
    file.owner == access.user
        && match &file.space {
            Space::AppData(project) => access.has_app_data() && *project == access.project,
            Space::Drive => is_given(),
        }
}

/// The file, or the 404 that does not tell a foreign file from none.
pub(crate) fn find<'a>(world: &'a World, access: &Access, id: &str) -> Result<&'a File, Answer> {
    let file = world
        .drive
        .files
        .get(id)
        .filter(|file| is_visible(world, access, file));
    file.ok_or_else(|| errors::file_not_found(id))
}
