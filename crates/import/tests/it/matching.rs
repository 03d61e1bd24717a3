//! What a file would do to a ledger that has some of it already.

use crate::ledgers::{HEADER, Ledger};
use import::{DuplicateReason, Plan, Status, errors_csv};
use ledger::{Field, Kind};
use money::{Currency, Money};
use proptest::prelude::*;
use std::collections::HashMap;

fn file(body: &str) -> Vec<u8> {
    format!("{HEADER}{body}").into_bytes()
}

fn counts(plan: &Plan) -> (usize, usize, usize, usize) {
    (
        plan.counts.new,
        plan.counts.updates,
        plan.counts.duplicates,
        plan.counts.errors,
    )
}

const COFFEE: &str = ",2024-03-05,Food,Coffee,2.50,expense,Visa\n";

#[test]
fn importing_twice_changes_nothing() {
    let household = include_bytes!("../fixtures/household-100.csv");
    let mut ledger = Ledger::default();
    assert_eq!(counts(&ledger.import(household)), (100, 0, 0, 0));
    let before = ledger.clone();
    let plan = ledger.import(household);
    assert_eq!(counts(&plan), (0, 0, 100, 0));
    assert!(plan.items.iter().all(|item| matches!(
        item.status,
        Status::Duplicate {
            reason: DuplicateReason::SameId,
            ..
        }
    )));
    assert_eq!(
        (ledger, plan.new_categories, plan.new_accounts, plan.totals),
        (before, vec![], vec![], vec![])
    );
}

#[test]
fn twins_are_counted() {
    let mut ledger = Ledger::default();
    assert_eq!(counts(&ledger.import(&file(&COFFEE.repeat(2)))), (2, 0, 0, 0));
    let plan = ledger.import(&file(&COFFEE.repeat(3)));
    assert_eq!(counts(&plan), (1, 0, 2, 0));
    let Status::Duplicate { reason, .. } = &plan.items[1].status else {
        panic!("{plan:?}")
    };
    assert_eq!(*reason, DuplicateReason::Twin { n: 2, of: 2 });
}

#[test]
fn rows_that_share_only_an_amount_are_never_merged() {
    let mut ledger = Ledger::default();
    ledger.import(&file(COFFEE));
    let others = [
        ",2024-03-05,Food,Books,2.50,expense,Visa\n",
        ",2024-03-06,Food,Coffee,2.50,expense,Visa\n",
        ",2024-03-05,Food,Coffee,2.50,expense,Cash\n",
        ",2024-03-05,Food,Coffee,2.50,income,Visa\n",
        ",2024-03-05,Food,Coffee,2.51,expense,Visa\n",
    ];
    assert_eq!(counts(&ledger.plan(&file(&others.concat()))), (5, 0, 0, 0));
    assert_eq!(
        counts(&ledger.plan(&file(",2024-03-05,Drinks,\" COFFÉE \",2.5,Expense,visa\n"))),
        (0, 0, 1, 0)
    );
}

#[test]
fn a_changed_field_is_an_update_that_shows_both_values() {
    let mut ledger = Ledger::default();
    ledger.import(&file(&format!("a{COFFEE}")));
    let plan = ledger.import(&file("a,2024-03-05,Food,Coffee,3.50,expense,Visa\n"));
    let Status::Update { changes, .. } = &plan.items[0].status else {
        panic!("{plan:?}")
    };
    let shown: Vec<_> = changes
        .iter()
        .map(|c| (c.field, c.old.as_str(), c.new.as_str()))
        .collect();
    assert_eq!(shown, [(Field::Amount, "2.50", "3.50")]);
    assert_eq!(ledger.rows[0].amount.minor, 350);
    assert_eq!(plan.totals[0].amount, Some(Money::new(350, Currency::EUR)));
}

#[test]
fn a_column_that_the_file_lacks_changes_nothing_and_an_empty_cell_empties() {
    let mut ledger = Ledger::default();
    let with_notes = |notes: &str| {
        format!(
            "{},notes,created_at\na,2024-03-05,Food,Coffee,2.50,expense,Visa,{notes},\n",
            HEADER.trim()
        )
    };
    ledger.import(with_notes("kept").as_bytes());
    assert_eq!(counts(&ledger.plan(&file(&format!("a{COFFEE}")))), (0, 0, 1, 0));
    let plan = ledger.import(&file("a,2024-03-05,Food,Tea,2.50,expense,Visa\n"));
    assert_eq!(
        (counts(&plan), ledger.rows[0].notes.as_deref()),
        ((0, 1, 0, 0), Some("kept"))
    );
    ledger.import(with_notes("").as_bytes());
    assert_eq!(ledger.rows[0].notes, None);
    assert_eq!(counts(&ledger.plan(with_notes("").as_bytes())), (0, 0, 1, 0));
}

#[test]
fn rows_with_and_without_an_identifier_in_one_file_are_different_rows() {
    let mixed = file(&format!("a{COFFEE}{COFFEE}"));
    let mut ledger = Ledger::default();
    ledger.import(&file(&format!("a{COFFEE}")));
    assert_eq!(counts(&ledger.import(&mixed)), (1, 0, 1, 0));
    assert_eq!(counts(&ledger.import(&mixed)), (0, 0, 2, 0));
    let mut fresh = Ledger::default();
    assert_eq!(counts(&fresh.import(&mixed)), (2, 0, 0, 0));
    assert_eq!(counts(&fresh.import(&mixed)), (0, 0, 2, 0));
    // A bank's file of the same two purchases finds both.
    assert_eq!(counts(&fresh.plan(&file(&COFFEE.repeat(2)))), (0, 0, 2, 0));
    // Another identifier is another row, and the plan says what it looks like.
    let plan = fresh.plan(&file(&format!("b{COFFEE}")));
    assert!(matches!(plan.items[0].status, Status::New { lookalikes: 2, .. }));
}

#[test]
fn what_would_be_created_is_listed_once_and_names_are_exact() {
    let header = HEADER.replace('\n', ",subcategory,to_account,split\n");
    let body = ",2024-03-05,Food,a,2.00,expense,Visa,Bread,,Home=1.00;Food/Bread=1.00\n\
                ,2024-03-05,Food,b,2.00,expense,Visa,Bread,,\n,2024-03-05,Move,c,2.00,transfer,Giro,,Cash,\n\
                ,2024-03-05,Bad,d,x,expense,Nowhere,,,\n";
    let plan = Ledger::default().plan(format!("{header}{body}").as_bytes());
    let categories: Vec<_> = plan
        .new_categories
        .iter()
        .map(|c| (c.kind, c.category.as_str(), c.subcategory.as_deref()))
        .collect();
    let (expense, transfer) = (Kind::Expense, Kind::Transfer);
    let food = [(expense, "Food", None), (expense, "Food", Some("Bread"))];
    assert_eq!(
        categories,
        [
            food[0],
            food[1],
            (expense, "Home", None),
            (transfer, "Move", None)
        ]
    );
    let accounts: Vec<_> = plan
        .new_accounts
        .iter()
        .map(|a| (a.name.as_str(), a.currency.code()))
        .collect();
    assert_eq!(accounts, [("Visa", "EUR"), ("Giro", "EUR"), ("Cash", "EUR")]);
}

#[test]
fn a_thousand_bad_rows_each_have_a_reason_and_stop_no_good_one() {
    let bad: String = (0..1_000)
        .map(|i| format!("id{i},2024-02-30,,=cmd(),{i}x,spent,\n"))
        .collect();
    let plan = Ledger::default().plan(&file(&format!("{bad}{COFFEE}")));
    assert_eq!(counts(&plan), (1, 0, 0, 1_000));
    let csv = errors_csv(plan.errors(), &|problem| format!("{:?}, \"so\"", problem.problem));
    let text = String::from_utf8(csv).unwrap();
    assert!(
        text.starts_with("line,column,value,problem\n2,date,2024-02-30,\"NotADate, \"\"so\"\"\"\n"),
        "{text:.200}"
    );
    let mut records = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(records.records().map(Result::unwrap).count(), 5_000);
}

#[test]
fn the_second_row_of_an_identifier_names_the_first() {
    let rows = crate::ledgers::body(&format!("a{COFFEE}b{COFFEE} a {COFFEE}"));
    let line = ledger::Problem::DuplicateId { line: 2 };
    assert_eq!(crate::ledgers::problems(&rows), [(4, Field::TransactionId, line)]);
}

/// A bank's statement: its rows by day, several of them alike.
fn statement() -> impl Strategy<Value = Vec<(u8, u8)>> {
    prop::collection::vec((1u8..6, 0u8..3), 1..20).prop_map(|mut rows| {
        rows.sort_unstable();
        rows
    })
}

fn window(rows: &[(u8, u8)]) -> Vec<u8> {
    file(
        &rows
            .iter()
            .map(|(day, what)| format!(",2024-03-0{day},Food,what {what},1.50,expense,Visa\n"))
            .collect::<String>(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn windows_of_days_in_any_order_give_the_same_ledger(
        rows in statement(), windows in prop::collection::vec((1u8..6, 1u8..6), 1..5),
    ) {
        let of = |(a, b): &(u8, u8)| -> Vec<(u8, u8)> {
            rows.iter().copied().filter(|(day, _)| (a.min(b)..=a.max(b)).contains(&day)).collect()
        };
        let import = |windows: &mut dyn Iterator<Item = &(u8, u8)>| {
            let mut ledger = Ledger::default();
            windows.for_each(|days| { ledger.import(&window(&of(days))); });
            ledger.contents()
        };
        let forwards = import(&mut windows.iter());
        prop_assert_eq!(&forwards, &import(&mut windows.iter().rev()));
        let mut covered: Vec<(u8, u8)> = rows.clone();
        covered.retain(|(day, _)| windows.iter().any(|(a, b)| (a.min(b)..=a.max(b)).contains(&day)));
        prop_assert_eq!(forwards.len(), covered.len());
    }

    #[test]
    fn twins_end_as_the_most_that_one_file_has(files in prop::collection::vec(statement(), 1..5)) {
        let mut ledger = Ledger::default();
        let mut most: HashMap<(u8, u8), usize> = HashMap::new();
        for rows in &files {
            let plan = ledger.plan(&window(rows));
            let before = ledger.rows.len();
            ledger.import(&window(rows));
            prop_assert_eq!(ledger.rows.len() - before, plan.counts.new);
            for row in rows {
                let n = rows.iter().filter(|other| *other == row).count();
                let most = most.entry(*row).or_default();
                *most = n.max(*most);
            }
        }
        prop_assert_eq!(ledger.rows.len(), most.values().sum::<usize>());
    }
}
