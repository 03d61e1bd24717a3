//! How values look: the spreadsheet's locale decides, not the reader's.

use jiff::civil::DateTime;

use super::cell::{Cell, Format, wall_time};

/// The three locales that are told apart; every other one looks like `en_US`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    EnUs,
    DeDe,
    EnZa,
}

impl Look {
    fn of(locale: &str) -> Self {
        match locale {
            "de_DE" => Self::DeDe,
            "en_ZA" => Self::EnZa,
            _ => Self::EnUs,
        }
    }

    fn marks(self) -> (char, char) {
        match self {
            Self::DeDe => (',', '.'),
            Self::EnUs | Self::EnZa => ('.', ','),
        }
    }
}

/// The text that a person sees in the cell.
pub(crate) fn formatted(cell: &Cell, locale: &str) -> String {
    let look = Look::of(locale);
    match cell.result() {
        Cell::Blank | Cell::Formula { .. } => String::new(),
        Cell::Text(text) | Cell::Error(text) => text.clone(),
        Cell::Truth(true) => if look == Look::DeDe { "WAHR" } else { "TRUE" }.to_owned(),
        Cell::Truth(false) => if look == Look::DeDe { "FALSCH" } else { "FALSE" }.to_owned(),
        Cell::Number(number, format) => match format {
            Format::General => general(*number, look),
            Format::Money => money(*number, look),
            Format::Percent => format!("{}%", fixed(number * 100.0, look)),
            Format::Date => wall_time(*number).map(|at| day(at, look)).unwrap_or_default(),
            Format::DateTime => wall_time(*number).map(|at| moment(at, look)).unwrap_or_default(),
        },
    }
}

/// The type and pattern that `numberFormat` names.
pub(crate) fn number_format(format: Format, locale: &str) -> Option<(&'static str, &'static str)> {
    let look = Look::of(locale);
    match format {
        Format::General => None,
        Format::Percent => Some(("PERCENT", "0.00%")),
        Format::Money => Some(match look {
            Look::EnUs => ("CURRENCY", "\"$\"#,##0.00"),
            Look::DeDe => ("CURRENCY", "#,##0.00\\ \"€\""),
            Look::EnZa => ("CURRENCY", "\"R\"#,##0.00"),
        }),
        Format::Date => Some(match look {
            Look::EnUs => ("DATE", "m/d/yyyy"),
            Look::DeDe => ("DATE", "dd.MM.yyyy"),
            Look::EnZa => ("DATE", "yyyy/MM/dd"),
        }),
        Format::DateTime => Some(match look {
            Look::EnUs => ("DATE_TIME", "m/d/yyyy h:mm:ss"),
            Look::DeDe => ("DATE_TIME", "dd.MM.yyyy hh:mm:ss"),
            Look::EnZa => ("DATE_TIME", "yyyy/MM/dd hh:mm:ss"),
        }),
    }
}

/// Up to nine decimals, no grouping.
fn general(number: f64, look: Look) -> String {
    let text = format!("{number:.9}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.replace('.', &look.marks().0.to_string())
}

fn money(number: f64, look: Look) -> String {
    let sign = if number < 0.0 { "-" } else { "" };
    let amount = fixed(number.abs(), look);
    match look {
        Look::EnUs => format!("{sign}${amount}"),
        Look::DeDe => format!("{sign}{amount} €"),
        Look::EnZa => format!("{sign}R{amount}"),
    }
}

/// Two decimals, grouped.
fn fixed(number: f64, look: Look) -> String {
    let (decimal, group) = look.marks();
    let text = format!("{:.2}", number.abs());
    let (whole, cents) = text.split_once('.').unwrap_or((&text, "00"));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(group);
        }
        grouped.push(digit);
    }
    format!("{}{grouped}{decimal}{cents}", if number < 0.0 { "-" } else { "" })
}

fn day(at: DateTime, look: Look) -> String {
    match look {
        Look::EnUs => format!("{}/{}/{}", at.month(), at.day(), at.year()),
        Look::DeDe => at.strftime("%d.%m.%Y").to_string(),
        Look::EnZa => at.strftime("%Y/%m/%d").to_string(),
    }
}

fn moment(at: DateTime, look: Look) -> String {
    let time = match look {
        Look::EnUs => at.strftime("%-H:%M:%S"),
        Look::DeDe | Look::EnZa => at.strftime("%H:%M:%S"),
    };
    format!("{} {time}", day(at, look))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn check(value: Value, en_us: &str, de_de: &str, en_za: &str) {
        let cell = Cell::read(&value).unwrap();
        assert_eq!(formatted(&cell, "en_US"), en_us);
        assert_eq!(formatted(&cell, "de_DE"), de_de);
        assert_eq!(formatted(&cell, "en_ZA"), en_za);
    }

    #[test]
    fn values_look_as_the_locale_wants() {
        check(
            json!({ "currency": 1234.5 }),
            "$1,234.50",
            "1.234,50 €",
            "R1,234.50",
        );
        check(json!({ "currency": -0.5 }), "-$0.50", "-0,50 €", "-R0.50");
        check(json!({ "percent": 0.051 }), "5.10%", "5,10%", "5.10%");
        check(
            json!({ "date": "2026-01-02" }),
            "1/2/2026",
            "02.01.2026",
            "2026/01/02",
        );
        let moment = json!({ "datetime": "2026-01-02T09:05:00" });
        check(
            moment,
            "1/2/2026 9:05:00",
            "02.01.2026 09:05:00",
            "2026/01/02 09:05:00",
        );
        check(json!(1234.5), "1234.5", "1234,5", "1234.5");
        check(json!(7), "7", "7", "7");
        check(json!(true), "TRUE", "WAHR", "TRUE");
    }
}
