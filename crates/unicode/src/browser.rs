//! The browser's tables.

use js_sys::{JsString, RegExp};
use std::cell::RefCell;
use zeroize::Zeroizing;

pub(crate) fn nfkc(text: &str, each: &mut dyn FnMut(char)) {
    let composed = JsString::from(text).normalize("NFKC");
    // It may be a passphrase: our copy of it is wiped. The browser's own is no better and no worse than the one it was
    // typed into, and is gone with the worker, when the vault is locked.
    Zeroizing::new(String::from(&composed)).chars().for_each(each);
}

thread_local! {
    /// What each character that was met became, sorted by it: a ledger is written in few characters, and a call to the
    /// browser for each text took a second of every 100,000 rows.
    static MET: RefCell<Vec<(char, String)>> = const { RefCell::new(Vec::new()) };
}

/// Character by character: a character decomposes by itself, and what the order of decomposed ones depends on, marks, is
/// taken away.
pub(crate) fn without_marks(text: &str, each: &mut dyn FnMut(char)) {
    MET.with_borrow_mut(|met| {
        for c in text.chars() {
            if c.is_ascii() {
                each(c);
                continue;
            }
            let place = met.partition_point(|(known, _)| *known < c);
            if met.get(place).is_none_or(|(known, _)| *known != c) {
                met.insert(place, (c, decomposed(c)));
            }
            if let Some((_, becomes)) = met.get(place) {
                becomes.chars().for_each(&mut *each);
            }
        }
    });
}

fn decomposed(c: char) -> String {
    let decomposed = JsString::from(c.to_string()).normalize("NFKD");
    decomposed
        .replace_by_pattern(&RegExp::new(r"\p{M}", "gu"), "")
        .into()
}
