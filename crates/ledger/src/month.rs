//! A calendar month, `YYYY-MM`.

use jiff::civil::Date;
use std::{fmt, str::FromStr};

/// A month of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Months since year 0: `year * 12 + (month - 1)`.
    index: i32,
}

/// The text is not `YYYY-MM`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a month (YYYY-MM)")]
pub struct MonthError(pub String);

impl Month {
    /// The month of a date.
    #[must_use]
    pub fn of(date: Date) -> Self {
        Self {
            index: i32::from(date.year()) * 12 + i32::from(date.month()) - 1,
        }
    }

    /// Months since year 0; the stored form.
    #[must_use]
    pub const fn index(self) -> i32 {
        self.index
    }

    /// The month with this [`Month::index`].
    #[must_use]
    pub const fn from_index(index: i32) -> Self {
        Self { index }
    }

    /// `n` months later; earlier when negative.
    #[must_use]
    pub const fn plus(self, n: i32) -> Self {
        Self {
            index: self.index + n,
        }
    }

    /// The first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        let (year, month) = (self.index.div_euclid(12), self.index.rem_euclid(12) + 1);
        // Both fit: an index comes from a date or from four digits.
        Date::new(year.try_into().unwrap_or(0), month.try_into().unwrap_or(1), 1).unwrap_or(Date::ZERO)
    }

    /// The last day: 28, 29, 30 or 31.
    #[must_use]
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}",
            self.index.div_euclid(12),
            self.index.rem_euclid(12) + 1
        )
    }
}

impl FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, MonthError> {
        let wrong = || MonthError(text.to_owned());
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(wrong());
        }
        let year: i32 = year.parse().map_err(|_| wrong())?;
        let month: i32 = month.parse().map_err(|_| wrong())?;
        if (1..=12).contains(&month) {
            Ok(Self {
                index: year * 12 + month - 1,
            })
        } else {
            Err(wrong())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_step_over_the_year_and_know_their_last_day() {
        let january: Month = "2024-01".parse().unwrap();
        assert_eq!(january.plus(-1).to_string(), "2023-12");
        assert_eq!(january.plus(1).last_day().to_string(), "2024-02-29");
        assert_eq!(Month::of(january.first_day()), january);
        assert_eq!(Month::from_index(january.index()), january);
    }

    #[test]
    fn only_four_and_two_digits_are_a_month() {
        for text in [
            "2024-13",
            "2024-00",
            "24-01",
            "2024-1",
            "2024/01",
            "",
            "２０２４-01",
        ] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }
}
