//! What is drawn over time: the days of the month, and the twelve months up to it.

use super::{Facts, share, worth};
use crate::convert;
use jiff::civil::Date;
use ledger::{Kind, Month, Standard};
use money::{Currency, Money};
use protocol::{Amount, Comparison, MonthBar, Pace, Point, Verdict};

/// How spending adds up, beside the month before and what is usual.
pub(super) fn pace(facts: &Facts, currency: Currency) -> Pace {
    let days: Vec<(Date, i64)> = facts
        .days
        .iter()
        .filter(|(_, total)| total.currency == currency)
        .map(|(date, total)| (*date, total.minor))
        .collect();
    let pace = ledger::pace(facts.month, facts.begins, facts.today, &days);
    let ends = [&pace.spent, &pace.last, &pace.usual];
    let tallest = ends.iter().filter_map(|sums| sums.last()).max().copied();
    let line = |sums: &[i64]| {
        let point = |minor: &i64| Point {
            amount: convert::amount(Money::new(*minor, currency)),
            share: share(*minor, tallest.unwrap_or(0)),
        };
        sums.iter().map(point).collect()
    };
    let is_over = facts.month < Month::of(facts.today);
    Pace {
        spent: line(&pace.spent),
        last: line(&pace.last),
        usual: line(&pace.usual),
        is_over,
        standard: comparison(&pace, is_over, currency),
    }
}

fn comparison(pace: &ledger::Pace, is_over: bool, currency: Currency) -> Option<Comparison> {
    let (standard, minor) = pace.standard(is_over)?;
    let difference = pace.spent.last()?.saturating_sub(minor);
    let is_close = difference.saturating_abs().saturating_mul(50) < minor;
    let show = |minor: i64| convert::amount(Money::new(minor, currency));
    Some(Comparison {
        is_usual: standard == Standard::Usual,
        standard: show(minor),
        difference: show(difference.saturating_abs()),
        verdict: match difference {
            0 => Verdict::Close,
            _ if is_close => Verdict::Close,
            1.. => Verdict::More,
            _ => Verdict::Less,
        },
    })
}

/// The twelve months up to the one that is shown, oldest first.
pub(super) fn year(facts: &Facts, currency: Currency) -> Vec<MonthBar> {
    let months: Vec<Month> = (-11..=0).map(|n| facts.month.plus(n)).collect();
    let sum = |month: &Month, kind: Kind| facts.sum(currency, *month, kind);
    let tallest = months
        .iter()
        .flat_map(|month| [sum(month, Kind::Income), sum(month, Kind::Expense)])
        .max()
        .unwrap_or(0);
    let worths = worths(facts, currency, &months);
    let (low, high) = (
        worths.iter().min().copied().unwrap_or(0),
        worths.iter().max().copied().unwrap_or(0),
    );
    let show = |minor: i64| -> Amount { convert::amount(Money::new(minor, currency)) };
    let bar = |(month, worth): (&Month, &i64)| MonthBar {
        month: month.to_string(),
        income: show(sum(month, Kind::Income)),
        expense: show(sum(month, Kind::Expense)),
        income_share: share(sum(month, Kind::Income), tallest),
        expense_share: share(sum(month, Kind::Expense), tallest),
        worth: Point {
            amount: show(*worth),
            share: share(worth.saturating_sub(low), high.saturating_sub(low)),
        },
    };
    months.iter().zip(&worths).map(bar).collect()
}

/// Net worth at the end of each month, reckoned back from the last.
fn worths(facts: &Facts, currency: Currency, months: &[Month]) -> Vec<i64> {
    let mut left = worth(facts, currency);
    let mut worths = vec![0; months.len()];
    for (month, place) in months.iter().zip(&mut worths).rev() {
        *place = left;
        let changes = facts.worth_changes.iter();
        let of_month = changes.filter(|(at, change)| at == month && change.currency == currency);
        left = of_month.fold(left, |left, (_, change)| left.saturating_sub(change.minor));
    }
    worths
}
