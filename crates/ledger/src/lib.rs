//! The bookkeeper's vocabulary and rules: what a transaction is, which values are allowed, what a month means.
//!
//! Pure functions over values: no clock, no randomness, no storage, no text for people.
//! Today and new identifiers are parameters; a refused value is a [`Problem`], named by its [`Field`].
//!
//! **Invariants**
//! - The amount of a transaction is greater than zero; its [`Kind`] says which way the money went.
//! - The splits of a transaction add up to its amount, in one currency.
//! - A transfer never changes net worth, and neither does saving: both move one's own money.

mod category;
mod fold;
mod kind;
mod month;
mod pace;
mod problem;
mod transaction;

pub use category::{DefaultCategory, default_categories, says_nothing};
pub use fold::fold;
pub use kind::{AccountType, Frequency, Kind};
pub use month::{Month, MonthError};
pub use pace::{Pace, Standard, pace, pace_days};
pub use problem::{Field, FieldProblem, Problem};
pub use transaction::{
    Account, Budget, MAX_CATEGORY, MAX_DESCRIPTION, MAX_ID, MAX_NOTES, MAX_PAYMENT_METHOD, MAX_TAG_CHARS,
    MAX_TAGS, Split, Transaction, check_date, check_optional_text, check_text, is_instant, parse_tags,
};
