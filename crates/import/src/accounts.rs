//! Rows of `accounts.csv`.
//!
//! **Invariant:** a balance is exact in the account's own currency; what the file does not say is `None`.

use crate::read::Env;
use crate::row::{Row, RowReader};
use jiff::civil::Date;
use ledger::{Account, AccountType, Field, MAX_CATEGORY, MAX_ID, Problem};
use money::Currency;

/// An account of a file; what the file does not say stays as it is in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingAccount {
    /// Identifier, when the file has one.
    pub id: Option<String>,
    /// Name.
    pub name: String,
    /// What kind of place it is.
    pub account_type: AccountType,
    /// The bank.
    pub institution: Option<String>,
    /// Its one currency.
    pub currency: Currency,
    /// What the bank says, in minor units.
    pub current_balance: i64,
    /// The day of the checkpoint, when the file has one.
    pub balance_date: Option<Date>,
    /// What was there at first, when the file says so.
    pub opening_balance: Option<i64>,
    /// The day of the opening balance, when the file has one.
    pub opening_date: Option<Date>,
}

impl IncomingAccount {
    /// The whole account: `id` stands in where the file has none, an opening balance is zero.
    #[must_use]
    pub fn complete(self, id: String) -> Account {
        Account {
            id: self.id.unwrap_or(id),
            name: self.name,
            account_type: self.account_type,
            institution: self.institution,
            currency: self.currency,
            current_balance: self.current_balance,
            balance_date: self.balance_date,
            opening_balance: self.opening_balance.unwrap_or(0),
            opening_date: self.opening_date,
        }
    }
}

pub(crate) fn read_account(mut row: RowReader<'_, '_>, env: &mut Env<'_>) -> Row<IncomingAccount> {
    let value = fields(&mut row, env);
    row.finish(value)
}

fn fields(row: &mut RowReader<'_, '_>, env: &mut Env<'_>) -> Option<IncomingAccount> {
    let id = row.optional_name(Field::AccountId, MAX_ID);
    let name = row.name(Field::AccountName, MAX_CATEGORY);
    let account_type = row.name(Field::AccountType, MAX_CATEGORY);
    let institution = row.optional_name(Field::Institution, MAX_CATEGORY);
    let currency = currency(row, name.as_deref(), env);
    let balance = currency.and_then(|currency| row.amount(Field::CurrentBalance, &mut env.amounts, currency));
    let opening = currency.and_then(|currency| {
        if row.raw(Field::OpeningBalance).trim().is_empty() {
            return Some(None);
        }
        row.amount(Field::OpeningBalance, &mut env.amounts, currency)
            .map(Some)
    });
    let opening_date = row.optional_date(Field::OpeningDate, &mut env.dates);
    let balance_date = row.optional_date(Field::BalanceDate, &mut env.dates);
    Some(IncomingAccount {
        id: id?,
        name: name?,
        account_type: AccountType::parse(&account_type?),
        institution: institution?,
        currency: currency?,
        current_balance: balance?,
        balance_date: balance_date?,
        opening_balance: opening?,
        opening_date: opening_date?,
    })
}

/// An account keeps its currency: one that the ledger knows already can't be given another.
fn currency(row: &mut RowReader<'_, '_>, name: Option<&str>, env: &mut Env<'_>) -> Option<Currency> {
    let text = row.text(Field::Currency).trim();
    let known = name.and_then(|name| env.currencies.of(name));
    let result = match (Currency::parse(text), known) {
        _ if text.is_empty() => Err(Problem::Required),
        (Err(_), _) => Err(Problem::UnknownCurrency),
        (Ok(own), Some(known)) if own != known => Err(Problem::CurrencyOfAccount {
            account: known.code().to_owned(),
        }),
        (Ok(own), _) => Ok(own),
    };
    row.take(Field::Currency, result)
}
