//! A ledger in memory, and short ways to write transactions.

use jiff::civil::Date;
use ledger::{Kind, Transaction};
use money::{Currency, Money};
use rusqlite::{Connection, types::Value};
use store::{Entry, Keys};

pub fn open() -> Connection {
    let mut conn = Connection::open_in_memory().unwrap();
    conn.pragma_update(None, "foreign_keys", true).unwrap();
    store::migrate(&mut conn).unwrap();
    conn
}

/// Identifiers that are the same in each run.
pub fn ids() -> impl FnMut() -> String {
    let mut n = 0;
    move || {
        n += 1;
        format!("id-{n}")
    }
}

/// `t("a", "2024-01-31", Kind::Expense, 1250, "Food/Groceries", "Cash")`.
pub fn t(id: &str, date: &str, kind: Kind, minor: i64, category: &str, account: &str) -> Entry {
    let (category, child) = category
        .split_once('/')
        .map_or((category, None), |(c, s)| (c, Some(s.to_owned())));
    let transaction = Transaction {
        id: id.into(),
        date: date.parse::<Date>().unwrap(),
        kind,
        amount: Money::new(minor, Currency::EUR),
        category: category.into(),
        subcategory: child,
        description: format!("{category} in {account}"),
        account: account.into(),
        to_account: None,
        payment_method: None,
        tags: vec!["home".into(), "été".into()],
        frequency: None,
        notes: None,
        created_at: "2024-01-01T00:00:00Z".into(),
        updated_at: "2024-01-01T00:00:00Z".into(),
        splits: Vec::new(),
    };
    entry(transaction)
}

pub fn entry(transaction: Transaction) -> Entry {
    let mut fingerprint = [0; 32];
    for (i, byte) in format!("{transaction:?}").bytes().enumerate() {
        fingerprint[i % 32] ^= byte.rotate_left(u32::try_from(i % 8).unwrap());
    }
    Entry {
        transaction,
        keys: Keys {
            fingerprint,
            content_key: [7; 16],
        },
    }
}

/// Every row of every table a person's data lives in, without row ids and without the import history.
pub fn dump(conn: &Connection) -> Vec<String> {
    let queries = [
        "SELECT uid, date, kind, minor, description, payment_method, notes, frequency, created_at, updated_at, \
         (SELECT name FROM account WHERE id = account_id), (SELECT name FROM account WHERE id = to_account_id), \
         hex(fingerprint), (SELECT group_concat(name, ',' ORDER BY n) FROM txn_tag JOIN tag ON tag.id = tag_id WHERE txn_id = txn.id), \
         (SELECT group_concat(c.kind || coalesce(p.name, '') || c.name || s.minor, ',' ORDER BY n) FROM split s \
         JOIN category c ON c.id = s.category_id LEFT JOIN category p ON p.id = c.parent_id WHERE txn_id = txn.id) \
         FROM txn ORDER BY uid",
        "SELECT uid, name, type, institution, currency, opening_minor, checkpoint_minor FROM account ORDER BY uid",
        "SELECT c.kind, p.name, c.name FROM category c LEFT JOIN category p ON p.id = c.parent_id ORDER BY 1, 2, 3",
        "SELECT uid, category, month, limit_minor, currency FROM budget ORDER BY uid",
        "SELECT name FROM tag ORDER BY name",
        "SELECT month, kind, sum(minor), sum(n) FROM category_month GROUP BY 1, 2 ORDER BY 1, 2",
        "SELECT month, currency, sum(minor), sum(n) FROM account_month GROUP BY 1, 2 ORDER BY 1, 2",
        "SELECT date, kind, currency, minor, n FROM day_total ORDER BY 1, 2, 3",
    ];
    let mut dump = Vec::new();
    for sql in queries {
        let mut statement = conn.prepare(sql).unwrap();
        let columns = statement.column_count();
        let rows = statement
            .query_map([], |row| {
                (0..columns)
                    .map(|i| row.get::<_, Value>(i))
                    .collect::<Result<Vec<_>, _>>()
            })
            .unwrap();
        dump.extend(rows.map(|row| format!("{:?}", row.unwrap())));
    }
    dump
}
