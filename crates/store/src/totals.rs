//! The totals that the store keeps: by category and month, by account and month, and by day.

use crate::StoreError;
use rusqlite::{Connection, params};

/// Whether rows are being added to the totals or taken out of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Add,
    Remove,
}

impl Sign {
    const fn factor(self) -> i64 {
        match self {
            Self::Add => 1,
            Self::Remove => -1,
        }
    }
}

const CATEGORY: &str = "INSERT INTO category_month (month, kind, category_id, currency, minor, n) \
    SELECT month, kind, category_id, currency, ?2 * sum(minor), ?2 * count(*) FROM category_effect \
    WHERE {key} = ?1 GROUP BY month, kind, category_id, currency \
    ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n = n + excluded.n";

const ACCOUNT: &str = "INSERT INTO account_month (account_id, month, currency, minor, n) \
    SELECT account_id, month, currency, ?2 * sum(minor), ?2 * count(*) FROM account_effect \
    WHERE {key} = ?1 GROUP BY account_id, month, currency \
    ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n = n + excluded.n";

const DAY: &str = "INSERT INTO day_total (date, kind, currency, minor, n) \
    SELECT date, kind, currency, ?2 * sum(minor), ?2 * count(*) FROM day_effect \
    WHERE {key} = ?1 GROUP BY date, kind, currency \
    ON CONFLICT DO UPDATE SET minor = minor + excluded.minor, n = n + excluded.n";

/// Applies one transaction. Call before it is removed, after it is written.
pub(crate) fn apply(conn: &Connection, txn_id: i64, sign: Sign) -> Result<(), StoreError> {
    apply_where(conn, "txn_id", txn_id, sign)
}

/// Applies all transactions of an import at once.
pub(crate) fn apply_batch(conn: &Connection, batch_id: i64, sign: Sign) -> Result<(), StoreError> {
    apply_where(conn, "batch_id", batch_id, sign)
}

fn apply_where(conn: &Connection, key: &str, value: i64, sign: Sign) -> Result<(), StoreError> {
    for sql in [CATEGORY, ACCOUNT, DAY] {
        let sql = sql.replace("{key}", key);
        conn.prepare_cached(&sql)?
            .execute(params![value, sign.factor()])?;
    }
    if sign == Sign::Remove {
        for table in ["category_month", "account_month", "day_total"] {
            conn.prepare_cached(&format!("DELETE FROM {table} WHERE n = 0"))?
                .execute([])?;
        }
    }
    Ok(())
}

/// Rebuilds the tables in memory and counts the rows that differ from the kept ones: 0 when all is well.
///
/// # Errors
/// When SQLite can't read them.
pub fn check(conn: &Connection) -> Result<u64, StoreError> {
    let sql = "WITH category_fresh AS (
        SELECT month, kind, category_id, currency, sum(minor), count(*) FROM category_effect GROUP BY 1, 2, 3, 4
      ), account_fresh AS (
        SELECT account_id, month, currency, sum(minor), count(*) FROM account_effect GROUP BY 1, 2, 3
      ), day_fresh AS (
        SELECT date, kind, currency, sum(minor), count(*) FROM day_effect GROUP BY 1, 2, 3
      )
      SELECT (SELECT count(*) FROM (SELECT * FROM category_fresh EXCEPT SELECT * FROM category_month))
           + (SELECT count(*) FROM (SELECT * FROM category_month EXCEPT SELECT * FROM category_fresh))
           + (SELECT count(*) FROM (SELECT * FROM account_fresh EXCEPT SELECT * FROM account_month))
           + (SELECT count(*) FROM (SELECT * FROM account_month EXCEPT SELECT * FROM account_fresh))
           + (SELECT count(*) FROM (SELECT * FROM day_fresh EXCEPT SELECT * FROM day_total))
           + (SELECT count(*) FROM (SELECT * FROM day_total EXCEPT SELECT * FROM day_fresh))
           + (SELECT count(*) FROM txn WHERE minor <> (SELECT sum(minor) FROM split WHERE txn_id = txn.id))";
    Ok(conn
        .query_row(sql, [], |row| row.get::<_, i64>(0))?
        .unsigned_abs())
}
