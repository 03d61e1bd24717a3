//! A sum as it is typed into the amount of a form: `12+3,50`, `45/2`.
//!
//! Each amount is read as [`read_amount`] reads one alone. `*` and `/` come first and take plain numbers; what does not
//! come out in whole minor units is rounded half away from zero, and the form shows the result before it is saved.

use crate::read_amount;
use ledger::Problem;

/// What joins two parts of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Plus,
    Minus,
    Times,
    By,
}

impl Operator {
    const fn of(c: char) -> Option<Self> {
        match c {
            '+' => Some(Self::Plus),
            '-' | '−' => Some(Self::Minus),
            '*' | '×' => Some(Self::Times),
            '/' | '÷' => Some(Self::By),
            _ => None,
        }
    }
}

/// Whether there is anything to work out: a single amount is not a sum.
#[must_use]
pub fn is_sum(text: &str) -> bool {
    parts(text).len() > 1
}

/// Works out a sum, or reads a single amount, into minor units of a currency with `exponent` places.
///
/// # Errors
/// What is wrong with the first part that can't be read; [`Problem::NotANumber`] for a division by zero and for what does
/// not fit into 64 bits.
pub fn read_sum(text: &str, exponent: u8) -> Result<i64, Problem> {
    let mut total = 0i64;
    let mut term: Option<Fraction> = None;
    for (operator, part) in parts(text) {
        term = Some(match (operator, term) {
            (Operator::Times, Some(term)) => term.times(factor(part)?)?,
            (Operator::By, Some(term)) => term.by(factor(part)?)?,
            (sign, before) => {
                total = add(total, before)?;
                let minor = i128::from(read_amount(part, exponent)?);
                Fraction(if sign == Operator::Minus { -minor } else { minor }, 1)
            }
        });
    }
    add(total, term)
}

/// The parts with what stands before each. A sign at the beginning, or a trailing one as some banks write it, belongs to
/// its amount: an operator has a digit on both sides.
fn parts(text: &str) -> Vec<(Operator, &str)> {
    let mut parts = Vec::new();
    let (mut start, mut operator, mut has_digit) = (0, Operator::Plus, false);
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let next = Operator::of(c).filter(|_| has_digit && rest.contains(|c: char| c.is_ascii_digit()));
        if let Some(next) = next {
            parts.push((operator, &text[start..at]));
            (start, operator, has_digit) = (at + c.len_utf8(), next, false);
        }
        has_digit |= c.is_ascii_digit();
    }
    parts.push((operator, &text[start..]));
    parts
}

/// Minor units over a divisor greater than zero.
#[derive(Debug, Clone, Copy)]
struct Fraction(i128, i128);

impl Fraction {
    fn times(self, other: Self) -> Result<Self, Problem> {
        let over = self.0.checked_mul(other.0).zip(self.1.checked_mul(other.1));
        over.map(|(over, under)| Self(over, under))
            .ok_or(Problem::NotANumber)
    }

    fn by(self, other: Self) -> Result<Self, Problem> {
        match other {
            Self(0, _) => Err(Problem::NotANumber),
            Self(over, under) => self.times(Self(under, over)),
        }
    }

    /// To a whole unit, half away from zero.
    fn whole(self) -> Result<i64, Problem> {
        let half = self.1 / 2;
        let nudged = self.0.checked_add(if self.0 < 0 { -half } else { half });
        let whole = nudged.map(|over| over / self.1);
        whole
            .and_then(|whole| i64::try_from(whole).ok())
            .ok_or(Problem::NotANumber)
    }
}

fn add(total: i64, term: Option<Fraction>) -> Result<i64, Problem> {
    match term {
        Some(term) => total.checked_add(term.whole()?).ok_or(Problem::NotANumber),
        None => Ok(total),
    }
}

/// A plain number without a sign: `2`, `0,21`, `1.5`.
fn factor(text: &str) -> Result<Fraction, Problem> {
    let text = text.trim();
    let (whole, places) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = format!("{whole}{places}");
    let is_plain =
        !digits.is_empty() && digits.len() <= 15 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits
        .parse()
        .ok()
        .filter(|_| is_plain)
        .ok_or(Problem::NotANumber)?;
    let scale = places.bytes().fold(1, |scale: i128, _| scale * 10);
    Ok(Fraction(number, scale))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_sum_is_worked_out_exactly() {
        for (text, minor) in [
            ("12+3,50", 1_550),
            ("12.30 + 0.70 - 1", 1_200),
            ("1.234,50 € + 0,50", 123_500),
            ("3*4,20", 1_260),
            ("45/2", 2_250),
            ("10/3", 333),
            ("10/3*3", 1_000),
            ("100 - 2×15,25", 6_950),
            ("-5+3", -200),
            ("20−5", 1_500),
            ("0.1+0.2", 30),
            ("100*0,21", 2_100),
        ] {
            // A factor comes second, an amount first: `3*4,20` is three times as much as 4.20 is, all the same.
            assert_eq!(read_sum(text, 2), Ok(minor), "{text}");
            assert!(is_sum(text), "{text}");
        }
    }

    #[test]
    fn a_single_amount_is_read_as_ever() {
        for text in [
            "12,50", "-5", "12.50-", "(12.00)", "+12.5", "€ 5", "", "1.234", "abc",
        ] {
            assert_eq!(read_sum(text, 2), read_amount(text, 2), "{text}");
            assert!(!is_sum(text), "{text}");
        }
    }

    #[test]
    fn what_can_not_be_worked_out_is_refused() {
        for text in ["5/0", "5*1e3", "2*(3+4)", "9223372036854775807+1", "5**2", "5+x1"] {
            assert!(read_sum(text, 2).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn amounts_add_up_whatever_they_are(a in 0i64..1_000_000_000, b in 0i64..1_000_000_000) {
            let text = |minor: i64| money::format_minor(minor, 2);
            prop_assert_eq!(read_sum(&format!("{}+{}", text(a), text(b)), 2), Ok(a + b));
            prop_assert_eq!(read_sum(&format!("{} - {}", text(a), text(b)), 2), Ok(a - b));
        }

        #[test]
        fn no_text_is_a_panic(text in "[-0-9+*/., ]{0,24}") {
            let _ = read_sum(&text, 2);
        }
    }
}
