//! One number as people write it: its sign, its currency, and what each decimal mark makes of it.
//!
//! Not a decision between the two marks; that is the column's.
//!
//! **Invariant:** digits are never rounded away, and what is not wholly understood is no number.

use crate::symbols;
use ledger::Problem;

/// Which sign divides whole units from their parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    /// 1,234.50
    Dot,
    /// 1.234,50
    Comma,
}

/// More digits than any amount has.
const MOST_DIGITS: usize = 30;

/// A number without its surroundings.
pub(crate) struct Lexed<'t> {
    negative: bool,
    pub(crate) body: &'t str,
    /// The sign or code of a currency beside it.
    pub(crate) mark: Option<&'t str>,
}

/// An exact decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exact {
    digits: u128,
    places: usize,
}

/// The number in minor units, read with the mark that was chosen if it means two amounts.
pub(crate) fn minor(lexed: &Lexed<'_>, exponent: u8, choice: Option<DecimalMark>) -> Result<i64, Problem> {
    let dot = exact(lexed.body, DecimalMark::Dot);
    let comma = exact(lexed.body, DecimalMark::Comma);
    let value = match (dot, comma) {
        (None, None) => return Err(not_a_number(lexed.body)),
        (Some(only), None) | (None, Some(only)) => only,
        (Some(dot), Some(comma)) if dot == comma => dot,
        (Some(dot), Some(comma)) => match choice {
            Some(DecimalMark::Dot) => dot,
            Some(DecimalMark::Comma) => comma,
            // A currency without parts leaves the grouping as the only reading.
            None if exponent == 0 => {
                if dot.places == 0 {
                    dot
                } else {
                    comma
                }
            }
            None => {
                return Err(Problem::AmbiguousAmount {
                    first: plain(lexed, dot),
                    second: plain(lexed, comma),
                });
            }
        },
    };
    let exponent_places = usize::from(exponent);
    if exponent_places < value.places {
        return Err(Problem::TooManyPlaces { allowed: exponent });
    }
    let zeros = u32::try_from(exponent_places - value.places).map_err(|_| Problem::TooLarge)?;
    let units = 10u128
        .checked_pow(zeros)
        .and_then(|scale| value.digits.checked_mul(scale));
    let units = units
        .and_then(|units| i128::try_from(units).ok())
        .ok_or(Problem::TooLarge)?;
    i64::try_from(if lexed.negative { -units } else { units }).map_err(|_| Problem::TooLarge)
}

/// Significant digits beyond which nobody typed a number: a spreadsheet keeps fifteen.
const TYPED_DIGITS: usize = 15;
/// Places up to which noise is nothing but zeros or nines.
const CLEAN_PLACES: usize = 8;

/// The minor units of a number that a calculation in binary fractions left a hair beside it: 0.30000000000000004.
pub(crate) fn without_noise(lexed: &Lexed<'_>, exponent: u8) -> Option<i64> {
    let (whole, fraction) = lexed.body.split_once('.')?;
    let significant = format!("{whole}{fraction}");
    let beyond = fraction.get(usize::from(exponent)..CLEAN_PLACES)?;
    if significant.trim_start_matches('0').len() <= TYPED_DIGITS {
        return None;
    }
    let kept: i64 = format!("{whole}{}", fraction.get(..usize::from(exponent))?)
        .parse()
        .ok()?;
    let all = |digit: u8| beyond.bytes().all(|b| b == digit);
    let minor = if all(b'0') {
        kept
    } else if all(b'9') {
        kept.checked_add(1)?
    } else {
        return None;
    };
    Some(if lexed.negative { -minor } else { minor })
}

fn not_a_number(body: &str) -> Problem {
    let digits = body.bytes().filter(u8::is_ascii_digit).count();
    let is_long = MOST_DIGITS < digits
        && body
            .chars()
            .all(|c| c.is_ascii_digit() || is_group(c) || matches!(c, '.' | ','));
    if is_long {
        Problem::TooLarge
    } else {
        Problem::NotANumber
    }
}

fn plain(lexed: &Lexed<'_>, value: Exact) -> String {
    let digits = format!("{:0>width$}", value.digits, width = value.places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - value.places);
    let (sign, dot) = (
        if lexed.negative { "-" } else { "" },
        if value.places == 0 { "" } else { "." },
    );
    format!("{sign}{whole}{dot}{fraction}")
}

/// Takes off the sign and the currency.
pub(crate) fn lex(text: &str) -> Option<Lexed<'_>> {
    let mut lexed = Lexed {
        negative: false,
        body: text.trim(),
        mark: None,
    };
    let mut has_sign = false;
    while let (Some(first), Some(last)) = (lexed.body.chars().next(), lexed.body.chars().next_back()) {
        if is_number_edge(first) && last.is_ascii_digit() {
            return Some(lexed);
        }
        let body = lexed.body;
        let bracketed = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let signed = body.strip_prefix(is_sign).map(|rest| (rest, first));
        let signed = signed.or_else(|| body.strip_suffix(is_sign).map(|rest| (rest, last)));
        let rest = if let Some((rest, sign)) = bracketed.map(|rest| (rest, '-')).or(signed) {
            if std::mem::replace(&mut has_sign, true) {
                return None;
            }
            lexed.negative = sign != '+';
            rest
        } else {
            let (mark, rest) = currency_beside(body, first)?;
            if lexed.mark.replace(mark).is_some() || !symbols::is_known(mark) {
                return None;
            }
            rest
        };
        lexed.body = rest.trim();
    }
    None
}

const fn is_number_edge(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',')
}

const fn is_sign(c: char) -> bool {
    matches!(c, '-' | '+' | '\u{2212}')
}

/// The word in front of the number, or else the one behind it, and the rest.
fn currency_beside(body: &str, first: char) -> Option<(&str, &str)> {
    let is_word =
        |c: char| !(c.is_ascii_digit() || c.is_whitespace() || is_sign(c) || matches!(c, '(' | ')'));
    if is_number_edge(first) {
        let rest = body.trim_end_matches(is_word);
        Some((body.get(rest.len()..)?, rest)).filter(|(mark, _)| !mark.is_empty())
    } else {
        let rest = body.trim_start_matches(is_word);
        Some((body.get(..body.len() - rest.len())?, rest)).filter(|(mark, _)| !mark.is_empty())
    }
}

const fn is_group(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’')
}

/// Reads a number with this decimal mark; `None` when it is not written so.
pub(crate) fn exact(body: &str, mark: DecimalMark) -> Option<Exact> {
    let (decimal, other) = match mark {
        DecimalMark::Dot => ('.', ','),
        DecimalMark::Comma => (',', '.'),
    };
    let (whole, fraction) = match body.rsplit_once(decimal) {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (body, ""),
    };
    if whole.is_empty() && fraction.is_empty() || !is_grouped(whole, other) {
        return None;
    }
    let mut value = Exact {
        digits: 0,
        places: fraction.len(),
    };
    let mut n_digits = 0;
    for c in whole.chars().filter(char::is_ascii_digit).chain(fraction.chars()) {
        n_digits += 1;
        if MOST_DIGITS < n_digits {
            return None;
        }
        value.digits = value.digits * 10 + u128::from(c.to_digit(10)?);
    }
    Some(value)
}

/// Whether the whole part is digits, or digits in groups by one and the same separator.
fn is_grouped(whole: &str, other: char) -> bool {
    let Some(separator) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return true;
    };
    if separator != other && !is_group(separator) {
        return false;
    }
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let (Some((last, middle)), false) = (rest.split_last(), first.starts_with('0')) else {
        return false;
    };
    let digits = |group: &str, n: usize| group.len() == n && group.bytes().all(|b| b.is_ascii_digit());
    let starts = |most: usize| (1..=most).any(|n| digits(first, n));
    let western = starts(3) && middle.iter().all(|group| digits(group, 3));
    let indian = separator == ',' && starts(2) && middle.iter().all(|group| digits(group, 2));
    digits(last, 3) && (western || indian)
}
