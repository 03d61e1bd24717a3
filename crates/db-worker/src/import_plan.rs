//! From a preview to what is written: the rows, and what is kept of the sheets that they came from.
//!
//! **Invariant:** nothing is written that the preview did not show.

use crate::{
    import_session::{ImportSession, TableRead, TableRows, written},
    ledger_requests::with_keys,
    random::new_id,
    sheets::SheetContent,
};
use import::{DuplicateReason, Incoming, Status};
use store::{
    Entry, batch,
    sheets::{ReadRow, Since, Taken},
};

/// What an import writes: exactly what its preview shows.
pub(crate) fn plan_of(import: &ImportSession, now: &str, counts: [u32; 5]) -> batch::Plan {
    let mut plan = batch::Plan {
        n_duplicate: counts[2].into(),
        n_error: counts[3].into(),
        ..batch::Plan::default()
    };
    for table in &import.tables {
        match &table.plan {
            TableRows::Transactions(rows) => {
                for item in &rows.items {
                    match &item.status {
                        Status::New { row, .. } => plan.new.push(entry(row, now)),
                        Status::Update { row, .. } => plan.updated.push(entry(row, now)),
                        _ => {}
                    }
                }
            }
            TableRows::Accounts(rows) => plan
                .accounts
                .extend(written(rows).map(|a| a.clone().complete(new_id()))),
            TableRows::Budgets(rows) => plan
                .budgets
                .extend(written(rows).map(|b| b.clone().complete(new_id()))),
            TableRows::Unsupported(_) => {}
        }
        if import.removes {
            plan.removed.extend(table.vanished().iter().map(|t| t.id.clone()));
        }
    }
    plan.sheets = taken(&import.tables, &mut plan.new.iter());
    plan
}

/// What is kept of the sheets of an import. `new` are its new transactions, in order.
pub(crate) fn taken(tables: &[TableRead], new: &mut dyn Iterator<Item = &Entry>) -> Vec<Taken> {
    let mut all = Vec::new();
    for table in tables {
        let TableRows::Transactions(plan) = &table.plan else {
            if let Some((content, ..)) = &table.sheet {
                all.push(taken_of(content, Vec::new()));
            }
            continue;
        };
        let Some((content, seen, _)) = &table.sheet else {
            continue;
        };
        let mut unchanged = seen.unchanged.iter();
        let kept = |row: &Incoming, uid: Option<String>, since| {
            Some(ReadRow {
                fingerprint: import::fingerprint_of(row).to_bytes(),
                uid,
                since,
            })
        };
        let rows = plan.items.iter().filter_map(|item| match &item.status {
            Status::New { row, .. } => kept(row, new.next().map(|e| e.transaction.id.clone()), Since::Now),
            Status::Update { row, .. } => kept(row, row.id.clone(), Since::Now),
            Status::Duplicate {
                reason: DuplicateReason::Unchanged,
                ..
            } => unchanged.next().cloned(),
            Status::Duplicate { row, .. } => kept(row, row.id.clone(), Since::Before(None)),
            Status::Error { .. } => None,
        });
        let rows = rows.collect();
        all.push(taken_of(content, rows));
    }
    all
}

fn taken_of(content: &SheetContent, rows: Vec<ReadRow>) -> Taken {
    Taken {
        file_id: content.file_id.clone(),
        number: content.number,
        hash: content.hash,
        rows,
    }
}

fn entry(row: &import::Incoming, now: &str) -> Entry {
    with_keys(row.clone().complete(new_id(), now))
}
