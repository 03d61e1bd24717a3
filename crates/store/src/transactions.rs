//! Reading and writing transactions. Callers open the SQL transaction; each function keeps totals and words true.

use crate::{
    Entry, Keys, Names, StoreError, convert,
    totals::{self, Sign},
};
use jiff::civil::Date;
use ledger::{Kind, Split, Transaction};
use money::Money;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::HashMap;

/// Writes a new transaction and counts it.
///
/// # Errors
/// When an account keeps another currency, the identifier is taken, or SQLite refuses.
pub fn insert(
    conn: &Connection,
    names: &mut Names<'_>,
    entry: &Entry,
    batch: Option<i64>,
) -> Result<(), StoreError> {
    let id = insert_uncounted(conn, names, entry, batch)?;
    totals::apply(conn, id, Sign::Add)
}

/// Writes a new transaction without counting it: an import counts its rows all at once.
pub(crate) fn insert_uncounted(
    conn: &Connection,
    names: &mut Names<'_>,
    entry: &Entry,
    batch: Option<i64>,
) -> Result<i64, StoreError> {
    let t = &entry.transaction;
    let currency = t.amount.currency;
    let account = names.account(conn, &t.account, currency)?;
    let to_account = t
        .to_account
        .as_deref()
        .map(|name| names.account(conn, name, currency))
        .transpose()?;
    conn.prepare_cached(
        "INSERT INTO txn (uid, date, kind, minor, account_id, to_account_id, description, payment_method, notes, \
         frequency, created_at, updated_at, batch_id, fingerprint, content_key) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        t.id,
        convert::date_to_int(t.date),
        convert::kind_to_int(t.kind),
        t.amount.minor,
        account,
        to_account,
        t.description,
        t.payment_method,
        t.notes,
        t.frequency.map(convert::frequency_to_int),
        t.created_at,
        t.updated_at,
        batch,
        entry.keys.fingerprint,
        entry.keys.content_key,
    ])?;
    let id = conn.last_insert_rowid();
    insert_parts(conn, names, t, id)?;
    Ok(id)
}

fn insert_parts(
    conn: &Connection,
    names: &mut Names<'_>,
    t: &Transaction,
    id: i64,
) -> Result<(), StoreError> {
    let mut split =
        conn.prepare_cached("INSERT INTO split (txn_id, n, category_id, minor) VALUES (?, ?, ?, ?)")?;
    if t.splits.is_empty() {
        let category = names.category(conn, t.kind, &t.category, t.subcategory.as_deref())?;
        split.execute(params![id, 0, category, t.amount.minor])?;
    }
    for (n, part) in t.splits.iter().enumerate() {
        let category = names.category(conn, t.kind, &part.category, part.subcategory.as_deref())?;
        split.execute(params![id, convert::count(n + 1), category, part.minor])?;
    }
    if !t.tags.is_empty() {
        let mut link = conn.prepare_cached("INSERT INTO txn_tag (txn_id, n, tag_id) VALUES (?, ?, ?)")?;
        for (n, tag) in t.tags.iter().enumerate() {
            link.execute(params![id, convert::count(n), names.tag(conn, tag)?])?;
        }
    }
    conn.prepare_cached("INSERT INTO txn_words (rowid, words) VALUES (?, ?)")?
        .execute(params![id, words(t)])?;
    Ok(())
}

/// What the search looks at.
fn words(t: &Transaction) -> String {
    let mut words = t.description.clone();
    for text in t.notes.iter().chain(&t.tags) {
        words.push(' ');
        words.push_str(text);
    }
    words.push(' ');
    words.push_str(&t.amount.to_decimal());
    words
}

/// Takes a transaction out and returns what it was.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not there.
pub fn remove(conn: &Connection, uid: &str) -> Result<Entry, StoreError> {
    let (id, entry) = find(conn, uid)?.ok_or(StoreError::NotFound { what: "transaction" })?;
    totals::apply(conn, id, Sign::Remove)?;
    conn.prepare_cached("DELETE FROM txn_words WHERE rowid = ?")?
        .execute([id])?;
    conn.prepare_cached("DELETE FROM txn WHERE id = ?")?
        .execute([id])?;
    Ok(entry)
}

/// Replaces the transaction of the same identifier and returns what it was. Its row and its batch stay.
///
/// # Errors
/// [`StoreError::NotFound`] when it is not there.
pub fn replace(conn: &Connection, names: &mut Names<'_>, entry: &Entry) -> Result<Entry, StoreError> {
    let t = &entry.transaction;
    let (id, before) = find(conn, &t.id)?.ok_or(StoreError::NotFound { what: "transaction" })?;
    totals::apply(conn, id, Sign::Remove)?;
    let currency = t.amount.currency;
    let account = names.account(conn, &t.account, currency)?;
    let to_account = t
        .to_account
        .as_deref()
        .map(|name| names.account(conn, name, currency))
        .transpose()?;
    conn.prepare_cached("DELETE FROM txn_words WHERE rowid = ?")?
        .execute([id])?;
    conn.prepare_cached("DELETE FROM split WHERE txn_id = ?")?
        .execute([id])?;
    conn.prepare_cached("DELETE FROM txn_tag WHERE txn_id = ?")?
        .execute([id])?;
    conn.prepare_cached(
        "UPDATE txn SET date = ?, kind = ?, minor = ?, account_id = ?, to_account_id = ?, to_minor = NULL, \
         description = ?, payment_method = ?, notes = ?, frequency = ?, created_at = ?, updated_at = ?, \
         fingerprint = ?, content_key = ? WHERE id = ?",
    )?
    .execute(params![
        convert::date_to_int(t.date),
        convert::kind_to_int(t.kind),
        t.amount.minor,
        account,
        to_account,
        t.description,
        t.payment_method,
        t.notes,
        t.frequency.map(convert::frequency_to_int),
        t.created_at,
        t.updated_at,
        entry.keys.fingerprint,
        entry.keys.content_key,
        id,
    ])?;
    insert_parts(conn, names, t, id)?;
    totals::apply(conn, id, Sign::Add)?;
    Ok(before)
}

/// The transaction with this identifier.
///
/// # Errors
/// When SQLite can't read it.
pub fn get(conn: &Connection, uid: &str) -> Result<Option<Entry>, StoreError> {
    Ok(find(conn, uid)?.map(|(_, entry)| entry))
}

const COLUMNS: &str = "SELECT t.id, t.uid, t.date, t.kind, t.minor, a.currency, a.name, b.name, t.description, \
    t.payment_method, t.notes, t.frequency, t.created_at, t.updated_at, t.batch_id, t.fingerprint, t.content_key, \
    s.n, s.minor, coalesce(p.name, c.name), CASE WHEN p.id IS NULL THEN NULL ELSE c.name END \
    FROM txn t JOIN account a ON a.id = t.account_id LEFT JOIN account b ON b.id = t.to_account_id \
    JOIN split s ON s.txn_id = t.id JOIN category c ON c.id = s.category_id LEFT JOIN category p ON p.id = c.parent_id ";

fn find(conn: &Connection, uid: &str) -> Result<Option<(i64, Entry)>, StoreError> {
    let mut statement = conn.prepare_cached(&format!("{COLUMNS} WHERE t.uid = ? ORDER BY s.n"))?;
    let mut rows = statement.query([uid])?;
    let Some(first) = rows.next()? else {
        return Ok(None);
    };
    let id = first.get(0)?;
    let mut entry = entry(first)?;
    while let Some(row) = rows.next()? {
        entry.transaction.splits.push(split(row)?);
    }
    let mut statement = conn
        .prepare_cached("SELECT name FROM txn_tag JOIN tag ON tag.id = tag_id WHERE txn_id = ? ORDER BY n")?;
    entry.transaction.tags = statement
        .query_map([id], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(Some((id, entry)))
}

/// Visits every transaction that `keep` admits, by date and identifier.
///
/// # Errors
/// When SQLite can't read one.
pub fn for_each(
    conn: &Connection,
    keep: &dyn Fn(i64) -> bool,
    visit: &mut dyn FnMut(&Transaction),
) -> Result<(), StoreError> {
    let mut tags: HashMap<i64, Vec<String>> = HashMap::new();
    let mut statement =
        conn.prepare("SELECT txn_id, name FROM txn_tag JOIN tag ON tag.id = tag_id ORDER BY txn_id, n")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        tags.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    let mut statement = conn.prepare(&format!("{COLUMNS} ORDER BY t.date, t.uid, s.n"))?;
    let mut rows = statement.query([])?;
    let mut current: Option<(i64, Transaction)> = None;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        if !keep(id) {
            continue;
        }
        match &mut current {
            Some((known, transaction)) if *known == id => transaction.splits.push(split(row)?),
            _ => {
                if let Some((_, done)) = current.take() {
                    visit(&done);
                }
                let mut transaction = entry(row)?.transaction;
                transaction.tags = tags.remove(&id).unwrap_or_default();
                current = Some((id, transaction));
            }
        }
    }
    if let Some((_, done)) = current {
        visit(&done);
    }
    Ok(())
}

fn split(row: &Row<'_>) -> Result<Split, StoreError> {
    Ok(Split {
        category: row.get(19)?,
        subcategory: row.get(20)?,
        minor: row.get(18)?,
    })
}

/// The transaction of a joined row; a divided one gets its first split, the caller adds the others.
fn entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let first = split(row)?;
    let divided = row.get::<_, i64>(17)? != 0;
    let frequency: Option<i64> = row.get(11)?;
    let code: String = row.get(5)?;
    let transaction = Transaction {
        id: row.get(1)?,
        date: date(row, 2)?,
        kind: kind(row, 3)?,
        amount: Money::new(row.get(4)?, convert::currency(&code)?),
        category: first.category.clone(),
        subcategory: first.subcategory.clone(),
        account: row.get(6)?,
        to_account: row.get(7)?,
        description: row.get(8)?,
        payment_method: row.get(9)?,
        notes: row.get(10)?,
        frequency: frequency.map(convert::frequency_from_int).transpose()?,
        created_at: row.get(12)?,
        updated_at: row.get(13)?,
        tags: Vec::new(),
        splits: if divided { vec![first] } else { Vec::new() },
    };
    Ok(Entry {
        transaction,
        keys: Keys {
            fingerprint: row.get(15)?,
            content_key: row.get(16)?,
        },
    })
}

fn date(row: &Row<'_>, column: usize) -> Result<Date, StoreError> {
    convert::date_from_int(row.get(column)?)
}

fn kind(row: &Row<'_>, column: usize) -> Result<Kind, StoreError> {
    convert::kind_from_int(row.get(column)?)
}

/// The keys of every transaction by identifier, for an import to match against.
///
/// # Errors
/// When SQLite can't read them.
pub fn all_keys(conn: &Connection) -> Result<Vec<(String, Keys)>, StoreError> {
    let mut statement = conn.prepare("SELECT uid, fingerprint, content_key FROM txn")?;
    let keys = statement.query_map([], |row| {
        Ok((
            row.get(0)?,
            Keys {
                fingerprint: row.get(1)?,
                content_key: row.get(2)?,
            },
        ))
    })?;
    Ok(keys.collect::<Result<_, _>>()?)
}

/// Whether the identifier is taken.
///
/// # Errors
/// When SQLite can't read.
pub fn exists(conn: &Connection, uid: &str) -> Result<bool, StoreError> {
    let found = conn
        .query_row("SELECT 1 FROM txn WHERE uid = ?", [uid], |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}
