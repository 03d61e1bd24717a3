//! How spending adds up over a month, beside the month before and what is usual.

use crate::Month;
use jiff::civil::Date;

/// So many months before are looked at for what is usual.
const HISTORY: i32 = 6;

/// With fewer months than these nothing is usual yet.
const LEAST: usize = 3;

/// Sums from the first day of the month through each of its days, in minor units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pace {
    /// This month, through the last day that counts.
    pub spent: Vec<i64>,
    /// The month before, whole; empty where the ledger had not begun.
    pub last: Vec<i64>,
    /// The middle one of the months before, day by day; empty where there are too few.
    pub usual: Vec<i64>,
}

/// What spending is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// The middle of the months before.
    Usual,
    /// The month before.
    LastMonth,
}

impl Pace {
    /// What is usual, or the month before, came to by the day that this month has reached: one whose days have all
    /// passed is held against whole months. Months in which nothing was spent are nothing to compare with.
    #[must_use]
    pub fn standard(&self, is_over: bool) -> Option<(Standard, i64)> {
        let says = |sums: &[i64]| sums.last().is_some_and(|whole| *whole != 0);
        let (standard, sums) = match (says(&self.usual), says(&self.last)) {
            (true, _) => (Standard::Usual, &self.usual),
            (false, true) => (Standard::LastMonth, &self.last),
            (false, false) => return None,
        };
        let by_now = sums.get(self.spent.len().checked_sub(1)?).filter(|_| !is_over);
        Some((standard, *by_now.or(sums.last())?))
    }
}

/// The days whose sums [`pace`] wants: those of the month and of all that it is compared with.
#[must_use]
pub fn pace_days(month: Month) -> (Date, Date) {
    (month.plus(-HISTORY).first_day(), month.last_day())
}

/// Puts days together. `days` holds what was spent on each, in any order; `begins` is the first month of the ledger, and
/// `today` ends the month that is not over: what is booked ahead of it counts all the same.
#[must_use]
pub fn pace(month: Month, begins: Month, today: Date, days: &[(Date, i64)]) -> Pace {
    let booked = days.iter().filter(|(date, _)| Month::of(*date) == month);
    let latest = booked.map(|(date, _)| date.day()).max().unwrap_or(0);
    let through = match Month::of(today) {
        now if now == month => today.day().max(latest),
        now if now < month => latest,
        _ => month.last_day().day(),
    };
    let history: Vec<Vec<i64>> = (1..=HISTORY)
        .map(|n| month.plus(-n))
        .filter(|before| begins <= *before)
        .map(|before| running(days, before, before.last_day().day()))
        .collect();
    Pace {
        spent: running(days, month, through),
        last: history.first().cloned().unwrap_or_default(),
        usual: usual(&history, month.last_day().day()),
    }
}

/// The sum through each day, from the first to `through`.
fn running(days: &[(Date, i64)], month: Month, through: i8) -> Vec<i64> {
    let mut sum = 0i64;
    let mut through_day = |day: i8| {
        let on_it = days
            .iter()
            .filter(|(date, _)| Month::of(*date) == month && date.day() == day);
        sum = on_it.fold(sum, |sum, (_, minor)| sum.saturating_add(*minor));
        sum
    };
    (1..=through).map(&mut through_day).collect()
}

/// The median of the months through each day. Months differ in length: the last day is the whole of each.
fn usual(history: &[Vec<i64>], length: i8) -> Vec<i64> {
    if history.len() < LEAST {
        return Vec::new();
    }
    let through = |day: i8| {
        let place = usize::try_from(day).unwrap_or(1).saturating_sub(1);
        let of = |sums: &Vec<i64>| {
            if day == length {
                sums.last()
            } else {
                sums.get(place).or(sums.last())
            }
            .copied()
        };
        median(history.iter().filter_map(of))
    };
    (1..=length).map(through).collect()
}

/// The middle value; of two, what lies halfway, rounded to a whole minor unit. An estimate, and never booked.
fn median(values: impl Iterator<Item = i64>) -> i64 {
    let mut sorted: Vec<i64> = Vec::new();
    for value in values {
        sorted.insert(sorted.partition_point(|before| *before <= value), value);
    }
    let (low, high) = (sorted.len().saturating_sub(1) / 2, sorted.len() / 2);
    match (sorted.get(low), sorted.get(high)) {
        (Some(low), Some(high)) => low.midpoint(*high),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, minor: i64) -> (Date, i64) {
        (text.parse().unwrap(), minor)
    }

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_adds_up_to_today_and_to_what_is_booked_ahead() {
        let days = [
            day("2026-02-03", 500),
            day("2026-02-01", 100),
            day("2026-02-03", 50),
        ];
        let today = "2026-02-04".parse().unwrap();
        let pace_of = |days: &[(Date, i64)]| pace(month("2026-02"), month("2026-02"), today, days).spent;
        assert_eq!(pace_of(&days), [100, 100, 650, 650]);
        let ahead = [&days[..], &[day("2026-02-06", 7)]].concat();
        assert_eq!(pace_of(&ahead), [100, 100, 650, 650, 650, 657]);
    }

    #[test]
    fn a_month_that_is_over_counts_whole_and_one_to_come_not_at_all() {
        let today = "2026-03-10".parse().unwrap();
        let of = |text| pace(month(text), month("2026-01"), today, &[]).spent.len();
        assert_eq!((of("2026-02"), of("2026-03"), of("2026-04")), (28, 10, 0));
    }

    #[test]
    fn usual_is_the_middle_month_and_needs_three() {
        let today = "2026-04-02".parse().unwrap();
        let days = [
            day("2026-01-10", 100),
            day("2026-02-28", 300),
            day("2026-03-01", 900),
        ];
        let found = pace(month("2026-04"), month("2026-01"), today, &days);
        assert_eq!(found.last.len(), 31);
        assert_eq!((found.usual[0], found.usual[9], found.usual[29]), (0, 100, 300));
        let found = pace(month("2026-04"), month("2026-02"), today, &days);
        assert!(found.usual.is_empty());
        // Of the three months before June one alone saw anything: that is no standard.
        let later = "2026-07-01".parse().unwrap();
        let found = pace(month("2026-06"), month("2026-03"), later, &days);
        assert_eq!((found.usual.len(), found.last.len()), (30, 31));
        assert_eq!(found.standard(true), None);
    }

    #[test]
    fn a_month_is_held_against_what_is_usual_by_its_day_or_whole() {
        let mut pace = Pace {
            spent: vec![5, 9],
            last: vec![1, 2, 3],
            usual: vec![4, 6, 8],
        };
        assert_eq!(pace.standard(false), Some((Standard::Usual, 6)));
        assert_eq!(pace.standard(true), Some((Standard::Usual, 8)));
        pace.usual.clear();
        assert_eq!(pace.standard(false), Some((Standard::LastMonth, 2)));
        pace.last.clear();
        assert_eq!(pace.standard(false), None);
    }

    #[test]
    fn halfway_between_two_is_a_whole_unit_and_never_overflows() {
        assert_eq!(median([3, 10, 1, 4].into_iter()), 3);
        assert_eq!(median([i64::MAX, i64::MAX].into_iter()), i64::MAX);
        assert_eq!(median(std::iter::empty()), 0);
    }
}
