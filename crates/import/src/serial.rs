//! Dates as a spreadsheet counts them: days since 30 December 1899, with the time of day as a fraction.
//!
//! Counted on the digits of the decimal. In 1900 there was no 29 February, and none is counted.

use jiff::civil::{Date, date as civil};
use jiff::{SignedDuration, Timestamp};
use std::borrow::Cow;

const DAY_S: i64 = 86_400;
/// Digits of the fraction that are looked at: more than a second needs.
const DIGITS: usize = 12;
/// Zeros that are written out for an exponent; a number beyond is neither a date nor an amount.
const MOST_ZEROS: usize = 400;

/// The decimal without an exponent.
pub(crate) fn plain(decimal: &str) -> Cow<'_, str> {
    let Some((mantissa, exponent)) = decimal.split_once(['e', 'E']) else {
        return Cow::Borrowed(decimal);
    };
    let (sign, mantissa) = mantissa
        .strip_prefix('-')
        .map_or(("", mantissa), |rest| ("-", rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent: i32 = exponent.parse().unwrap_or(i32::MAX);
    let zeros = |n: i64| "0".repeat(usize::try_from(n).unwrap_or(0).min(MOST_ZEROS));
    let length = |text: &str| i64::try_from(text.len()).unwrap_or(i64::MAX);
    Cow::Owned(if exponent < 0 {
        let n = i64::from(exponent).abs() - length(whole);
        format!("{sign}0.{}{whole}{fraction}", zeros(n))
    } else {
        let n = i64::from(exponent) - length(fraction);
        format!("{sign}{whole}{fraction}{}", zeros(n))
    })
}

/// The date of a serial, with its time of day where it has one; `None` when it is out of the calendar.
pub(crate) fn date(decimal: &str) -> Option<String> {
    let (day, seconds) = read(decimal)?;
    Some(match (seconds / 3_600, seconds / 60 % 60) {
        (0, 0) if seconds == 0 => day.to_string(),
        (hours, minutes) => format!("{day}T{hours:02}:{minutes:02}"),
    })
}

/// The instant of a serial. `to_utc` takes seconds since 1970 on the wall of the spreadsheet's time zone to those in
/// UTC.
pub(crate) fn instant(decimal: &str, to_utc: &dyn Fn(i64) -> i64) -> Option<String> {
    let (day, seconds) = read(decimal)?;
    let wall = day.duration_since(civil(1970, 1, 1)).as_secs() + seconds;
    Timestamp::from_second(to_utc(wall))
        .ok()
        .map(|instant| instant.to_string())
}

/// The day, and the seconds of it.
fn read(decimal: &str) -> Option<(Date, i64)> {
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let days: i64 = whole.parse().ok().filter(|_| !whole.starts_with('-'))?;
    let digits = fraction.get(..fraction.len().min(DIGITS))?;
    let mut seconds = 0;
    if !digits.is_empty() {
        let scale = 10i64.checked_pow(u32::try_from(digits.len()).ok()?)?;
        let parts = digits.parse::<i64>().ok()?.checked_mul(DAY_S)?;
        seconds = (parts + scale / 2) / scale;
    }
    let epoch = civil(1899, 12, 30);
    let span = SignedDuration::from_secs(days.checked_mul(DAY_S)?);
    Some((epoch.checked_add(span).ok()?, seconds.min(DAY_S - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_days_since_the_end_of_1899() {
        for (serial, expected) in [
            ("0", "1899-12-30"),
            ("2.5", "1900-01-01T12:00"),
            ("33.625", "1900-02-01T15:00"),
            ("60", "1900-02-28"),
            ("61", "1900-03-01"),
            ("42375", "2016-01-06"),
            ("45967.770833333336", "2025-11-06T18:30"),
            ("45967.99999999999", "2025-11-06T23:59"),
            ("100000", "2173-10-14"),
        ] {
            assert_eq!(date(serial).as_deref(), Some(expected), "{serial}");
        }
        for serial in ["2958466", "-1", "-0.5", "20240305", "99999999999999999999"] {
            assert_eq!(date(serial), None, "{serial}");
        }
    }

    #[test]
    fn instants_leave_the_wall_of_their_time_zone() {
        let in_new_york = |wall: i64| wall + 5 * 3_600;
        assert_eq!(
            instant("42375.65609953704", &in_new_york).as_deref(),
            Some("2016-01-06T20:44:47Z")
        );
    }

    #[test]
    fn exponents_are_written_out() {
        for (decimal, expected) in [
            ("12.5", "12.5"),
            ("1e-7", "0.0000001"),
            ("1.25e-7", "0.000000125"),
            ("-1.5e+21", "-1500000000000000000000"),
            ("1e21", "1000000000000000000000"),
        ] {
            assert_eq!(plain(decimal), expected);
        }
        assert!(plain("5e-324").len() < 500 && plain("1e999999999").len() < 500);
    }
}
