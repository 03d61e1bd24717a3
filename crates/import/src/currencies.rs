//! Which currency each account of a file keeps.
//!
//! **Invariant:** an account has one currency, whatever the order of its rows that name none.

use crate::write::unprotect;
use ledger::fold;
use money::Currency;
use std::collections::HashMap;

/// Which currency each account keeps: what the ledger says, else the first row that names one.
pub(crate) struct Currencies<'c> {
    known: &'c HashMap<String, Currency>,
    declared: HashMap<String, Currency>,
    /// By the name as written, to fold each only once.
    seen: HashMap<String, Option<Currency>>,
}

impl<'c> Currencies<'c> {
    /// Of the accounts that the ledger knows, by folded name.
    pub(crate) fn new(known: &'c HashMap<String, Currency>) -> Self {
        Self {
            known,
            declared: HashMap::new(),
            seen: HashMap::new(),
        }
    }

    /// Notes the currency that a row gives to its account; the first one stays.
    pub(crate) fn declare(&mut self, account: &str, currency: &str) {
        let account = unprotect(account).trim();
        if account.is_empty() || self.seen.contains_key(account) {
            return;
        }
        let Ok(currency) = Currency::parse(currency) else {
            return;
        };
        let folded = fold(account);
        let known = self.known.get(&folded).copied();
        let currency = known.unwrap_or_else(|| *self.declared.entry(folded).or_insert(currency));
        self.seen.insert(account.to_owned(), Some(currency));
    }

    /// Forgets what was looked up while rows were still being declared.
    pub(crate) fn settle(&mut self) {
        self.seen.clear();
    }

    /// The currency of an account, if it has one.
    pub(crate) fn of(&mut self, account: &str) -> Option<Currency> {
        let account = account.trim();
        if let Some(found) = self.seen.get(account) {
            return *found;
        }
        let folded = fold(account);
        let found = self
            .known
            .get(&folded)
            .or_else(|| self.declared.get(&folded))
            .copied();
        self.seen.insert(account.to_owned(), found);
        found
    }
}
