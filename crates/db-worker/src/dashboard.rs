//! A month of the ledger, put together from the kept totals.

mod categories;
mod lines;

use crate::{
    clock, convert,
    error::{self, Result},
    session::Session,
    vault_requests::BASE_CURRENCY,
};
use categories::by_category;
use jiff::civil::Date;
use ledger::{Kind, Month, pace_days};
use lines::{pace, year};
use money::{Currency, Money};
use protocol::{Code, Dashboard, Failure, MonthOfCurrency};
use store::{report, settings};

/// What was read for all currencies of a month.
struct Facts {
    month: Month,
    today: Date,
    /// The first month of the ledger; the month itself where there is none.
    begins: Month,
    categories: Vec<report::CategoryTotal>,
    before: Vec<report::CategoryTotal>,
    months: Vec<report::KindTotal>,
    days: Vec<(Date, Money)>,
    worth: Vec<Money>,
    worth_changes: Vec<(Month, Money)>,
}

/// Answers for a month: the one asked, else this one if it says something, else the latest that does.
pub(crate) fn answer(session: &Session, asked: Option<&str>) -> Result<Dashboard> {
    let conn = &session.conn;
    let (span, today) = (report::span(conn).map_err(error::store)?, clock::today());
    let month = match asked {
        Some(text) => text
            .parse()
            .map_err(|_| Failure::new(Code::InvalidFields, "month"))?,
        None => span.map_or(Month::of(today), |(first, last)| {
            Month::of(today).clamp(first, last)
        }),
    };
    let (first_day, last_day) = pace_days(month);
    let facts = Facts {
        month,
        today,
        begins: span.map_or(month, |(first, _)| first),
        categories: report::categories(conn, month).map_err(error::store)?,
        before: report::categories(conn, month.plus(-1)).map_err(error::store)?,
        months: report::months(conn, month.plus(-11), month).map_err(error::store)?,
        days: report::days(conn, Kind::Expense, first_day, last_day).map_err(error::store)?,
        worth: report::net_worth(conn, month).map_err(error::store)?,
        worth_changes: report::worth_changes(conn, month.plus(-11), month).map_err(error::store)?,
    };
    let unsettled = report::unsettled(conn).map_err(error::store)?;
    let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(Dashboard {
        month: month.to_string(),
        span: span.map(|(first, last)| (first.to_string(), last.to_string())),
        currencies: currencies(&facts, base_currency(session)?)
            .into_iter()
            .map(|currency| in_currency(&facts, currency))
            .collect(),
        unsorted: count(unsettled.unsorted),
        on_their_way: count(unsettled.on_their_way),
    })
}

/// The currency of amounts that name none.
pub(crate) fn base_currency(session: &Session) -> Result<Currency> {
    let code = settings::get(&session.conn, BASE_CURRENCY).map_err(error::store)?;
    Ok(code
        .and_then(|code| Currency::parse(&code).ok())
        .unwrap_or(Currency::EUR))
}

/// The currencies in use, the base first. A ledger wholly in others does not show the base.
fn currencies(facts: &Facts, base: Currency) -> Vec<Currency> {
    let mut currencies = vec![base];
    let used = facts
        .worth
        .iter()
        .map(|m| m.currency)
        .chain(facts.months.iter().map(|m| m.total.currency));
    let mut is_base_used = false;
    for currency in used {
        is_base_used |= currency == base;
        if !currencies.contains(&currency) {
            currencies.push(currency);
        }
    }
    if currencies.len() > 1 && !is_base_used {
        currencies.remove(0);
    }
    currencies
}

impl Facts {
    fn sum(&self, currency: Currency, at: Month, kind: Kind) -> i64 {
        let found = self
            .months
            .iter()
            .find(|m| m.month == at && m.kind == kind && m.total.currency == currency);
        found.map_or(0, |m| m.total.minor)
    }
}

fn in_currency(facts: &Facts, currency: Currency) -> MonthOfCurrency {
    let sum = |kind: Kind| facts.sum(currency, facts.month, kind);
    let show = |minor: i64| convert::amount(Money::new(minor, currency));
    let (income, expense) = (sum(Kind::Income), sum(Kind::Expense));
    MonthOfCurrency {
        income: show(income),
        expense: show(expense),
        saving: show(sum(Kind::Saving)),
        net: show(income.saturating_sub(expense)),
        net_worth: show(worth(facts, currency)),
        categories: by_category(facts, currency),
        year: year(facts, currency),
        pace: pace(facts, currency),
    }
}

fn worth(facts: &Facts, currency: Currency) -> i64 {
    let found = facts.worth.iter().find(|m| m.currency == currency);
    found.map_or(0, |m| m.minor)
}

/// Thousandths of `whole`, for drawing only.
fn share(part: i64, whole: i64) -> u16 {
    let thousandths = i128::from(part.max(0)) * 1000 / i128::from(whole.max(1));
    u16::try_from(thousandths.min(1000)).unwrap_or(1000)
}
