//! Rows of `transactions.csv`.
//!
//! Names (category, subcategory, accounts, payment method, identifiers) lose white space around them;
//! description and notes are kept to the last space.
//!
//! **Invariant:** an [`Incoming`] keeps every limit of the contract.

use crate::read::Env;
use crate::row::{Row, RowReader};
use crate::split::parse_splits;
use jiff::civil::Date;
use ledger::{
    Field, Frequency, Kind, MAX_CATEGORY, MAX_DESCRIPTION, MAX_ID, MAX_NOTES, MAX_PAYMENT_METHOD, Problem,
    Split, Transaction, check_date, is_instant, parse_tags,
};
use money::{Currency, Money};

/// A transaction of a file; what is still missing is filled in by [`Incoming::complete`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Identifier, when the file has one.
    pub id: Option<String>,
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
    /// Name of the account.
    pub account: String,
    /// The account that the money goes to.
    pub to_account: Option<String>,
    /// In lower case.
    pub payment_method: Option<String>,
    /// In the person's order.
    pub tags: Vec<String>,
    /// Present when it recurs.
    pub frequency: Option<Frequency>,
    /// Notes.
    pub notes: Option<String>,
    /// ISO 8601 instant as written, when the file has one.
    pub created_at: Option<String>,
    /// ISO 8601 instant as written, when the file has one.
    pub updated_at: Option<String>,
    /// Empty, or at least two parts that add up to the amount.
    pub splits: Vec<Split>,
}

impl Incoming {
    /// The whole transaction: `id` and `now` stand in where the file has none.
    #[must_use]
    pub fn complete(self, id: String, now: &str) -> Transaction {
        Transaction {
            id: self.id.unwrap_or(id),
            date: self.date,
            kind: self.kind,
            amount: self.amount,
            category: self.category,
            subcategory: self.subcategory,
            description: self.description,
            account: self.account,
            to_account: self.to_account,
            payment_method: self.payment_method,
            tags: self.tags,
            frequency: self.frequency,
            notes: self.notes,
            created_at: self.created_at.unwrap_or_else(|| now.to_owned()),
            updated_at: self.updated_at.unwrap_or_else(|| now.to_owned()),
            splits: self.splits,
        }
    }
}

const KINDS: &str = "income expense saving transfer";
const FREQUENCIES: &str = "weekly monthly yearly";
/// Every cell is read, then the row is put together, so that no problem hides another.
pub(crate) fn read_transaction(mut row: RowReader<'_, '_>, env: &mut Env<'_>) -> Row<Incoming> {
    let value = fields(&mut row, env);
    row.finish(value)
}

fn fields(row: &mut RowReader<'_, '_>, env: &mut Env<'_>) -> Option<Incoming> {
    let id = row.optional_name(Field::TransactionId, MAX_ID);
    let date = row.date(Field::Date, &mut env.dates);
    let category = row.name(Field::Category, MAX_CATEGORY);
    let subcategory = row.optional_name(Field::Subcategory, MAX_CATEGORY);
    let description = row.exact(Field::Description, MAX_DESCRIPTION);
    let account = row.name(Field::Account, MAX_CATEGORY);
    let currency = currency(row, env);
    let amount = currency.and_then(|currency| positive(row, env, currency));
    let kind = kind(row);
    let to_account = to_account(row, account.as_deref());
    let payment_method = row.optional_name(Field::PaymentMethod, MAX_PAYMENT_METHOD);
    let tags = row.take(Field::Tags, parse_tags(row.text(Field::Tags)));
    let frequency = frequency(row, env);
    let notes = row.optional_exact(Field::Notes, MAX_NOTES);
    let created_at = instant(row, Field::CreatedAt);
    let updated_at = instant(row, Field::UpdatedAt);
    let splits =
        amount.and_then(|amount| row.take(Field::Split, parse_splits(row.text(Field::Split), amount)));
    if let (Some(date), Some(kind)) = (date, kind) {
        row.take(Field::Date, check_date(date, kind, env.context.today));
    }
    Some(Incoming {
        id: id?,
        date: date?,
        kind: kind?,
        amount: amount?,
        category: category?,
        subcategory: subcategory?,
        description: description?,
        account: account?,
        to_account: to_account?,
        payment_method: payment_method?.map(|method| lower(&method)),
        tags: tags?,
        frequency: frequency?,
        notes: notes?,
        created_at: created_at?,
        updated_at: updated_at?,
        splits: splits?,
    })
}

fn lower(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.to_lowercase()
    }
}

fn kind(row: &mut RowReader<'_, '_>) -> Option<Kind> {
    let text = row.text(Field::Type);
    let missing = if text.trim().is_empty() {
        Problem::Required
    } else {
        Problem::NotOneOf { allowed: KINDS }
    };
    row.take(Field::Type, Kind::parse(text).ok_or(missing))
}

/// The row's own currency, which must be the account's; else the account's; else the base currency.
fn currency(row: &mut RowReader<'_, '_>, env: &mut Env<'_>) -> Option<Currency> {
    let own = row.text(Field::Currency).trim();
    let of_account = env.currencies.of(row.text(Field::Account));
    if own.is_empty() {
        return Some(of_account.unwrap_or(env.context.base_currency));
    }
    let result = match (Currency::parse(own), of_account) {
        (Err(_), _) => Err(Problem::UnknownCurrency),
        (Ok(own), Some(account)) if own != account => Err(Problem::CurrencyOfAccount {
            account: account.code().to_owned(),
        }),
        (Ok(own), _) => Ok(own),
    };
    row.take(Field::Currency, result)
}

fn positive(row: &mut RowReader<'_, '_>, env: &mut Env<'_>, currency: Currency) -> Option<Money> {
    let minor = row.amount(Field::Amount, &mut env.amounts, currency)?;
    let result = if 0 < minor {
        Ok(Money::new(minor, currency))
    } else {
        Err(Problem::NotPositive)
    };
    row.take(Field::Amount, result)
}

#[expect(
    clippy::option_option,
    reason = "outside: refused or not; inside: written or not"
)]
fn to_account(row: &mut RowReader<'_, '_>, account: Option<&str>) -> Option<Option<String>> {
    let to = row.optional_name(Field::ToAccount, MAX_CATEGORY)?;
    let is_same =
        |to: &String| account.is_some_and(|from| from == to || ledger::fold(from) == ledger::fold(to));
    let result = if to.as_ref().is_some_and(is_same) {
        Err(Problem::SameAccount)
    } else {
        Ok(to)
    };
    row.take(Field::ToAccount, result)
}

#[expect(
    clippy::option_option,
    reason = "outside: refused or not; inside: recurring or not"
)]
fn frequency(row: &mut RowReader<'_, '_>, env: &mut Env<'_>) -> Option<Option<Frequency>> {
    let word = row.text(Field::RecurringFrequency);
    let recurs = truth(row.text(Field::Recurring)).ok_or(Problem::NotOneOf {
        allowed: "TRUE FALSE",
    });
    let recurs = row.take(Field::Recurring, recurs);
    let frequency = match (Frequency::parse(word), word.trim().is_empty()) {
        (Some(frequency), _) => Ok(Some(frequency)),
        (None, true) if recurs == Some(true) => Err(Problem::FrequencyMissing),
        (None, true) => Ok(None),
        (None, false) => Err(Problem::NotOneOf { allowed: FREQUENCIES }),
    };
    let frequency = row.take(Field::RecurringFrequency, frequency)?;
    if recurs? {
        return Some(frequency);
    }
    env.frequencies_ignored += u64::from(frequency.is_some());
    Some(None)
}

/// What programs and people write into a column of yes and no.
fn truth(text: &str) -> Option<bool> {
    const YES: [&str; 10] = [
        "true",
        "yes",
        "y",
        "1",
        "wahr",
        "ja",
        "vrai",
        "oui",
        "verdadero",
        "sí",
    ];
    const NO: [&str; 10] = [
        "false", "no", "n", "0", "falsch", "nein", "faux", "non", "falso", "",
    ];
    let text = text.trim();
    let is = |word: &&str| word.eq_ignore_ascii_case(text);
    if NO.iter().any(is) {
        Some(false)
    } else {
        (YES.iter().any(is) || text == "SÍ").then_some(true)
    }
}

#[expect(
    clippy::option_option,
    reason = "outside: refused or not; inside: written or not"
)]
fn instant(row: &mut RowReader<'_, '_>, field: Field) -> Option<Option<String>> {
    let text = row.text(field).trim();
    let result = match text {
        "" => Ok(None),
        _ if is_instant(text) => Ok(Some(text.to_owned())),
        _ => Err(Problem::NotAnInstant),
    };
    row.take(field, result)
}
