//! An open ledger: its connection, its key, its lists, and what can be taken back.

use crate::{import_session::ImportSession, lists::Lists, ownership::Ownership, random::new_id};
use protocol::Change;
use rusqlite::Connection;
use sqlite_wasm_vfs::sahpool::OpfsSAHPoolUtil;
use store::{
    Entry,
    backups::{self, DeviceFact},
};
use vault::OpenVault;

/// An open ledger.
pub(crate) struct Session {
    /// The database.
    pub(crate) conn: Connection,
    /// What keeps it on this device; none for the demonstration.
    pub(crate) vault: Option<VaultSession>,
    /// The lists that the page asks rows of.
    pub(crate) lists: Lists,
    /// What can be taken back and done again.
    pub(crate) history: History,
    /// An import that is being looked at.
    pub(crate) import: Option<ImportSession>,
    /// A spreadsheet that was read, while the person says what its columns are.
    pub(crate) book: Option<crate::sheets::Book>,
    /// The revision that the newest snapshot has caught, in a backup or on the way to one.
    pub(crate) caught: u64,
}

/// What an open vault holds beside its database.
pub(crate) struct VaultSession {
    /// The unlocked header.
    pub(crate) vault: OpenVault,
    /// Opened with the recovery words.
    pub(crate) by_words: bool,
    /// The pool that the database lies in.
    pub(crate) pool: OpfsSAHPoolUtil,
    /// That this worker holds the vault. Dropped last: the files are free before another tab may take them.
    pub(crate) _ownership: Ownership,
}

impl Session {
    /// A session over an open database.
    pub(crate) fn new(conn: Connection, vault: Option<VaultSession>) -> Self {
        // What was changed before this was opened is told apart from what changes now: a backup that waits since then
        // has caught the one at most.
        let caught = vault.as_ref().map_or(0, |_| {
            backups::number(&conn, DeviceFact::Revision).unwrap_or_default()
        });
        Self {
            conn,
            vault,
            lists: Lists::default(),
            history: History::default(),
            import: None,
            book: None,
            caught,
        }
    }

    /// Notes, before it is done, that the ledger changes: so that a crash in between costs a backup too many, and
    /// never one too few.
    pub(crate) fn note_change(&self) -> Result<(), store::StoreError> {
        let caught = self
            .caught
            .max(backups::number(&self.conn, DeviceFact::BackedUp)?);
        if backups::number(&self.conn, DeviceFact::Revision)? <= caught {
            backups::set_fact(&self.conn, DeviceFact::Revision, &(caught + 1).to_string())?;
        }
        Ok(())
    }

    /// Closes the database, lets go of the pool's files, then of the lock.
    pub(crate) fn close(self) {
        // An SQL transaction is never open between requests, so there is nothing to commit.
        let _ = self.conn.close();
        if let Some(vault) = self.vault {
            let _ = vault.pool.pause();
        }
    }

    /// Runs a write in one SQL transaction with the names of the ledger; lists made before are stale after it.
    pub(crate) fn write<T>(
        &mut self,
        work: impl FnOnce(&Connection, &mut store::Names<'_>) -> Result<T, store::StoreError>,
    ) -> Result<T, store::StoreError> {
        self.lists.invalidate();
        self.note_change()?;
        let tx = self.conn.transaction()?;
        let mut make_id = new_id;
        let mut names = store::Names::load(&tx, None, &mut make_id)?;
        let done = work(&tx, &mut names)?;
        drop(names);
        tx.commit()?;
        Ok(done)
    }
}

/// A change of one transaction: what it was and what it became.
#[derive(Clone)]
pub(crate) struct Step {
    /// Absent when it was added.
    pub(crate) before: Option<Entry>,
    /// Absent when it was deleted.
    pub(crate) after: Option<Entry>,
}

impl Step {
    /// The transaction concerned.
    pub(crate) fn subject(&self) -> Option<&Entry> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// What a person calls it.
    pub(crate) const fn what(&self) -> Change {
        match (&self.before, &self.after) {
            (None, _) => Change::Added,
            (_, None) => Change::Deleted,
            _ => Change::Edited,
        }
    }
}

/// The change in the other direction, the last first.
pub(crate) fn reversed(steps: &[Step]) -> Vec<Step> {
    let turn = |step: &Step| Step {
        before: step.after.clone(),
        after: step.before.clone(),
    };
    steps.iter().rev().map(turn).collect()
}

/// Changes of this session, for taking back and doing again.
#[derive(Default)]
pub(crate) struct History {
    /// Done, latest last; what was done at once is taken back at once.
    pub(crate) done: Vec<Vec<Step>>,
    /// Taken back, latest last.
    pub(crate) undone: Vec<Vec<Step>>,
}

impl History {
    /// Notes a change; what was taken back before can't be done again.
    pub(crate) fn note(&mut self, steps: Vec<Step>) {
        self.done.push(steps);
        self.undone.clear();
    }
}
