//! A ledger as the files of the spreadsheet contract: what `store` reads, in the form `import` writes and reads again.
//!
//! A room of its own because neither of the two may know the other, and because the app and the `luka-backup` command
//! must give the same bytes for the same ledger: there is one place where the tables are put together.

mod template;

pub use template::template;

use store::{Connection, StoreError, accounts, budgets, transactions};

/// The files' names, in the order of the contract.
pub const FILES: [&str; 5] = [
    "transactions.csv",
    "accounts.csv",
    "budgets.csv",
    "goals.csv",
    "contributions.csv",
];

/// Every table with its file's name, in the order of the contract. The same ledger gives the same bytes.
///
/// # Errors
/// When SQLite can't read a row.
pub fn tables(conn: &Connection) -> Result<[(&'static str, Vec<u8>); 5], StoreError> {
    let [transactions, accounts, budgets, goals, contributions] = FILES;
    Ok([
        (transactions, transactions_csv(conn, &|_| true)?),
        (accounts, accounts_csv(conn)?),
        (budgets, budgets_csv(conn)?),
        (goals, import::export_goals()),
        (contributions, import::export_contributions()),
    ])
}

/// `transactions.csv` of the rows whose id `keep` admits, by date and identifier.
///
/// # Errors
/// When SQLite can't read a row.
pub fn transactions_csv(conn: &Connection, keep: &dyn Fn(i64) -> bool) -> Result<Vec<u8>, StoreError> {
    let mut list = Vec::new();
    transactions::for_each(conn, keep, &mut |transaction| list.push(transaction.clone()))?;
    Ok(import::export_transactions(&list))
}

/// `accounts.csv`, by name.
///
/// # Errors
/// When SQLite can't read a row.
pub fn accounts_csv(conn: &Connection) -> Result<Vec<u8>, StoreError> {
    let accounts: Vec<_> = accounts::all(conn)?
        .into_iter()
        .map(|state| state.account)
        .collect();
    Ok(import::export_accounts(&accounts))
}

/// `budgets.csv`, by month and category.
///
/// # Errors
/// When SQLite can't read a row.
pub fn budgets_csv(conn: &Connection) -> Result<Vec<u8>, StoreError> {
    Ok(import::export_budgets(&budgets::all(conn)?))
}
