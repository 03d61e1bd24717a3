//! How a spreadsheet's locale writes decimals and dates, for cells that hold them as text.
//!
//! Only what is certain of a locale is here; about the rest the values of the column decide, or the person.

use crate::{DateOrder, DecimalMark};

/// What a locale is certain about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Conventions {
    /// The decimal mark.
    pub decimal: Option<DecimalMark>,
    /// The order of a date with slashes or hyphens.
    pub dates: Option<DateOrder>,
}

/// Languages with a decimal comma, whose dates begin with the day.
const COMMA_DAY: [&str; 36] = [
    "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "et", "fi", "fr", "gl", "hr", "hy", "id", "is",
    "it", "ka", "kk", "lv", "mk", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr",
    "tr", "uk",
];
/// Languages with a decimal comma, whose dates begin with the year.
const COMMA_YEAR: [&str; 3] = ["hu", "lt", "sv"];
/// Languages with a decimal dot, whose dates begin with the year.
const DOT_YEAR: [&str; 3] = ["ja", "ko", "zh"];
/// Countries of English that begin dates with the day.
const ENGLISH_DAY: [&str; 7] = ["AU", "GB", "HK", "IE", "IN", "NZ", "SG"];
/// Countries of Spanish with a decimal comma.
const SPANISH_COMMA: [&str; 10] = ["", "AR", "BO", "CL", "CO", "EC", "ES", "PY", "UY", "VE"];

/// What `de_DE`, `en_US` or `pt` is certain about; nothing for one that is not known.
#[must_use]
pub fn conventions(locale: &str) -> Conventions {
    use {DateOrder as D, DecimalMark as M};
    let (language, country) = locale.split_once(['_', '-']).unwrap_or((locale, ""));
    let (decimal, dates) = match (language, country) {
        ("de" | "fr" | "it", "CH" | "LI") => (Some(M::Dot), Some(D::DayMonthYear)),
        ("fr", "CA") => (Some(M::Comma), Some(D::YearMonthDay)),
        ("en", "US") => (Some(M::Dot), Some(D::MonthDayYear)),
        ("en", country) if ENGLISH_DAY.contains(&country) => (Some(M::Dot), Some(D::DayMonthYear)),
        ("en", "CA") => (Some(M::Dot), None),
        ("en", "ZA") => (None, Some(D::YearMonthDay)),
        ("es", country) if SPANISH_COMMA.contains(&country) => (Some(M::Comma), Some(D::DayMonthYear)),
        ("es", "MX") => (Some(M::Dot), Some(D::DayMonthYear)),
        (language, _) if COMMA_DAY.contains(&language) => (Some(M::Comma), Some(D::DayMonthYear)),
        (language, _) if COMMA_YEAR.contains(&language) => (Some(M::Comma), Some(D::YearMonthDay)),
        (language, _) if DOT_YEAR.contains(&language) => (Some(M::Dot), Some(D::YearMonthDay)),
        _ => (None, None),
    };
    Conventions { decimal, dates }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_locale_is_certain_about() {
        let of = |locale| {
            let known = conventions(locale);
            (known.decimal, known.dates)
        };
        assert_eq!(
            of("de_DE"),
            (Some(DecimalMark::Comma), Some(DateOrder::DayMonthYear))
        );
        assert_eq!(
            of("de_CH"),
            (Some(DecimalMark::Dot), Some(DateOrder::DayMonthYear))
        );
        assert_eq!(
            of("en_US"),
            (Some(DecimalMark::Dot), Some(DateOrder::MonthDayYear))
        );
        assert_eq!(
            of("en_GB"),
            (Some(DecimalMark::Dot), Some(DateOrder::DayMonthYear))
        );
        assert_eq!(of("en_ZA"), (None, Some(DateOrder::YearMonthDay)));
        assert_eq!(
            of("sv_SE"),
            (Some(DecimalMark::Comma), Some(DateOrder::YearMonthDay))
        );
        for unknown in ["", "tlh", "en", "es_PE", "ar_EG"] {
            assert_eq!(of(unknown), (None, None), "{unknown}");
        }
    }
}
