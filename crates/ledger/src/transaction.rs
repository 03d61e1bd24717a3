//! The rows of the spreadsheet contract as values, and the limits of their fields.

use crate::{AccountType, Frequency, Kind, Problem};
use jiff::civil::Date;
use money::{Currency, Money};

/// Longest identifier, in characters.
pub const MAX_ID: usize = 50;
/// Longest name of a category, subcategory or account, in characters.
pub const MAX_CATEGORY: usize = 100;
/// Longest description, in characters.
pub const MAX_DESCRIPTION: usize = 500;
/// Longest payment method, in characters.
pub const MAX_PAYMENT_METHOD: usize = 50;
/// Most tags of one transaction.
pub const MAX_TAGS: usize = 10;
/// Most characters of all tags of one transaction, with their commas.
pub const MAX_TAG_CHARS: usize = 500;
/// Longest note, in characters.
pub const MAX_NOTES: usize = 1_000;

/// One part of a transaction that is divided over categories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Category name.
    pub category: String,
    /// Child of the category.
    pub subcategory: Option<String>,
    /// Minor units of the transaction's currency, greater than zero.
    pub minor: i64,
}

/// A transaction, whole and valid. Text is exactly as the person wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// Identifier, 1 to 50 characters.
    pub id: String,
    /// Civil date.
    pub date: Date,
    /// Which way the money went.
    pub kind: Kind,
    /// Greater than zero.
    pub amount: Money,
    /// Category name.
    pub category: String,
    /// Child of the category.
    pub subcategory: Option<String>,
    /// What it was.
    pub description: String,
    /// Name of the account it belongs to; of a transfer, the one it leaves.
    pub account: String,
    /// Of a transfer or saving, the account it goes to.
    pub to_account: Option<String>,
    /// In lower case.
    pub payment_method: Option<String>,
    /// In the person's order.
    pub tags: Vec<String>,
    /// Present when it recurs.
    pub frequency: Option<Frequency>,
    /// Notes.
    pub notes: Option<String>,
    /// ISO 8601 instant, as written.
    pub created_at: String,
    /// ISO 8601 instant, as written.
    pub updated_at: String,
    /// Empty, or at least two parts that add up to the amount.
    pub splits: Vec<Split>,
}

/// An account as the contract's table has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Identifier, 1 to 50 characters.
    pub id: String,
    /// Name, unique without regard to case.
    pub name: String,
    /// What kind of place it is.
    pub account_type: AccountType,
    /// The bank.
    pub institution: Option<String>,
    /// Its one currency.
    pub currency: Currency,
    /// A checkpoint: what the bank says, in minor units of the currency.
    pub current_balance: i64,
    /// The day of the checkpoint, when it is known.
    pub balance_date: Option<Date>,
    /// What was there before the first transaction, in minor units.
    pub opening_balance: i64,
    /// The day of the opening balance.
    pub opening_date: Option<Date>,
}

/// A monthly limit as the contract's table has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// Identifier, 1 to 50 characters.
    pub id: String,
    /// Category name.
    pub category: String,
    /// Zero or more.
    pub limit: Money,
    /// The month it is for.
    pub month: crate::Month,
}

/// Checks a required text: not blank, at most `max` characters, no control characters.
///
/// # Errors
/// The first [`Problem`] of the text.
pub fn check_text(text: &str, max: usize) -> Result<(), Problem> {
    if text.trim().is_empty() {
        Err(Problem::Required)
    } else {
        check_optional_text(text, max)
    }
}

/// Checks an optional text: at most `max` characters, no control characters but tab and line break.
///
/// # Errors
/// The first [`Problem`] of the text.
pub fn check_optional_text(text: &str, max: usize) -> Result<(), Problem> {
    // Bytes are at least characters, so most texts need no counting.
    if text.len() > max && text.chars().count() > max {
        return Err(Problem::TooLong { max });
    }
    let forbidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if text.chars().any(forbidden) {
        Err(Problem::ControlCharacter)
    } else {
        Ok(())
    }
}

/// Checks that an expense does not lie after `today`.
///
/// # Errors
/// [`Problem::FutureExpense`].
pub fn check_date(date: Date, kind: Kind, today: Date) -> Result<(), Problem> {
    if kind == Kind::Expense && today < date {
        Err(Problem::FutureExpense)
    } else {
        Ok(())
    }
}

/// Reads comma-separated tags: trimmed, empty ones and repetitions left out, order kept.
///
/// # Errors
/// When there are more than [`MAX_TAGS`], more than [`MAX_TAG_CHARS`] characters, or a control character.
pub fn parse_tags(text: &str) -> Result<Vec<String>, Problem> {
    check_optional_text(text, MAX_TAG_CHARS)?;
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    if MAX_TAGS < tags.len() {
        Err(Problem::TooManyTags { max: MAX_TAGS })
    } else {
        Ok(tags)
    }
}

/// Whether the text is an ISO 8601 instant: a date, a time and an offset or `Z`.
#[must_use]
pub fn is_instant(text: &str) -> bool {
    text.parse::<jiff::Timestamp>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn limits_count_characters_not_bytes() {
        assert_eq!(check_text(&"é".repeat(500), MAX_DESCRIPTION), Ok(()));
        assert_eq!(
            check_text(&"é".repeat(501), MAX_DESCRIPTION),
            Err(Problem::TooLong { max: 500 })
        );
    }

    #[test]
    fn blank_text_is_missing_and_control_characters_are_refused() {
        assert_eq!(check_text("  ", 10), Err(Problem::Required));
        assert_eq!(check_text("a\0b", 10), Err(Problem::ControlCharacter));
        assert_eq!(check_text("a\tb\r\nc", 10), Ok(()));
        assert_eq!(
            check_text("\u{202E}مرحبا", 10),
            Ok(()),
            "right-to-left text is text"
        );
    }

    #[test]
    fn only_expenses_may_not_lie_in_the_future() {
        let (today, tomorrow) = (date(2026, 11, 22), date(2026, 11, 23));
        assert_eq!(
            check_date(tomorrow, Kind::Expense, today),
            Err(Problem::FutureExpense)
        );
        assert_eq!(check_date(today, Kind::Expense, today), Ok(()));
        assert_eq!(check_date(tomorrow, Kind::Income, today), Ok(()));
    }

    #[test]
    fn tags_keep_their_order_and_lose_repetitions() {
        assert_eq!(parse_tags(" b, a ,,b").unwrap(), ["b", "a"]);
        assert_eq!(
            parse_tags("1,2,3,4,5,6,7,8,9,10,11"),
            Err(Problem::TooManyTags { max: 10 })
        );
    }

    #[test]
    fn an_instant_has_an_offset() {
        assert!(is_instant("2016-01-06T15:44:50Z"));
        assert!(is_instant("2016-01-06T15:44:50.123+02:00"));
        assert!(!is_instant("2016-01-06T15:44:50"));
        assert!(!is_instant("yesterday"));
    }
}
