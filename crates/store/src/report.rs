//! Answers for a month, read from the kept totals: they cost months and categories, not rows.

use crate::{StoreError, convert};
use jiff::civil::Date;
use ledger::{Kind, Month, says_nothing};
use money::Money;
use rusqlite::{Connection, params};

/// What one category came to in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryTotal {
    /// Which way the money went.
    pub kind: Kind,
    /// Name of the category.
    pub category: String,
    /// Its child, or none for what was booked on the category itself.
    pub subcategory: Option<String>,
    /// Sum of the splits.
    pub total: Money,
    /// How many splits.
    pub n: u64,
}

/// What one kind came to in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindTotal {
    /// The month.
    pub month: Month,
    /// Which way the money went.
    pub kind: Kind,
    /// Sum of the splits.
    pub total: Money,
}

/// Totals by category and child of one month, largest first.
///
/// # Errors
/// When SQLite can't read.
pub fn categories(conn: &Connection, month: Month) -> Result<Vec<CategoryTotal>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT m.kind, coalesce(p.name, c.name), CASE WHEN p.id IS NULL THEN NULL ELSE c.name END, m.minor, \
         m.currency, m.n FROM category_month m JOIN category c ON c.id = m.category_id \
         LEFT JOIN category p ON p.id = c.parent_id WHERE m.month = ? ORDER BY m.minor DESC, 2, 3",
    )?;
    let mut rows = statement.query([convert::month_to_int(month)])?;
    let mut totals = Vec::new();
    while let Some(row) = rows.next()? {
        let code: String = row.get(4)?;
        totals.push(CategoryTotal {
            kind: convert::kind_from_int(row.get(0)?)?,
            category: row.get(1)?,
            subcategory: row.get(2)?,
            total: Money::new(row.get(3)?, convert::currency(&code)?),
            n: row.get::<_, i64>(5)?.unsigned_abs(),
        });
    }
    Ok(totals)
}

/// Totals by kind and currency of each month from `first` to `last`; months without any are left out.
///
/// # Errors
/// When SQLite can't read.
pub fn months(conn: &Connection, first: Month, last: Month) -> Result<Vec<KindTotal>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT month, kind, currency, sum(minor) FROM category_month WHERE month BETWEEN ? AND ? GROUP BY 1, 2, 3",
    )?;
    let mut rows = statement.query(params![convert::month_to_int(first), convert::month_to_int(last)])?;
    let mut totals = Vec::new();
    while let Some(row) = rows.next()? {
        let code: String = row.get(2)?;
        totals.push(KindTotal {
            month: convert::month_from_int(row.get(0)?)?,
            kind: convert::kind_from_int(row.get(1)?)?,
            total: Money::new(row.get(3)?, convert::currency(&code)?),
        });
    }
    Ok(totals)
}

/// Net worth at the end of a month, by currency: opening balances and everything since.
///
/// # Errors
/// When SQLite can't read.
pub fn net_worth(conn: &Connection, month: Month) -> Result<Vec<Money>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT currency, sum(minor) FROM (SELECT currency, minor FROM account_month WHERE month <= ?1 \
         UNION ALL SELECT currency, opening_minor FROM account \
         WHERE opening_minor <> 0 AND coalesce(opening_date, 0) / 100 <= ?1) GROUP BY currency ORDER BY currency",
    )?;
    let mut rows = statement.query([convert::month_to_int(month)])?;
    let mut worth = Vec::new();
    while let Some(row) = rows.next()? {
        let code: String = row.get(0)?;
        worth.push(Money::new(row.get(1)?, convert::currency(&code)?));
    }
    Ok(worth)
}

/// By how much net worth changed in each month after `first` up to `last`, by currency; months without a change are left
/// out.
///
/// # Errors
/// When SQLite can't read.
pub fn worth_changes(
    conn: &Connection,
    first: Month,
    last: Month,
) -> Result<Vec<(Month, Money)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT month, currency, sum(minor) FROM (SELECT month, currency, minor FROM account_month \
         UNION ALL SELECT coalesce(opening_date, 0) / 100, currency, opening_minor FROM account) \
         WHERE ?1 < month AND month <= ?2 GROUP BY 1, 2",
    )?;
    let mut rows = statement.query(params![convert::month_to_int(first), convert::month_to_int(last)])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let code: String = row.get(1)?;
        let change = Money::new(row.get(2)?, convert::currency(&code)?);
        changes.push((convert::month_from_int(row.get(0)?)?, change));
    }
    Ok(changes)
}

/// What the transactions of one kind came to on each day from `first` to `last`, by currency.
///
/// # Errors
/// When SQLite can't read.
pub fn days(
    conn: &Connection,
    kind: Kind,
    first: Date,
    last: Date,
) -> Result<Vec<(Date, Money)>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT date, currency, minor FROM day_total WHERE kind = ? AND date BETWEEN ? AND ? ORDER BY date",
    )?;
    let mut rows = statement.query(params![
        convert::kind_to_int(kind),
        convert::date_to_int(first),
        convert::date_to_int(last)
    ])?;
    let mut days = Vec::new();
    while let Some(row) = rows.next()? {
        let code: String = row.get(1)?;
        let total = Money::new(row.get(2)?, convert::currency(&code)?);
        days.push((convert::date_from_int(row.get(0)?)?, total));
    }
    Ok(days)
}

/// Transactions that wait for a person's eye.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unsettled {
    /// In a category that says nothing.
    pub unsorted: u64,
    /// Transfers whose other account is not known.
    pub on_their_way: u64,
}

/// How many transactions wait for a person's eye, of all months.
///
/// # Errors
/// When SQLite can't read.
pub fn unsettled(conn: &Connection) -> Result<Unsettled, StoreError> {
    // A divided transaction waits once, however many of its parts do.
    let ids = id_list(&categories_that_say_nothing(conn)?);
    let sql = format!("SELECT count(DISTINCT txn_id) FROM split WHERE category_id IN ({ids})");
    let unsorted: i64 = conn.query_row(&sql, [], |row| row.get(0))?;
    let sql = "SELECT coalesce(sum(n), 0) FROM account_month WHERE account_id = 0";
    let on_their_way: i64 = conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    Ok(Unsettled {
        unsorted: unsorted.unsigned_abs(),
        on_their_way: on_their_way.unsigned_abs(),
    })
}

/// Row ids of the categories that [`says_nothing`] of.
pub(crate) fn categories_that_say_nothing(conn: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT id, name FROM category WHERE parent_id IS NULL")?;
    let mut rows = statement.query([])?;
    let mut ids = Vec::new();
    while let Some(row) = rows.next()? {
        if says_nothing(&row.get::<_, String>(1)?) {
            ids.push(row.get(0)?);
        }
    }
    Ok(ids)
}

/// Row ids as SQL lists them.
pub(crate) fn id_list(ids: &[i64]) -> String {
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    ids.join(",")
}

/// The first and the last month with a transaction.
///
/// # Errors
/// When SQLite can't read.
pub fn span(conn: &Connection) -> Result<Option<(Month, Month)>, StoreError> {
    // Two queries of one end each: asked for both at once, SQLite reads the whole index.
    let sql = "SELECT (SELECT min(date) FROM txn) / 100, (SELECT max(date) FROM txn) / 100";
    let mut statement = conn.prepare_cached(sql)?;
    let (first, last): (Option<i64>, Option<i64>) =
        statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    match (first, last) {
        (Some(first), Some(last)) => Ok(Some((
            convert::month_from_int(first)?,
            convert::month_from_int(last)?,
        ))),
        _ => Ok(None),
    }
}
