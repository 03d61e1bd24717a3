//! What each row of `transactions.csv` would do to the ledger.
//!
//! - A row with an identifier that the ledger has is an update if a field changed, else a duplicate. A column
//!   that the file lacks changes nothing; an empty cell of a column that it has empties the field. An empty
//!   `created_at` or `updated_at` is no change.
//! - A row with an identifier that the ledger does not have is new, whatever else is like it.
//! - A row that its source had before, to the letter, has not changed since and changes nothing.
//! - Rows without an identifier are counted by content: the n-th one in the file is new only if the ledger has
//!   fewer than n. Ledger rows that the same file names by identifier are spoken for and count for nothing.
//!
//! Not a fuzzy match: no row is ever merged because it is near another.
//!
//! **Invariant:** what the plan shows is what is written, and planning the same file again after that finds
//! nothing new.

use crate::creates::{NewAccount, NewCategory};
use crate::fingerprint::{ContentKey, Fingerprint};
use crate::view::Change;
use crate::{Incoming, Refusal};
use ledger::{Kind, Transaction};
use money::Money;

/// What the planner asks of the ledger.
pub trait ExistingLedger {
    /// The fingerprint of the row with this identifier.
    fn fingerprint(&self, id: &str) -> Option<Fingerprint>;
    /// The row with this identifier; asked only when the fingerprint does not agree.
    fn transaction(&self, id: &str) -> Option<Transaction>;
    /// How many rows have this content.
    fn count(&self, key: &ContentKey) -> u32;
    /// Whether there is a category of exactly this name, and the child in it when one is given.
    fn has_category(&self, kind: Kind, category: &str, subcategory: Option<&str>) -> bool;
    /// Whether there is an account of exactly this name.
    fn has_account(&self, name: &str) -> bool;
    /// Whether the same source said exactly this when it was taken in the last time. Such a row has not changed since,
    /// so it is left alone, whatever the person made of it in the ledger. Asked once for each row, in order.
    fn was_read(&self, _: &Incoming) -> bool {
        false
    }
    /// Whether there is no transaction at all, which saves asking for each.
    fn is_empty(&self) -> bool {
        false
    }
}

/// What will become of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// It will be added.
    New {
        /// The row.
        row: Incoming,
        /// Rows of the same content in the ledger, for information: another identifier makes another row.
        lookalikes: u32,
    },
    /// It changes the row with its identifier.
    Update {
        /// The row as it will be.
        row: Incoming,
        /// What changes; never empty.
        changes: Vec<Change>,
    },
    /// It is there already.
    Duplicate {
        /// The row.
        row: Incoming,
        /// How it was recognised.
        reason: DuplicateReason,
    },
    /// It can't be taken.
    Error {
        /// Why.
        refusals: Vec<Refusal>,
    },
}

/// How a duplicate was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DuplicateReason {
    /// Same identifier, and no field differs.
    SameId,
    /// Its source said the same when it was taken in the last time.
    Unchanged,
    /// It is the `n`-th of its content in the file, and the ledger has `of`.
    Twin {
        /// From 1.
        n: u32,
        /// At least `n`.
        of: u32,
    },
}

/// A row and what will become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanItem {
    /// Its line in the file.
    pub line: u64,
    /// What will become of it.
    pub status: Status,
}

/// How many rows of each status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "each field is the status of that name")]
pub struct Counts {
    pub new: usize,
    pub updates: usize,
    pub duplicates: usize,
    pub errors: usize,
}

/// The sum of the rows that will be written, of one type and currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// Which way the money went.
    pub kind: Kind,
    /// The currency.
    pub currency: money::Currency,
    /// The sum; `None` when it is too large to count exactly.
    pub amount: Option<Money>,
}

/// What an import of transactions would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Every row of the file, in its order.
    pub items: Vec<PlanItem>,
    /// How many of each status.
    pub counts: Counts,
    /// Categories and children that would be created.
    pub new_categories: Vec<NewCategory>,
    /// Accounts that would be created.
    pub new_accounts: Vec<NewAccount>,
    /// What will be written, new rows and updates, by type and currency.
    pub totals: Vec<Total>,
}

impl Plan {
    /// The rows that can't be taken, for [`crate::errors_csv`].
    pub fn errors(&self) -> impl Iterator<Item = (u64, &[Refusal])> {
        self.items.iter().filter_map(|item| match &item.status {
            Status::Error { refusals } => Some((item.line, refusals.as_slice())),
            _ => None,
        })
    }

    /// The rows that will be written, new ones and updates.
    pub fn written(&self) -> impl Iterator<Item = &Incoming> {
        self.items.iter().filter_map(|item| match &item.status {
            Status::New { row, .. } | Status::Update { row, .. } => Some(row),
            _ => None,
        })
    }
}
