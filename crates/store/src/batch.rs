//! Imports as batches: written in one SQL transaction, undone as a whole at any later time.

use crate::{
    Entry, Names, StoreError, accounts, budgets, convert, row, sheets,
    totals::{self, Sign},
    transactions,
};
use ledger::{Account, Budget};
use rusqlite::{Connection, params};

/// What an import writes. The preview's plan, and nothing else.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Transactions that are new.
    pub new: Vec<Entry>,
    /// Transactions whose fields changed.
    pub updated: Vec<Entry>,
    /// Accounts, new or changed.
    pub accounts: Vec<Account>,
    /// Budgets, new or changed.
    pub budgets: Vec<Budget>,
    /// Identifiers of transactions that go.
    pub removed: Vec<String>,
    /// What is kept of the sheets that all this comes from.
    pub sheets: Vec<sheets::Taken>,
    /// Rows that were there already.
    pub n_duplicate: u64,
    /// Rows that could not be read.
    pub n_error: u64,
}

/// An import in the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Row id.
    pub id: i64,
    /// When, as an ISO 8601 instant.
    pub created_at: String,
    /// The file's name.
    pub source: String,
    /// Rows added.
    pub n_new: u64,
    /// Rows changed.
    pub n_updated: u64,
    /// Rows taken out.
    pub n_removed: u64,
    /// Rows that were there already.
    pub n_duplicate: u64,
    /// Rows that could not be read.
    pub n_error: u64,
    /// When it was undone.
    pub undone_at: Option<String>,
}

/// Writes a plan as one batch in one SQL transaction. `progress` is told how many rows are written.
///
/// # Errors
/// Nothing is kept.
pub fn commit(
    conn: &mut Connection,
    plan: &Plan,
    source: &str,
    now: &str,
    make_id: &mut dyn FnMut() -> String,
    progress: &mut dyn FnMut(usize),
) -> Result<i64, StoreError> {
    let tx = conn.transaction()?;
    let n_new = plan.new.len() + plan.accounts.len() + plan.budgets.len();
    tx.execute(
        "INSERT INTO import_batch (uid, created_at, source, n_new, n_updated, n_duplicate, n_error, n_removed) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            make_id(),
            now,
            source,
            convert::count(n_new),
            convert::count(plan.updated.len()),
            i64::try_from(plan.n_duplicate).unwrap_or(i64::MAX),
            i64::try_from(plan.n_error).unwrap_or(i64::MAX),
            convert::count(plan.removed.len())
        ],
    )?;
    let batch = tx.last_insert_rowid();
    let mut log = ChangeLog {
        conn: &tx,
        batch,
        n: 0,
    };
    for account in &plan.accounts {
        if let Some(before) = accounts::put(&tx, account, batch)? {
            log.push("account", &before, None)?;
        }
    }
    for budget in &plan.budgets {
        if let Some(before) = budgets::put(&tx, budget, batch)? {
            log.push("budget", &before, None)?;
        }
    }
    let mut names = Names::load(&tx, Some(batch), make_id)?;
    for (done, entry) in plan.new.iter().enumerate() {
        transactions::insert_uncounted(&tx, &mut names, entry, Some(batch))?;
        if done % 2_000 == 0 {
            progress(done);
        }
    }
    totals::apply_batch(&tx, batch, Sign::Add)?;
    for entry in &plan.updated {
        let before = transactions::replace(&tx, &mut names, entry)?;
        log.push("txn", &row::to_image(&before)?, Some(entry.keys.fingerprint))?;
    }
    for uid in &plan.removed {
        let of: Option<i64> =
            tx.query_row("SELECT batch_id FROM txn WHERE uid = ?", [uid], |row| row.get(0))?;
        let before = transactions::remove(&tx, uid)?;
        log.push("removed", &row::to_image(&before)?, None)?;
        tx.execute(
            "UPDATE import_change SET row_batch = ? WHERE batch_id = ? AND n = ?",
            params![of, batch, log.n - 1],
        )?;
    }
    for taken in &plan.sheets {
        sheets::take_in(&tx, taken, Some(batch))?;
    }
    tx.commit()?;
    Ok(batch)
}

struct ChangeLog<'a> {
    conn: &'a Connection,
    batch: i64,
    n: i64,
}

impl ChangeLog<'_> {
    fn push(&mut self, what: &str, before: &[u8], after: Option<[u8; 32]>) -> Result<(), StoreError> {
        let sql = "INSERT INTO import_change (batch_id, n, what, before, after) VALUES (?, ?, ?, ?, ?)";
        self.conn
            .prepare_cached(sql)?
            .execute(params![self.batch, self.n, what, before, after])?;
        self.n += 1;
        Ok(())
    }
}

/// Takes a whole import back: its rows go, and what it changed is as it was before.
/// Accounts and categories that it created go too, unless something else uses them by now.
///
/// # Errors
/// Nothing is changed.
pub fn undo(
    conn: &mut Connection,
    batch: i64,
    now: &str,
    make_id: &mut dyn FnMut() -> String,
) -> Result<(), StoreError> {
    let tx = conn.transaction()?;
    let marked = tx.execute(
        "UPDATE import_batch SET undone_at = ? WHERE id = ? AND undone_at IS NULL",
        params![now, batch],
    )?;
    if marked == 0 {
        return Err(StoreError::NotFound { what: "import" });
    }
    restore_changes(&tx, batch, make_id)?;
    sheets::undone(&tx, batch)?;
    totals::apply_batch(&tx, batch, Sign::Remove)?;
    tx.execute(
        "DELETE FROM txn_words WHERE rowid IN (SELECT id FROM txn WHERE batch_id = ?)",
        [batch],
    )?;
    tx.execute(
        "DELETE FROM split WHERE txn_id IN (SELECT id FROM txn WHERE batch_id = ?)",
        [batch],
    )?;
    tx.execute(
        "DELETE FROM txn_tag WHERE txn_id IN (SELECT id FROM txn WHERE batch_id = ?)",
        [batch],
    )?;
    tx.execute("DELETE FROM txn WHERE batch_id = ?", [batch])?;
    tx.execute("DELETE FROM budget WHERE batch_id = ?", [batch])?;
    sweep(&tx, batch)?;
    tx.commit()?;
    Ok(())
}

fn restore_changes(
    tx: &Connection,
    batch: i64,
    make_id: &mut dyn FnMut() -> String,
) -> Result<(), StoreError> {
    let mut names = Names::load(tx, None, make_id)?;
    let mut statement = tx.prepare(
        "SELECT what, before, after, row_batch FROM import_change WHERE batch_id = ? ORDER BY n DESC",
    )?;
    let mut rows = statement.query([batch])?;
    while let Some(row) = rows.next()? {
        let (what, before): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
        match what.as_str() {
            "account" => accounts::restore(tx, &before)?,
            "budget" => budgets::restore(tx, &before)?,
            "removed" => bring_back(tx, &mut names, &row::from_image(&before)?, row.get(3)?)?,
            _ => put_back(tx, &mut names, &row::from_image(&before)?, row.get(2)?)?,
        }
    }
    Ok(())
}

/// Restores a transaction, unless the person changed or removed it since the import.
fn put_back(
    tx: &Connection,
    names: &mut Names<'_>,
    before: &Entry,
    after: [u8; 32],
) -> Result<(), StoreError> {
    match transactions::get(tx, &before.transaction.id)? {
        Some(now) if now.keys.fingerprint == after => transactions::replace(tx, names, before).map(|_| ()),
        _ => Ok(()),
    }
}

/// Brings a removed transaction back, unless it is there again or the import that it belonged to is undone by now.
fn bring_back(
    tx: &Connection,
    names: &mut Names<'_>,
    before: &Entry,
    of: Option<i64>,
) -> Result<(), StoreError> {
    let is_undone: bool = tx.query_row(
        "SELECT EXISTS (SELECT 1 FROM import_batch WHERE id = ? AND undone_at IS NOT NULL)",
        [of],
        |row| row.get(0),
    )?;
    if is_undone || transactions::exists(tx, &before.transaction.id)? {
        return Ok(());
    }
    transactions::insert(tx, names, before, of)
}

/// Removes the names that the batch created and nothing uses any more.
fn sweep(tx: &Connection, batch: i64) -> Result<(), StoreError> {
    tx.execute("DELETE FROM tag WHERE id NOT IN (SELECT tag_id FROM txn_tag)", [])?;
    let unused_category = "DELETE FROM category WHERE batch_id = ?1 AND id NOT IN (SELECT category_id FROM split) \
        AND id NOT IN (SELECT parent_id FROM category WHERE parent_id IS NOT NULL)";
    // Children first, then the parents they left.
    tx.execute(unused_category, [batch])?;
    tx.execute(unused_category, [batch])?;
    tx.execute(
        "DELETE FROM account WHERE batch_id = ?1 AND id NOT IN (SELECT account_id FROM txn) \
         AND id NOT IN (SELECT to_account_id FROM txn WHERE to_account_id IS NOT NULL)",
        [batch],
    )?;
    // Names that stay because later rows use them belong to the person now.
    tx.execute("UPDATE category SET batch_id = NULL WHERE batch_id = ?", [batch])?;
    tx.execute("UPDATE account SET batch_id = NULL WHERE batch_id = ?", [batch])?;
    Ok(())
}

/// The imports, newest first.
///
/// # Errors
/// When SQLite can't read them.
pub fn history(conn: &Connection) -> Result<Vec<Batch>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT id, created_at, source, n_new, n_updated, n_duplicate, n_error, undone_at, n_removed \
         FROM import_batch \
         ORDER BY id DESC",
    )?;
    let count = |n: i64| n.unsigned_abs();
    let batches = statement.query_map([], |row| {
        Ok(Batch {
            id: row.get(0)?,
            created_at: row.get(1)?,
            source: row.get(2)?,
            n_new: count(row.get(3)?),
            n_updated: count(row.get(4)?),
            n_duplicate: count(row.get(5)?),
            n_error: count(row.get(6)?),
            undone_at: row.get(7)?,
            n_removed: count(row.get(8)?),
        })
    })?;
    Ok(batches.collect::<Result<_, _>>()?)
}
