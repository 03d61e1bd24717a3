//! What is written comes back.

use proptest::prelude::*;
use vault::backup::{BackupError, BackupWriter, MAX_IMAGE_BYTES, SealedBackup, WriteError};

use super::{
    CHUNK, TAG, extract, head_len, image, manifest, new, parse, try_write, verify, write, write_child,
};
use crate::{Broken, Counting, OTHER_WORDS, WORDS, make_vault, passphrase_key, words};

#[test]
fn images_around_the_size_of_a_chunk_come_back() {
    let vault = make_vault(0);
    for len in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 77] {
        for image in [image(len), vec![0; len]] {
            let bytes = write(&vault, &image);
            let (verified, back) = extract(&bytes, 1 << 17).unwrap();
            assert!(back == image, "{len} bytes");
            assert_eq!(verified.bytes, bytes.len() as u64);
        }
    }
}

/// A payload whose last chunk is full, for each chunk boundary that Padmé can produce here.
#[test]
fn a_payload_that_fills_its_last_chunk_has_no_empty_chunk_after_it() {
    let vault = make_vault(0);
    // 2^19 is a Padmé length: a payload a little shorter is padded to exactly two chunks.
    let bytes = write(&vault, &image(2 * CHUNK - 2000));
    assert_eq!(bytes.len() - head_len(&bytes), 2 * (CHUNK + TAG));
    assert!(verify(&bytes).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_image_in_any_pieces_comes_back(
        len in prop_oneof![0..100usize, CHUNK - 40..CHUNK + 40, 0..3 * CHUNK],
        zeros in 0..2 * CHUNK,
        write_step in 1..300_000usize,
        read_step in 1..300_000usize,
    ) {
        let vault = make_vault(0);
        let mut image = image(len);
        image.extend(vec![0; zeros]);
        let manifest = manifest(&image);
        let (bytes, written) = try_write(&vault, &new(1, None, &manifest), &image, write_step, 7).unwrap();
        prop_assert_eq!(written.bytes, bytes.len() as u64);
        let (verified, back) = extract(&bytes, read_step).unwrap();
        prop_assert_eq!(&verified.sha256, &written.sha256);
        prop_assert_eq!(verified.manifest, manifest);
        prop_assert!(back == image);
    }
}

#[test]
fn pieces_of_one_byte_give_the_same_container() {
    let (vault, image) = (make_vault(0), image(3000));
    let manifest = manifest(&image);
    let by = |step| try_write(&vault, &new(1, None, &manifest), &image, step, 7).unwrap();
    assert_eq!(by(1), by(5000));
    let (bytes, written) = by(1);
    let (verified, back) = extract(&bytes, 1).unwrap();
    assert_eq!((verified.sha256, back), (written.sha256, image));
}

/// A file of any size passes through in pieces no larger than a chunk, also where a chunk inflates a thousandfold.
#[test]
fn neither_direction_hands_out_more_than_a_chunk_at_once() {
    let (vault, image) = (make_vault(0), [image(2 * CHUNK), vec![0; 40 * CHUNK]].concat());
    let manifest = manifest(&image);
    let mut largest = 0;
    let mut container = Vec::new();
    let mut out = |piece: &[u8]| {
        largest = largest.max(piece.len());
        container.extend_from_slice(piece);
        Ok::<_, WriteError>(())
    };
    let mut writer = BackupWriter::begin(&vault, &new(1, None, &manifest), &mut Counting(7)).unwrap();
    writer.push(&image, &mut out).unwrap();
    writer.finish(&mut out).unwrap();
    assert_eq!(largest, CHUNK + TAG);
    let verified = verify(&container).unwrap();
    let open = parse(&container).unwrap().unlock_within(&vault).unwrap();
    let mut extractor = open.extractor(&verified);
    let mut largest = 0;
    let mut sink = |piece: &[u8]| {
        largest = largest.max(piece.len());
        Ok::<_, BackupError>(())
    };
    extractor.push(&container, &mut sink).unwrap();
    extractor.finish(&mut sink).unwrap();
    assert!(largest <= CHUNK, "{largest}");
}

#[test]
fn passphrase_words_and_open_vault_each_open_a_backup_and_nothing_else_does() {
    let vault = make_vault(0);
    let backup = parse(&write(&vault, b"image")).unwrap();
    assert_eq!(
        backup.unlock_with_passphrase(&passphrase_key()).unwrap().head(),
        backup.head()
    );
    assert_eq!(
        backup
            .unlock_with_recovery(&words(WORDS))
            .unwrap()
            .vault()
            .encode(),
        vault.encode()
    );
    assert!(backup.unlock_within(&vault).is_ok());
    let wrong = vault::PassphraseKey::from_bytes([1; 32]);
    assert_eq!(
        backup.unlock_with_passphrase(&wrong).unwrap_err(),
        BackupError::WrongPassphrase
    );
    assert_eq!(
        backup.unlock_with_recovery(&words(OTHER_WORDS)).unwrap_err(),
        BackupError::WrongWords
    );
    let found = vault.vault_id();
    assert_eq!(
        backup.unlock_within(&make_vault(99)).unwrap_err(),
        BackupError::OtherVault { found }
    );
}

#[test]
fn a_backup_opens_with_the_secrets_of_its_day_and_within_the_vault_of_today() {
    let old = make_vault(0);
    let backup = parse(&write(&old, b"image")).unwrap();
    let today = old
        .with_new_recovery(&words(OTHER_WORDS), &mut Counting(50))
        .unwrap();
    assert!(backup.unlock_with_recovery(&words(WORDS)).is_ok());
    assert_eq!(
        backup.unlock_with_recovery(&words(OTHER_WORDS)).unwrap_err(),
        BackupError::WrongWords
    );
    assert!(backup.unlock_within(&today).is_ok());
}

#[test]
fn the_head_says_publicly_what_it_is() {
    let vault = make_vault(0);
    let first = verify(&write(&vault, b"one")).unwrap();
    let bytes = write_child(&vault, 2, &first, b"two");
    let backup = parse(&bytes).unwrap();
    let head = backup.head();
    assert_eq!(
        (head.vault_id, head.generation, head.parent),
        (vault.vault_id(), 2, Some(first.sha256))
    );
    assert_eq!((head.app.as_str(), head.schema), ("0.1.0", 1));
    let id = vault.vault_id().to_string();
    let name = head.file_name(&[0xab; 32]);
    assert_eq!(name, format!("{}-2-d0d0-abababab.lukabak", &id[..8]));
    assert_eq!(format!("{backup:?}"), format!("SealedBackup({id}, generation 2)"));
}

#[test]
fn sizes_tell_little_of_the_ledger() {
    let vault = make_vault(0);
    let size = |len| write(&vault, &image(len)).len();
    assert_eq!(size(300_000), size(300_500));
    assert!(size(300_000) < 330_000);
}

#[test]
fn a_writer_refuses_what_no_reader_would_take() {
    let vault = make_vault(0);
    let good = manifest(b"image");
    let begin = |new: &vault::backup::NewBackup<'_>| {
        BackupWriter::begin(&vault, new, &mut Counting(7))
            .map(|_| ())
            .unwrap_err()
    };
    assert_eq!(begin(&new(0, None, &good)), WriteError::Head);
    assert_eq!(begin(&new(2, None, &good)), WriteError::Head);
    assert_eq!(begin(&new(1, Some([1; 32]), &good)), WriteError::Head);
    for app in ["", "a\nb", "é", &"1".repeat(33)] {
        let mut bad = new(1, None, &good);
        bad.app = app;
        assert_eq!(begin(&bad), WriteError::Head, "{app:?}");
    }
    let broken: [fn(&mut vault::backup::Manifest); 7] = [
        |m| m.pages = 2,
        |m| m.pages = 0,
        |m| m.tables.reverse(),
        |m| m.tables.push(("txn".into(), 3)),
        |m| m.totals[0].1 = "01".into(),
        |m| m.totals[0].0 = String::new(),
        |m| m.tables = (0..6000).map(|i| (format!("table{i:05}"), 1)).collect(),
    ];
    for (at, change) in broken.into_iter().enumerate() {
        let mut bad = good.clone();
        change(&mut bad);
        assert_eq!(begin(&new(1, None, &bad)), WriteError::Manifest, "{at}");
    }
    let mut large = good.clone();
    large.bytes = MAX_IMAGE_BYTES + 1;
    assert_eq!(
        begin(&new(1, None, &large)),
        WriteError::TooLarge {
            bytes: MAX_IMAGE_BYTES + 1
        }
    );
    let no_randomness = BackupWriter::begin(&vault, &new(1, None, &good), &mut Broken);
    assert!(matches!(
        no_randomness.map(|_| ()).unwrap_err(),
        WriteError::Vault(_)
    ));
}

#[test]
fn an_image_that_changed_since_it_was_counted_is_not_written() {
    let vault = make_vault(0);
    let manifest = manifest(b"image");
    for image in [b"imagE".as_slice(), b"imag", b"images"] {
        let failed = try_write(&vault, &new(1, None, &manifest), image, 2, 7).unwrap_err();
        assert_eq!(failed, WriteError::Image);
    }
}

#[test]
fn what_a_failed_writer_left_behind_is_no_backup() {
    let (vault, image) = (make_vault(0), image(3 * CHUNK));
    let manifest = manifest(&image);
    let mut bytes = Vec::new();
    let mut out = |piece: &[u8]| {
        bytes.extend_from_slice(piece);
        Ok::<_, WriteError>(())
    };
    let mut writer = BackupWriter::begin(&vault, &new(1, None, &manifest), &mut Counting(7)).unwrap();
    writer.push(&image[..2 * CHUNK + 9], &mut out).unwrap();
    assert_eq!(writer.finish(&mut out).unwrap_err(), WriteError::Image);
    assert!(SealedBackup::parse(&bytes).is_ok());
    assert_eq!(verify(&bytes).unwrap_err(), BackupError::Truncated);
}

#[test]
fn a_sink_that_fails_is_heard() {
    #[derive(Debug, PartialEq)]
    struct Full;
    impl From<WriteError> for Full {
        fn from(error: WriteError) -> Self {
            panic!("{error}")
        }
    }
    let vault = make_vault(0);
    let manifest = manifest(b"image");
    let mut writer = BackupWriter::begin(&vault, &new(1, None, &manifest), &mut Counting(7)).unwrap();
    assert_eq!(writer.push(b"image", &mut |_| Err(Full)), Err(Full));
}
