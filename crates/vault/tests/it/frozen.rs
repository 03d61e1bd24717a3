//! Bytes that must never change, written by another program after the specification.

use vault::{Random, RecoveryWords, SealedHeader, derive_passphrase_key, normalise_passphrase};

use crate::raw::RawHeader;
use crate::{Counting, PASSPHRASE, WORDS, kdf, make_vault, passphrase_key, unhex, words};

pub fn header() -> Vec<u8> {
    unhex(include_str!("header-v1.hex"))
}

/// The database key in the frozen header.
fn database_key() -> [u8; 32] {
    std::array::from_fn(|i| 0x31 + u8::try_from(i).unwrap())
}

#[test]
fn the_frozen_header_opens() {
    let header = SealedHeader::parse(&header()).unwrap();
    assert_eq!(header.vault_id().to_string(), "0102030405060708090a0b0c0d0e0f10");
    assert_eq!((header.seq(), header.created_ms()), (1, 1_790_000_000_000));
    assert_eq!(header.kdf(), Some(&kdf()));
    assert_eq!(
        (header.active_database(), header.previous_database()),
        ("main.db", None)
    );
    assert!(header.has_recovery() && header.backup().is_none());
    for vault in [
        header.unlock_with_passphrase(&passphrase_key()).unwrap(),
        header.unlock_with_recovery(&words(WORDS)).unwrap(),
    ] {
        assert_eq!(vault.database_key().unwrap().as_bytes(), &database_key());
        assert_eq!(vault.encode().unwrap(), header.encoded());
    }
}

#[test]
fn the_frozen_header_is_made_again_byte_for_byte() {
    assert_eq!(make_vault(0).encode().unwrap(), header());
}

#[test]
fn the_frozen_passphrase_opens_the_frozen_header_however_it_is_composed() {
    let header = SealedHeader::parse(&header()).unwrap();
    let composed = normalise_passphrase("correct horse b\u{e4}ttery staple");
    assert_eq!(*composed, *normalise_passphrase(PASSPHRASE));
    let key = derive_passphrase_key(&composed, header.kdf().unwrap()).unwrap();
    assert!(header.unlock_with_passphrase(&key).is_ok());
}

#[test]
fn a_reader_of_the_specification_agrees_with_the_frozen_header() {
    let raw = RawHeader::read(&header());
    assert_eq!(
        raw.slots.iter().map(|s| (s.id, s.kind)).collect::<Vec<_>>(),
        [(1, 1), (2, 2)]
    );
    assert_eq!(raw.write(), header());
}

#[test]
fn new_words_encode_the_randomness_they_were_given() {
    let mut drawn = [0; 32];
    Counting(5).fill(&mut drawn).unwrap();
    let phrase = RecoveryWords::make(&mut Counting(5)).unwrap().phrase();
    assert_eq!(
        bip39::Mnemonic::parse_in_normalized(bip39::Language::English, &phrase).unwrap(),
        { bip39::Mnemonic::from_entropy(&drawn).unwrap() }
    );
}
