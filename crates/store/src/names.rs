//! From names to rows: accounts, categories and tags, found or created.

use crate::{StoreError, convert};
use ledger::Kind;
use money::Currency;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// The names of one ledger, read once and kept true while rows are written.
pub struct Names<'a> {
    accounts: HashMap<String, (i64, Currency)>,
    /// By parent, or by `-1 - kind` for the top level.
    categories: HashMap<i64, HashMap<String, i64>>,
    tags: HashMap<String, i64>,
    make_id: &'a mut dyn FnMut() -> String,
    batch: Option<i64>,
}

impl<'a> Names<'a> {
    /// Reads the names. New rows get an identifier of `make_id` and belong to `batch`.
    ///
    /// # Errors
    /// When SQLite can't read them.
    pub fn load(
        conn: &Connection,
        batch: Option<i64>,
        make_id: &'a mut dyn FnMut() -> String,
    ) -> Result<Self, StoreError> {
        let mut names = Self {
            accounts: HashMap::new(),
            categories: HashMap::new(),
            tags: HashMap::new(),
            make_id,
            batch,
        };
        let mut statement = conn.prepare("SELECT name, id, currency FROM account")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let code: String = row.get(2)?;
            names
                .accounts
                .insert(row.get(0)?, (row.get(1)?, convert::currency(&code)?));
        }
        let mut statement = conn.prepare("SELECT coalesce(parent_id, -1 - kind), name, id FROM category")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            names
                .categories
                .entry(row.get(0)?)
                .or_default()
                .insert(row.get(1)?, row.get(2)?);
        }
        let mut statement = conn.prepare("SELECT name, id FROM tag")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            names.tags.insert(row.get(0)?, row.get(1)?);
        }
        Ok(names)
    }

    /// The account of this name, created in `currency` when there is none.
    ///
    /// # Errors
    /// [`StoreError::CurrencyOfAccount`] when it keeps another currency.
    pub fn account(&mut self, conn: &Connection, name: &str, currency: Currency) -> Result<i64, StoreError> {
        match self.accounts.get(name) {
            Some((id, known)) if *known == currency => Ok(*id),
            Some(_) => Err(StoreError::CurrencyOfAccount),
            None => {
                let sql = "INSERT INTO account (uid, name, type, currency, batch_id) VALUES (?, ?, 'Checking', ?, ?)";
                conn.execute(sql, params![(self.make_id)(), name, currency.code(), self.batch])?;
                let id = conn.last_insert_rowid();
                self.accounts.insert(name.to_owned(), (id, currency));
                Ok(id)
            }
        }
    }

    /// The category, or its child when one is named; created when there is none.
    ///
    /// # Errors
    /// When SQLite can't write it.
    pub fn category(
        &mut self,
        conn: &Connection,
        kind: Kind,
        name: &str,
        child: Option<&str>,
    ) -> Result<i64, StoreError> {
        let top = self.category_under(conn, kind, None, name)?;
        match child {
            Some(child) => self.category_under(conn, kind, Some(top), child),
            None => Ok(top),
        }
    }

    fn category_under(
        &mut self,
        conn: &Connection,
        kind: Kind,
        parent: Option<i64>,
        name: &str,
    ) -> Result<i64, StoreError> {
        let kind = convert::kind_to_int(kind);
        let siblings = self.categories.entry(parent.unwrap_or(-1 - kind)).or_default();
        if let Some(id) = siblings.get(name) {
            return Ok(*id);
        }
        let sql = "INSERT INTO category (uid, parent_id, kind, name, batch_id) VALUES (?, ?, ?, ?, ?)";
        conn.execute(sql, params![(self.make_id)(), parent, kind, name, self.batch])?;
        let id = conn.last_insert_rowid();
        siblings.insert(name.to_owned(), id);
        Ok(id)
    }

    /// The tag of this name, created when there is none.
    ///
    /// # Errors
    /// When SQLite can't write it.
    pub fn tag(&mut self, conn: &Connection, name: &str) -> Result<i64, StoreError> {
        if let Some(id) = self.tags.get(name) {
            return Ok(*id);
        }
        conn.execute("INSERT INTO tag (name) VALUES (?)", [name])?;
        let id = conn.last_insert_rowid();
        self.tags.insert(name.to_owned(), id);
        Ok(id)
    }
}
