//! The names a person chooses from: categories, tags, payment methods.

use crate::{StoreError, convert};
use ledger::{Kind, default_categories};
use rusqlite::{Connection, params};

/// A category and the names of its children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Which kind of transaction it is for.
    pub kind: Kind,
    /// Name.
    pub name: String,
    /// Names of its children, by name.
    pub children: Vec<String>,
}

/// Writes the default categories into a new ledger.
///
/// # Errors
/// When SQLite can't write them.
pub fn add_default_categories(
    conn: &Connection,
    make_id: &mut dyn FnMut() -> String,
) -> Result<(), StoreError> {
    let mut insert = conn.prepare("INSERT INTO category (uid, parent_id, kind, name) VALUES (?, ?, ?, ?)")?;
    for category in default_categories() {
        let kind = convert::kind_to_int(category.kind);
        let parent = insert.insert(params![make_id(), None::<i64>, kind, category.name])?;
        for child in category.children {
            insert.execute(params![make_id(), parent, kind, child])?;
        }
    }
    Ok(())
}

/// All categories, by kind and name.
///
/// # Errors
/// When SQLite can't read them.
pub fn categories(conn: &Connection) -> Result<Vec<Category>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT c.kind, coalesce(p.name, c.name), CASE WHEN p.id IS NULL THEN NULL ELSE c.name END \
         FROM category c LEFT JOIN category p ON p.id = c.parent_id WHERE c.archived = 0 ORDER BY 1, 2, 3",
    )?;
    let mut rows = statement.query([])?;
    let mut categories: Vec<Category> = Vec::new();
    while let Some(row) = rows.next()? {
        let (kind, name, child) = (
            convert::kind_from_int(row.get(0)?)?,
            row.get::<_, String>(1)?,
            row.get(2)?,
        );
        match (categories.last_mut(), child) {
            (Some(last), Some(child)) if last.kind == kind && last.name == name => last.children.push(child),
            (_, child) => categories.push(Category {
                kind,
                name,
                children: child.into_iter().collect(),
            }),
        }
    }
    Ok(categories)
}

/// All tags, by name.
///
/// # Errors
/// When SQLite can't read them.
pub fn tags(conn: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT name FROM tag ORDER BY name")?;
    Ok(statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}
