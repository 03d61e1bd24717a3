//! A transaction as the cells that stand for it in a file: the one notation that export writes, changes are
//! shown in, and fingerprints are taken of.
//!
//! **Invariant:** two transactions with the same cells are the same, and reading a cell gives its value back.

use crate::Incoming;
use crate::split::format_splits;
use jiff::civil::Date;
use ledger::{Field, Frequency, Kind, Split, Transaction};
use money::Money;
use std::borrow::Cow;

/// A field that an import changes, as it stands in a file before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field.
    pub field: Field,
    /// As it is.
    pub old: String,
    /// As it will be.
    pub new: String,
}

/// The columns of `transactions.csv` in the order of export.
pub(crate) const FIELDS: [Field; 18] = [
    Field::TransactionId,
    Field::Date,
    Field::Category,
    Field::Subcategory,
    Field::Description,
    Field::Amount,
    Field::Type,
    Field::Account,
    Field::PaymentMethod,
    Field::Tags,
    Field::Recurring,
    Field::RecurringFrequency,
    Field::Notes,
    Field::CreatedAt,
    Field::UpdatedAt,
    Field::ToAccount,
    Field::Currency,
    Field::Split,
];

/// What a stored transaction and one of a file have in common.
pub(crate) struct View<'a> {
    pub(crate) id: &'a str,
    pub(crate) created_at: &'a str,
    pub(crate) updated_at: &'a str,
    date: Date,
    kind: Kind,
    amount: Money,
    /// Asked of the currency once.
    exponent: u8,
    category: &'a str,
    subcategory: Option<&'a str>,
    description: &'a str,
    account: &'a str,
    to_account: Option<&'a str>,
    payment_method: Option<&'a str>,
    tags: &'a [String],
    frequency: Option<Frequency>,
    notes: Option<&'a str>,
    splits: &'a [Split],
}

macro_rules! view {
    ($row:ident, $id:expr, $created_at:expr, $updated_at:expr) => {
        View {
            id: $id,
            created_at: $created_at,
            updated_at: $updated_at,
            date: $row.date,
            kind: $row.kind,
            amount: $row.amount,
            exponent: $row.amount.currency.exponent(),
            category: &$row.category,
            subcategory: $row.subcategory.as_deref(),
            description: &$row.description,
            account: &$row.account,
            to_account: $row.to_account.as_deref(),
            payment_method: $row.payment_method.as_deref(),
            tags: &$row.tags,
            frequency: $row.frequency,
            notes: $row.notes.as_deref(),
            splits: &$row.splits,
        }
    };
}

impl<'a> From<&'a Transaction> for View<'a> {
    fn from(row: &'a Transaction) -> Self {
        view!(row, &row.id, &row.created_at, &row.updated_at)
    }
}

impl<'a> From<&'a Incoming> for View<'a> {
    fn from(row: &'a Incoming) -> Self {
        let text = |text: &'a Option<String>| text.as_deref().unwrap_or_default();
        view!(row, text(&row.id), text(&row.created_at), text(&row.updated_at))
    }
}

impl<'a> View<'a> {
    /// The cell of a field, before it is protected from spreadsheets; empty for a field of another table.
    pub(crate) fn cell(&self, field: Field) -> Cow<'a, str> {
        let text = match field {
            Field::Date => return Cow::Owned(self.date.to_string()),
            Field::Amount => return Cow::Owned(money::format_minor(self.amount.minor, self.exponent)),
            Field::Currency => return Cow::Owned(self.amount.currency.code().to_owned()),
            Field::Tags if 1 < self.tags.len() => return Cow::Owned(self.tags.join(",")),
            Field::Split if !self.splits.is_empty() => {
                return Cow::Owned(format_splits(self.splits, self.exponent));
            }
            Field::TransactionId => self.id,
            Field::Category => self.category,
            Field::Subcategory => self.subcategory.unwrap_or_default(),
            Field::Description => self.description,
            Field::Type => self.kind.word(),
            Field::Account => self.account,
            Field::ToAccount => self.to_account.unwrap_or_default(),
            Field::PaymentMethod => self.payment_method.unwrap_or_default(),
            Field::Tags => self.tags.first().map_or("", |tag| tag),
            Field::Recurring if self.frequency.is_some() => "TRUE",
            Field::Recurring => "FALSE",
            Field::RecurringFrequency => self.frequency.map_or("", Frequency::word),
            Field::Notes => self.notes.unwrap_or_default(),
            Field::CreatedAt => self.created_at,
            Field::UpdatedAt => self.updated_at,
            _ => "",
        };
        Cow::Borrowed(text)
    }

    /// The fields in which `new` differs; an instant that `new` does not have is no difference.
    pub(crate) fn changes(&self, new: &View<'_>) -> Vec<Change> {
        let silent =
            |field, cell: &str| matches!(field, Field::CreatedAt | Field::UpdatedAt) && cell.is_empty();
        let differing = FIELDS.into_iter().filter_map(|field| {
            let (old, new) = (self.cell(field), new.cell(field));
            (old != new && !silent(field, &new)).then(|| Change {
                field,
                old: old.into_owned(),
                new: new.into_owned(),
            })
        });
        differing.collect()
    }
}
