//! What each row of `accounts.csv` or `budgets.csv` would do to the ledger.
//!
//! An account is recognised by its identifier, then by its name; a budget by its identifier, then by category and
//! month. What the file does not say stays as it is.
//!
//! **Invariant:** no two rows of a plan write to the same account, or to the same budget.

use crate::header::Columns;
use crate::row::Ids;
use crate::view::Change;
use crate::{IncomingAccount, IncomingBudget, Refusal, Row};
use ledger::{Account, Budget, Field, FieldProblem, Problem, fold};
use money::format_minor;
use std::collections::HashMap;

/// A row and what will become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableItem<T> {
    /// Its line in the file.
    pub line: u64,
    /// What will become of it.
    pub status: TableStatus<T>,
}

/// What will become of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableStatus<T> {
    /// It will be added.
    New(T),
    /// It changes one that is there.
    Update {
        /// The row as it will be; it has the identifier of the one that is there.
        row: T,
        /// What changes; never empty.
        changes: Vec<Change>,
    },
    /// It is there already.
    Duplicate(T),
    /// It can't be taken.
    Error(Vec<Refusal>),
}

/// What an import of accounts or budgets would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TablePlan<T> {
    /// Every row of the file, in its order.
    pub items: Vec<TableItem<T>>,
    /// How many of each status.
    pub counts: crate::Counts,
}

impl<T> TablePlan<T> {
    /// The rows that can't be taken, for [`crate::errors_csv`].
    pub fn errors(&self) -> impl Iterator<Item = (u64, &[Refusal])> {
        self.items.iter().filter_map(|item| match &item.status {
            TableStatus::Error(refusals) => Some((item.line, refusals.as_slice())),
            _ => None,
        })
    }
}

/// Compares the accounts of a file with those of the ledger.
#[must_use]
pub fn plan_accounts(
    rows: Vec<Row<IncomingAccount>>,
    columns: &Columns,
    existing: &[Account],
) -> TablePlan<IncomingAccount> {
    let by_id: HashMap<&str, &Account> = existing
        .iter()
        .map(|account| (account.id.as_str(), account))
        .collect();
    let by_name: HashMap<String, &Account> = existing
        .iter()
        .map(|account| (fold(&account.name), account))
        .collect();
    let mut names = Ids::default();
    plan(rows, |line, row| {
        let name = fold(&row.name);
        if let Some(line) = names.earlier(&name, line) {
            return refused(Field::AccountName, Problem::DuplicateId { line }, &row.name);
        }
        let named = by_name.get(&name).copied();
        let known = row.id.as_deref().and_then(|id| by_id.get(id)).copied().or(named);
        let Some(old) = known else {
            return TableStatus::New(row);
        };
        if named.is_some_and(|named| named.id != old.id) {
            // The name belongs to another account.
            return refused(Field::AccountName, Problem::DuplicateId { line }, &row.name);
        }
        if row.currency != old.currency {
            let account = old.currency.code().to_owned();
            return refused(
                Field::Currency,
                Problem::CurrencyOfAccount { account },
                row.currency.code(),
            );
        }
        let row = merged_account(row, old, columns);
        decided(account_changes(old, &row), row)
    })
}

/// Compares the budgets of a file with those of the ledger.
#[must_use]
pub fn plan_budgets(rows: Vec<Row<IncomingBudget>>, existing: &[Budget]) -> TablePlan<IncomingBudget> {
    let key = |category: &str, month: ledger::Month| format!("{month}/{}", fold(category));
    let by_id: HashMap<&str, &Budget> = existing
        .iter()
        .map(|budget| (budget.id.as_str(), budget))
        .collect();
    let by_key: HashMap<String, &Budget> = existing.iter().map(|b| (key(&b.category, b.month), b)).collect();
    let mut keys = Ids::default();
    plan(rows, |line, mut row| {
        let own = key(&row.category, row.month);
        if let Some(line) = keys.earlier(&own, line) {
            return refused(Field::Category, Problem::DuplicateId { line }, &row.category);
        }
        let placed = by_key.get(&own).copied();
        let known = row.id.as_deref().and_then(|id| by_id.get(id)).copied().or(placed);
        let Some(old) = known else {
            return TableStatus::New(row);
        };
        if placed.is_some_and(|placed| placed.id != old.id) {
            return refused(Field::Category, Problem::DuplicateId { line }, &row.category);
        }
        row.id = Some(old.id.clone());
        decided(budget_changes(old, &row), row)
    })
}

fn plan<T>(rows: Vec<Row<T>>, mut decide: impl FnMut(u64, T) -> TableStatus<T>) -> TablePlan<T> {
    let mut counts = crate::Counts::default();
    let items = rows.into_iter().map(|row| {
        let status = row
            .outcome
            .map_or_else(TableStatus::Error, |value| decide(row.line, value));
        match &status {
            TableStatus::New(_) => counts.new += 1,
            TableStatus::Update { .. } => counts.updates += 1,
            TableStatus::Duplicate(_) => counts.duplicates += 1,
            TableStatus::Error(_) => counts.errors += 1,
        }
        TableItem {
            line: row.line,
            status,
        }
    });
    let items = items.collect();
    TablePlan { items, counts }
}

fn refused<T>(field: Field, problem: Problem, value: &str) -> TableStatus<T> {
    TableStatus::Error(vec![Refusal {
        problem: FieldProblem::new(field, problem),
        value: value.to_owned(),
    }])
}

fn decided<T>(changes: Vec<Change>, row: T) -> TableStatus<T> {
    if changes.is_empty() {
        TableStatus::Duplicate(row)
    } else {
        TableStatus::Update { row, changes }
    }
}

fn merged_account(mut row: IncomingAccount, old: &Account, columns: &Columns) -> IncomingAccount {
    row.id = Some(old.id.clone());
    if !columns.has(Field::Institution) {
        row.institution.clone_from(&old.institution);
    }
    row.balance_date = row.balance_date.or(old.balance_date);
    row.opening_balance = row.opening_balance.or(Some(old.opening_balance));
    row.opening_date = row.opening_date.or(old.opening_date);
    row
}

fn account_changes(old: &Account, new: &IncomingAccount) -> Vec<Change> {
    let balance = |minor| format_minor(minor, old.currency.exponent());
    let date = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let opening = balance(new.opening_balance.unwrap_or(old.opening_balance));
    differing([
        (Field::AccountName, old.name.clone(), new.name.clone()),
        (
            Field::AccountType,
            old.account_type.word().to_owned(),
            new.account_type.word().to_owned(),
        ),
        (Field::Institution, text(&old.institution), text(&new.institution)),
        (
            Field::CurrentBalance,
            balance(old.current_balance),
            balance(new.current_balance),
        ),
        (Field::OpeningBalance, balance(old.opening_balance), opening),
        (Field::OpeningDate, date(old.opening_date), date(new.opening_date)),
        (Field::BalanceDate, date(old.balance_date), date(new.balance_date)),
    ])
}

fn budget_changes(old: &Budget, new: &IncomingBudget) -> Vec<Change> {
    let month = |month: ledger::Month| month.to_string();
    differing([
        (Field::Category, old.category.clone(), new.category.clone()),
        (
            Field::MonthlyLimit,
            old.limit.to_decimal(),
            new.limit.to_decimal(),
        ),
        (Field::Month, month(old.month), month(new.month)),
        (
            Field::Currency,
            old.limit.currency.to_string(),
            new.limit.currency.to_string(),
        ),
    ])
}

fn differing<const N: usize>(cells: [(Field, String, String); N]) -> Vec<Change> {
    let differing = cells.into_iter().filter(|(_, old, new)| old != new);
    differing
        .map(|(field, old, new)| Change { field, old, new })
        .collect()
}
