//! The list of transactions: which match a filter, in which order, and the rows to show.
//!
//! A list is the matching row ids, newest first. Pages are cut from that list and read by id, so a page costs
//! its own rows wherever it lies; nothing is ever skipped over by OFFSET.

use crate::{
    StoreError, convert,
    report::{categories_that_say_nothing, id_list},
};
use jiff::civil::Date;
use ledger::{Kind, fold};
use money::Money;
use rusqlite::{Connection, ToSql, params};

/// What to show. Every part that is given narrows the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Name of a category; its children count with it.
    pub category: Option<String>,
    /// Name of a child of the category.
    pub subcategory: Option<String>,
    /// Name of an account, on either side of a transfer.
    pub account: Option<String>,
    /// Kind of transaction.
    pub kind: Option<Kind>,
    /// What waits for a person's eye, see [`report::unsettled`](crate::report::unsettled).
    pub look: Option<Look>,
}

/// Why a transaction waits for a person's eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Its category says nothing.
    Unsorted,
    /// A transfer whose other account is not known.
    OnItsWay,
}

/// A transaction as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Identifier.
    pub uid: String,
    /// Civil date.
    pub date: Date,
    /// Which way the money went.
    pub kind: Kind,
    /// Greater than zero.
    pub amount: Money,
    /// What it was.
    pub description: String,
    /// Category of the first split.
    pub category: String,
    /// Child of the category.
    pub subcategory: Option<String>,
    /// How many splits; 1 when it is not divided.
    pub splits: u32,
    /// Account name.
    pub account: String,
    /// The other account of a transfer.
    pub to_account: Option<String>,
    /// In the person's order, comma-separated.
    pub tags: Option<String>,
}

/// A set of row ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IdSet {
    words: Vec<u64>,
}

impl IdSet {
    fn insert(&mut self, id: i64) {
        let id = id.unsigned_abs();
        let word = usize::try_from(id / 64).unwrap_or(usize::MAX);
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= 1 << (id % 64);
    }

    /// Whether the id is in the set.
    #[must_use]
    pub fn contains(&self, id: i64) -> bool {
        let id = id.unsigned_abs();
        let word = usize::try_from(id / 64)
            .ok()
            .and_then(|word| self.words.get(word));
        word.is_some_and(|bits| bits >> (id % 64) & 1 == 1)
    }
}

/// Row ids that match the filter, newest first.
///
/// # Errors
/// When SQLite can't read.
pub fn matching(conn: &Connection, filter: &Filter) -> Result<Vec<i64>, StoreError> {
    let mut sql = String::from("SELECT id FROM txn WHERE 1");
    let mut values: Vec<Box<dyn ToSql>> = Vec::new();
    let mut narrow = |condition: &str, value: Box<dyn ToSql>| {
        sql.push_str(condition);
        values.push(value);
    };
    if let Some(from) = filter.from {
        narrow(" AND date >= ?", Box::new(convert::date_to_int(from)));
    }
    if let Some(to) = filter.to {
        narrow(" AND date <= ?", Box::new(convert::date_to_int(to)));
    }
    if let Some(kind) = filter.kind {
        narrow(" AND kind = ?", Box::new(convert::kind_to_int(kind)));
    }
    if let Some(account) = &filter.account {
        let id = "(SELECT id FROM account WHERE name = ?)";
        narrow(&format!(" AND (account_id = {id}"), Box::new(account.clone()));
        narrow(&format!(" OR to_account_id = {id})"), Box::new(account.clone()));
    }
    if let Some(category) = &filter.category {
        narrow(
            " AND id IN (SELECT txn_id FROM split WHERE category_id IN (SELECT c.id FROM category c \
             LEFT JOIN category p ON p.id = c.parent_id WHERE coalesce(p.name, c.name) = ?",
            Box::new(category.clone()),
        );
        match &filter.subcategory {
            Some(child) => narrow(" AND p.id IS NOT NULL AND c.name = ?))", Box::new(child.clone())),
            None => narrow(" AND ? IS NULL))", Box::new(None::<String>)),
        }
    }
    match filter.look {
        Some(Look::Unsorted) => {
            let ids = id_list(&categories_that_say_nothing(conn)?);
            let condition = " AND id IN (SELECT txn_id FROM split WHERE category_id IN (";
            sql.push_str(&format!("{condition}{ids}))"));
        }
        Some(Look::OnItsWay) => sql.push_str(" AND kind = 3 AND to_account_id IS NULL"),
        None => (),
    }
    sql.push_str(" ORDER BY date DESC, id DESC");
    let mut statement = conn.prepare_cached(&sql)?;
    let ids = statement.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// Row ids whose words begin with every word of `text`; `None` when the text holds no word.
///
/// Accents and case do not matter. Scripts that write without spaces are searched as parts of the text.
///
/// # Errors
/// When SQLite can't read.
pub fn search(conn: &Connection, text: &str) -> Result<Option<IdSet>, StoreError> {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    if words.is_empty() {
        return Ok(None);
    }
    let mut found = IdSet::default();
    if words.iter().any(|word| word.chars().any(is_unspaced)) {
        let sql = "SELECT id FROM txn WHERE instr(description || ' ' || coalesce(notes, ''), ?) > 0";
        let mut statement = conn.prepare_cached(sql)?;
        let mut rows = statement.query([text.trim()])?;
        while let Some(row) = rows.next()? {
            found.insert(row.get(0)?);
        }
    } else {
        let query: Vec<String> = words.iter().map(|word| format!("\"{word}\"*")).collect();
        let mut statement = conn.prepare_cached("SELECT rowid FROM txn_words WHERE txn_words MATCH ?")?;
        let mut rows = statement.query([query.join(" ")])?;
        while let Some(row) = rows.next()? {
            found.insert(row.get(0)?);
        }
    }
    Ok(Some(found))
}

/// Chinese, Japanese and Thai put no space between words, so a word's beginning says little.
const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// The rows of these ids, in their order; an id that is gone is left out.
///
/// # Errors
/// When SQLite can't read.
pub fn rows(conn: &Connection, ids: &[i64]) -> Result<Vec<ListRow>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT t.uid, t.date, t.kind, t.minor, a.currency, t.description, coalesce(p.name, c.name), \
         CASE WHEN p.id IS NULL THEN NULL ELSE c.name END, (SELECT count(*) FROM split WHERE txn_id = t.id), a.name, \
         b.name, (SELECT group_concat(name, ',' ORDER BY n) FROM txn_tag JOIN tag ON tag.id = tag_id WHERE txn_id = t.id) \
         FROM txn t JOIN account a ON a.id = t.account_id LEFT JOIN account b ON b.id = t.to_account_id \
         JOIN split s ON s.txn_id = t.id AND s.n = (SELECT min(n) FROM split WHERE txn_id = t.id) \
         JOIN category c ON c.id = s.category_id LEFT JOIN category p ON p.id = c.parent_id WHERE t.id = ?",
    )?;
    let mut list = Vec::with_capacity(ids.len());
    for id in ids {
        let mut rows = statement.query(params![id])?;
        let Some(row) = rows.next()? else { continue };
        let code: String = row.get(4)?;
        list.push(ListRow {
            uid: row.get(0)?,
            date: convert::date_from_int(row.get(1)?)?,
            kind: convert::kind_from_int(row.get(2)?)?,
            amount: Money::new(row.get(3)?, convert::currency(&code)?),
            description: row.get(5)?,
            category: row.get(6)?,
            subcategory: row.get(7)?,
            splits: row.get(8)?,
            account: row.get(9)?,
            to_account: row.get(10)?,
            tags: row.get(11)?,
        });
    }
    Ok(list)
}
