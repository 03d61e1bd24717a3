//! Bytes that someone, or the disk, has changed.

use proptest::prelude::*;
use vault::{Damage, HeaderError, PolicyError, SealedHeader, UnlockError};

use crate::frozen::header;
use crate::raw::{RawHeader, RawSlot, frame, mend};
use crate::{OTHER_WORDS, WORDS, kdf, make_vault, passphrase_key, words};

fn refusal(bytes: &[u8]) -> HeaderError {
    SealedHeader::parse(bytes).unwrap_err()
}

fn damaged(damage: Damage) -> HeaderError {
    HeaderError::Damaged { damage }
}

/// The frozen header after `change`, with a right checksum.
fn changed(change: impl FnOnce(&mut RawHeader)) -> Vec<u8> {
    let mut raw = RawHeader::read(&header());
    change(&mut raw);
    raw.write()
}

fn check_refused(expected: HeaderError, change: impl FnOnce(&mut RawHeader)) {
    assert_eq!(refusal(&changed(change)), expected);
}

fn check_passphrase_fails(expected: UnlockError, change: impl FnOnce(&mut RawHeader)) {
    let header = SealedHeader::parse(&changed(change)).unwrap();
    assert_eq!(
        header.unlock_with_passphrase(&passphrase_key()).unwrap_err(),
        expected
    );
}

/// A recovery slot of another vault.
fn foreign_slot(id: u64) -> RawSlot {
    let other = RawHeader::read(&make_vault(77).encode().unwrap());
    RawSlot {
        id,
        ..other.slots[1].clone()
    }
}

#[test]
fn every_changed_byte_is_damage() {
    let mut bytes = header();
    for at in 0..bytes.len() {
        for flip in 1..=255 {
            bytes[at] ^= flip;
            assert!(
                matches!(refusal(&bytes), HeaderError::Damaged { .. }),
                "byte {at} flipped by {flip}"
            );
            bytes[at] ^= flip;
        }
    }
}

#[test]
fn every_truncation_and_every_addition_is_damage() {
    let whole = header();
    for len in 0..whole.len() {
        let mut short = whole[..len].to_vec();
        assert!(
            matches!(refusal(&short), HeaderError::Damaged { .. }),
            "{len} bytes"
        );
        if 32 <= len {
            mend(&mut short);
            assert!(
                matches!(refusal(&short), HeaderError::Damaged { .. }),
                "{len} bytes, mended"
            );
        }
    }
    let mut long = whole;
    long.push(0);
    assert_eq!(refusal(&long), damaged(Damage::Checksum));
    mend(&mut long);
    assert_eq!(refusal(&long), damaged(Damage::Length));
    long.resize(5000, 0);
    mend(&mut long);
    assert_eq!(refusal(&long), damaged(Damage::Length));
}

#[test]
fn no_flipped_bit_opens_even_with_a_mended_checksum() {
    let whole = header();
    let opens = |bytes: &[u8]| {
        let Ok(header) = SealedHeader::parse(bytes) else {
            return false;
        };
        header.unlock_with_passphrase(&passphrase_key()).is_ok()
            || header.unlock_with_recovery(&words(WORDS)).is_ok()
    };
    assert!(opens(&whole));
    for bit in 0..(whole.len() - 32) * 8 {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        mend(&mut bytes);
        assert!(!opens(&bytes), "bit {bit}");
    }
}

#[test]
fn slots_cannot_be_removed_added_or_exchanged() {
    check_passphrase_fails(UnlockError::Tampered, |h| h.slots.truncate(1));
    check_passphrase_fails(UnlockError::Tampered, |h| h.slots.push(foreign_slot(3)));
    check_passphrase_fails(UnlockError::Tampered, |h| h.slots[1] = foreign_slot(2));
    check_passphrase_fails(UnlockError::WrongKey, |h| (h.slots[0].id, h.slots[1].id) = (2, 3));
    check_passphrase_fails(UnlockError::WrongKey, |h| h.slots[0].commitment[0] ^= 1);
}

#[test]
fn the_words_do_not_open_a_header_without_the_passphrase_slot() {
    let bytes = changed(|h| {
        h.slots.remove(0);
        h.kdf = None;
    });
    let header = SealedHeader::parse(&bytes).unwrap();
    assert_eq!(header.kdf(), None);
    assert_eq!(
        header.unlock_with_recovery(&words(WORDS)).unwrap_err(),
        UnlockError::Tampered
    );
    assert_eq!(
        header.unlock_with_passphrase(&passphrase_key()).unwrap_err(),
        UnlockError::NoSuchSlot
    );
}

#[test]
fn a_slot_of_an_older_header_does_not_open_a_newer_one() {
    let old = make_vault(0);
    let new = old
        .with_new_recovery(&words(OTHER_WORDS), &mut crate::Counting(9))
        .unwrap();
    let mut raw = RawHeader::read(&new.encode().unwrap());
    raw.slots[1] = RawHeader::read(&header()).slots[1].clone();
    let header = SealedHeader::parse(&raw.write()).unwrap();
    assert_eq!(
        header.unlock_with_recovery(&words(WORDS)).unwrap_err(),
        UnlockError::Tampered
    );
    raw.slots[1].id = 3;
    let header = SealedHeader::parse(&raw.write()).unwrap();
    assert_eq!(
        header.unlock_with_recovery(&words(WORDS)).unwrap_err(),
        UnlockError::WrongKey
    );
}

#[test]
fn what_is_written_under_a_foreign_vault_key_does_not_open() {
    let foreign = RawHeader::read(&make_vault(77).encode().unwrap());
    check_passphrase_fails(UnlockError::Tampered, |h| h.code = foreign.code);
    check_passphrase_fails(UnlockError::WrongKey, |h| h.vault_id = foreign.vault_id);
    check_passphrase_fails(UnlockError::WrongKey, |h| {
        h.slots[0].key = foreign.slots[0].key.clone()
    });
}

#[test]
fn sequence_and_database_cannot_be_changed() {
    check_passphrase_fails(UnlockError::Tampered, |h| h.seq = 9);
    check_passphrase_fails(UnlockError::Tampered, |h| h.created += 1);
    check_passphrase_fails(UnlockError::Tampered, |h| h.active.name = "main.db2".into());
    check_passphrase_fails(UnlockError::Tampered, |h| {
        h.previous = Some(h.active.clone());
        h.active.name = "other".into();
    });
}

#[test]
fn weaker_parameters_are_refused_before_anything_is_derived() {
    let weak = |found: u64| move |h: &mut RawHeader| h.kdf = Some((1, found, kdf().salt.to_vec()));
    for found in [0, 1, 599_999, 10_000_001, 1 << 32, u64::MAX] {
        check_refused(
            HeaderError::Policy(PolicyError::Iterations { found }),
            weak(found),
        );
    }
    check_passphrase_fails(UnlockError::WrongKey, weak(600_001));
    let unknown = |id: u64| move |h: &mut RawHeader| h.kdf = Some((id, 600_000, kdf().salt.to_vec()));
    for id in [0, 2, 999] {
        check_refused(HeaderError::Policy(PolicyError::UnknownKdf { id }), unknown(id));
    }
    check_refused(PolicyError::UnknownCipher { id: 2 }.into(), |h| {
        h.active.cipher = 2
    });
    check_refused(PolicyError::UnknownSlotKind { id: 3 }.into(), |h| {
        h.slots[1].kind = 3
    });
}

#[test]
fn newer_versions_are_told_from_damage() {
    let newer = |found| HeaderError::NewerVersion { found, supported: 1 };
    check_refused(newer(2), |h| h.version = 2);
    check_refused(newer(65_535), |h| h.version = 65_535);
    check_refused(newer(2), |h| h.min_reader = 2);
    check_refused(damaged(Damage::Version), |h| h.version = 0);
    check_refused(damaged(Damage::Encoding), |h| h.min_reader = 0);
    assert_eq!(refusal(&frame(2, &[0; 9000], &[0; 32])), newer(2));
}

#[test]
fn unknown_keys_are_refused_unless_the_writer_asked_for_a_newer_reader() {
    check_refused(damaged(Damage::Encoding), |h| h.unknown = Some(1));
    check_refused(
        HeaderError::NewerVersion {
            found: 2,
            supported: 1,
        },
        |h| {
            h.unknown = Some(1);
            h.min_reader = 2;
        },
    );
}

#[test]
fn a_header_has_exactly_one_encoding() {
    let body = RawHeader::read(&header()).body();
    let mut wide = body.clone();
    wide.splice(2..3, [0x18, 0x01]);
    let mut trailing = body.clone();
    trailing.push(0);
    let mut endless = body.clone();
    endless[0] = 0xbf;
    endless.push(0xff);
    let mut swapped = body.clone();
    swapped.splice(1..3, [1, 0]);
    for other in [wide, trailing, endless, swapped, vec![], vec![0x9b; 9]] {
        assert_eq!(
            refusal(&frame(1, &other, &[0; 32])),
            damaged(Damage::Encoding),
            "{other:02x?}"
        );
    }
}

#[test]
fn rules_between_fields_hold() {
    let content = damaged(Damage::Content);
    check_refused(content, |h| h.seq = 0);
    check_refused(content, |h| h.active.seq = 2);
    check_refused(content, |h| h.active.seq = 0);
    check_refused(content, |h| h.active.name = "../main".into());
    check_refused(content, |h| h.previous = Some(h.active.clone()));
    check_refused(content, |h| h.slots.swap(0, 1));
    check_refused(content, |h| h.slots[1].id = 1);
    check_refused(content, |h| h.slots[0].id = 0);
    check_refused(content, |h| h.slots[1].kind = 1);
    check_refused(content, |h| h.kdf = None);
    check_refused(content, |h| drop(h.slots.remove(0)));
    check_refused(content, |h| h.slots.extend((3..10).map(foreign_slot)));
    check_refused(content, |h| {
        h.slots.clear();
        h.kdf = None;
    });
    check_refused(damaged(Damage::Encoding), |h| h.slots[0].commitment.truncate(31));
    check_refused(damaged(Damage::Encoding), |h| h.slots[0].key.push(0));
    check_refused(damaged(Damage::Encoding), |h| h.slots[0].id = 1 << 32);
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(SealedHeader::parse(&bytes).is_err());
    }

    #[test]
    fn arbitrary_bodies_never_panic(body in proptest::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(SealedHeader::parse(&frame(1, &body, &[0; 32])).is_err());
    }

    #[test]
    fn scrambled_bodies_never_panic_and_never_open(
        at in 0usize..370, cut in 0usize..40, put in proptest::collection::vec(any::<u8>(), 0..40),
    ) {
        let mut raw = RawHeader::read(&header());
        let mut body = raw.body();
        let whole = body.clone();
        let end = (at + cut).min(body.len());
        body.splice(at.min(end)..end, put);
        prop_assume!(body != whole);
        raw.code = header()[header().len() - 64..header().len() - 32].to_vec();
        if let Ok(sealed) = SealedHeader::parse(&frame(1, &body, &raw.code)) {
            prop_assert!(sealed.unlock_with_passphrase(&passphrase_key()).is_err());
            prop_assert!(sealed.unlock_with_recovery(&words(WORDS)).is_err());
        }
    }
}
