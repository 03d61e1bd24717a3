//! A cell: what was entered, what it is, and how it looks.

use jiff::civil::{Date, DateTime, Time, date};
use jiff::{SignedDuration, Span};
use serde_json::{Value, json};

/// Day 0 of Sheets' serials.
const EPOCH: Date = date(1899, 12, 30);
const DAY: f64 = 86_400.0;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Blank,
    Number(f64, Format),
    Text(String),
    Truth(bool),
    /// `#DIV/0!` and its like.
    Error(String),
    Formula {
        source: String,
        result: Box<Cell>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    General,
    Money,
    Percent,
    Date,
    DateTime,
}

impl Cell {
    /// A cell as the admin plane names one: a plain JSON value, or an object such as `{"date": "2026-01-02"}`.
    pub fn read(value: &Value) -> Result<Self, String> {
        match value {
            Value::Null => Ok(Self::Blank),
            Value::String(text) if text.is_empty() => Ok(Self::Blank),
            Value::String(text) => Ok(Self::Text(text.clone())),
            Value::Bool(truth) => Ok(Self::Truth(*truth)),
            Value::Number(number) => Ok(Self::Number(number.as_f64().unwrap_or(0.0), Format::General)),
            other => Self::special(other).ok_or_else(|| format!("not a cell: {other}")),
        }
    }

    fn special(value: &Value) -> Option<Self> {
        let (kind, given) = value.as_object()?.iter().next()?;
        match kind.as_str() {
            "date" => Some(Self::Number(serial(given.as_str()?.parse().ok()?), Format::Date)),
            "datetime" => {
                let at: DateTime = given.as_str()?.parse().ok()?;
                let seconds = at.time().duration_since(Time::midnight()).as_secs_f64();
                Some(Self::Number(serial(at.date()) + seconds / DAY, Format::DateTime))
            }
            "currency" => Some(Self::Number(given.as_f64()?, Format::Money)),
            "percent" => Some(Self::Number(given.as_f64()?, Format::Percent)),
            "error" => Some(Self::Error(given.as_str()?.to_owned())),
            "formula" => {
                let result = Box::new(Self::read(value.get("value").unwrap_or(&Value::Null)).ok()?);
                Some(Self::Formula {
                    source: given.as_str()?.to_owned(),
                    result,
                })
            }
            "value" => {
                let result = Box::new(Self::read(given).ok()?);
                Some(Self::Formula {
                    source: value["formula"].as_str()?.to_owned(),
                    result,
                })
            }
            _ => None,
        }
    }

    /// A field of a CSV file as Sheets takes it in: dates, numbers and truths are recognised, instants with a zone
    /// stay text.
    pub fn typed(field: &str) -> Self {
        let is_number = field
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"-.".contains(&byte));
        match field {
            "" => return Self::Blank,
            "TRUE" => return Self::Truth(true),
            "FALSE" => return Self::Truth(false),
            _ => {}
        }
        if field.len() == 10
            && let Ok(day) = field.parse::<Date>()
        {
            return Self::Number(serial(day), Format::Date);
        }
        match field.parse::<f64>() {
            Ok(number) if is_number => Self::Number(number, Format::General),
            _ => Self::Text(field.to_owned()),
        }
    }

    /// What the cell is, past its formula.
    pub fn result(&self) -> &Self {
        match self {
            Self::Formula { result, .. } => result,
            other => other,
        }
    }

    pub fn is_blank(&self) -> bool {
        *self.result() == Self::Blank
    }

    /// The value without its format: dates are serials.
    pub fn unformatted(&self) -> Value {
        match self.result() {
            Self::Blank | Self::Formula { .. } => "".into(),
            Self::Number(number, _) => json_number(*number),
            Self::Text(text) | Self::Error(text) => text.as_str().into(),
            Self::Truth(truth) => (*truth).into(),
        }
    }
}

/// Google writes whole numbers without a fraction.
pub(crate) fn json_number(number: f64) -> Value {
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked: whole and within 53 bits"
    )]
    if number.fract() == 0.0 && number.abs() < WHOLE {
        json!(number as i64)
    } else {
        json!(number)
    }
}

/// Days since 30 December 1899.
fn serial(day: Date) -> f64 {
    day.duration_since(EPOCH).as_secs_f64() / DAY
}

/// The wall time that a serial stands for, to the second.
pub(crate) fn wall_time(serial: f64) -> Option<DateTime> {
    let rounded = SignedDuration::try_from_secs_f64((serial * DAY).round()).ok()?;
    EPOCH
        .to_datetime(Time::midnight())
        .checked_add(Span::try_from(rounded).ok()?)
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_googles_own_examples() {
        let value = |text: &str| Cell::read(&json!({ "datetime": text })).unwrap().unformatted();
        assert_eq!(value("1900-01-01T12:00:00"), json!(2.5));
        assert_eq!(value("1900-02-01T15:00:00"), json!(33.625));
        assert_eq!(wall_time(33.625).unwrap().to_string(), "1900-02-01T15:00:00");
    }

    #[test]
    fn a_csv_field_becomes_what_sheets_makes_of_it() {
        assert_eq!(Cell::typed("2016-01-06"), Cell::Number(42375.0, Format::Date));
        assert_eq!(Cell::typed("4.07"), Cell::Number(4.07, Format::General));
        assert_eq!(Cell::typed("TRUE"), Cell::Truth(true));
        for text in [
            "2016-01-06T15:44:50Z",
            "1e5",
            "12,50",
            "58e1290d-97b1-4c9d-be9c-e77af7978c5f",
            "-",
        ] {
            assert_eq!(Cell::typed(text), Cell::Text(text.to_owned()));
        }
    }
}
