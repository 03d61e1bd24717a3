//! A ledger in memory and short ways to read files into it.

use import::{
    Answers, Columns, ContentKey, Context, ExistingLedger, Fingerprint, Incoming, Plan, Reading, Refusal,
    Row, Rows, Status, content_key, fingerprint, plan_transactions,
};
use jiff::civil::date;
use ledger::{Field, Kind, Problem, Transaction};
use money::Currency;
use std::collections::HashMap;

pub const HEADER: &str = "transaction_id,date,category,description,amount,type,account\n";

pub fn context() -> Context {
    Context {
        today: date(2026, 11, 22),
        base_currency: Currency::EUR,
        account_currencies: HashMap::from([("yen".to_owned(), Currency::parse("JPY").unwrap())]),
    }
}

pub fn read(bytes: &[u8]) -> Reading {
    read_with(bytes, &Answers::default())
}

pub fn read_with(bytes: &[u8], answers: &Answers) -> Reading {
    import::read(bytes, answers, &context(), &mut |_| ()).unwrap()
}

pub fn transactions(reading: Reading) -> (Vec<Row<Incoming>>, Columns) {
    match reading.rows {
        Rows::Transactions(rows) => (rows, reading.columns),
        other => panic!("not transactions: {other:?}"),
    }
}

pub fn rows(bytes: &[u8]) -> Vec<Row<Incoming>> {
    transactions(read(bytes)).0
}

/// The rows of a body below the usual header.
pub fn body(text: &str) -> Vec<Row<Incoming>> {
    rows(format!("{HEADER}{text}").as_bytes())
}

/// Line, field and problem of everything refused.
pub fn problems<T>(rows: &[Row<T>]) -> Vec<(u64, Field, Problem)> {
    let refused = |row: &Row<T>| -> Vec<(u64, Refusal)> {
        row.outcome
            .as_ref()
            .err()
            .into_iter()
            .flatten()
            .map(|refusal| (row.line, refusal.clone()))
            .collect()
    };
    rows.iter()
        .flat_map(refused)
        .map(|(line, r)| (line, r.problem.field, r.problem.problem))
        .collect()
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    pub rows: Vec<Transaction>,
    made: usize,
}

impl Ledger {
    pub fn plan(&self, bytes: &[u8]) -> Plan {
        let (rows, columns) = transactions(read(bytes));
        plan_transactions(rows, &columns, self)
    }

    /// Plans and writes, as the store does.
    pub fn import(&mut self, bytes: &[u8]) -> Plan {
        let plan = self.plan(bytes);
        for item in plan.clone().items {
            match item.status {
                Status::New { row, .. } => {
                    self.made += 1;
                    self.rows
                        .push(row.complete(format!("made-{}", self.made), "2026-11-22T12:00:00Z"));
                }
                Status::Update { row, .. } => {
                    let new = row.complete(String::new(), "2026-11-22T12:00:00Z");
                    let old = self.rows.iter_mut().find(|old| old.id == new.id).unwrap();
                    *old = new;
                }
                Status::Duplicate { .. } | Status::Error { .. } => {}
            }
        }
        plan
    }

    /// What is in it, whatever the identifiers and the order.
    pub fn contents(&self) -> Vec<(String, String, i64)> {
        let content = |row: &Transaction| (row.date.to_string(), row.description.clone(), row.amount.minor);
        let mut contents: Vec<_> = self.rows.iter().map(content).collect();
        contents.sort();
        contents
    }
}

pub fn key(row: &Transaction) -> ContentKey {
    content_key(
        &row.account,
        row.date,
        row.amount.minor,
        row.amount.currency,
        row.kind,
        &row.description,
    )
}

impl ExistingLedger for Ledger {
    fn fingerprint(&self, id: &str) -> Option<Fingerprint> {
        self.transaction(id).map(|row| fingerprint(&row))
    }

    fn transaction(&self, id: &str) -> Option<Transaction> {
        self.rows.iter().find(|row| row.id == id).cloned()
    }

    fn count(&self, wanted: &ContentKey) -> u32 {
        self.rows
            .iter()
            .filter(|row| key(row) == *wanted)
            .count()
            .try_into()
            .unwrap()
    }

    fn has_category(&self, kind: Kind, category: &str, subcategory: Option<&str>) -> bool {
        let is_there = |row: &Transaction| {
            let child = row.subcategory.as_deref().map(ledger::fold);
            row.kind == kind
                && ledger::fold(&row.category) == category
                && (subcategory.is_none() || child.as_deref() == subcategory)
        };
        self.rows.iter().any(is_there)
    }

    fn has_account(&self, name: &str) -> bool {
        let is_there = |account: &String| ledger::fold(account) == name;
        self.rows
            .iter()
            .any(|row| is_there(&row.account) || row.to_account.as_ref().is_some_and(is_there))
    }
}
