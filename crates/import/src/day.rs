//! One date as people write it, in every order that its form allows.
//!
//! Not a decision between the orders; that is the column's.
//!
//! **Invariant:** a reading is a date that exists, written in whole: nothing before or behind it is overlooked.

use jiff::civil::Date;

/// In which order day, month and year stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 2024-03-05
    YearMonthDay,
    /// 05/03/2024, the fifth of March
    DayMonthYear,
    /// 03/05/2024, the fifth of March
    MonthDayYear,
}

/// Every order; readings stand in the same places.
pub(crate) const ORDERS: [DateOrder; 3] = [
    DateOrder::YearMonthDay,
    DateOrder::DayMonthYear,
    DateOrder::MonthDayYear,
];
/// What a single value says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Its form leaves no choice.
    Certain(DateOrder, Date),
    /// What each of [`ORDERS`] makes of it; not all are `None`.
    Open([Option<Date>; 3]),
}

/// Reads one value; the flag tells that it had a time of day.
pub(crate) fn read(text: &str, this_year: i16) -> Option<(Reading, bool)> {
    let text = text.trim();
    if let Some(date) = iso(text.as_bytes()) {
        return Some((Reading::Certain(DateOrder::YearMonthDay, date), false));
    }
    let (day, timed) = match text.split_once(['T', ' ']) {
        Some((day, time)) if is_time(time) => (day, true),
        Some(_) => return None,
        None => (text, false),
    };
    let reading = if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        certain(
            DateOrder::YearMonthDay,
            day.get(..4)?,
            day.get(4..6)?,
            day.get(6..)?,
        )
    } else {
        separated(day, this_year)
    };
    reading.map(|reading| (reading, timed))
}

/// The commonest form, without detours.
fn iso(text: &[u8]) -> Option<Date> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text else {
        return None;
    };
    let value = |digits: &[u8]| {
        digits.iter().try_fold(0i16, |sum, b| {
            b.is_ascii_digit().then(|| sum * 10 + i16::from(b - b'0'))
        })
    };
    let (month, day) = (value(&[*m0, *m1])?, value(&[*d0, *d1])?);
    Date::new(
        value(&[*y0, *y1, *y2, *y3])?,
        month.try_into().ok()?,
        day.try_into().ok()?,
    )
    .ok()
}

fn separated(text: &str, this_year: i16) -> Option<Reading> {
    let separator = text.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
    let mut parts = text.split(separator);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts
        .next()
        .is_some_and(|rest| !(rest.is_empty() && separator == '.'))
        || parts.next().is_some()
    {
        return None;
    }
    let (year_first, year_last, short) = (a.len() == 4, c.len() == 4, a.len() < 3 && c.len() < 3);
    match separator {
        _ if year_first => certain(DateOrder::YearMonthDay, a, b, c),
        '.' if year_last => certain(DateOrder::DayMonthYear, c, b, a),
        '.' if short => Some(Reading::Certain(
            DateOrder::DayMonthYear,
            civil(&full(c, this_year)?, b, a)?,
        )),
        _ if year_last => open([None, civil(c, b, a), civil(c, a, b)]),
        _ if short => {
            let year = full(c, this_year);
            let last = |month, day| year.as_ref().and_then(|year| civil(year, month, day));
            let first = || full(a, this_year).and_then(|year| civil(&year, b, c));
            open([
                if separator == '-' { first() } else { None },
                last(b, a),
                last(a, b),
            ])
        }
        _ => None,
    }
}

fn open(dates: [Option<Date>; 3]) -> Option<Reading> {
    dates.iter().any(Option::is_some).then_some(Reading::Open(dates))
}

fn certain(order: DateOrder, year: &str, month: &str, day: &str) -> Option<Reading> {
    Some(Reading::Certain(order, civil(year, month, day)?))
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    if year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A year of two digits in full: at most twenty years ahead.
fn full(short: &str, this_year: i16) -> Option<String> {
    let year: i16 = short.parse().ok().filter(|_| short.len() == 2)?;
    let year = this_year - this_year.rem_euclid(100) + year;
    let year = if this_year + 20 < year {
        year - 100
    } else if year + 80 <= this_year {
        year + 100
    } else {
        year
    };
    Some(format!("{year:04}"))
}

/// `14:03`, `14:03:59`, `2:03 PM`, with fractions and an offset.
fn is_time(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | ' ' | '+' | '-' | 'Z');
    let text = text.trim();
    let upper = text.to_ascii_uppercase();
    let clock = upper
        .strip_suffix("AM")
        .or_else(|| upper.strip_suffix("PM"))
        .unwrap_or(&upper);
    let mut parts = clock.splitn(3, ':');
    let two = |part: Option<&str>| part.is_some_and(|p| (1..=2).contains(&p.trim().len()));
    let (hours, minutes) = (parts.next(), parts.next());
    let starts = hours.is_some_and(|h| h.parse::<u8>().is_ok_and(|h| h < 25));
    let minutes = minutes.map(|m| m.get(..2).unwrap_or(m));
    starts && two(minutes) && clock.chars().all(allowed)
}
