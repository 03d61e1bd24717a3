//! The list that the page scrolls: its row ids, cut into pages by position and read by id.

use crate::error::{self, Result};
use protocol::{Code, Failure};
use rusqlite::Connection;
use store::list::{self, Filter};

/// The latest list, and the one before the search narrowed it.
#[derive(Default)]
pub(crate) struct Lists {
    number: u32,
    ids: Vec<i64>,
    /// Rows of a filter without its search: typing goes on from here.
    base: Option<(Filter, Vec<i64>)>,
}

impl Lists {
    /// Makes the list that the page scrolls, and returns its number and length. The one before is stale.
    pub(crate) fn make(&mut self, conn: &Connection, filter: Filter, search: &str) -> Result<(u32, usize)> {
        self.ids = self.find(conn, filter, search)?;
        self.number = self.number.wrapping_add(1);
        Ok((self.number, self.ids.len()))
    }

    /// Row ids that match, newest first; the list that the page scrolls stays as it is.
    pub(crate) fn find(&mut self, conn: &Connection, filter: Filter, search: &str) -> Result<Vec<i64>> {
        if self.base.as_ref().is_none_or(|(known, _)| *known != filter) {
            let ids = list::matching(conn, &filter).map_err(error::store)?;
            self.base = Some((filter, ids));
        }
        let base = self.base.as_ref().map_or(&[][..], |(_, ids)| ids);
        Ok(match list::search(conn, search).map_err(error::store)? {
            Some(found) => base.iter().copied().filter(|id| found.contains(*id)).collect(),
            None => base.to_vec(),
        })
    }

    /// Row ids `from..to` of the list.
    pub(crate) fn page(&self, number: u32, from: u32, to: u32) -> Result<&[i64]> {
        if number != self.number {
            return Err(Failure::new(Code::StaleList, "a newer list was made"));
        }
        let end = (to as usize).min(self.ids.len());
        Ok(self.ids.get((from as usize).min(end)..end).unwrap_or_default())
    }

    /// The ledger changed: rows may be gone or new.
    pub(crate) fn invalidate(&mut self) {
        self.base = None;
    }
}
