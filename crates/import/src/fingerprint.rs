//! Fixed-size keys by which rows that are there already are found without loading the ledger.
//!
//! The definition is part of what the store keeps and must not change:
//! - The hash is SipHash-2-4 with a key of zeros; its two words, little end first, make 16 bytes.
//! - A text is hashed as its length in bytes (four bytes, little end first) and its UTF-8.
//! - A [`fingerprint`] has 32 bytes: 16 of the hash over the cells of a row as export writes them (before the
//!   apostrophe), in the order of the columns, without `transaction_id`, `created_at` and `updated_at`; then
//!   the first 8 of the hash over `created_at`; then the first 8 of that over `updated_at`.
//! - A [`content_key`] is the hash over: folded account, date `YYYY-MM-DD`, amount in minor units as a decimal,
//!   currency code, the word of the type, folded description.
//!
//! Not a secret and not a proof: rows in a person's own ledger are not adversaries.
//!
//! **Invariant:** the same row gives the same bytes on every platform and in every run.

use crate::Incoming;
use crate::view::{FIELDS, View};
use jiff::civil::Date;
use ledger::{Field, Kind, Transaction, fold};
use money::Currency;
use siphasher::sip128::{Hasher128, SipHasher24};
use std::hash::Hasher;

/// A row's content and its two instants, see the module's definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    body: [u8; 16],
    created: [u8; 8],
    updated: [u8; 8],
}

/// What makes two rows without identifiers the same purchase.
pub type ContentKey = [u8; 16];

impl Fingerprint {
    /// The stored form.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 32] {
        let mut bytes = [0; 32];
        let parts = self.body.iter().chain(&self.created).chain(&self.updated);
        bytes.iter_mut().zip(parts).for_each(|(byte, part)| *byte = *part);
        bytes
    }

    /// From the stored form.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        let mut parts = bytes.into_iter();
        let mut next = || parts.next().unwrap_or_default();
        Self {
            body: std::array::from_fn(|_| next()),
            created: std::array::from_fn(|_| next()),
            updated: std::array::from_fn(|_| next()),
        }
    }

    /// Whether a row of a file says the same; an instant that it does not have is not compared.
    pub(crate) fn agrees_with(&self, row: &Incoming) -> bool {
        let other = of_view(&View::from(row));
        let same = |own: [u8; 8], theirs: [u8; 8], text: &Option<String>| text.is_none() || own == theirs;
        self.body == other.body
            && same(self.created, other.created, &row.created_at)
            && same(self.updated, other.updated, &row.updated_at)
    }
}

/// The fingerprint of a stored transaction.
#[must_use]
pub fn fingerprint(transaction: &Transaction) -> Fingerprint {
    of_view(&View::from(transaction))
}

/// The fingerprint of a row as it was read, whatever the ledger makes of it.
#[must_use]
pub fn fingerprint_of(row: &Incoming) -> Fingerprint {
    of_view(&View::from(row))
}

/// The [`content_key`] of a stored transaction.
#[must_use]
pub fn content_key_of(row: &Transaction) -> ContentKey {
    content_key(
        &row.account,
        row.date,
        row.amount.minor,
        row.amount.currency,
        row.kind,
        &row.description,
    )
}

/// The key by which rows without identifiers are counted.
#[must_use]
pub fn content_key(
    account: &str,
    date: Date,
    minor: i64,
    currency: Currency,
    kind: Kind,
    description: &str,
) -> ContentKey {
    let mut hash = Hash::default();
    hash.text(&fold(account));
    hash.text(&date.to_string());
    hash.text(&minor.to_string());
    hash.text(currency.code());
    hash.text(kind.word());
    hash.text(&fold(description));
    hash.finish()
}

fn of_view(view: &View<'_>) -> Fingerprint {
    let mut body = Hash::default();
    let apart = [Field::TransactionId, Field::CreatedAt, Field::UpdatedAt];
    for field in FIELDS.into_iter().filter(|field| !apart.contains(field)) {
        body.text(&view.cell(field));
    }
    Fingerprint {
        body: body.finish(),
        created: short(view.created_at),
        updated: short(view.updated_at),
    }
}

fn short(text: &str) -> [u8; 8] {
    let mut hash = Hash::default();
    hash.text(text);
    let long = hash.finish();
    std::array::from_fn(|i| long.get(i).copied().unwrap_or_default())
}

/// Only bytes are ever written, so the order of bytes of the machine plays no part.
#[derive(Default)]
struct Hash(SipHasher24);

impl Hash {
    fn text(&mut self, text: &str) {
        // No cell comes near four gigabytes; one that did would only lose this guard against ambiguity.
        self.0
            .write(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
        self.0.write(text.as_bytes());
    }

    fn finish(&self) -> [u8; 16] {
        let hash = self.0.finish128();
        let mut words = hash.h1.to_le_bytes().into_iter().chain(hash.h2.to_le_bytes());
        std::array::from_fn(|_| words.next().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_never_change() {
        let date = jiff::civil::date(2024, 3, 5);
        let key = |account, text| content_key(account, date, 1_250, Currency::EUR, Kind::Expense, text);
        assert_eq!(key("Visa", "Café"), key(" VISA ", "cafe"));
        assert_ne!(key("Visa", "Café"), key("Vis", "aCafé"));
        let hex: String = key("Visa", "Café").iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, "dcb048b8c2531edbf2f8bcb9d9db2821");
    }
}
