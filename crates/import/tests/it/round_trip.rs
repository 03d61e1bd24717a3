//! Export, then import, is the identity; totals are those of the fixture.

use crate::ledgers::{Ledger, read, transactions};
use import::export_transactions;
use jiff::civil::date;
use ledger::{Frequency, Kind, Split, Transaction};
use money::{Currency, Money};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Text of the characters that break files.
fn text() -> impl Strategy<Value = String> {
    "[a\"',;|\t\n\r=+@ é業💡\u{feff}\u{a0}/\\\\-]{0,12}"
}

fn name() -> impl Strategy<Value = String> {
    text()
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("a name is not blank", |name| !name.is_empty())
}

fn splits() -> impl Strategy<Value = Vec<Split>> {
    let split = (name(), prop::option::of(name()), 1i64..100_000);
    let split = split.prop_map(|(category, subcategory, minor)| Split {
        category,
        subcategory,
        minor,
    });
    prop_oneof![Just(Vec::new()), prop::collection::vec(split, 2..4)]
}

fn optional_text() -> impl Strategy<Value = Option<String>> {
    text().prop_map(|text| (!text.is_empty()).then_some(text))
}

prop_compose! {
    fn transaction()(
        (day, month, year) in (1i8..29, 1i8..13, 1900i16..2026),
        kind in prop::sample::select(Kind::ALL.to_vec()),
        code in prop::sample::select(vec!["EUR", "JPY", "KWD", "CLF"]),
        minor in 1i64..=i64::MAX,
        category in name(), subcategory in prop::option::of(name()), description in text(),
        account in name(), to_account in prop::option::of(name()), payment in prop::option::of(name()),
        tags in prop::collection::btree_set("[a=+'@é -]{1,8}", 0..4),
        frequency in prop::option::of(prop::sample::select(Frequency::ALL.to_vec())),
        notes in optional_text(), splits in splits(),
    ) -> Transaction {
        let tags: std::collections::BTreeSet<String> = tags.iter().map(|tag| tag.trim().to_owned()).collect();
        let minor = if splits.is_empty() { minor } else { splits.iter().map(|split| split.minor).sum() };
        Transaction {
            id: String::new(),
            date: date(year, month, day),
            kind,
            amount: Money::new(minor, Currency::parse(code).unwrap()),
            category, subcategory,
            description: format!("{description}.").replacen('.', if description.trim().is_empty() { "x" } else { "" }, 1),
            account: format!("{code} {account}"),
            to_account: to_account.map(|to| format!("to {to}")),
            payment_method: payment.map(|payment| payment.to_lowercase()),
            tags: tags.into_iter().filter(|tag| !tag.is_empty()).collect(),
            frequency, notes,
            created_at: "2016-01-06T15:44:50Z".into(),
            updated_at: "2016-01-06T15:44:50.123+02:00".into(),
            splits,
        }
    }
}

fn numbered(mut rows: Vec<Transaction>, names: &[String]) -> Vec<Transaction> {
    let names = names.iter().chain(std::iter::repeat(&names[0]));
    rows.iter_mut()
        .zip(names)
        .enumerate()
        .for_each(|(i, (row, name))| row.id = format!("{name}{i}"));
    rows
}

proptest! {
    #[test]
    fn export_then_import_is_the_identity(
        rows in prop::collection::vec(transaction(), 1..6), names in prop::collection::vec(name(), 1..6),
    ) {
        let rows = numbered(rows, &names);
        let bytes = export_transactions(&rows);
        let reading = read(&bytes);
        prop_assert_eq!(&reading.questions, &vec![]);
        let mut ledger = Ledger::default();
        let plan = ledger.import(&bytes);
        prop_assert_eq!(plan.counts.new, rows.len(), "{:?}", plan.errors().collect::<Vec<_>>());
        prop_assert_eq!(&ledger.rows, &rows);
        prop_assert_eq!(export_transactions(&ledger.rows), bytes.clone());
        prop_assert_eq!(ledger.plan(&bytes).counts.duplicates, rows.len());
    }
}

#[test]
fn the_published_reader_sees_the_cells_that_we_wrote() {
    let file = include_bytes!("../fixtures/household-100.csv");
    let mut ledger = Ledger::default();
    ledger.import(file);
    let ours = export_transactions(&ledger.rows);
    let records = |bytes: &[u8]| -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_reader(bytes);
        reader
            .records()
            .map(|record| record.unwrap().iter().take(15).map(str::to_owned).collect())
            .collect()
    };
    assert_eq!(records(&ours), records(file));
}

#[test]
fn totals_of_the_household_are_those_computed_elsewhere() {
    let expected = include_str!("../fixtures/household-100.expected.json");
    let expected: serde_json::Value = serde_json::from_str(expected).unwrap();
    let (rows, _) = transactions(read(include_bytes!("../fixtures/household-100.csv")));
    let mut months: BTreeMap<String, [i64; 2]> = BTreeMap::new();
    for row in rows {
        let row = row.outcome.unwrap();
        let sums = months.entry(ledger::Month::of(row.date).to_string()).or_default();
        sums[usize::from(row.kind == Kind::Expense)] += row.amount.minor;
    }
    let plain = |minor| Money::new(minor, Currency::EUR).to_decimal();
    let found: serde_json::Map<String, serde_json::Value> = months
        .into_iter()
        .map(|(month, [income, expense])| {
            let sums = [
                ("income", income),
                ("expense", expense),
                ("net", income - expense),
            ];
            let sums = sums.map(|(name, minor)| (name.to_owned(), plain(minor).into()));
            (month, serde_json::Value::Object(sums.into_iter().collect()))
        })
        .collect();
    assert_eq!(serde_json::Value::Object(found), expected["months"]);
}
