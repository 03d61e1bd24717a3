//! What the planner asks of the ledger, held in memory while files are matched.

use crate::{
    error::{self, Result},
    ledger_requests::with_keys,
};
use import::{ContentKey, ExistingLedger, Fingerprint, Plan, Status};
use ledger::{Kind, Transaction};
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};
use store::{accounts, transactions, vocabulary};

/// The ledger as the planner sees it, with what the files before this one will add.
pub(crate) struct Existing<'a> {
    conn: &'a Connection,
    fingerprints: HashMap<String, [u8; 32]>,
    contents: HashMap<ContentKey, u32>,
    categories: HashSet<(Kind, String, Option<String>)>,
    accounts: HashSet<String>,
    /// Rows of earlier files of this import, by identifier.
    pending: HashMap<String, Transaction>,
}

impl<'a> Existing<'a> {
    /// Reads the keys of the ledger.
    pub(crate) fn load(conn: &'a Connection) -> Result<Self> {
        let mut existing = Self {
            conn,
            fingerprints: HashMap::new(),
            contents: HashMap::new(),
            categories: HashSet::new(),
            accounts: HashSet::new(),
            pending: HashMap::new(),
        };
        for (id, keys) in transactions::all_keys(conn).map_err(error::store)? {
            existing.fingerprints.insert(id, keys.fingerprint);
            *existing.contents.entry(keys.content_key).or_default() += 1;
        }
        for category in vocabulary::categories(conn).map_err(error::store)? {
            for child in category.children {
                existing
                    .categories
                    .insert((category.kind, category.name.clone(), Some(child)));
            }
            existing.categories.insert((category.kind, category.name, None));
        }
        for account in accounts::all(conn).map_err(error::store)? {
            existing.accounts.insert(account.account.name);
        }
        Ok(existing)
    }

    /// An account that a file before this one brings.
    pub(crate) fn add_account(&mut self, name: &str) {
        self.accounts.insert(name.to_owned());
    }

    /// Counts what a plan will write, so that a second file of the same import is matched against it.
    pub(crate) fn absorb(&mut self, plan: &Plan) {
        for item in &plan.items {
            let (Status::New { row, .. } | Status::Update { row, .. }) = &item.status else {
                continue;
            };
            let has_id = row.id.is_some();
            let entry = with_keys(row.clone().complete(String::new(), ""));
            if matches!(item.status, Status::New { .. }) {
                *self.contents.entry(entry.keys.content_key).or_default() += 1;
            }
            if has_id {
                self.fingerprints
                    .insert(entry.transaction.id.clone(), entry.keys.fingerprint);
                self.pending
                    .insert(entry.transaction.id.clone(), entry.transaction);
            }
        }
    }
}

impl ExistingLedger for Existing<'_> {
    fn fingerprint(&self, id: &str) -> Option<Fingerprint> {
        self.fingerprints
            .get(id)
            .map(|bytes| Fingerprint::from_bytes(*bytes))
    }

    fn transaction(&self, id: &str) -> Option<Transaction> {
        if let Some(pending) = self.pending.get(id) {
            return Some(pending.clone());
        }
        // The identifier was just found, so only a damaged page can hide the row; then it is shown as new and
        // refused by the unique index when it is written.
        transactions::get(self.conn, id)
            .ok()
            .flatten()
            .map(|entry| entry.transaction)
    }

    fn count(&self, key: &ContentKey) -> u32 {
        self.contents.get(key).copied().unwrap_or(0)
    }

    fn has_category(&self, kind: Kind, category: &str, subcategory: Option<&str>) -> bool {
        self.categories
            .contains(&(kind, category.to_owned(), subcategory.map(str::to_owned)))
    }

    fn has_account(&self, name: &str) -> bool {
        self.accounts.contains(name)
    }

    fn is_empty(&self) -> bool {
        self.fingerprints.is_empty() && self.contents.is_empty()
    }
}
