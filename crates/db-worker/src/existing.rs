//! What the planner asks of the ledger, held in memory while files are matched.

use crate::{
    error::{self, Result},
    ledger_requests::with_keys,
};
use import::{ContentKey, DuplicateReason, ExistingLedger, Fingerprint, Incoming, Plan, Status};
use ledger::{Kind, Transaction};
use rusqlite::Connection;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use store::{accounts, sheets::ReadRow, transactions, vocabulary};

/// The ledger as the planner sees it, with what the files before this one will add.
pub(crate) struct Existing<'a> {
    conn: &'a Connection,
    fingerprints: HashMap<String, [u8; 32]>,
    contents: HashMap<ContentKey, u32>,
    categories: HashSet<(Kind, String, Option<String>)>,
    accounts: HashSet<String>,
    /// Rows of earlier files of this import, by identifier.
    pending: HashMap<String, Transaction>,
    /// What the sheet that is being matched said when it was taken in, and what of it is still there.
    read: RefCell<ReadRows>,
}

/// Rows of a sheet as they were taken in.
#[derive(Default)]
struct ReadRows {
    rows: Vec<ReadRow>,
    /// Places of rows that were not met yet, by fingerprint.
    open: HashMap<[u8; 32], Vec<usize>>,
    /// Those that were, in the order of the sheet.
    met: Vec<usize>,
}

/// What became of the rows of a sheet that were taken in.
#[derive(Default)]
pub(crate) struct Seen {
    /// Those that say the same, in the order of the sheet.
    pub(crate) unchanged: Vec<ReadRow>,
    /// Those that are in the ledger and not in the sheet any more.
    pub(crate) vanished: Vec<Transaction>,
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
            read: RefCell::default(),
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

    /// Begins a sheet whose rows were taken in before.
    pub(crate) fn begin_sheet(&mut self, rows: Vec<ReadRow>) {
        let mut open: HashMap<_, Vec<_>> = HashMap::new();
        // Popped from the end: the first of equal rows is met first.
        for (at, row) in rows.iter().enumerate().rev() {
            open.entry(row.fingerprint).or_default().push(at);
        }
        self.read = RefCell::new(ReadRows {
            rows,
            open,
            met: Vec::new(),
        });
    }

    /// Ends it, once its plan is made.
    pub(crate) fn end_sheet(&mut self, plan: &Plan, refused_ids: &[String]) -> Result<Seen> {
        let read = self.read.take();
        let mut is_met = vec![false; read.rows.len()];
        for at in &read.met {
            if let Some(met) = is_met.get_mut(*at) {
                *met = true;
            }
        }
        let mut named: HashSet<&str> = refused_ids.iter().map(String::as_str).collect();
        // Rows without an identifier that the ledger has: they stand for rows of the same content.
        let mut twins: HashMap<ContentKey, u32> = HashMap::new();
        for item in &plan.items {
            if let Status::New { row, .. } | Status::Update { row, .. } | Status::Duplicate { row, .. } =
                &item.status
            {
                named.extend(row.id.as_deref());
            }
            if let Status::Duplicate {
                row,
                reason: DuplicateReason::Twin { .. },
            } = &item.status
            {
                let entry = with_keys(row.clone().complete(String::new(), ""));
                *twins.entry(entry.keys.content_key).or_default() += 1;
            }
        }
        let mut vanished = Vec::new();
        for (row, _) in read.rows.iter().zip(&is_met).filter(|(_, is_met)| !**is_met) {
            let Some(uid) = row.uid.as_deref().filter(|uid| !named.contains(uid)) else {
                continue;
            };
            let Some(entry) = transactions::get(self.conn, uid).map_err(error::store)? else {
                continue;
            };
            match twins.get_mut(&entry.keys.content_key).filter(|left| 0 < **left) {
                Some(left) => *left -= 1,
                None => vanished.push(entry.transaction),
            }
        }
        let unchanged = read.met.iter().filter_map(|at| read.rows.get(*at).cloned());
        Ok(Seen {
            unchanged: unchanged.collect(),
            vanished,
        })
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

    fn was_read(&self, row: &Incoming) -> bool {
        let mut read = self.read.borrow_mut();
        if read.open.is_empty() {
            return false;
        }
        let fingerprint = import::fingerprint_of(row).to_bytes();
        let met = read.open.get_mut(&fingerprint).and_then(Vec::pop);
        read.met.extend(met);
        met.is_some()
    }

    fn is_empty(&self) -> bool {
        self.fingerprints.is_empty() && self.contents.is_empty()
    }
}
