//! Plain decimals, as they stand in our own files and in `data-amount`: `-1234.50`.
//!
//! Reading what people write (`1.234,50 €`) is the importer's work, not this module's.

/// Why a plain decimal was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Something else than digits, one dot and a leading minus.
    #[error("not a plain decimal number")]
    NotADecimal,
    /// More places than the currency has; nothing is rounded.
    #[error("more than {allowed} decimal places")]
    TooManyPlaces {
        /// Places that the currency has.
        allowed: u8,
    },
    /// Does not fit into 64 bits of minor units.
    #[error("the amount is too large")]
    TooLarge,
}

/// Minor units as a decimal with exactly `exponent` places.
#[must_use]
pub fn format_minor(minor: i64, exponent: u8) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let digits = minor.unsigned_abs().to_string();
    let places = usize::from(exponent);
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    format!("{sign}{whole}.{fraction}")
}

/// Reads a plain decimal into minor units of a currency with `exponent` places.
///
/// # Errors
/// [`DecimalError`]: never a rounded value.
pub fn parse_plain(text: &str, exponent: u8) -> Result<i64, DecimalError> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || digits.ends_with('.') {
        return Err(DecimalError::NotADecimal);
    }
    if fraction.len() > usize::from(exponent) {
        return Err(DecimalError::TooManyPlaces { allowed: exponent });
    }
    let zeros = usize::from(exponent) - fraction.len();
    let bytes = whole
        .bytes()
        .chain(fraction.bytes())
        .chain(std::iter::repeat_n(b'0', zeros));
    let step = |total: i64, byte: u8| {
        let digit = i64::from(byte - b'0');
        let next = total.checked_mul(10)?;
        if negative {
            next.checked_sub(digit)
        } else {
            next.checked_add(digit)
        }
    };
    bytes.into_iter().try_fold(0, step).ok_or(DecimalError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_rounded() {
        assert_eq!(
            parse_plain("0.125", 2),
            Err(DecimalError::TooManyPlaces { allowed: 2 })
        );
        assert_eq!(
            parse_plain("1.5", 0),
            Err(DecimalError::TooManyPlaces { allowed: 0 })
        );
        assert_eq!(parse_plain("1.5", 2), Ok(150));
    }

    #[test]
    fn only_plain_decimals_are_read() {
        for text in ["", "-", "1e3", "1,50", " 1", "1.", ".5", "+1", "١"] {
            assert_eq!(parse_plain(text, 2), Err(DecimalError::NotADecimal), "{text:?}");
        }
        assert_eq!(
            parse_plain("92233720368547758.08", 2),
            Err(DecimalError::TooLarge)
        );
        assert_eq!(parse_plain("-92233720368547758.08", 2), Ok(i64::MIN));
    }
}
