//! The tables as files: the inverse of reading.
//!
//! **Invariant:** reading what is written here gives every field of every row back, and writing that again gives
//! the same bytes.

use crate::tables::{TableKind, columns_of};
use crate::view::{FIELDS, View};
use crate::write::Sheet;
use ledger::{Account, Budget, Field, Transaction};
use money::format_minor;

/// `transactions.csv`.
pub fn export_transactions<'a>(transactions: impl IntoIterator<Item = &'a Transaction>) -> Vec<u8> {
    let mut sheet = Sheet::new(columns_of(TableKind::Transactions));
    for transaction in transactions {
        let view = View::from(transaction);
        for field in FIELDS {
            let cell = view.cell(field);
            // An amount is a number and stays one; the rest is text, or never begins dangerously.
            if field == Field::Amount {
                sheet.cell(&cell)
            } else {
                sheet.text(&cell)
            }
        }
        sheet.end_row();
    }
    sheet.into_bytes()
}

/// `accounts.csv`.
pub fn export_accounts<'a>(accounts: impl IntoIterator<Item = &'a Account>) -> Vec<u8> {
    let mut sheet = Sheet::new(columns_of(TableKind::Accounts));
    for account in accounts {
        let exponent = account.currency.exponent();
        let date = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        sheet.text(&account.id);
        sheet.text(&account.name);
        sheet.text(account.account_type.word());
        sheet.optional(account.institution.as_ref());
        sheet.cell(&format_minor(account.current_balance, exponent));
        sheet.cell(account.currency.code());
        sheet.cell(&format_minor(account.opening_balance, exponent));
        sheet.cell(&date(account.opening_date));
        sheet.cell(&date(account.balance_date));
        sheet.end_row();
    }
    sheet.into_bytes()
}

/// `budgets.csv`, with the currency as a further column of ours.
pub fn export_budgets<'a>(budgets: impl IntoIterator<Item = &'a Budget>) -> Vec<u8> {
    let mut sheet = Sheet::new(columns_of(TableKind::Budgets));
    for budget in budgets {
        let month = budget.month.first_day();
        sheet.text(&budget.id);
        sheet.text(&budget.category);
        sheet.cell(&budget.limit.to_decimal());
        sheet.cell(&month.year().to_string());
        sheet.cell(&month.month().to_string());
        sheet.cell(budget.limit.currency.code());
        sheet.end_row();
    }
    sheet.into_bytes()
}

/// `goals.csv`, empty: only the header.
#[must_use]
pub fn export_goals() -> Vec<u8> {
    Sheet::new(columns_of(TableKind::Goals)).into_bytes()
}

/// `contributions.csv`, empty: only the header.
#[must_use]
pub fn export_contributions() -> Vec<u8> {
    Sheet::new(columns_of(TableKind::Contributions)).into_bytes()
}
