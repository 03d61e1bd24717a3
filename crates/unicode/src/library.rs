//! The tables of `unicode-normalization`.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

pub(crate) fn nfkc(text: &str, each: &mut dyn FnMut(char)) {
    text.nfkc().for_each(each);
}

pub(crate) fn without_marks(text: &str, each: &mut dyn FnMut(char)) {
    text.nfkd().filter(|c| !is_combining_mark(*c)).for_each(each);
}
