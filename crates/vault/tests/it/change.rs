//! Unlocking, and what changes of secret and database do to the header.

use vault::{
    BackupMark, KdfParams, MAX_HEADER_BYTES, NewVault, OpenVault, PassphraseKey, PolicyError, RandomError,
    RecoveryWords, UnlockError, VaultError,
};

use crate::{Broken, Counting, OTHER_WORDS, WORDS, kdf, make_vault, passphrase_key, sealed, words};

fn key_of(vault: &OpenVault) -> [u8; 32] {
    *vault.database_key().unwrap().as_bytes()
}

fn other_key() -> PassphraseKey {
    PassphraseKey::from_bytes([0xee; 32])
}

#[test]
fn the_wrong_secret_opens_nothing() {
    let header = sealed(&make_vault(0));
    assert_eq!(
        header.unlock_with_passphrase(&other_key()).unwrap_err(),
        UnlockError::WrongKey
    );
    assert_eq!(
        header.unlock_with_recovery(&words(OTHER_WORDS)).unwrap_err(),
        UnlockError::WrongKey
    );
}

#[test]
fn a_new_passphrase_shuts_out_the_old_one_and_keeps_the_words() {
    let old = make_vault(0);
    let mut random = Counting(500);
    let kdf = KdfParams::make(&mut random, 2_000_000).unwrap();
    let new = old
        .with_new_passphrase(kdf.clone(), &other_key(), &mut random)
        .unwrap();
    let header = sealed(&new);
    assert_eq!((header.seq(), header.vault_id()), (2, old.vault_id()));
    assert_eq!(header.kdf(), Some(&kdf));
    assert_eq!(
        header.unlock_with_passphrase(&passphrase_key()).unwrap_err(),
        UnlockError::WrongKey
    );
    assert_eq!(
        key_of(&header.unlock_with_passphrase(&other_key()).unwrap()),
        key_of(&old)
    );
    assert_eq!(
        key_of(&header.unlock_with_recovery(&words(WORDS)).unwrap()),
        key_of(&old)
    );
    assert_eq!(sealed(&old).seq(), 1, "the old header is as it was");
}

#[test]
fn new_words_shut_out_the_old_ones_and_keep_the_passphrase() {
    let old = make_vault(0);
    let new = old
        .with_new_recovery(&words(OTHER_WORDS), &mut Counting(500))
        .unwrap();
    let header = sealed(&new);
    assert_eq!(header.seq(), 2);
    assert_eq!(
        header.unlock_with_recovery(&words(WORDS)).unwrap_err(),
        UnlockError::WrongKey
    );
    assert!(header.unlock_with_recovery(&words(OTHER_WORDS)).is_ok());
    assert!(header.unlock_with_passphrase(&passphrase_key()).is_ok());
}

#[test]
fn a_hundred_changes_of_passphrase_neither_grow_nor_confuse_the_header() {
    let mut vault = make_vault(0);
    let len = vault.encode().unwrap().len();
    for round in 0..100 {
        vault = vault
            .with_new_passphrase(kdf(), &other_key(), &mut Counting(round))
            .unwrap();
        vault = vault
            .with_new_recovery(&words(OTHER_WORDS), &mut Counting(round))
            .unwrap();
    }
    let header = sealed(&vault);
    assert_eq!(header.seq(), 201);
    assert!(header.encoded().len() <= len + 8, "{}", header.encoded().len());
    assert!(header.unlock_with_passphrase(&other_key()).is_ok());
    assert!(header.unlock_with_recovery(&words(OTHER_WORDS)).is_ok());
}

#[test]
fn a_new_database_has_its_own_key_and_can_be_undone() {
    let first = make_vault(0);
    let second = first.with_database("db-2", &mut Counting(500)).unwrap();
    let header = sealed(&second);
    assert_eq!(
        (header.active_database(), header.previous_database()),
        ("db-2", Some("main.db"))
    );
    let second = header.unlock_with_passphrase(&passphrase_key()).unwrap();
    assert_ne!(key_of(&second), key_of(&first));
    let (name, key) = second.previous_database().unwrap().unwrap();
    assert_eq!((name, key.as_bytes()), ("main.db", &key_of(&first)));

    let undone = second.with_previous_database().unwrap();
    assert_eq!((undone.database_name(), undone.seq()), ("main.db", 3));
    assert_eq!(key_of(&undone), key_of(&first));
    let kept = sealed(&undone).unlock_with_passphrase(&passphrase_key()).unwrap();
    let only = kept.without_previous_database().unwrap();
    assert_eq!(sealed(&only).previous_database(), None);
    assert!(only.previous_database().unwrap().is_none());
    assert_eq!(
        only.with_previous_database().unwrap_err(),
        VaultError::NoPreviousDatabase
    );
    assert_eq!(
        only.without_previous_database().unwrap_err(),
        VaultError::NoPreviousDatabase
    );
}

#[test]
fn a_database_name_is_plain_and_new() {
    let vault = make_vault(0).with_database("db-2", &mut Counting(1)).unwrap();
    for name in ["db-2", "main.db", "", "DB", "a/b", "a b", &"x".repeat(65)] {
        assert_eq!(
            vault.with_database(name, &mut Counting(1)).unwrap_err(),
            VaultError::DatabaseName
        );
    }
}

#[test]
fn the_fullest_header_fits_and_opens() {
    let mark = BackupMark {
        generation: u64::MAX,
        sha256: [0xab; 32],
        verified_ms: u64::MAX,
    };
    let vault = make_vault(0)
        .with_database(&"x".repeat(64), &mut Counting(1))
        .unwrap();
    let vault = vault
        .with_database(&"y".repeat(64), &mut Counting(2))
        .unwrap()
        .with_backup(mark)
        .unwrap();
    assert_eq!((vault.seq(), vault.backup()), (4, Some(&mark)));
    let header = sealed(&vault);
    assert!(header.encoded().len() <= MAX_HEADER_BYTES / 4);
    assert_eq!(header.backup(), Some(&mark));
    let opened = header.unlock_with_recovery(&words(WORDS)).unwrap();
    assert_eq!(opened.encode().unwrap(), header.encoded());
}

#[test]
fn nothing_is_made_without_randomness() {
    let broken = VaultError::Random(RandomError);
    let vault = make_vault(0);
    assert_eq!(KdfParams::make(&mut Broken, 600_000).unwrap_err(), broken);
    assert_eq!(RecoveryWords::make(&mut Broken).unwrap_err(), broken);
    assert_eq!(vault.with_database("db-2", &mut Broken).unwrap_err(), broken);
    assert_eq!(
        vault.with_new_recovery(&words(WORDS), &mut Broken).unwrap_err(),
        broken
    );
    assert_eq!(
        vault
            .with_new_passphrase(kdf(), &other_key(), &mut Broken)
            .unwrap_err(),
        broken
    );
}

#[test]
fn the_policy_comes_before_the_randomness() {
    let weak = || KdfParams {
        iterations: 1,
        salt: [1; 32],
    };
    let refused = VaultError::Policy(PolicyError::Iterations { found: 1 });
    let new = NewVault {
        created_ms: 0,
        kdf: weak(),
        passphrase_key: &other_key(),
        recovery: &words(WORDS),
        database_name: "main.db",
    };
    assert_eq!(vault::create(new, &mut Broken).unwrap_err(), refused);
    assert_eq!(
        make_vault(0)
            .with_new_passphrase(weak(), &other_key(), &mut Broken)
            .unwrap_err(),
        refused
    );
    assert_eq!(KdfParams::make(&mut Counting(0), 1).unwrap_err(), refused);
}
