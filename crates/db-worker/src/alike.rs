//! Transactions that are called the same, however it is written.

use crate::{
    error::{self, Result},
    session::Session,
};
use ledger::fold;
use store::list::{self, Filter, ListRow};

/// The latest of a filter's transactions with this description, latest first. At most `limit` of those that share its
/// words are looked at. A description without a word is like no other.
pub(crate) fn alike(
    session: &Session,
    filter: &Filter,
    description: &str,
    limit: usize,
) -> Result<Vec<ListRow>> {
    let Some(found) = list::search(&session.conn, description).map_err(error::store)? else {
        return Ok(Vec::new());
    };
    let mut ids = list::matching(&session.conn, filter).map_err(error::store)?;
    ids.retain(|id| found.contains(*id));
    ids.truncate(limit);
    let mut rows = list::rows(&session.conn, &ids).map_err(error::store)?;
    let wanted = fold(description);
    rows.retain(|row| fold(&row.description) == wanted);
    Ok(rows)
}
