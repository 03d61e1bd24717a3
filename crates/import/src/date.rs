//! Dates as people write them, decided over the whole column.
//!
//! Allowed are year first (`2024-03-05`, `2024/3/5`, `2024.03.05`, `20240305`), day first (`05.03.2024`),
//! and with slashes or hyphens day first or month first (`05/03/2024`). Years of two digits belong to the
//! eighty years before and the twenty after today; with hyphens they may also stand first (`24-03-05`).
//! Dots always mean day first when the year is last. Names of months are not read.
//!
//! **Invariant:** a date that two allowed orders read differently is never returned unless another value of the
//! column, or the person, decided the order.

use crate::day::{DateOrder, ORDERS, Reading, read};
use crate::evidence::{DateExample, DecidedBy, Decision, Question};
use jiff::civil::Date;
use ledger::Problem;

/// Examples shown with a question.
const EXAMPLES: usize = 5;

/// A column of dates: first every value is [`DateColumn::see`]n, then each is [`DateColumn::resolve`]d.
pub(crate) struct DateColumn {
    this_year: i16,
    answer: Option<DateOrder>,
    /// How the spreadsheet's locale writes dates.
    pub(crate) locale: Option<DateOrder>,
    /// Orders that read every open value so far.
    left: [bool; 3],
    decided: Option<(u64, String)>,
    contradicted: Option<(u64, String)>,
    /// Orders of the values that leave no choice.
    certain: [bool; 3],
    examples: Vec<DateExample>,
    waiting: u64,
    /// Values with a time of day.
    pub(crate) timed: u64,
}

impl DateColumn {
    pub(crate) fn new(today: Date, answer: Option<DateOrder>) -> Self {
        Self {
            this_year: today.year(),
            answer,
            locale: None,
            left: [true; 3],
            decided: None,
            contradicted: None,
            certain: [false; 3],
            examples: Vec::new(),
            waiting: 0,
            timed: 0,
        }
    }

    /// Lets one value vote.
    pub(crate) fn see(&mut self, line: u64, text: &str) {
        let Some((reading, timed)) = read(text, self.this_year) else {
            return;
        };
        self.timed += u64::from(timed);
        let dates = match reading {
            Reading::Certain(order, _) => {
                self.certain[order as usize] = true;
                return;
            }
            Reading::Open(dates) => dates,
        };
        let before = count(self.left);
        for (left, date) in self.left.iter_mut().zip(dates) {
            *left &= date.is_some();
        }
        match (before, count(self.left)) {
            (2.., 1) => self.decided = Some((line, text.to_owned())),
            (1.., 0) => self.contradicted = Some((line, text.to_owned())),
            _ => {}
        }
    }

    fn choice(&self) -> Option<DateOrder> {
        if let Some(locale) = self.locale {
            // A value that contradicts the locale leaves the column open.
            return self
                .answer
                .or(Some(locale).filter(|order| self.left[*order as usize]));
        }
        let decided =
            (count(self.left) == 1).then(|| ORDERS.into_iter().zip(self.left).find(|(_, left)| *left));
        self.answer.or_else(|| decided.flatten().map(|(order, _)| order))
    }

    /// The date of one value, if nothing about it is open.
    pub(crate) fn resolve(&mut self, line: u64, text: &str) -> Result<Date, Problem> {
        let dates = match read(text, self.this_year) {
            None => return Err(Problem::NotADate),
            Some((Reading::Certain(_, date), _)) => return Ok(date),
            Some((Reading::Open(dates), _)) => dates,
        };
        if let Some(date) = self.choice().and_then(|order| dates[order as usize]) {
            return Ok(date);
        }
        // Where the locale is contradicted, neither it nor what contradicts it decides.
        let allowed = |i: usize| self.locale.is_some() || count(self.left) == 0 || self.left[i];
        let readings: Vec<(DateOrder, Date)> = ORDERS
            .into_iter()
            .zip(dates)
            .filter(|(o, _)| allowed(*o as usize))
            .filter_map(|(o, d)| Some((o, d?)))
            .collect();
        match readings.first() {
            Some((_, date)) if readings.iter().all(|(_, other)| other == date) => Ok(*date),
            _ => {
                self.waiting += 1;
                if self.examples.len() < EXAMPLES {
                    self.examples.push(DateExample {
                        line,
                        raw: text.to_owned(),
                        readings,
                    });
                }
                Err(Problem::AmbiguousDate)
            }
        }
    }

    /// What the column was read as, and what is still open, once every value is resolved.
    pub(crate) fn finish(self) -> (Decision<DateOrder>, Option<Question>) {
        let choice = self
            .choice()
            // In a sheet of typed dates the locale had nothing to decide.
            .filter(|_| self.locale.is_none() || self.left != [true; 3]);
        let by = match (self.answer, self.contradicted, self.decided) {
            (Some(_), ..) => DecidedBy::Answer,
            (None, Some((line, raw)), _) => DecidedBy::Mixed { line, raw },
            (None, None, None) if self.left == [true; 3] => DecidedBy::EveryValue,
            (None, None, _) if self.locale.is_some() && choice.is_some() => DecidedBy::Locale,
            (None, None, Some((line, raw))) if self.locale.is_some() => DecidedBy::Mixed { line, raw },
            (None, None, Some((line, raw))) => DecidedBy::Line { line, raw },
            (None, None, None) => DecidedBy::Nothing,
        };
        let only = (count(self.certain) == 1 && by == DecidedBy::EveryValue).then(|| {
            ORDERS
                .into_iter()
                .zip(self.certain)
                .find(|(_, seen)| *seen)
                .map(|(order, _)| order)
        });
        let question = (!self.examples.is_empty()).then_some(Question::DateOrder {
            examples: self.examples,
            rows: self.waiting,
        });
        (
            Decision {
                choice: choice.or(only.flatten()),
                by,
            },
            question,
        )
    }
}

fn count(flags: [bool; 3]) -> usize {
    flags.into_iter().filter(|flag| *flag).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read_all(values: &[&str]) -> Vec<Result<Date, Problem>> {
        let mut column = DateColumn::new(date(2026, 11, 22), None);
        values.iter().for_each(|value| column.see(1, value));
        values.iter().map(|value| column.resolve(1, value)).collect()
    }

    #[test]
    fn forms_that_leave_no_choice() {
        for text in [
            "2024-03-05",
            "2024/3/5",
            "2024.03.05",
            "20240305",
            "05.03.2024",
            "5.3.24",
            " 2024-03-05 ",
            "2024-03-05T10:00:00Z",
            "2024-03-05 00:00",
            "05.03.2024 2:05 PM",
            "2024. 03. 05.".replace(' ', "").as_str(),
        ] {
            assert_eq!(read_all(&[text]), [Ok(date(2024, 3, 5))], "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "2024-13-01",
            "2024-02-30",
            "yesterday",
            "45000",
            "1/2",
            "1/2/3/4",
            "1-2/2024",
            "２０２４-01-01",
            "2024-03-05 or so",
            "31.04.2024",
            "5 Mar 2024",
            "+1/2/2024",
            "2024-3-5-",
        ] {
            assert_eq!(read_all(&[text]), [Err(Problem::NotADate)], "{text}");
        }
    }

    #[test]
    fn one_value_decides_the_column_and_nothing_else_does() {
        let (third, fourth) = (Ok(date(2024, 4, 3)), Ok(date(2024, 3, 4)));
        assert_eq!(read_all(&["03/04/2024"]), [Err(Problem::AmbiguousDate)]);
        assert_eq!(read_all(&["03/04/2024", "13/04/2024"])[0], third);
        assert_eq!(read_all(&["03/04/2024", "04/13/2024"])[0], fourth);
        assert_eq!(
            read_all(&["03/04/2024", "13/04/2024", "04/13/2024"])[0],
            Err(Problem::AmbiguousDate)
        );
        assert_eq!(
            read_all(&["03/04/2024", "13.04.2024"])[0],
            Err(Problem::AmbiguousDate)
        );
        assert_eq!(read_all(&["05/05/2024"]), [Ok(date(2024, 5, 5))]);
    }

    #[test]
    fn years_of_two_digits_stay_near_today() {
        assert_eq!(read_all(&["31.12.46"]), [Ok(date(2046, 12, 31))]);
        assert_eq!(read_all(&["31.12.47"]), [Ok(date(1947, 12, 31))]);
        assert_eq!(read_all(&["24-03-05"]), [Err(Problem::AmbiguousDate)]);
        assert_eq!(
            read_all(&["24-03-05", "24-03-31"])[0],
            Err(Problem::AmbiguousDate),
            "31 March 2024 or 24 March 2031"
        );
        assert_eq!(read_all(&["99-03-05", "24-03-05"])[1], Ok(date(2024, 3, 5)));
    }
}
