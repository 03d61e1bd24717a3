//! Which backups may go, and when none may.

use proptest::prelude::*;
use vault::VaultId;
use vault::backup::{Generation, KEEP_NEWEST, RetainRefusal, removable};

use super::chain::one;

const DAY: u64 = 86_400_000;
/// 2026-11-24, a Tuesday.
const TODAY: u64 = 20_781;

/// Generation `generation`, stored `days` ago.
fn stored(generation: u64, days: u64) -> Generation {
    let mut one = one(generation, 0, 0);
    one.sha256[..8].copy_from_slice(&generation.to_be_bytes());
    one.stored_ms = (TODAY - days) * DAY + generation;
    one
}

/// One backup a day for `n` days, the newest last.
fn daily(n: u64) -> Vec<Generation> {
    (0..n).map(|i| stored(i + 1, n - 1 - i)).collect()
}

#[test]
fn up_to_ten_backups_all_stay() {
    for n in 0..=10 {
        assert_eq!(removable(&daily(n), false), Ok(Vec::new()));
    }
}

#[test]
fn days_weeks_and_months_keep_their_newest() {
    let list = daily(60);
    // Thirty a day would be refused as too many at once, so the list is thinned step by step, as it would be in life.
    let mut left: Vec<Generation> = Vec::new();
    for one in list {
        left.push(one);
        for place in removable(&left, false)
            .unwrap()
            .into_iter()
            .rev()
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .rev()
        {
            left.remove(place);
        }
    }
    let days_ago: Vec<u64> = left.iter().map(|one| TODAY - one.stored_ms / DAY).collect();
    // Ten newest (0 to 9 days ago); Sundays 2, 9, 16 of the last four weeks; the last days of October and September.
    assert_eq!(days_ago, [55, 24, 16, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
}

#[test]
fn the_newest_verified_stays_however_old() {
    let mut list = daily(14);
    list.iter_mut().skip(1).for_each(|one| one.is_verified = false);
    let removed = removable(&list, false).unwrap();
    assert!(!removed.is_empty() && !removed.contains(&0));
    list[0].is_verified = false;
    assert_eq!(removable(&list, false), Err(RetainRefusal::NothingVerified));
}

#[test]
fn after_a_failed_verification_nothing_goes() {
    assert_eq!(
        removable(&daily(14), true),
        Err(RetainRefusal::VerificationFailed)
    );
}

#[test]
fn more_than_half_at_once_is_refused() {
    // Forty backups of one day: ten stay.
    let list: Vec<_> = (1..=40).map(|i| stored(i, 0)).collect();
    let refused = RetainRefusal::TooMany { removed: 30, all: 40 };
    assert_eq!(removable(&list, false), Err(refused));
    let list: Vec<_> = (1..=20).map(|i| stored(i, 0)).collect();
    assert_eq!(removable(&list, false), Ok((0..10).collect()));
}

#[test]
fn no_side_of_a_young_fork_goes() {
    // Generation 2 is the tenth newest and has a sibling.
    let mut list: Vec<_> = (1..=11).map(|i| stored(i, 0)).collect();
    let mut sibling = stored(2, 0);
    sibling.sha256 = [9; 32];
    list.push(sibling);
    assert_eq!(removable(&list, false), Ok(vec![0]));
}

#[test]
fn vaults_are_not_thinned_together() {
    let mut list = daily(14);
    list[3].head.vault_id = VaultId::from_bytes([8; 16]);
    assert_eq!(removable(&list, false), Err(RetainRefusal::DifferentVaults));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_goes_the_newest_and_at_least_half_stay(
        days in prop::collection::vec((0..800u64, any::<bool>()), 1..60),
    ) {
        let list: Vec<Generation> = days.iter().zip(1..).map(|(&(days, is_verified), generation)| {
            Generation { is_verified, ..stored(generation, days) }
        }).collect();
        if let Ok(removed) = removable(&list, false) {
            prop_assert!(2 * removed.len() <= list.len());
            let edge = list.len().saturating_sub(KEEP_NEWEST);
            prop_assert!(removed.iter().all(|&place| place < edge));
            let newest_verified = list.iter().rposition(|one| one.is_verified).unwrap();
            prop_assert!(!removed.contains(&newest_verified));
            prop_assert!(removed.is_sorted());
        }
    }
}
