//! Spreadsheets that are remembered, and imports from them.

use crate::support::{dump, ids, open, t};
use ledger::Kind::Expense;
use rusqlite::Connection;
use store::{
    batch::{self, Plan},
    sheets::{self, Map, ReadRow, Since, Source, Tab, Taken},
    totals, transactions,
};

fn source() -> Source {
    let tab = |number, title: &str, is_chosen| Tab {
        number,
        title: title.into(),
        is_chosen,
        ..Tab::default()
    };
    Source {
        file_id: "1a".into(),
        title: "Household".into(),
        read_at: None,
        tabs: vec![tab(0, "Money", true), tab(7, "Notes", false)],
    }
}

fn row(n: u8, uid: Option<&str>) -> ReadRow {
    ReadRow {
        fingerprint: [n; 32],
        uid: uid.map(str::to_owned),
        since: Since::Now,
    }
}

fn taken(hash: u8, rows: Vec<ReadRow>) -> Vec<Taken> {
    vec![Taken {
        file_id: "1a".into(),
        number: 0,
        hash: [hash; 32],
        rows,
    }]
}

fn commit(conn: &mut Connection, plan: &Plan, make_id: &mut dyn FnMut() -> String) -> i64 {
    batch::commit(
        conn,
        plan,
        "Household",
        "2026-01-01T00:00:00Z",
        make_id,
        &mut |_| (),
    )
    .unwrap()
}

#[test]
fn what_was_understood_of_a_spreadsheet_is_remembered() {
    let mut conn = open();
    let mut source = source();
    source.tabs[0].map = Some(Map {
        kind: "transactions".into(),
        header: 2,
        columns: vec![
            ("account".into(), None, "Visa".into()),
            ("date".into(), Some(0), "Cuándo".into()),
        ],
    });
    sheets::put(&mut conn, &source).unwrap();
    sheets::note_read(&conn, "1a", "2026-01-01T00:00:00Z").unwrap();
    source.read_at = Some("2026-01-01T00:00:00Z".into());
    assert_eq!(sheets::all(&conn).unwrap(), [source.clone()]);
    // One sheet is gone, the other has another name and is understood by itself.
    source.tabs.pop();
    source.tabs[0].title = "Dinero".into();
    source.tabs[0].map = None;
    sheets::put(&mut conn, &source).unwrap();
    assert_eq!(sheets::get(&conn, "1a").unwrap(), source);
    sheets::forget(&conn, "1a").unwrap();
    assert!(sheets::all(&conn).unwrap().is_empty() && sheets::get(&conn, "1a").is_err());
}

#[test]
fn rows_that_vanished_go_with_the_import_and_come_back_when_it_is_undone() {
    let (mut conn, mut make_id) = (open(), ids());
    sheets::put(&mut conn, &source()).unwrap();
    let first = Plan {
        new: vec![
            t("a", "2024-01-31", Expense, 1250, "Food/Groceries", "Cash"),
            t("b", "2024-02-01", Expense, 9900, "Rent", "Bank"),
        ],
        sheets: taken(1, vec![row(1, Some("a")), row(2, Some("b"))]),
        ..Plan::default()
    };
    let first = commit(&mut conn, &first, &mut make_id);
    let before = dump(&conn);
    let second = Plan {
        new: vec![t("c", "2024-03-01", Expense, 500, "Moves", "Bank")],
        removed: vec!["a".into()],
        sheets: taken(
            2,
            vec![
                ReadRow {
                    since: Since::Before(Some(first)),
                    ..row(2, Some("b"))
                },
                row(3, Some("c")),
            ],
        ),
        ..Plan::default()
    };
    let second = commit(&mut conn, &second, &mut make_id);
    assert!(transactions::get(&conn, "a").unwrap().is_none());
    assert_eq!(batch::history(&conn).unwrap()[0].n_removed, 1);
    assert_eq!(totals::check(&conn).unwrap(), 0);

    batch::undo(&mut conn, second, "2026-01-02T00:00:00Z", &mut make_id).unwrap();
    assert_eq!(dump(&conn), before);
    assert_eq!(totals::check(&conn).unwrap(), 0);
    // What the second import knew of the sheet is not known any more; what the first knew is.
    assert_eq!(sheets::get(&conn, "1a").unwrap().tabs[0].hash, None);
    let rows = sheets::rows(&conn, "1a", 0).unwrap();
    assert_eq!((rows.len(), rows[0].uid.as_deref()), (1, Some("b")));
    // The row that came back belongs to the import it came with.
    batch::undo(&mut conn, first, "2026-01-03T00:00:00Z", &mut make_id).unwrap();
    assert!(transactions::all_keys(&conn).unwrap().is_empty());
}

#[test]
fn what_is_taken_in_of_an_unknown_sheet_is_refused_with_all_of_its_import() {
    let (mut conn, mut make_id) = (open(), ids());
    let plan = Plan {
        new: vec![t("a", "2024-01-31", Expense, 1, "X", "Y")],
        sheets: taken(1, vec![row(1, Some("a"))]),
        ..Plan::default()
    };
    let refused = batch::commit(
        &mut conn,
        &plan,
        "x",
        "2026-01-01T00:00:00Z",
        &mut make_id,
        &mut |_| (),
    );
    assert!(refused.is_err());
    assert!(transactions::all_keys(&conn).unwrap().is_empty());
}
