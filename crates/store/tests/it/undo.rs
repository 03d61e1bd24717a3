//! An import is one batch: all of it is written, and all of it can be taken back.

use crate::support::{dump, ids, open, t};
use ledger::Kind::{Expense, Income, Transfer};
use proptest::prelude::*;
use rusqlite::Connection;
use store::{
    batch::{self, Plan},
    totals, transactions,
};

fn commit(conn: &mut Connection, plan: &Plan, make_id: &mut dyn FnMut() -> String) -> i64 {
    batch::commit(
        conn,
        plan,
        "file.csv",
        "2026-01-01T00:00:00Z",
        make_id,
        &mut |_| (),
    )
    .unwrap()
}

#[test]
fn undoing_an_import_restores_the_earlier_ledger_with_its_changed_rows() {
    let (mut conn, mut make_id) = (open(), ids());
    let first = Plan {
        new: vec![
            t("a", "2024-01-31", Expense, 1250, "Food/Groceries", "Cash"),
            t("b", "2024-02-01", Income, 9900, "Salary", "Bank"),
        ],
        ..Plan::default()
    };
    commit(&mut conn, &first, &mut make_id);
    let before = dump(&conn);

    let second = Plan {
        new: vec![t("c", "2024-03-01", Transfer, 500, "Moves", "Bank")],
        updated: vec![t("a", "2024-02-29", Expense, 1300, "Travel", "Wallet")],
        ..Plan::default()
    };
    let batch = commit(&mut conn, &second, &mut make_id);
    assert_ne!(dump(&conn), before);
    assert_eq!(totals::check(&conn).unwrap(), 0);

    batch::undo(&mut conn, batch, "2026-01-02T00:00:00Z", &mut make_id).unwrap();
    assert_eq!(dump(&conn), before);
    assert_eq!(totals::check(&conn).unwrap(), 0);
}

#[test]
fn an_import_can_be_undone_only_once() {
    let (mut conn, mut make_id) = (open(), ids());
    let plan = Plan {
        new: vec![t("a", "2024-01-31", Expense, 1, "X", "Y")],
        ..Plan::default()
    };
    let batch = commit(&mut conn, &plan, &mut make_id);
    batch::undo(&mut conn, batch, "2026-01-02T00:00:00Z", &mut make_id).unwrap();
    assert!(batch::undo(&mut conn, batch, "2026-01-02T00:00:00Z", &mut make_id).is_err());
    assert!(batch::history(&conn).unwrap()[0].undone_at.is_some());
}

#[test]
fn a_row_that_cannot_be_written_leaves_nothing_of_its_import() {
    let (mut conn, mut make_id) = (open(), ids());
    let before = dump(&conn);
    let twice = t("a", "2024-01-31", Expense, 1, "X", "Y");
    let plan = Plan {
        new: vec![twice.clone(), twice],
        ..Plan::default()
    };
    assert!(
        batch::commit(
            &mut conn,
            &plan,
            "f",
            "2026-01-01T00:00:00Z",
            &mut make_id,
            &mut |_| ()
        )
        .is_err()
    );
    assert_eq!(dump(&conn), before);
    assert!(batch::history(&conn).unwrap().is_empty());
}

#[test]
fn what_was_added_to_an_imported_account_since_keeps_the_account() {
    let (mut conn, mut make_id) = (open(), ids());
    let plan = Plan {
        new: vec![t("a", "2024-01-31", Expense, 1, "X", "Y")],
        ..Plan::default()
    };
    let batch = commit(&mut conn, &plan, &mut make_id);
    let mut names = store::Names::load(&conn, None, &mut make_id).unwrap();
    let own = t("own", "2024-02-01", Expense, 2, "X", "Y");
    transactions::insert(&conn, &mut names, &own, None).unwrap();
    batch::undo(&mut conn, batch, "2026-01-02T00:00:00Z", &mut make_id).unwrap();
    assert_eq!(transactions::get(&conn, "own").unwrap(), Some(own));
    assert_eq!(totals::check(&conn).unwrap(), 0);
}

proptest! {
    #[test]
    fn any_import_over_any_ledger_can_be_undone(
        old in prop::collection::vec((0..20u8, 1..12u8, 0..4usize, 1..9999i64), 0..20),
        new in prop::collection::vec((0..20u8, 1..12u8, 0..4usize, 1..9999i64), 1..20),
    ) {
        let (mut conn, mut make_id) = (open(), ids());
        let entries = |rows: &[(u8, u8, usize, i64)]| {
            let mut seen = std::collections::BTreeMap::new();
            for (id, month, kind, minor) in rows {
                let kind = ledger::Kind::ALL[*kind];
                let entry = t(&format!("t{id}"), &format!("2024-{month:02}-15"), kind, *minor, ["A", "A/B", "C"][usize::from(id % 3)], ["X", "Y"][usize::from(month % 2)]);
                seen.insert(*id, entry);
            }
            seen
        };
        let (old, new) = (entries(&old), entries(&new));
        let first = Plan { new: old.values().cloned().collect(), ..Plan::default() };
        commit(&mut conn, &first, &mut make_id);
        let before = dump(&conn);
        let (updated, added): (Vec<_>, Vec<_>) = new.into_iter().partition(|(id, _)| old.contains_key(id));
        let plan = Plan {
            new: added.into_iter().map(|(_, entry)| entry).collect(),
            updated: updated.into_iter().map(|(_, entry)| entry).collect(),
            ..Plan::default()
        };
        let batch = commit(&mut conn, &plan, &mut make_id);
        prop_assert_eq!(totals::check(&conn).unwrap(), 0);
        batch::undo(&mut conn, batch, "2026-01-02T00:00:00Z", &mut make_id).unwrap();
        prop_assert_eq!(dump(&conn), before);
        prop_assert_eq!(totals::check(&conn).unwrap(), 0);
    }
}
