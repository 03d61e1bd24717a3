//! Months as the page steps through them.

/// First and last day of a month `YYYY-MM`.
pub(crate) fn days_of_month(month: &str) -> Option<(String, String)> {
    let (year, number) = split(month)?;
    let days = match number {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    };
    Some((format!("{month}-01"), format!("{month}-{days}")))
}

/// The month `by` months after `month`.
pub(crate) fn shift(month: &str, by: i32) -> Option<String> {
    let (year, number) = split(month)?;
    let months = year * 12 + number - 1 + by;
    Some(format!(
        "{:04}-{:02}",
        months.div_euclid(12),
        months.rem_euclid(12) + 1
    ))
}

fn split(month: &str) -> Option<(i32, i32)> {
    let (year, number) = month.split_once('-')?;
    let (year, number) = (year.parse().ok()?, number.parse().ok()?);
    ((1..=9999).contains(&year) && (1..=12).contains(&number)).then_some((year, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_know_their_days() {
        let last = |month| days_of_month(month).map(|days| days.1);
        assert_eq!(last("2024-02").as_deref(), Some("2024-02-29"));
        assert_eq!(last("2026-02").as_deref(), Some("2026-02-28"));
        assert_eq!(last("2026-11").as_deref(), Some("2026-11-30"));
        assert_eq!(last("2026-13"), None);
    }

    #[test]
    fn months_shift_over_years() {
        assert_eq!(shift("2026-01", -1).as_deref(), Some("2025-12"));
        assert_eq!(shift("2026-12", 1).as_deref(), Some("2027-01"));
        assert_eq!(shift("nonsense", 1), None);
    }
}
