//! How hard a passphrase is to guess, by zxcvbn's word lists and patterns.
//!
//! A wasm module of its own, fetched when a person begins to choose a passphrase. It keeps nothing.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::*;

/// zxcvbn's score, 0 (guessed at once) to 4 (very hard to guess).
#[wasm_bindgen]
#[must_use]
pub fn score(passphrase: &str) -> u8 {
    zxcvbn::zxcvbn(passphrase, &[]).score().into()
}

/// Decimal logarithm of the guesses that zxcvbn expects.
#[wasm_bindgen]
#[must_use]
pub fn guesses_log10(passphrase: &str) -> f64 {
    zxcvbn::zxcvbn(passphrase, &[]).guesses_log10()
}
