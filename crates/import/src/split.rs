//! The `split` column: a transaction divided over categories, in one cell.
//!
//! `category/subcategory=amount;category=amount`, amounts as plain decimals. A backslash takes the meaning from
//! the `\`, `/`, `=` or `;` behind it.
//!
//! **Invariant:** parts that are read add up to the amount of the row.

use ledger::{MAX_CATEGORY, Problem, Split, check_text};
use money::{Money, format_minor, parse_plain};

/// Writes the parts; nothing when there are none.
pub(crate) fn format_splits(splits: &[Split], exponent: u8) -> String {
    let mut text = String::new();
    for split in splits {
        if !text.is_empty() {
            text.push(';');
        }
        escape(&split.category, &mut text);
        if let Some(child) = &split.subcategory {
            text.push('/');
            escape(child, &mut text);
        }
        text.push('=');
        text.push_str(&format_minor(split.minor, exponent));
    }
    text
}

fn escape(name: &str, text: &mut String) {
    for c in name.chars() {
        if matches!(c, '\\' | '/' | '=' | ';') {
            text.push('\\');
        }
        text.push(c);
    }
}

/// Reads the parts of a transaction of `amount`.
pub(crate) fn parse_splits(text: &str, amount: Money) -> Result<Vec<Split>, Problem> {
    let mut splits = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (split, behind) = part(rest, amount.currency.exponent())?;
        splits.push(split);
        rest = behind;
    }
    let sum = splits
        .iter()
        .try_fold(0i64, |sum, split| sum.checked_add(split.minor));
    let is_whole = splits.is_empty() || (2 <= splits.len() && sum == Some(amount.minor));
    if is_whole {
        Ok(splits)
    } else {
        Err(Problem::SplitsDoNotAddUp)
    }
}

fn part(text: &str, exponent: u8) -> Result<(Split, &str), Problem> {
    let (category, mark, rest) = name(text)?;
    let (subcategory, mark, rest) = match mark {
        '/' => name(rest).map(|(child, mark, rest)| (Some(child), mark, rest))?,
        _ => (None, mark, rest),
    };
    let (amount, behind) = rest.split_once(';').unwrap_or((rest, ""));
    if mark != '=' || rest.ends_with(';') && behind.is_empty() {
        return Err(Problem::SplitsDoNotAddUp);
    }
    let minor = parse_plain(amount.trim(), exponent).map_err(|_| Problem::SplitsDoNotAddUp)?;
    if minor <= 0 {
        return Err(Problem::NotPositive);
    }
    Ok((
        Split {
            category,
            subcategory,
            minor,
        },
        behind,
    ))
}

/// A name, the mark that ends it, and what stands behind the mark.
fn name(text: &str) -> Result<(String, char, &str), Problem> {
    let mut name = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => name.push(chars.next().ok_or(Problem::SplitsDoNotAddUp)?.1),
            '/' | '=' | ';' => {
                let name = name.trim();
                check_text(name, MAX_CATEGORY)?;
                return Ok((name.to_owned(), c, text.get(at + 1..).unwrap_or_default()));
            }
            _ => name.push(c),
        }
    }
    Err(Problem::SplitsDoNotAddUp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use money::Currency;

    #[test]
    fn names_may_hold_the_marks_themselves() {
        let splits = vec![
            Split {
                category: "Rent/Mortgage".into(),
                subcategory: Some("a=b;c\\".into()),
                minor: 1,
            },
            Split {
                category: "Food".into(),
                subcategory: None,
                minor: 1_249,
            },
        ];
        let text = format_splits(&splits, 2);
        assert_eq!(text, "Rent\\/Mortgage/a\\=b\\;c\\\\=0.01;Food=12.49");
        assert_eq!(parse_splits(&text, Money::new(1_250, Currency::EUR)), Ok(splits));
    }

    #[test]
    fn parts_that_do_not_make_the_whole_are_refused() {
        let whole = Money::new(1_250, Currency::EUR);
        for text in [
            "Food=12.50",
            "a=1;b=2",
            "a=6.25;b=6.25;",
            "a;b",
            "a=6.25;b",
            "a/b/c=6.25;d=6.25",
            ";",
            "a=6.25;=6.25",
            "a=-1.00;b=13.50",
            "a\\",
        ] {
            assert!(parse_splits(text, whole).is_err(), "{text}");
        }
        assert_eq!(parse_splits("", whole), Ok(Vec::new()));
    }
}
