//! Sorting what lies in a category that says nothing: one transaction, or all that wait and are called the same.

use crate::{
    alike::alike,
    clock,
    error::Result,
    ledger_requests::{self as ledger_of, find, perform, with_keys},
    session::{Session, Step},
};
use ledger::{Transaction, says_nothing};
use protocol::{Changed, Code, Draft, Failure};
use store::list::{Filter, ListRow, Look};

/// Gives a transaction its category, and says how many others like it wait.
pub(crate) fn one(
    session: &mut Session,
    id: String,
    category: String,
    subcategory: String,
) -> Result<Changed> {
    let draft = Draft {
        category,
        subcategory,
        ..ledger_of::draft(session, &id)?
    };
    let changed = ledger_of::save(session, Some(id), &draft)?;
    let sorted = find(session, &changed.id)?.transaction;
    let alike = waiting_like(session, &sorted)?.len();
    Ok(Changed {
        alike: u32::try_from(alike).unwrap_or(u32::MAX),
        ..changed
    })
}

/// Gives the category of a transaction to all that wait and are called the same, at one stroke.
pub(crate) fn all_like(session: &mut Session, id: &str) -> Result<Changed> {
    let sorted = find(session, id)?.transaction;
    if says_nothing(&sorted.category) {
        return Err(Failure::new(Code::ChangedSince, "it waits again itself"));
    }
    let now = clock::now();
    let mut steps = Vec::new();
    for row in waiting_like(session, &sorted)? {
        let before = find(session, &row.uid)?;
        let after = with_keys(Transaction {
            category: sorted.category.clone(),
            subcategory: sorted.subcategory.clone(),
            updated_at: now.clone(),
            ..before.transaction.clone()
        });
        steps.push(Step {
            before: Some(before),
            after: Some(after),
        });
    }
    if steps.is_empty() {
        return Err(Failure::new(Code::NotFound, "nothing like it waits any more"));
    }
    perform(session, steps, true)
}

/// What waits, of the same kind and with the same description. The parts of a divided one are a person's work.
fn waiting_like(session: &Session, sorted: &Transaction) -> Result<Vec<ListRow>> {
    let waiting = Filter {
        kind: Some(sorted.kind),
        look: Some(Look::Unsorted),
        ..Filter::default()
    };
    let mut rows = alike(session, &waiting, &sorted.description, usize::MAX)?;
    rows.retain(|row| row.splits == 1 && row.uid != sorted.id);
    Ok(rows)
}
