//! Amounts as people write them, with the decimal mark decided over the whole column.
//!
//! Understood are signs in front, behind or as brackets, signs and codes of currencies, and thousands grouped by
//! the other mark, by spaces, apostrophes, or in the Indian way.
//! Not understood, on purpose: exponents, percentages, words.
//!
//! **Invariant:** a number that means two amounts is never returned unless another value of the column, or the
//! person, decided the mark; and no digit is ever rounded away.

use crate::evidence::{AmountExample, DecidedBy, Decision, Noise, Question, SkippedLine};
use crate::number::{DecimalMark, exact, lex, minor, without_noise};
use crate::symbols;
use ledger::Problem;
use money::Currency;

/// Examples shown with a question.
const EXAMPLES: usize = 5;
/// A column of amounts: first every value is [`AmountColumn::see`]n, then each is [`AmountColumn::resolve`]d.
pub(crate) struct AmountColumn {
    answer: Option<DecimalMark>,
    is_ours: bool,
    /// How the spreadsheet's locale writes decimals.
    pub(crate) locale: Option<DecimalMark>,
    /// What calculations left behind in typed numbers.
    pub(crate) noise: Noise,
    dot: bool,
    comma: bool,
    has_choice: bool,
    decided: Option<(u64, String)>,
    contradicted: Option<(u64, String)>,
    examples: Vec<AmountExample>,
    waiting: u64,
    /// The places of the last currency asked for; asking costs a search.
    places: (Currency, u8),
}

impl AmountColumn {
    /// `is_ours` tells that the file has our own header: plain decimals, unless a value says otherwise.
    pub(crate) fn new(answer: Option<DecimalMark>, is_ours: bool) -> Self {
        Self {
            answer,
            is_ours,
            locale: None,
            noise: Noise::default(),
            dot: true,
            comma: true,
            has_choice: false,
            decided: None,
            contradicted: None,
            examples: Vec::new(),
            waiting: 0,
            places: (Currency::EUR, 2),
        }
    }

    /// Lets one value vote.
    pub(crate) fn see(&mut self, line: u64, text: &str) {
        let Some(lexed) = lex(text) else { return };
        let dot = exact(lexed.body, DecimalMark::Dot);
        let comma = exact(lexed.body, DecimalMark::Comma);
        if dot == comma {
            return;
        }
        let before = (self.dot, self.comma);
        self.has_choice = true;
        self.dot &= dot.is_some();
        self.comma &= comma.is_some();
        match (before, (self.dot, self.comma)) {
            ((true, true), (true, false) | (false, true)) => self.decided = Some((line, text.to_owned())),
            ((true, _) | (_, true), (false, false)) => self.contradicted = Some((line, text.to_owned())),
            _ => {}
        }
    }

    fn choice(&self) -> Option<DecimalMark> {
        if let Some(locale) = self.locale {
            // A value that contradicts the locale leaves the column open.
            let is_left = match locale {
                DecimalMark::Dot => self.dot,
                DecimalMark::Comma => self.comma,
            };
            return self.answer.or(Some(locale).filter(|_| is_left));
        }
        self.answer.or(match (self.dot, self.comma) {
            (true, false) => Some(DecimalMark::Dot),
            (false, true) => Some(DecimalMark::Comma),
            (true, true) if self.is_ours => Some(DecimalMark::Dot),
            _ => None,
        })
    }

    /// The amount of one value in minor units, if nothing about it is open.
    pub(crate) fn resolve(&mut self, line: u64, text: &str, currency: Currency) -> Result<i64, Problem> {
        if text.trim().is_empty() {
            return Err(Problem::Required);
        }
        let lexed = lex(text).ok_or(Problem::NotANumber)?;
        if lexed.mark.is_some_and(|mark| !symbols::may_be(mark, currency)) {
            return Err(Problem::CurrencyOfAccount {
                account: currency.code().to_owned(),
            });
        }
        if self.places.0 != currency {
            self.places = (currency, currency.exponent());
        }
        let result = minor(&lexed, self.places.1, self.choice());
        if let Err(Problem::AmbiguousAmount { first, second }) = &result {
            self.waiting += 1;
            if self.examples.len() < EXAMPLES {
                let (dot, comma) = (first.clone(), second.clone());
                self.examples.push(AmountExample {
                    line,
                    raw: text.to_owned(),
                    dot,
                    comma,
                });
            }
        }
        result
    }

    /// The amount of a typed number in minor units. It is a plain decimal and means one amount.
    pub(crate) fn typed(&mut self, line: u64, decimal: &str, currency: Currency) -> Result<i64, Problem> {
        let lexed = lex(decimal).ok_or(Problem::NotANumber)?;
        let exponent = currency.exponent();
        let result = minor(&lexed, exponent, Some(DecimalMark::Dot));
        let without = matches!(result, Err(Problem::TooManyPlaces { .. }))
            .then(|| without_noise(&lexed, exponent))
            .flatten();
        let Some(minor) = without else { return result };
        self.noise.count += 1;
        self.noise.first.get_or_insert_with(|| SkippedLine {
            line,
            text: decimal.to_owned(),
        });
        Ok(minor)
    }

    /// What the column was read as, and what is still open, once every value is resolved.
    pub(crate) fn finish(self) -> (Decision<DecimalMark>, Option<Question>) {
        let choice = self.choice().filter(|_| self.locale.is_none() || self.has_choice);
        let by = match (self.answer, self.contradicted, self.decided) {
            (Some(_), ..) => DecidedBy::Answer,
            (None, Some((line, raw)), _) => DecidedBy::Mixed { line, raw },
            (None, None, _) if self.locale.is_some() && choice.is_some() && self.has_choice => {
                DecidedBy::Locale
            }
            (None, None, Some((line, raw))) if self.locale.is_some() => DecidedBy::Mixed { line, raw },
            (None, None, Some((line, raw))) => DecidedBy::Line { line, raw },
            (None, None, None) if self.is_ours => DecidedBy::OwnFormat,
            (None, None, None) if !self.has_choice => DecidedBy::EveryValue,
            (None, None, None) => DecidedBy::Nothing,
        };
        let question = (!self.examples.is_empty()).then_some(Question::DecimalMark {
            examples: self.examples,
            rows: self.waiting,
        });
        (Decision { choice, by }, question)
    }
}

/// Reads the one amount of a form, in either notation, into minor units of a currency with `exponent` places.
///
/// The sign is kept; whether it may be negative is the caller's to say.
///
/// # Errors
/// What is wrong with it, [`Problem::AmbiguousAmount`] when it means two amounts.
pub fn read_amount(text: &str, exponent: u8) -> Result<i64, Problem> {
    if text.trim().is_empty() {
        return Err(Problem::Required);
    }
    minor(&lex(text).ok_or(Problem::NotANumber)?, exponent, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ambiguous(first: &str, second: &str) -> Result<i64, Problem> {
        Err(Problem::AmbiguousAmount {
            first: first.to_owned(),
            second: second.to_owned(),
        })
    }

    #[test]
    fn notations_that_mean_one_amount() {
        for (text, minor) in [
            ("1.234,50", 123_450),
            ("1,234.50", 123_450),
            ("(12.00)", -1_200),
            ("12.50-", -1_250),
            ("−5", -500),
            ("12,50", 1_250),
            ("+12.5", 1_250),
            ("1'234.56", 123_456),
            ("1’234,56", 123_456),
            ("1 234,56 €", 123_456),
            ("1\u{202f}234,56\u{a0}€", 123_456),
            ("1,23,456.78", 12_345_678),
            ("$1,234,567", 123_456_700),
            ("-$5", -500),
            ("$-5", -500),
            ("EUR 12", 1_200),
            ("12.5kr.", 1_250),
            ("Rs. 1,00,000", 10_000_000),
            ("(€ 5)", -500),
            (".50", 50),
            ("0.5", 50),
            ("1.234.567", 123_456_700),
            ("00012", 1_200),
            ("CHF 1'000.-".trim_end_matches(".-"), 100_000),
        ] {
            assert_eq!(read_amount(text, 2), Ok(minor), "{text}");
        }
    }

    #[test]
    fn numbers_that_mean_two_amounts_are_not_guessed() {
        assert_eq!(read_amount("1.234", 2), ambiguous("1.234", "1234"));
        assert_eq!(read_amount("1,234", 2), ambiguous("1234", "1.234"));
        assert_eq!(read_amount("-12.345 €", 3), ambiguous("-12.345", "-12345"));
        assert_eq!(read_amount("1.234", 0), Ok(1_234), "a yen has no parts");
        assert_eq!(read_amount("1,234", 0), Ok(1_234));
    }

    #[test]
    fn nothing_is_rounded_and_nothing_read_into_it() {
        assert_eq!(
            read_amount("0.125", 2),
            Err(Problem::TooManyPlaces { allowed: 2 })
        );
        assert_eq!(
            read_amount("0,125", 2),
            Err(Problem::TooManyPlaces { allowed: 2 })
        );
        assert_eq!(
            read_amount("500000.5", 0),
            Err(Problem::TooManyPlaces { allowed: 0 })
        );
        assert_eq!(read_amount("99999999999999999999", 2), Err(Problem::TooLarge));
        assert_eq!(read_amount(&"9".repeat(400), 2), Err(Problem::TooLarge));
        assert_eq!(read_amount("  ", 2), Err(Problem::Required));
        for text in [
            "1e3",
            "12.",
            "1.2.3",
            "1,2,3",
            "12,34,5",
            "- -5",
            "(-5)",
            "5%",
            "€",
            "-",
            ".",
            "five",
            "1 2",
            "€5€",
            "1,234,56",
            "0x10",
            "١٢",
            "5 apples",
            "1..5",
            "--5",
            "5.-",
            "1 234.567,8 9",
        ] {
            assert_eq!(read_amount(text, 2), Err(Problem::NotANumber), "{text}");
        }
    }

    #[test]
    fn one_value_decides_the_column() {
        let read = |values: &[&str]| {
            let mut column = AmountColumn::new(None, false);
            values.iter().for_each(|value| column.see(1, value));
            column.resolve(1, values[0], Currency::EUR)
        };
        assert_eq!(read(&["1.234", "12,50"]), Ok(123_400));
        assert_eq!(
            read(&["1.234", "12.50"]),
            Err(Problem::TooManyPlaces { allowed: 2 })
        );
        assert_eq!(read(&["1.234", "12.50", "12,50"]), ambiguous("1.234", "1234"));
        assert_eq!(read(&["1.234", "500"]), ambiguous("1.234", "1234"));
    }
}
