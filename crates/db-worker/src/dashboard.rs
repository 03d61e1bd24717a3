//! A month of the ledger, put together from the kept totals.

use crate::{
    clock, convert,
    error::{self, Result},
    session::Session,
    vault_requests::BASE_CURRENCY,
};
use ledger::{Kind, Month};
use money::{Currency, Money};
use protocol::{CategoryTotal, Code, Dashboard, Failure, MonthBar, MonthOfCurrency};
use std::collections::BTreeMap;
use store::{report, settings};

/// Answers for a month: the one asked, else this one if it says something, else the latest that does.
pub(crate) fn answer(session: &Session, asked: Option<&str>) -> Result<Dashboard> {
    let conn = &session.conn;
    let span = report::span(conn).map_err(error::store)?;
    let month = match asked {
        Some(text) => text
            .parse()
            .map_err(|_| Failure::new(Code::InvalidFields, "month"))?,
        None => {
            let now = Month::of(clock::today());
            span.map_or(now, |(first, last)| now.clamp(first, last))
        }
    };
    let base = base_currency(session)?;
    let categories = report::categories(conn, month).map_err(error::store)?;
    let months = report::months(conn, month.plus(-11), month).map_err(error::store)?;
    let worth = report::net_worth(conn, month).map_err(error::store)?;
    let mut currencies = vec![base];
    let used = worth
        .iter()
        .map(|m| m.currency)
        .chain(months.iter().map(|m| m.total.currency));
    for currency in used {
        if !currencies.contains(&currency) {
            currencies.push(currency);
        }
    }
    // A ledger wholly in another currency than the base shows that one alone.
    if currencies.len() > 1
        && !worth.iter().any(|m| m.currency == base)
        && !months.iter().any(|m| m.total.currency == base)
    {
        currencies.remove(0);
    }
    let of = |currency: Currency| {
        let net_worth = worth.iter().find(|m| m.currency == currency).copied();
        in_currency(currency, month, &categories, &months, net_worth)
    };
    Ok(Dashboard {
        month: month.to_string(),
        span: span.map(|(first, last)| (first.to_string(), last.to_string())),
        currencies: currencies.into_iter().map(of).collect(),
    })
}

/// The currency of amounts that name none.
pub(crate) fn base_currency(session: &Session) -> Result<Currency> {
    let code = settings::get(&session.conn, BASE_CURRENCY).map_err(error::store)?;
    Ok(code
        .and_then(|code| Currency::parse(&code).ok())
        .unwrap_or(Currency::EUR))
}

fn in_currency(
    currency: Currency,
    month: Month,
    categories: &[report::CategoryTotal],
    months: &[report::KindTotal],
    net_worth: Option<Money>,
) -> MonthOfCurrency {
    let sum = |at: Month, kind: Kind| {
        let found = months
            .iter()
            .find(|m| m.month == at && m.kind == kind && m.total.currency == currency);
        found.map_or(0, |m| m.total.minor)
    };
    let show = |minor: i64| convert::amount(Money::new(minor, currency));
    let (income, expense) = (sum(month, Kind::Income), sum(month, Kind::Expense));
    let year: Vec<Month> = (-11..=0).map(|n| month.plus(n)).collect();
    let tallest = year
        .iter()
        .flat_map(|m| [sum(*m, Kind::Income), sum(*m, Kind::Expense)])
        .max()
        .unwrap_or(0);
    let bar = |m: &Month| MonthBar {
        month: m.to_string(),
        income: show(sum(*m, Kind::Income)),
        expense: show(sum(*m, Kind::Expense)),
        income_share: share(sum(*m, Kind::Income), tallest),
        expense_share: share(sum(*m, Kind::Expense), tallest),
    };
    MonthOfCurrency {
        income: show(income),
        expense: show(expense),
        saving: show(sum(month, Kind::Saving)),
        net: show(income.saturating_sub(expense)),
        net_worth: show(net_worth.map_or(0, |m| m.minor)),
        categories: by_category(categories, currency),
        year: year.iter().map(bar).collect(),
    }
}

/// Thousandths of `whole`, for drawing only.
fn share(part: i64, whole: i64) -> u16 {
    let thousandths = i128::from(part.max(0)) * 1000 / i128::from(whole.max(1));
    u16::try_from(thousandths.min(1000)).unwrap_or(1000)
}

fn by_category(rows: &[report::CategoryTotal], currency: Currency) -> Vec<CategoryTotal> {
    let mut groups: BTreeMap<(Kind, &str), Vec<&report::CategoryTotal>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.total.currency == currency) {
        groups.entry((row.kind, &row.category)).or_default().push(row);
    }
    let mut sums: Vec<(Kind, &str, i64, Vec<&report::CategoryTotal>)> = groups
        .into_iter()
        .map(|((kind, name), rows)| {
            (
                kind,
                name,
                rows.iter()
                    .fold(0, |sum: i64, r| sum.saturating_add(r.total.minor)),
                rows,
            )
        })
        .collect();
    sums.sort_by(|a, b| (order(a.0), b.2, a.1).cmp(&(order(b.0), a.2, b.1)));
    let largest = |kind: Kind| {
        sums.iter()
            .filter(|s| s.0 == kind)
            .map(|s| s.2)
            .max()
            .unwrap_or(0)
    };
    let show = |minor: i64| convert::amount(Money::new(minor, currency));
    let total = |(kind, name, minor, rows): &(Kind, &str, i64, Vec<&report::CategoryTotal>)| CategoryTotal {
        kind: convert::kind(*kind),
        name: (*name).to_owned(),
        total: show(*minor),
        share: share(*minor, largest(*kind)),
        children: rows
            .iter()
            .filter_map(|r| Some((r.subcategory.clone()?, show(r.total.minor))))
            .collect(),
    };
    sums.iter().map(total).collect()
}

/// Expenses first: that is what a person looks for.
const fn order(kind: Kind) -> u8 {
    match kind {
        Kind::Expense => 0,
        Kind::Income => 1,
        Kind::Saving => 2,
        Kind::Transfer => 3,
    }
}
