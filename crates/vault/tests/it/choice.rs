//! Choosing among the copies of a header.

use vault::{Chosen, Damage, HeaderError, PolicyError, choose};

use crate::frozen::header;
use crate::raw::RawHeader;
use crate::{Counting, OTHER_WORDS, make_vault, words};

fn newer_copy() -> Vec<u8> {
    make_vault(0)
        .with_new_recovery(&words(OTHER_WORDS), &mut Counting(3))
        .unwrap()
        .encode()
        .unwrap()
}

fn broken_copy() -> Vec<u8> {
    header()[1..].to_vec()
}

fn changed(change: impl FnOnce(&mut RawHeader)) -> Vec<u8> {
    let mut raw = RawHeader::read(&header());
    change(&mut raw);
    raw.write()
}

fn chosen(copies: &[Option<Vec<u8>>]) -> (usize, u64, Vec<usize>) {
    let Chosen {
        header,
        index,
        damaged,
    } = choose(copies).unwrap();
    (index, header.seq(), damaged)
}

#[test]
fn the_readable_copy_with_the_highest_seq_is_chosen() {
    assert_eq!(
        chosen(&[Some(header()), Some(newer_copy()), Some(header())]),
        (1, 2, vec![])
    );
    assert_eq!(chosen(&[None, Some(header()), Some(header())]), (1, 1, vec![]));
    assert_eq!(
        chosen(&[Some(broken_copy()), None, Some(header()), Some(broken_copy())]),
        (2, 1, vec![0, 3])
    );
}

#[test]
fn without_a_readable_copy_the_most_telling_refusal_is_returned() {
    let weak = || changed(|h| h.kdf.as_mut().unwrap().1 = 1);
    let policy = HeaderError::Policy(PolicyError::Iterations { found: 1 });
    let damaged = HeaderError::Damaged {
        damage: Damage::Magic,
    };
    assert_eq!(choose(&[]).unwrap_err(), HeaderError::Missing);
    assert_eq!(choose(&[None, None]).unwrap_err(), HeaderError::Missing);
    assert_eq!(choose(&[Some(broken_copy()), None]).unwrap_err(), damaged);
    assert_eq!(choose(&[Some(broken_copy()), Some(weak())]).unwrap_err(), policy);
    assert_eq!(chosen(&[Some(weak()), Some(header())]), (1, 1, vec![0]));
}

#[test]
fn a_copy_of_a_newer_program_stops_an_older_one() {
    let newer = HeaderError::NewerVersion {
        found: 2,
        supported: 1,
    };
    let copy = || Some(changed(|h| h.version = 2));
    assert_eq!(choose(&[Some(broken_copy()), copy()]).unwrap_err(), newer);
    assert_eq!(
        choose(&[Some(header()), copy(), Some(newer_copy())]).unwrap_err(),
        newer
    );
}

#[test]
fn copies_of_different_vaults_are_not_mixed() {
    let other = make_vault(77).encode().unwrap();
    assert_eq!(
        choose(&[Some(header()), Some(other)]).unwrap_err(),
        HeaderError::DifferentVaults
    );
}
