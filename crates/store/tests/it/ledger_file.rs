//! The file: its schema, what is found in it, and what it refuses.

use crate::support::{dump, entry, ids, open, t};
use ledger::{Kind, Kind::Expense, Split};
use rusqlite::Connection;
use store::{
    Names, StoreError, accounts,
    list::{self, Filter},
    report, totals, transactions, vocabulary,
};

fn insert(conn: &Connection, entries: &[store::Entry]) {
    let mut make_id = ids();
    let mut names = Names::load(conn, None, &mut make_id).unwrap();
    for entry in entries {
        transactions::insert(conn, &mut names, entry, None).unwrap();
    }
}

fn found(conn: &Connection, text: &str) -> usize {
    let set = list::search(conn, text).unwrap().unwrap();
    list::matching(conn, &Filter::default())
        .unwrap()
        .into_iter()
        .filter(|id| set.contains(*id))
        .count()
}

#[test]
fn the_schema_is_the_committed_one() {
    let committed = include_str!("../schema.sql");
    let now = store::schema(&open()).unwrap();
    assert!(
        now == committed,
        "the schema changed: add a migration, then write this to tests/schema.sql:\n{now}"
    );
}

#[test]
fn a_file_of_a_newer_app_is_refused_untouched() {
    let mut conn = open();
    conn.pragma_update(None, "user_version", store::SCHEMA_VERSION + 1)
        .unwrap();
    assert!(matches!(
        store::migrate(&mut conn),
        Err(StoreError::NewerSchema { .. })
    ));
}

#[test]
fn a_ledger_from_before_there_were_totals_by_day_gets_them() {
    let mut conn = open();
    insert(
        &conn,
        &[
            t("a", "2024-01-31", Expense, 1000, "Food", "Cash"),
            t("b", "2024-01-31", Expense, 250, "Food", "Cash"),
            t("c", "2024-02-01", Kind::Income, 9000, "Salary", "Cash"),
        ],
    );
    conn.execute_batch("DROP VIEW day_effect; DROP TABLE day_total; PRAGMA user_version = 3")
        .unwrap();
    store::migrate(&mut conn).unwrap();
    assert_eq!(totals::check(&conn).unwrap(), 0);
    let (first, last) = ("2024-01-01".parse().unwrap(), "2024-12-31".parse().unwrap());
    let days = report::days(&conn, Expense, first, last).unwrap();
    let days: Vec<_> = days
        .iter()
        .map(|(date, total)| (date.to_string(), total.minor))
        .collect();
    assert_eq!(days, [("2024-01-31".to_owned(), 1250)]);
}

#[test]
fn what_waits_for_an_eye_is_counted_and_listed() {
    let conn = open();
    let mut on_its_way = t("c", "2024-02-01", Kind::Transfer, 9000, "Move", "Cash");
    on_its_way.transaction.to_account = None;
    insert(
        &conn,
        &[
            t("a", "2024-01-31", Expense, 1000, "Food", "Cash"),
            t("b", "2024-01-31", Expense, 250, "Sin categoría", "Cash"),
            t("d", "2023-01-31", Expense, 250, "Other Expenses", "Cash"),
            on_its_way,
        ],
    );
    let found = report::unsettled(&conn).unwrap();
    assert_eq!((found.unsorted, found.on_their_way), (2, 1));
    let listed = |look| {
        let filter = Filter {
            look: Some(look),
            ..Filter::default()
        };
        let ids = list::matching(&conn, &filter).unwrap();
        let rows = list::rows(&conn, &ids).unwrap();
        rows.into_iter().map(|row| row.uid).collect::<Vec<_>>()
    };
    assert_eq!(listed(list::Look::Unsorted), ["b", "d"]);
    assert_eq!(listed(list::Look::OnItsWay), ["c"]);
}

#[test]
fn net_worth_is_reckoned_back_month_by_month() {
    let conn = open();
    insert(
        &conn,
        &[
            t("a", "2024-01-31", Kind::Income, 1000, "Salary", "Cash"),
            t("b", "2024-03-01", Expense, 250, "Food", "Cash"),
        ],
    );
    let month = |text: &str| text.parse::<ledger::Month>().unwrap();
    let changes = report::worth_changes(&conn, month("2024-01"), month("2024-03")).unwrap();
    let changes: Vec<_> = changes
        .iter()
        .map(|(month, change)| (month.to_string(), change.minor))
        .collect();
    assert_eq!(changes, [("2024-03".to_owned(), -250)]);
    let at = |text| report::net_worth(&conn, month(text)).unwrap()[0].minor;
    assert_eq!((at("2024-01"), at("2024-03")), (1000, 750));
}

#[test]
fn a_divided_transaction_comes_back_as_it_was_written_and_is_counted_by_its_splits() {
    let conn = open();
    let mut divided = t("a", "2024-01-31", Expense, 1000, "Food", "Cash").transaction;
    divided.splits = vec![
        Split {
            category: "Food".into(),
            subcategory: Some("Groceries".into()),
            minor: 700,
        },
        Split {
            category: "Home".into(),
            subcategory: None,
            minor: 300,
        },
    ];
    divided.category = "Food".into();
    divided.subcategory = Some("Groceries".into());
    let divided = entry(divided);
    insert(&conn, std::slice::from_ref(&divided));
    assert_eq!(transactions::get(&conn, "a").unwrap(), Some(divided.clone()));
    let totals = report::categories(&conn, "2024-01".parse().unwrap()).unwrap();
    let shown: Vec<_> = totals
        .iter()
        .map(|c| (c.category.as_str(), c.total.minor))
        .collect();
    assert_eq!(shown, [("Food", 700), ("Home", 300)]);
    let mut all = Vec::new();
    transactions::for_each(&conn, &|_| true, &mut |t| all.push(t.clone())).unwrap();
    assert_eq!(all, [divided.transaction]);
}

#[test]
fn cafe_finds_café_by_its_beginning_and_by_note_tag_and_amount() {
    let conn = open();
    let mut coffee = t("a", "2024-01-31", Expense, 123_450, "Food", "Cash").transaction;
    coffee.description = "CAFÉ São Bento".into();
    coffee.notes = Some("mit Oma".into());
    insert(
        &conn,
        &[entry(coffee), t("b", "2024-01-30", Expense, 5, "Food", "Bank")],
    );
    for text in ["cafe", "CAF", "café sao", "bento", "oma", "1234.50", "1234"] {
        assert_eq!(found(&conn, text), 1, "{text}");
    }
    assert_eq!(found(&conn, "ete"), 2, "the tag of both");
    assert_eq!(found(&conn, "cafe nothing"), 0);
    assert_eq!(
        list::search(&conn, " \"*' OR ").unwrap().map(|_| ()),
        Some(()),
        "syntax is only text"
    );
    assert_eq!(list::search(&conn, "…").unwrap(), None);
}

#[test]
fn a_script_without_spaces_is_found_in_the_middle() {
    let conn = open();
    let mut shop = t("a", "2024-01-31", Expense, 1, "Food", "Cash").transaction;
    shop.description = "業務スーパー".into();
    insert(&conn, &[entry(shop)]);
    assert_eq!(found(&conn, "スーパー"), 1);
}

#[test]
fn filters_narrow_by_date_kind_account_and_category_with_its_children() {
    let conn = open();
    let mut transfer = t("d", "2024-01-04", Kind::Transfer, 1, "Moves", "Bank").transaction;
    transfer.to_account = Some("Cash".into());
    insert(
        &conn,
        &[
            t("a", "2024-01-01", Expense, 1, "Food/Groceries", "Cash"),
            t("b", "2024-01-02", Expense, 1, "Food", "Bank"),
            t("c", "2024-01-03", Kind::Income, 1, "Salary", "Bank"),
            entry(transfer),
        ],
    );
    let shown = |filter: Filter| -> String {
        let ids = list::matching(&conn, &filter).unwrap();
        list::rows(&conn, &ids)
            .unwrap()
            .into_iter()
            .map(|row| row.uid)
            .collect()
    };
    assert_eq!(shown(Filter::default()), "dcba");
    assert_eq!(
        shown(Filter {
            category: Some("Food".into()),
            ..Filter::default()
        }),
        "ba"
    );
    let groceries = Filter {
        category: Some("Food".into()),
        subcategory: Some("Groceries".into()),
        ..Filter::default()
    };
    assert_eq!(shown(groceries), "a");
    assert_eq!(
        shown(Filter {
            account: Some("Cash".into()),
            ..Filter::default()
        }),
        "da",
        "both sides of a transfer"
    );
    assert_eq!(
        shown(Filter {
            kind: Some(Kind::Income),
            ..Filter::default()
        }),
        "c"
    );
    let days = Filter {
        from: "2024-01-02".parse().ok(),
        to: "2024-01-03".parse().ok(),
        ..Filter::default()
    };
    assert_eq!(shown(days), "cb");
}

#[test]
fn moving_ones_own_money_never_changes_net_worth() {
    let conn = open();
    let mut to_cash = t("b", "2024-01-02", Kind::Transfer, 300, "Moves", "Bank").transaction;
    to_cash.to_account = Some("Cash".into());
    insert(
        &conn,
        &[
            t("a", "2024-01-01", Kind::Income, 1000, "Salary", "Bank"),
            entry(to_cash),
            t("c", "2024-01-03", Kind::Transfer, 200, "Moves", "Bank"),
            t("d", "2024-01-04", Kind::Saving, 100, "Holiday", "Bank"),
            t("e", "2024-02-01", Expense, 50, "Food", "Cash"),
        ],
    );
    let worth = |month: &str| report::net_worth(&conn, month.parse().unwrap()).unwrap()[0].minor;
    assert_eq!((worth("2024-01"), worth("2024-02")), (1000, 950));
    let balances: Vec<_> = accounts::all(&conn)
        .unwrap()
        .into_iter()
        .map(|a| a.balance.minor)
        .collect();
    assert_eq!(
        balances,
        [500, 250],
        "Bank, Cash; 200 are on their way to an account that was not named"
    );
    assert_eq!(totals::check(&conn).unwrap(), 0);
}

#[test]
fn removing_and_writing_again_leaves_the_ledger_as_it_was() {
    let conn = open();
    let both = [
        t("a", "2024-01-01", Expense, 1, "Food", "Cash"),
        t("b", "2024-01-02", Expense, 2, "Food", "Cash"),
    ];
    insert(&conn, &both);
    let before = dump(&conn);
    let gone = transactions::remove(&conn, "a").unwrap();
    assert_eq!(totals::check(&conn).unwrap(), 0);
    insert(&conn, &[gone]);
    assert_eq!(dump(&conn), before);
    assert!(matches!(
        transactions::remove(&conn, "zz"),
        Err(StoreError::NotFound { .. })
    ));
}

#[test]
fn a_new_ledger_has_the_default_categories() {
    let conn = open();
    vocabulary::add_default_categories(&conn, &mut ids()).unwrap();
    let categories = vocabulary::categories(&conn).unwrap();
    assert_eq!(categories.len(), 17);
    let food = categories.iter().find(|c| c.name == "Food").unwrap();
    assert_eq!(food.children, ["Delivery", "Dining Out", "Groceries"]);
}
