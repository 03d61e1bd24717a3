//! Categories and accounts that the rows of a plan would bring into being.
//!
//! Names are exact: `Cash` and `cash` are two accounts, because the person wrote two.
//!
//! **Invariant:** each is listed once, however often it is written.

use crate::plan::{ExistingLedger, Plan};
use ledger::Kind;
use money::Currency;
use std::collections::HashSet;

/// A category, or a child of one, that would be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCategory {
    /// The type of the rows that name it.
    pub kind: Kind,
    /// Name, as first written.
    pub category: String,
    /// The child, when it is the child that would be created.
    pub subcategory: Option<String>,
}

/// An account that would be created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Name, as first written.
    pub name: String,
    /// The currency of the first row that names it.
    pub currency: Currency,
}

/// What the rows to be written would create.
pub(crate) fn creates(plan: &Plan, existing: &dyn ExistingLedger) -> (Vec<NewCategory>, Vec<NewAccount>) {
    let mut categories = Categories {
        existing,
        seen: Seen::default(),
        found: Vec::new(),
    };
    let mut accounts = Accounts {
        existing,
        seen: Seen::default(),
        found: Vec::new(),
    };
    for row in plan.written() {
        categories.see(row.kind, &row.category, row.subcategory.as_deref());
        for split in &row.splits {
            categories.see(row.kind, &split.category, split.subcategory.as_deref());
        }
        accounts.see(&row.account, row.amount.currency);
    }
    // An account that has rows of its own takes its currency from them.
    for row in plan.written() {
        if let Some(to) = &row.to_account {
            accounts.see(to, row.amount.currency);
        }
    }
    (categories.found, accounts.found)
}

/// Names met, so that most rows cost one look-up.
#[derive(Default)]
struct Seen {
    written: HashSet<String>,
    buffer: String,
}

impl Seen {
    /// Whether the names are met for the first time.
    fn is_new(&mut self, parts: [&str; 3]) -> bool {
        self.buffer.clear();
        for part in parts {
            self.buffer.push_str(part);
            self.buffer.push('\0');
        }
        !self.written.contains(&self.buffer) && self.written.insert(self.buffer.clone())
    }
}

struct Categories<'a> {
    existing: &'a dyn ExistingLedger,
    seen: Seen,
    found: Vec<NewCategory>,
}

impl Categories<'_> {
    fn see(&mut self, kind: Kind, category: &str, subcategory: Option<&str>) {
        let parent = [kind.word(), category, ""];
        if self.seen.is_new(parent) && !self.existing.has_category(kind, category, None) {
            self.found.push(NewCategory {
                kind,
                category: category.to_owned(),
                subcategory: None,
            });
        }
        let Some(child) = subcategory else { return };
        if self.seen.is_new([kind.word(), category, child])
            && !self.existing.has_category(kind, category, subcategory)
        {
            let subcategory = Some(child.to_owned());
            self.found.push(NewCategory {
                kind,
                category: category.to_owned(),
                subcategory,
            });
        }
    }
}

struct Accounts<'a> {
    existing: &'a dyn ExistingLedger,
    seen: Seen,
    found: Vec<NewAccount>,
}

impl Accounts<'_> {
    fn see(&mut self, name: &str, currency: Currency) {
        if self.seen.is_new([name, "", ""]) && !self.existing.has_account(name) {
            self.found.push(NewAccount {
                name: name.to_owned(),
                currency,
            });
        }
    }
}
