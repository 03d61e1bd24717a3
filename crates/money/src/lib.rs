//! Exact money.
//!
//! An amount is a whole number of minor units (cents, yen, fils) with its ISO 4217 currency.
//! No float exists in this crate, nothing is ever rounded, and sums that do not fit are errors.
//!
//! **Invariant:** two amounts of different currencies never meet in one sum.

mod currency;
mod decimal;

pub use currency::{Currency, CurrencyError};
pub use decimal::{DecimalError, format_minor, parse_plain};

/// An amount in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// Whole minor units of [`Money::currency`]; negative when owed.
    pub minor: i64,
    /// The ISO 4217 currency.
    pub currency: Currency,
}

/// Why two amounts could not be put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The amounts are of different currencies.
    #[error("amounts in {left} and {right} can't be added")]
    CurrencyMismatch {
        /// Currency of the first amount.
        left: Currency,
        /// Currency of the second amount.
        right: Currency,
    },
    /// The result does not fit into 64 bits.
    #[error("the sum is too large")]
    Overflow,
}

impl Money {
    /// An amount of `minor` units of `currency`.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Sum of two amounts.
    ///
    /// # Errors
    /// When the currencies differ or the sum overflows.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch {
                left: self.currency,
                right: other.currency,
            });
        }
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }

    /// The exact decimal, with a dot and the currency's own number of places: `"1234.50"`, `"500000"` for JPY.
    #[must_use]
    pub fn to_decimal(self) -> String {
        format_minor(self.minor, self.currency.exponent())
    }

    /// Splits into `parts` amounts that differ by at most one minor unit; the remainder goes to the first ones.
    ///
    /// Their sum is `self`. No parts give an empty list.
    #[must_use]
    pub fn split(self, parts: u32) -> Vec<Self> {
        let Some(n) = std::num::NonZeroU32::new(parts) else {
            return Vec::new();
        };
        let n = i64::from(n.get());
        let (share, rest) = (self.minor / n, self.minor % n);
        (0..n)
            .map(|i| Self {
                minor: share + if i < rest.abs() { rest.signum() } else { 0 },
                ..self
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn adding_two_currencies_is_an_error() {
        assert!(eur(1).checked_add(Money::new(1, Currency::USD)).is_err());
        assert_eq!(eur(i64::MAX).checked_add(eur(1)), Err(MoneyError::Overflow));
    }

    #[test]
    fn a_decimal_has_the_places_of_its_currency() {
        assert_eq!(eur(123_450).to_decimal(), "1234.50");
        assert_eq!(eur(-5).to_decimal(), "-0.05");
        assert_eq!(
            Money::new(500_000, Currency::parse("JPY").unwrap()).to_decimal(),
            "500000"
        );
        assert_eq!(
            Money::new(1_234, Currency::parse("KWD").unwrap()).to_decimal(),
            "1.234"
        );
    }

    proptest! {
        #[test]
        fn splitting_keeps_the_sum(minor: i32, parts in 1u32..50) {
            let shares = eur(minor.into()).split(parts);
            prop_assert_eq!(shares.len(), parts as usize);
            prop_assert_eq!(shares.iter().map(|m| m.minor).sum::<i64>(), i64::from(minor));
            let (lo, hi) = (shares.iter().map(|m| m.minor).min(), shares.iter().map(|m| m.minor).max());
            prop_assert!(hi.unwrap() - lo.unwrap() <= 1);
        }

        #[test]
        fn printing_and_parsing_is_the_identity(minor: i64, code in "EUR|JPY|KWD|CLF") {
            let currency = Currency::parse(&code).unwrap();
            let text = Money::new(minor, currency).to_decimal();
            prop_assert_eq!(parse_plain(&text, currency.exponent()), Ok(minor));
        }
    }
}
