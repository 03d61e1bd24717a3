//! A transaction that was only noted: how much and what for. The rest is as it was the last time.

use crate::{
    alike::alike,
    error::{self, Result},
    ledger_requests as ledger_of,
    session::Session,
};
use ledger::{Kind, default_categories, says_nothing};
use protocol::{Changed, Draft};
use store::list::{self, Filter};

/// So many of the latest that share its words are looked at.
const LOOKED_AT: usize = 50;

/// Writes what was noted. A blank category and account come from the latest transaction of its kind with the same
/// description; else the category is one that says nothing, so that it waits to be sorted, and the account that of the
/// latest transaction, or the one that the draft names where there is none yet.
pub(crate) fn note(session: &mut Session, noted: &Draft) -> Result<Changed> {
    let draft = completed(session, noted)?;
    ledger_of::save(session, None, &draft)
}

fn completed(session: &Session, noted: &Draft) -> Result<Draft> {
    let Some(kind) = Kind::parse(&noted.kind) else {
        return Ok(noted.clone());
    };
    let of_kind = Filter {
        kind: Some(kind),
        ..Filter::default()
    };
    let mut draft = noted.clone();
    let known = alike(session, &of_kind, &noted.description, LOOKED_AT)?;
    if let Some(row) = known.into_iter().next() {
        draft.category = row.category;
        draft.subcategory = row.subcategory.unwrap_or_default();
        draft.account = row.account;
        return Ok(draft);
    }
    let waiting = default_categories()
        .iter()
        .find(|category| category.kind == kind && says_nothing(category.name));
    draft.category = waiting.map_or_else(String::new, |category| category.name.to_owned());
    let latest = list::matching(&session.conn, &of_kind).map_err(error::store)?;
    let newest = latest.get(..1).unwrap_or_default();
    if let Some(row) = list::rows(&session.conn, newest).map_err(error::store)?.pop() {
        draft.account = row.account;
    }
    Ok(draft)
}
