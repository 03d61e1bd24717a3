//! A first guess at the currency of a person who has told us nothing yet.

/// What is offered before the vault is open and its full list can be had.
pub(crate) const COMMON: [&str; 34] = [
    "ARS", "AUD", "BOB", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CRC", "CZK", "DKK", "DOP", "EUR", "GBP",
    "GTQ", "HNL", "HUF", "INR", "JPY", "KRW", "MXN", "NIO", "NOK", "NZD", "PEN", "PLN", "PYG", "RON", "SEK",
    "TRY", "USD", "UYU", "ZAR",
];

const EURO: [&str; 21] = [
    "AT", "BE", "BG", "CY", "DE", "EE", "ES", "FI", "FR", "GR", "HR", "IE", "IT", "LT", "LU", "LV", "MT",
    "NL", "PT", "SI", "SK",
];

const OTHERS: [(&str, &str); 36] = [
    ("AR", "ARS"),
    ("AU", "AUD"),
    ("BO", "BOB"),
    ("BR", "BRL"),
    ("CA", "CAD"),
    ("CH", "CHF"),
    ("CL", "CLP"),
    ("CN", "CNY"),
    ("CO", "COP"),
    ("CR", "CRC"),
    ("CZ", "CZK"),
    ("DK", "DKK"),
    ("DO", "DOP"),
    ("EC", "USD"),
    ("GB", "GBP"),
    ("GT", "GTQ"),
    ("HN", "HNL"),
    ("HU", "HUF"),
    ("IN", "INR"),
    ("JP", "JPY"),
    ("KR", "KRW"),
    ("MX", "MXN"),
    ("NI", "NIO"),
    ("NO", "NOK"),
    ("NZ", "NZD"),
    ("PA", "USD"),
    ("PE", "PEN"),
    ("PL", "PLN"),
    ("PR", "USD"),
    ("PY", "PYG"),
    ("RO", "RON"),
    ("SE", "SEK"),
    ("SV", "USD"),
    ("TR", "TRY"),
    ("UY", "UYU"),
    ("ZA", "ZAR"),
];

/// The currency of a region, or one that goes with the language.
pub(crate) fn guess(region: &str, lang: &str) -> &'static str {
    if EURO.contains(&region) {
        return "EUR";
    }
    let other = OTHERS
        .iter()
        .find(|(code, _)| *code == region)
        .map(|(_, currency)| *currency);
    other.unwrap_or(if region != "US" && lang == "es" {
        "EUR"
    } else {
        "USD"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_decides_before_the_language() {
        assert_eq!(guess("CL", "en"), "CLP");
        assert_eq!(guess("DE", "en"), "EUR");
        assert_eq!(guess("US", "es"), "USD");
        assert_eq!(guess("", "es"), "EUR");
        assert_eq!(guess("", "en"), "USD");
    }

    #[test]
    fn what_is_guessed_can_be_chosen() {
        assert!(OTHERS.iter().all(|(_, currency)| COMMON.contains(currency)));
    }
}
