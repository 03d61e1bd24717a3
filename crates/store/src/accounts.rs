//! Accounts: the contract's table, and whether the ledger adds up to the bank's balance.

use crate::{StoreError, convert};
use ledger::{Account, AccountType};
use money::Money;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// An account with what the ledger says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountState {
    /// The account; without a checkpoint its `current_balance` is the ledger's.
    pub account: Account,
    /// Opening balance and all transactions.
    pub balance: Money,
    /// The bank's balance, when the person gave one.
    pub checkpoint: Option<i64>,
}

const SELECT: &str = "SELECT uid, name, type, institution, currency, opening_minor, opening_date, checkpoint_minor, \
    checkpoint_date, opening_minor + coalesce((SELECT sum(minor) FROM account_month m WHERE m.account_id = account.id), 0) \
    FROM account";

/// All accounts, by name.
///
/// # Errors
/// When SQLite can't read them.
pub fn all(conn: &Connection) -> Result<Vec<AccountState>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{SELECT} ORDER BY name, uid"))?;
    let mut rows = statement.query([])?;
    let mut accounts = Vec::new();
    while let Some(row) = rows.next()? {
        accounts.push(state(row)?);
    }
    Ok(accounts)
}

fn state(row: &Row<'_>) -> Result<AccountState, StoreError> {
    let code: String = row.get(4)?;
    let currency = convert::currency(&code)?;
    let (checkpoint, balance): (Option<i64>, i64) = (row.get(7)?, row.get(9)?);
    let day = |column| {
        row.get::<_, Option<i64>>(column)?
            .map(convert::date_from_int)
            .transpose()
    };
    let account = Account {
        id: row.get(0)?,
        name: row.get(1)?,
        account_type: AccountType::parse(&row.get::<_, String>(2)?),
        institution: row.get(3)?,
        currency,
        current_balance: checkpoint.unwrap_or(balance),
        balance_date: day(8)?,
        opening_balance: row.get(5)?,
        opening_date: day(6)?,
    };
    Ok(AccountState {
        account,
        balance: Money::new(balance, currency),
        checkpoint,
    })
}

/// The account of this name or identifier, for an import to match against.
///
/// # Errors
/// When SQLite can't read it.
pub fn find(conn: &Connection, uid: &str, name: &str) -> Result<Option<AccountState>, StoreError> {
    let mut statement = conn.prepare_cached(&format!(
        "{SELECT} WHERE uid = ?1 OR name = ?2 ORDER BY uid = ?1 DESC LIMIT 1"
    ))?;
    let mut rows = statement.query([uid, name])?;
    rows.next()?.map(state).transpose()
}

/// Writes an account of an import: updates the one of the same identifier or name, or adds it.
/// Returns what an update replaced, as bytes for undoing.
///
/// # Errors
/// [`StoreError::CurrencyOfAccount`] when it holds transactions in another currency.
pub fn put(conn: &Connection, account: &Account, batch: i64) -> Result<Option<Vec<u8>>, StoreError> {
    let known: Option<(i64, String)> = conn
        .query_row(
            "SELECT id, currency FROM account WHERE uid = ?1 OR name = ?2 ORDER BY uid = ?1 DESC LIMIT 1",
            [&account.id, &account.name],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((id, currency)) = known else {
        conn.execute(
            "INSERT INTO account (uid, name, type, currency, batch_id) VALUES (?, ?, '', ?, ?)",
            params![account.id, account.name, account.currency.code(), batch],
        )?;
        write(conn, conn.last_insert_rowid(), account)?;
        return Ok(None);
    };
    let used = "SELECT 1 FROM txn WHERE account_id = ?1 OR to_account_id = ?1";
    if currency != account.currency.code() && conn.query_row(used, [id], |_| Ok(())).optional()?.is_some() {
        return Err(StoreError::CurrencyOfAccount);
    }
    let before = image(conn, id)?;
    write(conn, id, account)?;
    Ok(Some(before))
}

fn write(conn: &Connection, id: i64, account: &Account) -> Result<(), StoreError> {
    conn.execute(
        "UPDATE account SET uid = ?, name = ?, type = ?, institution = ?, currency = ?, opening_minor = ?, \
         opening_date = ?, checkpoint_minor = ?, checkpoint_date = ? WHERE id = ?",
        params![
            account.id,
            account.name,
            account.account_type.word(),
            account.institution,
            account.currency.code(),
            account.opening_balance,
            account.opening_date.map(convert::date_to_int),
            account.current_balance,
            account.balance_date.map(convert::date_to_int),
            id
        ],
    )?;
    Ok(())
}

/// What an account row holds, in column order: the remembered form for undoing.
type ImageV1 = (
    i64,
    String,
    String,
    String,
    Option<String>,
    String,
    i64,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

fn image(conn: &Connection, id: i64) -> Result<Vec<u8>, StoreError> {
    let sql = "SELECT id, uid, name, type, institution, currency, opening_minor, opening_date, checkpoint_minor, \
               checkpoint_date FROM account WHERE id = ?";
    let row: ImageV1 = conn.query_row(sql, [id], |row| row.try_into())?;
    postcard::to_allocvec(&row).map_err(|_| StoreError::Corrupt { what: "image" })
}

/// Puts back what [`put`] replaced.
pub(crate) fn restore(conn: &Connection, before: &[u8]) -> Result<(), StoreError> {
    let row: ImageV1 = postcard::from_bytes(before).map_err(|_| StoreError::Corrupt { what: "image" })?;
    conn.execute(
        "UPDATE account SET uid = ?2, name = ?3, type = ?4, institution = ?5, currency = ?6, opening_minor = ?7, \
         opening_date = ?8, checkpoint_minor = ?9, checkpoint_date = ?10 WHERE id = ?1",
        params![row.0, row.1, row.2, row.3, row.4, row.5, row.6, row.7, row.8, row.9],
    )?;
    Ok(())
}
