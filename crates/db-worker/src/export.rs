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
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// Everything, as one zip. The same ledger gives the same bytes.
pub(crate) fn all(session: &Session) -> Result<File> {
    let tables = ::export::tables(&session.conn).map_err(error::store)?;
    let bytes = zipped(tables.map(|(name, bytes)| (name.to_owned(), bytes)).into())?;
    Ok(File {
        name: format!("lukalibre-{}.zip", clock::today()),
        mime: "application/zip".to_owned(),
        bytes,
    })
}

/// An empty spreadsheet of the contract, with a row for an example.
pub(crate) fn template() -> Result<File> {
    Ok(File {
        name: "lukalibre-template.xlsx".to_owned(),
        mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
        bytes: zipped(::export::template())?,
    })
}

/// Files as an archive. The same files give the same bytes: it holds no time of day.
fn zipped(files: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>> {
    let broken = |e: zip::result::ZipError| Failure::new(Code::Internal, e.to_string());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in files {
        zip.start_file(name, options).map_err(broken)?;
        zip.write_all(&bytes).map_err(|e| broken(e.into()))?;
    }
    Ok(zip.finish().map_err(broken)?.into_inner())
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
    let keep = |id: i64| shown.as_ref().is_none_or(|shown| shown.contains(&id));
    let bytes = ::export::transactions_csv(&session.conn, &keep).map_err(error::store)?;
    Ok(File {
        name: "transactions.csv".to_owned(),
        mime: "text/csv".to_owned(),
        bytes,
    })
}
