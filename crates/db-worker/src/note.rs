//! A transaction that was only noted: how much and what for. The rest is as it was the last time.

use crate::{
    error::{self, Result},
    ledger_requests as ledger_of,
    session::Session,
};
use ledger::{Kind, default_categories, fold, says_nothing};
use protocol::{Changed, Draft};
use store::list::{self, Filter, ListRow};

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
    let latest = list::matching(&session.conn, &of_kind(kind)).map_err(error::store)?;
    let mut draft = noted.clone();
    if let Some(row) = alike(session, &latest, &noted.description)? {
        draft.category = row.category;
        draft.subcategory = row.subcategory.unwrap_or_default();
        draft.account = row.account;
        return Ok(draft);
    }
    let waiting = default_categories()
        .iter()
        .find(|category| category.kind == kind && says_nothing(category.name));
    draft.category = waiting.map_or_else(String::new, |category| category.name.to_owned());
    let newest = latest.get(..1).unwrap_or_default();
    if let Some(row) = list::rows(&session.conn, newest).map_err(error::store)?.pop() {
        draft.account = row.account;
    }
    Ok(draft)
}

/// The latest transaction with the same description, however it is written.
fn alike(session: &Session, latest: &[i64], description: &str) -> Result<Option<ListRow>> {
    let Some(found) = list::search(&session.conn, description).map_err(error::store)? else {
        return Ok(None);
    };
    let ids: Vec<i64> = latest
        .iter()
        .copied()
        .filter(|id| found.contains(*id))
        .take(LOOKED_AT)
        .collect();
    let wanted = fold(description);
    let rows = list::rows(&session.conn, &ids).map_err(error::store)?;
    Ok(rows.into_iter().find(|row| fold(&row.description) == wanted))
}

fn of_kind(kind: Kind) -> Filter {
    Filter {
        kind: Some(kind),
        ..Filter::default()
    }
}
