//! The browser's tables.

use js_sys::{JsString, RegExp};
use zeroize::Zeroizing;

pub(crate) fn nfkc(text: &str, each: &mut dyn FnMut(char)) {
    hand_out(&JsString::from(text).normalize("NFKC"), each);
}

pub(crate) fn without_marks(text: &str, each: &mut dyn FnMut(char)) {
    thread_local!(static MARKS: RegExp = RegExp::new(r"\p{M}", "gu"));
    let decomposed = JsString::from(text).normalize("NFKD");
    hand_out(
        &MARKS.with(|marks| decomposed.replace_by_pattern(marks, "")),
        each,
    );
}

/// What came back may be a passphrase: our copy of it is wiped. The browser's own is no better and no worse than the
/// one it typed it into, and is gone with the worker, when the vault is locked.
fn hand_out(text: &JsString, each: &mut dyn FnMut(char)) {
    Zeroizing::new(String::from(text)).chars().for_each(each);
}
