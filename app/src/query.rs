//! Filters as the query of an address, so that a view can be linked to and gone back to.

use protocol::{Filter, Kind};

/// Names and values of what narrows the list.
pub(crate) fn of_filter(filter: &Filter) -> Vec<(&'static str, String)> {
    let all = [
        ("search", filter.search.clone()),
        ("from", filter.from.clone()),
        ("to", filter.to.clone()),
        ("category", filter.category.clone()),
        ("subcategory", filter.subcategory.clone()),
        ("account", filter.account.clone()),
        (
            "type",
            filter.kind.map(|kind| kind.word().to_owned()).unwrap_or_default(),
        ),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The filter of a query; unknown names and kinds are passed over.
pub(crate) fn to_filter(pairs: &[(String, String)]) -> Filter {
    let get = |name: &str| {
        pairs
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    };
    Filter {
        search: get("search"),
        from: date(get("from")),
        to: date(get("to")),
        category: get("category"),
        subcategory: get("subcategory"),
        account: get("account"),
        kind: Kind::parse(&get("type")),
    }
}

/// A date, or nothing: an address typed by hand must not break the page.
fn date(text: String) -> String {
    let digits = |range: std::ops::Range<usize>| {
        text.get(range)
            .is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let is_date = text.len() == 10
        && digits(0..4)
        && digits(5..7)
        && digits(8..10)
        && text.as_bytes()[4] == b'-'
        && text.as_bytes()[7] == b'-';
    if is_date { text } else { String::new() }
}

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
    fn a_filter_survives_its_query() {
        let filter = Filter {
            search: "café".into(),
            from: "2026-01-01".into(),
            category: "Food".into(),
            kind: Some(Kind::Expense),
            ..Filter::default()
        };
        let pairs: Vec<_> = of_filter(&filter)
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        assert_eq!(to_filter(&pairs), filter);
    }

    #[test]
    fn a_date_typed_by_hand_is_checked() {
        assert_eq!(
            to_filter(&[("from".into(), "yesterday".into())]),
            Filter::default()
        );
        assert_eq!(
            to_filter(&[("from".into(), "2026-1é-01".into())]),
            Filter::default()
        );
    }

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
