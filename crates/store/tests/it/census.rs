//! What a copy of the ledger is held against.

use crate::support::{ids, open, t};
use ledger::Kind::{Expense, Income};
use store::{Names, census, transactions};

#[test]
fn a_census_counts_rows_and_adds_up_amounts_from_the_rows() {
    let conn = open();
    let mut make_id = ids();
    let mut names = Names::load(&conn, None, &mut make_id).unwrap();
    for entry in [
        t("a", "2024-01-31", Expense, 1250, "Food/Groceries", "Cash"),
        t("b", "2024-02-01", Income, 5000, "Salary", "Cash"),
        t("c", "2024-02-02", Expense, 50, "Food", "Bank"),
    ] {
        transactions::insert(&conn, &mut names, &entry, None).unwrap();
    }
    conn.execute("UPDATE account SET opening_minor = 7 WHERE name = 'Bank'", [])
        .unwrap();
    let census = census::take(&conn).unwrap();
    let rows = |table: &str| census.tables.iter().find(|(name, _)| name == table).unwrap().1;
    assert_eq!(
        (rows("txn"), rows("split"), rows("account"), rows("goal")),
        (3, 3, 2, 0)
    );
    assert!(
        census
            .tables
            .iter()
            .all(|(name, _)| !name.starts_with("txn_words"))
    );
    assert!(census.tables.is_sorted());
    let totals: Vec<_> = census
        .totals
        .iter()
        .map(|(name, sum)| (name.as_str(), sum.as_str()))
        .collect();
    assert_eq!(
        totals,
        [
            ("expense:EUR", "1300"),
            ("income:EUR", "5000"),
            ("worth:EUR", "3707")
        ]
    );
    assert_eq!(census.user_version, store::SCHEMA_VERSION.unsigned_abs());
}

#[test]
fn sums_beyond_64_bits_are_added_up_all_the_same() {
    let conn = open();
    conn.execute_batch(
        "INSERT INTO account (uid, name, type, currency, opening_minor) VALUES \
         ('a', 'a', 'Cash', 'EUR', 9223372036854775807), ('b', 'b', 'Cash', 'EUR', 9223372036854775807), \
         ('c', 'c', 'Cash', 'JPY', -9223372036854775808), ('d', 'd', 'Cash', 'JPY', -5)",
    )
    .unwrap();
    let totals = census::take(&conn).unwrap().totals;
    assert_eq!(totals[0], ("worth:EUR".into(), "18446744073709551614".into()));
    assert_eq!(totals[1], ("worth:JPY".into(), "-9223372036854775813".into()));
}
