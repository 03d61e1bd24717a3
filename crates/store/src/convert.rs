//! Between the vocabulary's values and what SQLite stores.

use crate::StoreError;
use jiff::civil::Date;
use ledger::{Frequency, Kind, Month};
use money::Currency;

/// `YYYYMMDD`.
pub(crate) fn date_to_int(date: Date) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

/// The date of a `YYYYMMDD`.
pub(crate) fn date_from_int(n: i64) -> Result<Date, StoreError> {
    let part = |n: i64| i8::try_from(n).unwrap_or(0);
    let year = i16::try_from(n / 10_000).unwrap_or(i16::MIN);
    Date::new(year, part(n / 100 % 100), part(n % 100)).map_err(|_| StoreError::Corrupt { what: "date" })
}

/// `YYYYMM`.
pub(crate) fn month_to_int(month: Month) -> i64 {
    date_to_int(month.first_day()) / 100
}

/// The month of a `YYYYMM`.
pub(crate) fn month_from_int(n: i64) -> Result<Month, StoreError> {
    date_from_int(n * 100 + 1).map(Month::of)
}

pub(crate) const fn kind_to_int(kind: Kind) -> i64 {
    match kind {
        Kind::Income => 0,
        Kind::Expense => 1,
        Kind::Saving => 2,
        Kind::Transfer => 3,
    }
}

pub(crate) fn kind_from_int(n: i64) -> Result<Kind, StoreError> {
    let index = usize::try_from(n).ok();
    index
        .and_then(|i| Kind::ALL.get(i))
        .copied()
        .ok_or(StoreError::Corrupt { what: "kind" })
}

pub(crate) const fn frequency_to_int(frequency: Frequency) -> i64 {
    match frequency {
        Frequency::Weekly => 0,
        Frequency::Monthly => 1,
        Frequency::Yearly => 2,
    }
}

pub(crate) fn frequency_from_int(n: i64) -> Result<Frequency, StoreError> {
    let index = usize::try_from(n).ok();
    index
        .and_then(|i| Frequency::ALL.get(i))
        .copied()
        .ok_or(StoreError::Corrupt { what: "frequency" })
}

pub(crate) fn currency(code: &str) -> Result<Currency, StoreError> {
    Currency::parse(code).map_err(|_| StoreError::Corrupt { what: "currency" })
}

/// A count, as SQLite stores it.
pub(crate) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
