//! The rows that could not be read, as a file in the person's language.

use super::{Work, words};
use protocol::{Failure, PreviewRow, Request, RowStatus};
use wasm_bindgen_futures::spawn_local;

const PAGE: u32 = 1_000;

/// Asks for every row in error, puts their problems into words, and saves the file.
pub(crate) fn download(work: &Work) {
    let work = work.clone();
    spawn_local(async move {
        match texts(&work).await {
            Ok(texts) => work.ctx.save_file(Request::ImportErrors { texts }),
            Err(failure) => work.failure.set(Some(failure)),
        }
    });
}

/// One text for each problem, row by row.
async fn texts(work: &Work) -> Result<Vec<String>, Failure> {
    let mut texts = Vec::new();
    let mut from = 0;
    loop {
        let request = Request::ImportRows {
            status: Some(RowStatus::Error),
            from,
            to: from + PAGE,
        };
        let rows: Vec<PreviewRow> = work.ctx.rpc.ask(request).await?;
        texts.extend(
            rows.iter()
                .flat_map(|row| &row.problems)
                .map(|(found, _)| words::problem(&work.ctx, found)),
        );
        if rows.len() < PAGE as usize {
            return Ok(texts);
        }
        from += PAGE;
    }
}
