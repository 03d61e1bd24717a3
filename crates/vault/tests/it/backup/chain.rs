//! A list of containers, judged.

use vault::BackupMark;
use vault::VaultId;
use vault::backup::{BackupHead, Fork, Generation, Standing, survey};

use super::{DEVICE, verify, write, write_child};
use crate::make_vault;

pub const VAULT: VaultId = VaultId::from_bytes([7; 16]);

/// Generation `generation` with the hash `id`, a child of the container with the hash `parent`.
pub fn one(generation: u64, id: u8, parent: u8) -> Generation {
    Generation {
        head: BackupHead {
            vault_id: VAULT,
            generation,
            parent: (generation != 1).then_some([parent; 32]),
            device_id: DEVICE,
            created_ms: 0,
            app: "0.1.0".into(),
            schema: 1,
        },
        sha256: [id; 32],
        stored_ms: generation * 1000,
        is_verified: true,
    }
}

fn mark(generation: u64, id: u8) -> BackupMark {
    BackupMark {
        generation,
        sha256: [id; 32],
        verified_ms: 0,
    }
}

/// Generations 1 to `n` in a straight line.
fn line(n: u8) -> Vec<Generation> {
    (1..=n).map(|i| one(i.into(), i, i - 1)).collect()
}

#[test]
fn a_straight_line_is_sound() {
    let mut list = line(5);
    list.reverse();
    let chain = survey(VAULT, &list, Some(&mark(5, 5)));
    assert_eq!(chain.newest_verified, Some(0));
    assert_eq!(chain.standing, Standing::Current);
    assert!(chain.forks.is_empty() && chain.broken.is_empty() && chain.foreign.is_empty());
}

#[test]
fn the_newest_is_the_newest_that_was_verified() {
    let mut list = line(5);
    list[4].is_verified = false;
    assert_eq!(survey(VAULT, &list, None).newest_verified, Some(3));
    assert_eq!(survey(VAULT, &[], None).newest_verified, None);
}

#[test]
fn two_devices_at_work_make_a_fork_and_both_sides_are_told() {
    let mut list = line(3);
    list.extend([one(3, 33, 2), one(4, 44, 33)]);
    let chain = survey(VAULT, &list, None);
    let fork = Fork {
        parent: Some([2; 32]),
        children: vec![2, 3],
    };
    assert_eq!(chain.forks, [fork]);
    assert!(chain.broken.is_empty());
    assert_eq!(chain.newest_verified, Some(4));
    let firsts = [one(1, 1, 0), one(1, 2, 0)];
    assert_eq!(survey(VAULT, &firsts, None).forks[0].parent, None);
}

#[test]
fn a_copy_of_a_container_is_no_fork() {
    let mut list = line(3);
    list.push(list[2].clone());
    assert!(survey(VAULT, &list, None).forks.is_empty());
}

#[test]
fn a_missing_parent_breaks_the_chain_unless_retention_may_have_taken_it() {
    let mut list = line(5);
    list.remove(2);
    assert_eq!(survey(VAULT, &list, None).broken, [2]);
    // Twenty generations, of which 9 and 10 were thinned out: each had ten newer ones.
    let mut list = line(20);
    list.drain(8..10);
    assert!(survey(VAULT, &list, None).broken.is_empty());
    // 11 has only nine newer ones: it was not ours to remove.
    let mut list = line(20);
    list.remove(10);
    assert_eq!(survey(VAULT, &list, None).broken, [10]);
}

#[test]
fn a_parent_that_is_not_the_generation_before_breaks_the_chain() {
    let list = [one(1, 1, 0), one(3, 3, 1)];
    assert_eq!(survey(VAULT, &list, None).broken, [1]);
    let itself = [one(2, 2, 2)];
    assert_eq!(survey(VAULT, &itself, None).broken, [0]);
}

#[test]
fn an_older_state_put_back_is_a_rollback() {
    let chain = survey(VAULT, &line(4), Some(&mark(6, 6)));
    let rolled_back = Standing::RolledBack {
        newest: Some(4),
        remembered: 6,
    };
    assert_eq!(chain.standing, rolled_back);
    let all_gone = Standing::RolledBack {
        newest: None,
        remembered: 6,
    };
    assert_eq!(survey(VAULT, &[], Some(&mark(6, 6))).standing, all_gone);
    assert_eq!(survey(VAULT, &[], None).standing, Standing::Unknown);
}

#[test]
fn an_unverified_claim_to_be_newer_hides_no_rollback() {
    let mut list = line(4);
    list.push(one(9, 9, 4));
    list[4].is_verified = false;
    let standing = survey(VAULT, &list, Some(&mark(6, 6))).standing;
    assert!(matches!(standing, Standing::RolledBack { newest: Some(4), .. }));
}

#[test]
fn another_backup_in_the_place_of_the_remembered_one_is_told() {
    let replaced = Standing::Replaced { remembered: 4 };
    assert_eq!(survey(VAULT, &line(4), Some(&mark(4, 99))).standing, replaced);
    assert_eq!(survey(VAULT, &line(9), Some(&mark(4, 99))).standing, replaced);
    // With ten newer ones it may have been thinned out.
    assert_eq!(
        survey(VAULT, &line(20), Some(&mark(4, 99))).standing,
        Standing::Current
    );
}

#[test]
fn containers_of_other_vaults_are_left_out() {
    let mut list = line(3);
    list[1].head.vault_id = VaultId::from_bytes([8; 16]);
    list[1].head.generation = 99;
    let chain = survey(VAULT, &list, None);
    assert_eq!((chain.foreign, chain.newest_verified), (vec![1], Some(2)));
}

/// The same with real containers: an older generation served under the name of the newest.
#[test]
fn an_older_container_in_place_of_a_newer_one_verifies_but_does_not_pass_for_it() {
    let vault = make_vault(0);
    let first = write(&vault, b"one");
    let second = write_child(&vault, 2, &verify(&first).unwrap(), b"two");
    let entry = |bytes: &[u8]| {
        let verified = verify(bytes).unwrap();
        Generation {
            head: super::parse(bytes).unwrap().head().clone(),
            sha256: verified.sha256,
            stored_ms: 0,
            is_verified: true,
        }
    };
    let remembered = BackupMark {
        generation: 2,
        sha256: entry(&second).sha256,
        verified_ms: 0,
    };
    let judge = |list: &[Generation]| survey(vault.vault_id(), list, Some(&remembered)).standing;
    assert_eq!(judge(&[entry(&first), entry(&second)]), Standing::Current);
    let served = judge(&[entry(&first), entry(&first)]);
    assert!(matches!(served, Standing::RolledBack { newest: Some(1), .. }));
}
