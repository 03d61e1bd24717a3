//! Signs and words for currencies that stand beside an amount.
//!
//! They are understood and checked against the currency the row has. One that stands for a single currency (`€`,
//! `USD`) declares the currency of an account that has none yet; `$` or `kr` never does.
//!
//! **Invariant:** an amount that names another currency than its row is never taken as if it did not.

use money::Currency;

const DOLLARS: &[&str] = &[
    "USD", "AUD", "BBD", "BMD", "BND", "BSD", "BZD", "CAD", "FJD", "GYD", "HKD", "JMD", "KYD", "LRD", "NAD",
    "NZD", "SBD", "SGD", "SRD", "TTD", "TWD", "XCD", "ARS", "CLP", "COP", "CUP", "DOP", "MXN", "UYU", "BRL",
    "MOP", "NIO", "CVE", "TOP", "WST",
];
const KRONER: &[&str] = &["SEK", "NOK", "DKK", "ISK"];
const POUNDS: &[&str] = &["GBP", "EGP", "FKP", "GIP", "LBP", "SDG", "SHP", "SSP", "SYP"];
const RUPEES: &[&str] = &["INR", "LKR", "MUR", "NPR", "PKR", "SCR", "IDR", "MVR"];

/// Sign, and the currencies it is written for; an empty list is any.
static SIGNS: &[(&str, &[&str])] = &[
    ("€", &["EUR"]),
    ("$", DOLLARS),
    ("£", POUNDS),
    ("¥", &["JPY", "CNY"]),
    ("￥", &["JPY", "CNY"]),
    ("円", &["JPY"]),
    ("元", &["CNY"]),
    ("원", &["KRW"]),
    ("₩", &["KRW", "KPW"]),
    ("₹", &["INR"]),
    ("₺", &["TRY"]),
    ("₽", &["RUB"]),
    ("₴", &["UAH"]),
    ("₪", &["ILS"]),
    ("₫", &["VND"]),
    ("₱", &["PHP"]),
    ("฿", &["THB"]),
    ("₦", &["NGN"]),
    ("₡", &["CRC", "SVC"]),
    ("₲", &["PYG"]),
    ("₸", &["KZT"]),
    ("₾", &["GEL"]),
    ("₼", &["AZN"]),
    ("₵", &["GHS"]),
    ("₮", &["MNT"]),
    ("US$", &["USD"]),
    ("C$", &["CAD", "NIO"]),
    ("CA$", &["CAD"]),
    ("A$", &["AUD"]),
    ("AU$", &["AUD"]),
    ("NZ$", &["NZD"]),
    ("HK$", &["HKD"]),
    ("S$", &["SGD"]),
    ("R$", &["BRL"]),
    ("NT$", &["TWD"]),
    ("MX$", &["MXN"]),
    ("kr", KRONER),
    ("kr.", KRONER),
    ("zł", &["PLN"]),
    ("Kč", &["CZK"]),
    ("Ft", &["HUF"]),
    ("lei", &["RON", "MDL"]),
    ("лв", &["BGN"]),
    ("лв.", &["BGN"]),
    ("руб.", &["RUB"]),
    ("TL", &["TRY"]),
    ("R", &["ZAR"]),
    ("Rs", RUPEES),
    ("Rs.", RUPEES),
    ("Rp", &["IDR"]),
    ("RM", &["MYR"]),
    ("Fr", &["CHF"]),
    ("Fr.", &["CHF"]),
    ("sFr.", &["CHF"]),
    ("SFr.", &["CHF"]),
    ("S/", &["PEN"]),
    ("KD", &["KWD"]),
    ("د.ك", &["KWD"]),
];

/// Whether the text beside an amount is a sign or a code of any currency.
pub(crate) fn is_known(mark: &str) -> bool {
    SIGNS.iter().any(|(sign, _)| *sign == mark) || Currency::parse(mark).is_ok()
}

/// The code of the one currency that the sign or code stands for.
pub(crate) fn only(mark: &str) -> Option<&str> {
    match SIGNS.iter().find(|(sign, _)| *sign == mark) {
        Some((_, [code])) => Some(code),
        Some(_) => None,
        None => Currency::parse(mark).is_ok().then_some(mark),
    }
}

/// Whether the sign or code may stand for this currency.
pub(crate) fn may_be(mark: &str, currency: Currency) -> bool {
    match SIGNS.iter().find(|(sign, _)| *sign == mark) {
        Some((_, codes)) => codes.contains(&currency.code()),
        None => Currency::parse(mark) == Ok(currency),
    }
}
