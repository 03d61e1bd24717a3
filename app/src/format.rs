//! Numbers and dates as the person's locale writes them.

use crate::{browser, context::Ctx};
use protocol::Amount;
use std::cell::RefCell;

thread_local! {
    static LOCALE: RefCell<String> = RefCell::new("en".to_owned());
}

/// The locale of numbers inside texts.
pub(crate) fn set_locale(locale: &str) {
    LOCALE.set(locale.to_owned());
}

/// A number inside a text.
pub(crate) fn number_here(number: i64) -> String {
    // Counts of rows and lines: far below where a float is not exact.
    LOCALE.with_borrow(|locale| browser::format_number(number as f64, locale))
}

/// The plural category of a number in a language.
pub(crate) fn plural(number: i64, lang: &str) -> String {
    browser::plural(number as f64, lang)
}

impl Ctx {
    /// An amount, or dots where amounts are hidden.
    pub(crate) fn money(&self, amount: &Amount) -> String {
        if self.prefs.privacy {
            return "•••••".to_owned();
        }
        browser::format_money(&amount.decimal, &amount.currency, &self.i18n.locale)
    }

    /// A count.
    pub(crate) fn number(&self, number: u32) -> String {
        browser::format_number(f64::from(number), &self.i18n.locale)
    }

    /// `1.2 GB`.
    pub(crate) fn bytes(&self, decimal: &str) -> String {
        browser::format_bytes(decimal, &self.i18n.locale)
    }

    /// `3 Apr 2026`.
    pub(crate) fn day(&self, iso: &str) -> String {
        browser::format_date(iso, "day", &self.i18n.locale)
    }

    /// `April 2026`.
    pub(crate) fn month(&self, iso: &str) -> String {
        browser::format_date(iso, "month", &self.i18n.locale)
    }

    /// `Apr`.
    pub(crate) fn month_short(&self, iso: &str) -> String {
        browser::format_date(iso, "short", &self.i18n.locale)
    }

    /// A moment, here.
    pub(crate) fn instant(&self, iso: &str) -> String {
        browser::format_date(iso, "instant", &self.i18n.locale)
    }
}
