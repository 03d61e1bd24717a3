//! Which backups may go. Pure, and timid: in doubt nothing is removed.

use std::collections::HashSet;
use std::hash::Hash;

use thiserror::Error;

use crate::backup::chain::Generation;

/// How many of the newest are always kept.
pub const KEEP_NEWEST: usize = 10;
const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

const DAY_MS: u64 = 86_400_000;

/// Why nothing may be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RetainRefusal {
    /// The last verification failed: find out why before anything goes.
    #[error("the last verification failed")]
    VerificationFailed,
    /// No backup in the list was verified.
    #[error("no backup is verified")]
    NothingVerified,
    /// The list mixes vaults.
    #[error("the backups belong to different vaults")]
    DifferentVaults,
    /// More than half would go: a list or a clock that is wrong looks like this.
    #[error("{removed} of {all} backups would be removed, more than half")]
    TooMany {
        /// How many would be removed.
        removed: usize,
        /// How many there are.
        all: usize,
    },
}

/// The places of the backups that may be removed, oldest generation first. Kept are:
///
/// - the newest [`KEEP_NEWEST`] by generation, with every sibling of the last of them, so that no side of a young fork goes;
/// - the newest of each of the 7 latest days, 4 latest weeks (from Monday) and 12 latest months in which any was stored, in
///   UTC by [`Generation::stored_ms`], the server's time;
/// - the newest verified one.
///
/// Whoever removes takes each out of the index first and deletes the file last.
///
/// # Errors
/// [`RetainRefusal`]: nothing may be removed.
pub fn removable(list: &[Generation], last_verification_failed: bool) -> Result<Vec<usize>, RetainRefusal> {
    if last_verification_failed {
        return Err(RetainRefusal::VerificationFailed);
    }
    let Some(first) = list.first() else {
        return Ok(Vec::new());
    };
    if list.iter().any(|one| one.head.vault_id != first.head.vault_id) {
        return Err(RetainRefusal::DifferentVaults);
    }
    let mut newest_first: Vec<(usize, &Generation)> = list.iter().enumerate().collect();
    newest_first.sort_by_key(|(place, one)| std::cmp::Reverse((one.head.generation, one.stored_ms, *place)));
    let verified = newest_first.iter().find(|(_, one)| one.is_verified);
    let mut kept = HashSet::from([verified.ok_or(RetainRefusal::NothingVerified)?.0]);
    let edge = newest_first
        .get(KEEP_NEWEST - 1)
        .map_or(0, |(_, one)| one.head.generation);
    kept.extend(
        newest_first
            .iter()
            .filter(|(_, one)| edge <= one.head.generation)
            .map(|(place, _)| place),
    );
    newest_first.sort_by_key(|(place, one)| std::cmp::Reverse((one.stored_ms, one.head.generation, *place)));
    let day = |one: &Generation| one.stored_ms / DAY_MS;
    kept.extend(newest_of_each(&newest_first, DAYS, day));
    // 1 January 1970 was a Thursday; weeks begin on Monday.
    kept.extend(newest_of_each(&newest_first, WEEKS, |one| (day(one) + 3) / 7));
    kept.extend(newest_of_each(&newest_first, MONTHS, |one| month(day(one))));
    let mut removed: Vec<usize> = (0..list.len()).filter(|place| !kept.contains(place)).collect();
    if list.len() < 2 * removed.len() {
        return Err(RetainRefusal::TooMany {
            removed: removed.len(),
            all: list.len(),
        });
    }
    removed.sort_by_key(|&place| list.get(place).map(|one| (one.head.generation, one.stored_ms)));
    Ok(removed)
}

/// The first backup, thus the newest, of each of the first `count` periods.
fn newest_of_each<K: Hash + Eq>(
    newest_first: &[(usize, &Generation)],
    count: usize,
    period: impl Fn(&Generation) -> K,
) -> Vec<usize> {
    let mut seen = HashSet::new();
    newest_first
        .iter()
        .filter(|(_, one)| seen.insert(period(one)))
        .take(count)
        .map(|(place, _)| *place)
        .collect()
}

/// The month a day since 1970 falls in, counted from an arbitrary one, in the proleptic Gregorian calendar.
/// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.)
fn month(day: u64) -> u64 {
    let day = day.saturating_add(719_468);
    let (era, day_of_era) = (day / 146_097, day % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Years here begin in March, which does not matter for telling months apart.
    (era * 400 + year_of_era) * 12 + (5 * day_of_year + 2) / 153
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_change_where_the_calendar_says() {
        // 1970-01-31, 1970-02-01, 1970-02-28, 1970-03-01, 2000-02-29, 2000-03-01, 2026-12-31, 2027-01-01.
        for (last, first) in [(30, 31), (58, 59), (11_016, 11_017), (20_818, 20_819)] {
            assert_eq!(month(last) + 1, month(first), "{last}");
        }
        assert_eq!(month(0) + 12, month(365));
        assert_eq!(month(31), month(58));
    }
}
