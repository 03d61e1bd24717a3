//! What a ledger holds, counted from its rows, so that a copy of the file can be held against the original.

use crate::{StoreError, convert};
use rusqlite::{Connection, Row};
use std::collections::BTreeMap;

/// Counts and sums of one ledger. Two files with the same rows have the same census.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Census {
    /// The schema's version.
    pub user_version: u64,
    /// Pages of the file, as SQLite counts them.
    pub pages: u64,
    /// Rows of every table, by the table's name; indexes and the word index are left out, they can be built again.
    pub tables: Vec<(String, u64)>,
    /// Sums in minor units by name, as decimal integers (they may exceed 64 bits). `expense:EUR` is the sum of the
    /// splits of one kind in one currency, `worth:EUR` the opening balances and all that happened since.
    pub totals: Vec<(String, String)>,
}

/// Sums in two halves, since SQLite refuses a sum beyond 64 bits and a ledger may hold any amount.
const HALVES: &str = "sum(minor >> 32), sum(minor & 4294967295)";

/// Counts every row and adds up every amount. It reads the rows, not the totals that are kept beside them.
///
/// # Errors
/// When SQLite can't read them.
pub fn take(conn: &Connection) -> Result<Census, StoreError> {
    let number = |pragma: &str| {
        conn.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0))
            .map(i64::unsigned_abs)
    };
    Ok(Census {
        user_version: number("user_version")?,
        pages: number("page_count")?,
        tables: tables(conn)?,
        totals: totals(conn)?,
    })
}

fn tables(conn: &Connection) -> Result<Vec<(String, u64)>, StoreError> {
    let mut statement = conn.prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' \
         ORDER BY name",
    )?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut tables = Vec::new();
    for name in names {
        let name = name?;
        let sql = format!("SELECT count(*) FROM \"{}\"", name.replace('"', "\"\""));
        let rows: i64 = conn.query_row(&sql, [], |row| row.get(0))?;
        tables.push((name, rows.unsigned_abs()));
    }
    Ok(tables)
}

fn totals(conn: &Connection) -> Result<Vec<(String, String)>, StoreError> {
    let mut sums: BTreeMap<String, i128> = BTreeMap::new();
    let mut add = |name: String, sum: i128| *sums.entry(name).or_default() += sum;
    let sql = format!("SELECT kind, currency, {HALVES} FROM category_effect GROUP BY 1, 2");
    for_each(conn, &sql, &mut |row| {
        let kind = convert::kind_from_int(row.get(0)?)?;
        add(format!("{}:{}", kind.word(), row.get::<_, String>(1)?), sum(row)?);
        Ok(())
    })?;
    for effects in [
        "account_effect",
        "(SELECT currency, opening_minor AS minor FROM account)",
    ] {
        let sql = format!("SELECT 0, currency, {HALVES} FROM {effects} GROUP BY 2");
        for_each(conn, &sql, &mut |row| {
            add(format!("worth:{}", row.get::<_, String>(1)?), sum(row)?);
            Ok(())
        })?;
    }
    Ok(sums
        .into_iter()
        .map(|(name, sum)| (name, sum.to_string()))
        .collect())
}

fn sum(row: &Row<'_>) -> Result<i128, StoreError> {
    let (high, low): (i64, i64) = (row.get(2)?, row.get(3)?);
    Ok((i128::from(high) << 32) + i128::from(low))
}

fn for_each(
    conn: &Connection,
    sql: &str,
    visit: &mut dyn FnMut(&Row<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        visit(row)?;
    }
    Ok(())
}
