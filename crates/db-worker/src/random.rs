//! Random bytes and identifiers, from the browser's generator.

use crate::clock;
use std::cell::RefCell;
use vault::{Random, RandomError};

/// The browser's generator.
pub(crate) struct BrowserRandom;

impl Random for BrowserRandom {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), RandomError> {
        getrandom::fill(out).map_err(|_| RandomError)
    }
}

/// Random bytes that something depends on.
pub(crate) fn bytes<const N: usize>() -> crate::error::Result<[u8; N]> {
    let mut out = [0; N];
    getrandom::fill(&mut out).map_err(|e| protocol::Failure::new(protocol::Code::Internal, e.to_string()))?;
    Ok(out)
}

/// A new identifier: UUID version 7, so that rows made later sort later.
pub(crate) fn new_id() -> String {
    uuid::Builder::from_unix_timestamp_millis(clock::now_ms(), &for_an_id())
        .into_uuid()
        .to_string()
}

/// Identifiers are no secret, so their randomness is asked for ahead: a question for each of 100,000 rows took a quarter of
/// a second.
fn for_an_id() -> [u8; ID] {
    AHEAD.with_borrow_mut(|(ahead, used)| {
        if ahead.len() < *used + ID {
            ahead.resize(ID * IDS_AHEAD, 0);
            // Without randomness the time and SQLite's uniqueness still keep rows apart.
            let _ = getrandom::fill(ahead);
            *used = 0;
        }
        let mut random = [0; ID];
        random.copy_from_slice(&ahead[*used..*used + ID]);
        *used += ID;
        random
    })
}

/// Random bytes of an identifier.
const ID: usize = 10;
const IDS_AHEAD: usize = 400;

thread_local! {
    /// Random bytes, and how many of them are used.
    static AHEAD: RefCell<(Vec<u8>, usize)> = const { RefCell::new((Vec::new(), 0)) };
}

/// A number below `bound`, for choosing which words to ask.
pub(crate) fn below(bound: u8) -> u8 {
    let mut byte = [0; 1];
    let limit = 256 / u16::from(bound) * u16::from(bound);
    loop {
        match getrandom::fill(&mut byte) {
            Ok(()) if limit <= u16::from(byte[0]) => {}
            _ => return byte[0] % bound,
        }
    }
}
