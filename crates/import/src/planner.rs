//! The comparison of a file with the ledger, by identifier and by counting; the rules are the `plan` module's.
//!
//! **Invariant:** a row that is not an error ends as exactly one of new, update and duplicate, and only a row
//! with the same identifier, or all the same content, makes it anything but new.

use crate::creates::creates;
use crate::fingerprint::{ContentKey, content_key, content_key_of};
use crate::header::Columns;
use crate::plan::{Counts, DuplicateReason, ExistingLedger, Plan, PlanItem, Status, Total};
use crate::view::View;
use crate::{Incoming, Row};
use ledger::{Field, Transaction};
use std::collections::HashMap;

/// Compares the rows of a file with the ledger. `columns` are those of the same [`crate::Reading`].
#[must_use]
pub fn plan_transactions(rows: Vec<Row<Incoming>>, columns: &Columns, existing: &dyn ExistingLedger) -> Plan {
    let has_nameless = rows
        .iter()
        .any(|row| matches!(&row.outcome, Ok(row) if row.id.is_none()));
    let mut planner = Planner {
        columns,
        existing,
        is_empty: existing.is_empty(),
        has_nameless,
        spoken_for: HashMap::new(),
    };
    let mut items: Vec<PlanItem> = rows.into_iter().map(|row| planner.named(row)).collect();
    if has_nameless && !planner.is_empty {
        planner.nameless(&mut items);
    }
    let mut plan = Plan {
        counts: count(&items),
        items,
        new_categories: Vec::new(),
        new_accounts: Vec::new(),
        totals: Vec::new(),
    };
    (plan.new_categories, plan.new_accounts) = creates(&plan, existing);
    plan.totals = totals(&plan);
    plan
}

struct Planner<'a> {
    columns: &'a Columns,
    existing: &'a dyn ExistingLedger,
    is_empty: bool,
    has_nameless: bool,
    /// Ledger rows of each content that the file names by identifier.
    spoken_for: HashMap<ContentKey, u32>,
}

impl Planner<'_> {
    /// Decides what only depends on the identifier; a row without one stays new for now.
    fn named(&mut self, row: Row<Incoming>) -> PlanItem {
        let status = match row.outcome {
            Err(refusals) => Status::Error { refusals },
            Ok(row) => self.by_id(row),
        };
        PlanItem {
            line: row.line,
            status,
        }
    }

    fn by_id(&mut self, row: Incoming) -> Status {
        if self.existing.was_read(&row) {
            if self.has_nameless {
                self.speak_for(key_of(&row));
            }
            return Status::Duplicate {
                row,
                reason: DuplicateReason::Unchanged,
            };
        }
        let Some(id) = row.id.as_deref().filter(|_| !self.is_empty) else {
            return Status::New { row, lookalikes: 0 };
        };
        let Some(fingerprint) = self.existing.fingerprint(id) else {
            let lookalikes = self.existing.count(&key_of(&row));
            return Status::New { row, lookalikes };
        };
        if fingerprint.agrees_with(&row) {
            if self.has_nameless {
                self.speak_for(key_of(&row));
            }
            return Status::Duplicate {
                row,
                reason: DuplicateReason::SameId,
            };
        }
        match self.existing.transaction(id) {
            Some(old) => self.against(&old, row),
            None => Status::New { row, lookalikes: 0 },
        }
    }

    fn against(&mut self, old: &Transaction, mut row: Incoming) -> Status {
        if self.has_nameless {
            self.speak_for(content_key_of(old));
        }
        keep_absent(&mut row, old, self.columns);
        let changes = View::from(old).changes(&View::from(&row));
        if changes.is_empty() {
            return Status::Duplicate {
                row,
                reason: DuplicateReason::SameId,
            };
        }
        row.created_at.get_or_insert_with(|| old.created_at.clone());
        Status::Update { row, changes }
    }

    fn speak_for(&mut self, key: ContentKey) {
        *self.spoken_for.entry(key).or_default() += 1;
    }

    /// Counts the rows without an identifier.
    fn nameless(&self, items: &mut [PlanItem]) {
        // By content: how many of the ledger are free, and how many the file had so far.
        let mut counts: HashMap<ContentKey, (u32, u32)> = HashMap::new();
        for item in items {
            let Status::New { row, .. } = &item.status else {
                continue;
            };
            if row.id.is_some() {
                continue;
            }
            let key = key_of(row);
            let spoken_for = self.spoken_for.get(&key).copied().unwrap_or(0);
            let free = || (self.existing.count(&key).saturating_sub(spoken_for), 0);
            let (of, n) = counts.entry(key).or_insert_with(free);
            *n += 1;
            let (of, n) = (*of, *n);
            if n <= of {
                replace(&mut item.status, DuplicateReason::Twin { n, of });
            }
        }
    }
}

/// Turns a new row into a duplicate, in place.
fn replace(status: &mut Status, reason: DuplicateReason) {
    let taken = std::mem::replace(status, Status::Error { refusals: Vec::new() });
    *status = match taken {
        Status::New { row, .. } => Status::Duplicate { row, reason },
        other => other,
    };
}

/// Fields whose column the file lacks stay as they are.
fn keep_absent(row: &mut Incoming, old: &Transaction, columns: &Columns) {
    fn keep<T: Clone>(columns: &Columns, field: Field, new: &mut T, old: &T) {
        if !columns.has(field) {
            new.clone_from(old);
        }
    }
    keep(
        columns,
        Field::Subcategory,
        &mut row.subcategory,
        &old.subcategory,
    );
    keep(
        columns,
        Field::PaymentMethod,
        &mut row.payment_method,
        &old.payment_method,
    );
    keep(columns, Field::Tags, &mut row.tags, &old.tags);
    keep(columns, Field::Recurring, &mut row.frequency, &old.frequency);
    keep(columns, Field::Notes, &mut row.notes, &old.notes);
    keep(columns, Field::ToAccount, &mut row.to_account, &old.to_account);
    // Parts that no longer make the whole can't stay.
    if row.amount == old.amount {
        keep(columns, Field::Split, &mut row.splits, &old.splits);
    }
}

fn key_of(row: &Incoming) -> ContentKey {
    content_key(
        &row.account,
        row.date,
        row.amount.minor,
        row.amount.currency,
        row.kind,
        &row.description,
    )
}

fn count(items: &[PlanItem]) -> Counts {
    let mut counts = Counts::default();
    for item in items {
        match item.status {
            Status::New { .. } => counts.new += 1,
            Status::Update { .. } => counts.updates += 1,
            Status::Duplicate { .. } => counts.duplicates += 1,
            Status::Error { .. } => counts.errors += 1,
        }
    }
    counts
}

fn totals(plan: &Plan) -> Vec<Total> {
    let mut totals: Vec<Total> = Vec::new();
    for row in plan.written() {
        let (kind, currency) = (row.kind, row.amount.currency);
        match totals
            .iter_mut()
            .find(|total| total.kind == kind && total.currency == currency)
        {
            Some(total) => total.amount = total.amount.and_then(|sum| sum.checked_add(row.amount).ok()),
            None => totals.push(Total {
                kind,
                currency,
                amount: Some(row.amount),
            }),
        }
    }
    totals.sort_unstable_by_key(|total| (total.kind, total.currency));
    totals
}
