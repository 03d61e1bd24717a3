//! What the form is about, and the problems of its fields.

use crate::context::Ctx;
use protocol::{Draft, FieldFailure};
use yew::prelude::*;

/// A new transaction, or one that is there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Editing {
    New,
    Old(AttrValue),
}

impl Editing {
    /// Identifier of the one that is there.
    pub(crate) fn id(&self) -> Option<String> {
        match self {
            Self::New => None,
            Self::Old(id) => Some(id.to_string()),
        }
    }
}

/// The contract's column and the hook of each field, in the order of the form.
pub(crate) const FIELDS: [(&str, &str); 12] = [
    ("type", "type"),
    ("date", "date"),
    ("amount", "amount"),
    ("description", "description"),
    ("account", "account"),
    ("to_account", "to-account"),
    ("category", "category"),
    ("subcategory", "subcategory"),
    ("payment_method", "payment-method"),
    ("tags", "tags"),
    ("recurring_frequency", "frequency"),
    ("notes", "notes"),
];

/// The field of a draft by its hook.
pub(crate) fn part<'a>(draft: &'a mut Draft, hook: &str) -> &'a mut String {
    match hook {
        "date" => &mut draft.date,
        "type" => &mut draft.kind,
        "amount" => &mut draft.amount,
        "description" => &mut draft.description,
        "category" => &mut draft.category,
        "subcategory" => &mut draft.subcategory,
        "account" => &mut draft.account,
        "to-account" => &mut draft.to_account,
        "payment-method" => &mut draft.payment_method,
        "tags" => &mut draft.tags,
        "frequency" => &mut draft.frequency,
        _ => &mut draft.notes,
    }
}

/// The words for what is wrong with a field, if anything is.
pub(crate) fn error_of(ctx: &Ctx, errors: &[FieldFailure], hook: &str) -> Option<AttrValue> {
    let columns = FIELDS
        .iter()
        .filter(|(_, field)| *field == hook)
        .map(|(column, _)| *column);
    // The currency is the account's, so what is wrong with it is said there.
    let also = match hook {
        "account" => "currency",
        "frequency" => "recurring",
        "notes" => "split",
        _ => "",
    };
    let of_field =
        |error: &&FieldFailure| columns.clone().any(|column| column == error.field) || error.field == also;
    let found = errors.iter().find(of_field)?;
    Some(ctx.i18n.coded("problem", &found.problem, &found.values).into())
}

/// The first field with an error, from the top.
pub(crate) fn first_wrong(ctx: &Ctx, errors: &[FieldFailure]) -> Option<&'static str> {
    FIELDS
        .iter()
        .map(|(_, hook)| *hook)
        .find(|hook| error_of(ctx, errors, hook).is_some())
}
