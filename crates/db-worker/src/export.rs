//! The person's data out again, in the form of the spreadsheet contract.

use crate::{
    clock, convert,
    error::{self, Result},
    session::Session,
};
use protocol::{Code, Failure, File, Filter};
use std::{
    collections::HashSet,
    io::{Cursor, Write},
};
use store::{accounts, budgets, transactions};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// Everything, as one zip. The same ledger gives the same bytes.
pub(crate) fn all(session: &Session) -> Result<File> {
    let tables = [
        ("transactions.csv", transactions_csv(session, None)?),
        ("accounts.csv", accounts_csv(session)?),
        ("budgets.csv", budgets_csv(session)?),
        ("goals.csv", import::export_goals()),
        ("contributions.csv", import::export_contributions()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // No time of day in the archive, so that two exports of one ledger can be compared.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in tables {
        zip.start_file(name, options)
            .map_err(|e| Failure::new(Code::Internal, e.to_string()))?;
        zip.write_all(&bytes)
            .map_err(|e| Failure::new(Code::Internal, e.to_string()))?;
    }
    let bytes = zip
        .finish()
        .map_err(|e| Failure::new(Code::Internal, e.to_string()))?
        .into_inner();
    Ok(File {
        name: format!("lukalibre-{}.zip", clock::today()),
        mime: "application/zip".to_owned(),
        bytes,
    })
}

/// Transactions alone: those that a filter admits, or all.
pub(crate) fn transactions(session: &mut Session, filter: Option<&Filter>) -> Result<File> {
    let shown = match filter {
        Some(filter) => {
            let ids = session
                .lists
                .find(&session.conn, convert::filter(filter)?, &filter.search)?;
            Some(ids.into_iter().collect::<HashSet<i64>>())
        }
        None => None,
    };
    let bytes = transactions_csv(session, shown.as_ref())?;
    Ok(File {
        name: "transactions.csv".to_owned(),
        mime: "text/csv".to_owned(),
        bytes,
    })
}

fn transactions_csv(session: &Session, shown: Option<&HashSet<i64>>) -> Result<Vec<u8>> {
    let mut list = Vec::new();
    let keep = |id: i64| shown.is_none_or(|shown| shown.contains(&id));
    transactions::for_each(&session.conn, &keep, &mut |t| list.push(t.clone())).map_err(error::store)?;
    Ok(import::export_transactions(&list))
}

fn accounts_csv(session: &Session) -> Result<Vec<u8>> {
    let accounts: Vec<_> = accounts::all(&session.conn)
        .map_err(error::store)?
        .into_iter()
        .map(|a| a.account)
        .collect();
    Ok(import::export_accounts(&accounts))
}

fn budgets_csv(session: &Session) -> Result<Vec<u8>> {
    let budgets = budgets::all(&session.conn).map_err(error::store)?;
    Ok(import::export_budgets(&budgets))
}
