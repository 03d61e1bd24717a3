//! A transaction as it is written, and as it is remembered for undoing.

use crate::{StoreError, convert};
use ledger::{Split, Transaction};
use money::Money;
use serde::{Deserialize, Serialize};

/// Hashes by which an import recognises a row; the importer defines them, the store only keeps them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Keys {
    /// Over every field.
    pub fingerprint: [u8; 32],
    /// Over what makes two rows without identifiers the same.
    pub content_key: [u8; 16],
}

/// A transaction with its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The transaction.
    pub transaction: Transaction,
    /// Its keys.
    pub keys: Keys,
}

/// The remembered form, version 1. Frozen: add a version, never change this one.
#[derive(Serialize, Deserialize)]
struct ImageV1 {
    id: String,
    date: i64,
    kind: i64,
    minor: i64,
    currency: String,
    category: String,
    subcategory: Option<String>,
    description: String,
    account: String,
    to_account: Option<String>,
    payment_method: Option<String>,
    tags: Vec<String>,
    frequency: Option<i64>,
    notes: Option<String>,
    created_at: String,
    updated_at: String,
    splits: Vec<(String, Option<String>, i64)>,
    fingerprint: [u8; 32],
    content_key: [u8; 16],
}

const VERSION: u8 = 1;

/// Seals an entry into bytes for `import_change`.
pub(crate) fn to_image(entry: &Entry) -> Result<Vec<u8>, StoreError> {
    let t = entry.transaction.clone();
    let image = ImageV1 {
        id: t.id,
        date: convert::date_to_int(t.date),
        kind: convert::kind_to_int(t.kind),
        minor: t.amount.minor,
        currency: t.amount.currency.code().to_owned(),
        category: t.category,
        subcategory: t.subcategory,
        description: t.description,
        account: t.account,
        to_account: t.to_account,
        payment_method: t.payment_method,
        tags: t.tags,
        frequency: t.frequency.map(convert::frequency_to_int),
        notes: t.notes,
        created_at: t.created_at,
        updated_at: t.updated_at,
        splits: t
            .splits
            .into_iter()
            .map(|s| (s.category, s.subcategory, s.minor))
            .collect(),
        fingerprint: entry.keys.fingerprint,
        content_key: entry.keys.content_key,
    };
    let mut bytes = vec![VERSION];
    bytes.extend(postcard::to_allocvec(&image).map_err(|_| StoreError::Corrupt { what: "image" })?);
    Ok(bytes)
}

/// Opens what [`to_image`] sealed.
pub(crate) fn from_image(bytes: &[u8]) -> Result<Entry, StoreError> {
    let corrupt = StoreError::Corrupt { what: "image" };
    let Some((&VERSION, body)) = bytes.split_first() else {
        return Err(corrupt);
    };
    let image: ImageV1 = postcard::from_bytes(body).map_err(|_| corrupt)?;
    let splits = image.splits.into_iter();
    let transaction = Transaction {
        id: image.id,
        date: convert::date_from_int(image.date)?,
        kind: convert::kind_from_int(image.kind)?,
        amount: Money::new(image.minor, convert::currency(&image.currency)?),
        category: image.category,
        subcategory: image.subcategory,
        description: image.description,
        account: image.account,
        to_account: image.to_account,
        payment_method: image.payment_method,
        tags: image.tags,
        frequency: image.frequency.map(convert::frequency_from_int).transpose()?,
        notes: image.notes,
        created_at: image.created_at,
        updated_at: image.updated_at,
        splits: splits
            .map(|(category, subcategory, minor)| Split {
                category,
                subcategory,
                minor,
            })
            .collect(),
    };
    let keys = Keys {
        fingerprint: image.fingerprint,
        content_key: image.content_key,
    };
    Ok(Entry { transaction, keys })
}
