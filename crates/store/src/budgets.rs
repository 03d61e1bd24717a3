//! Budgets as the contract's table has them.

use crate::{StoreError, convert};
use ledger::Budget;
use money::Money;
use rusqlite::{Connection, OptionalExtension, Row, params};

const SELECT: &str = "SELECT uid, category, month, limit_minor, currency FROM budget";

/// All budgets, by month and category.
///
/// # Errors
/// When SQLite can't read them.
pub fn all(conn: &Connection) -> Result<Vec<Budget>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} ORDER BY month, category, uid"))?;
    let mut rows = statement.query([])?;
    let mut budgets = Vec::new();
    while let Some(row) = rows.next()? {
        budgets.push(budget(row)?);
    }
    Ok(budgets)
}

fn budget(row: &Row<'_>) -> Result<Budget, StoreError> {
    let code: String = row.get(4)?;
    Ok(Budget {
        id: row.get(0)?,
        category: row.get(1)?,
        month: convert::month_from_int(row.get(2)?)?,
        limit: Money::new(row.get(3)?, convert::currency(&code)?),
    })
}

/// The budget of the same identifier, or of the same category, month and currency.
///
/// # Errors
/// When SQLite can't read it.
pub fn find(conn: &Connection, like: &Budget) -> Result<Option<Budget>, StoreError> {
    let sql = format!(
        "{SELECT} WHERE uid = ?1 OR (category = ?2 AND month = ?3 AND currency = ?4) ORDER BY uid = ?1 DESC LIMIT 1"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let month = convert::month_to_int(like.month);
    let mut rows = statement.query(params![like.id, like.category, month, like.limit.currency.code()])?;
    rows.next()?.map(budget).transpose()
}

/// Writes a budget of an import and returns what it replaced, as bytes for undoing.
///
/// # Errors
/// When SQLite can't write it.
pub fn put(conn: &Connection, new: &Budget, batch: i64) -> Result<Option<Vec<u8>>, StoreError> {
    let known = find(conn, new)?;
    if let Some(known) = known {
        let image = (
            known.id,
            known.category,
            convert::month_to_int(known.month),
            known.limit.minor,
        );
        let batch: Option<i64> = conn
            .query_row("SELECT batch_id FROM budget WHERE uid = ?", [&image.0], |row| {
                row.get(0)
            })
            .optional()?
            .flatten();
        conn.execute("DELETE FROM budget WHERE uid = ?", [&image.0])?;
        write(conn, new, batch)?;
        let image = (new.id.as_str(), image, known.limit.currency.code(), batch);
        return Ok(Some(
            postcard::to_allocvec(&image).map_err(|_| StoreError::Corrupt { what: "image" })?,
        ));
    }
    write(conn, new, Some(batch))?;
    Ok(None)
}

fn write(conn: &Connection, budget: &Budget, batch: Option<i64>) -> Result<(), StoreError> {
    conn.execute(
        "INSERT INTO budget (uid, category, month, limit_minor, currency, batch_id) VALUES (?, ?, ?, ?, ?, ?)",
        params![
            budget.id,
            budget.category,
            convert::month_to_int(budget.month),
            budget.limit.minor,
            budget.limit.currency.code(),
            batch
        ],
    )?;
    Ok(())
}

/// Puts back what [`put`] replaced.
pub(crate) fn restore(conn: &Connection, before: &[u8]) -> Result<(), StoreError> {
    type Image = (String, (String, String, i64, i64), String, Option<i64>);
    let (new, (id, category, month, minor), code, batch): Image =
        postcard::from_bytes(before).map_err(|_| StoreError::Corrupt { what: "image" })?;
    conn.execute("DELETE FROM budget WHERE uid = ?", [new])?;
    let limit = Money::new(minor, convert::currency(&code)?);
    write(
        conn,
        &Budget {
            id,
            category,
            month: convert::month_from_int(month)?,
            limit,
        },
        batch,
    )
}
