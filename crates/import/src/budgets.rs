//! Rows of `budgets.csv`.
//!
//! **Invariant:** a limit is zero or more, and its month exists.

use crate::read::Env;
use crate::row::{Row, RowReader};
use jiff::civil::Date;
use ledger::{Budget, Field, MAX_CATEGORY, MAX_ID, Month, Problem};
use money::{Currency, Money};

/// A budget of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingBudget {
    /// Identifier, when the file has one.
    pub id: Option<String>,
    /// Category name.
    pub category: String,
    /// Zero or more.
    pub limit: Money,
    /// The month it is for.
    pub month: Month,
}

impl IncomingBudget {
    /// The whole budget: `id` stands in where the file has none.
    #[must_use]
    pub fn complete(self, id: String) -> Budget {
        Budget {
            id: self.id.unwrap_or(id),
            category: self.category,
            limit: self.limit,
            month: self.month,
        }
    }
}

pub(crate) fn read_budget(mut row: RowReader<'_, '_>, env: &mut Env<'_>) -> Row<IncomingBudget> {
    let value = fields(&mut row, env);
    row.finish(value)
}

fn fields(row: &mut RowReader<'_, '_>, env: &mut Env<'_>) -> Option<IncomingBudget> {
    let id = row.optional_name(Field::BudgetId, MAX_ID);
    let category = row.name(Field::Category, MAX_CATEGORY);
    let currency = currency(row, env);
    let limit = currency.and_then(|currency| limit(row, env, currency));
    let year = number(row, Field::Year, 1..=9_999);
    let month = number(row, Field::Month, 1..=12);
    Some(IncomingBudget {
        id: id?,
        category: category?,
        limit: limit?,
        month: month_of(year?, month?)?,
    })
}

fn currency(row: &mut RowReader<'_, '_>, env: &Env<'_>) -> Option<Currency> {
    match row.text(Field::Currency).trim() {
        "" => Some(env.context.base_currency),
        text => row.take(
            Field::Currency,
            Currency::parse(text).map_err(|_| Problem::UnknownCurrency),
        ),
    }
}

fn limit(row: &mut RowReader<'_, '_>, env: &mut Env<'_>, currency: Currency) -> Option<Money> {
    let minor = row.amount(Field::MonthlyLimit, &mut env.amounts, currency)?;
    let result = if minor < 0 {
        Err(Problem::NotPositive)
    } else {
        Ok(Money::new(minor, currency))
    };
    row.take(Field::MonthlyLimit, result)
}

fn number(row: &mut RowReader<'_, '_>, field: Field, allowed: std::ops::RangeInclusive<i16>) -> Option<i16> {
    let text = row.text(field).trim();
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let value = text
        .parse::<i16>()
        .ok()
        .filter(|value| digits && allowed.contains(value));
    let problem = if text.is_empty() {
        Problem::Required
    } else {
        Problem::NotADate
    };
    row.take(field, value.ok_or(problem))
}

fn month_of(year: i16, month: i16) -> Option<Month> {
    Date::new(year, i8::try_from(month).ok()?, 1).ok().map(Month::of)
}
