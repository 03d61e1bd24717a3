//! Sound parts in the wrong place, and payloads that only a holder of the key could have written.

use flate2::{Compress, Compression, FlushCompress};
use vault::backup::{BackupError, Part};

use super::raw::Raw;
use super::{CHUNK, TAG, head_len, image, manifest, new, try_write, verify, write, write_child};
use crate::make_vault;

fn damaged(part: Part) -> BackupError {
    BackupError::Damaged { part }
}

/// Head and chunks apart.
fn parts(bytes: &[u8]) -> (Vec<u8>, Vec<Vec<u8>>) {
    let (head, chunks) = bytes.split_at(head_len(bytes));
    (
        head.to_vec(),
        chunks.chunks(CHUNK + TAG).map(<[u8]>::to_vec).collect(),
    )
}

fn join(head: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
    [head, &chunks.concat()].concat()
}

#[test]
fn chunks_cannot_be_reordered_repeated_or_dropped() {
    let (head, chunks) = parts(&write(&make_vault(0), &image(3 * CHUNK + 5000)));
    let [a, b, c, end] = <[Vec<u8>; 4]>::try_from(chunks).unwrap();
    let arrange = |order: &[&Vec<u8>]| {
        let chunks: Vec<_> = order.iter().map(|&chunk| chunk.clone()).collect();
        verify(&join(&head, &chunks))
    };
    assert!(arrange(&[&a, &b, &c, &end]).is_ok());
    assert_eq!(arrange(&[&b, &a, &c, &end]), Err(damaged(Part::Chunk(0))));
    assert_eq!(arrange(&[&a, &c, &b, &end]), Err(damaged(Part::Chunk(1))));
    assert_eq!(arrange(&[&a, &a, &b, &c, &end]), Err(damaged(Part::Chunk(1))));
    assert_eq!(arrange(&[&a, &c, &end]), Err(damaged(Part::Chunk(1))));
    assert_eq!(arrange(&[&a, &b]), Err(BackupError::Truncated));
    assert_eq!(arrange(&[&a]), Err(BackupError::Truncated));
    assert_eq!(arrange(&[]), Err(BackupError::Truncated));
    assert!(arrange(&[&a, &b, &end]).is_err());
    assert!(arrange(&[&end]).is_err());
}

#[test]
fn chunks_and_heads_of_different_generations_do_not_mix() {
    let (vault, image) = (make_vault(0), image(2 * CHUNK + 5000));
    let first = write(&vault, &image);
    let second = write_child(&vault, 2, &verify(&first).unwrap(), &image);
    let ((head_1, chunks_1), (head_2, chunks_2)) = (parts(&first), parts(&second));
    assert_eq!(verify(&join(&head_1, &chunks_2)), Err(damaged(Part::Chunk(0))));
    assert_eq!(verify(&join(&head_2, &chunks_1)), Err(damaged(Part::Chunk(0))));
    for at in 0..3 {
        let mut mixed = chunks_1.clone();
        mixed[at] = chunks_2[at].clone();
        assert!(verify(&join(&head_1, &mixed)).is_err(), "{at}");
    }
}

#[test]
fn the_same_image_never_gives_the_same_bytes() {
    let (vault, image) = (make_vault(0), image(5000));
    let manifest = manifest(&image);
    let by = |start| {
        try_write(&vault, &new(1, None, &manifest), &image, 5000, start)
            .unwrap()
            .0
    };
    let (one, other) = (by(7), by(8));
    assert!(verify(&one).is_ok() && verify(&other).is_ok());
    let same = std::iter::zip(&one[head_len(&one)..], &other[head_len(&other)..]).filter(|(a, b)| a == b);
    assert!(same.count() < 200);
}

#[test]
fn a_head_cannot_say_another_generation_parent_or_vault() {
    let vault = make_vault(0);
    let whole = write(&vault, b"image");
    let changes: [fn(&mut Raw); 9] = [
        |raw| (raw.generation, raw.parent) = (2, Some(vec![1; 32])),
        |raw| raw.vault_id[0] ^= 1,
        |raw| raw.device_id[0] ^= 1,
        |raw| raw.created += 1,
        |raw| raw.app = "9.9.9".into(),
        |raw| raw.schema = 9,
        |raw| raw.salt[0] ^= 1,
        |raw| raw.vault = make_vault(99).encode().unwrap(),
        |raw| raw.key[0] ^= 1,
    ];
    assert_eq!(Raw::read(&whole).write(), whole);
    for (at, change) in changes.iter().enumerate() {
        let mut raw = Raw::read(&whole);
        change(&mut raw);
        assert_eq!(verify(&raw.write()), Err(damaged(Part::Head)), "{at}");
    }
}

#[test]
fn unknown_algorithms_and_unordered_heads_are_refused_without_a_key() {
    let whole = write(&make_vault(0), b"image");
    for at in 0..4 {
        let mut raw = Raw::read(&whole);
        raw.numbers[at] += 1;
        assert_eq!(
            super::parse(&raw.write()).unwrap_err(),
            damaged(Part::Head),
            "{at}"
        );
    }
    let mut raw = Raw::read(&whole);
    raw.unknown = true;
    assert_eq!(super::parse(&raw.write()).unwrap_err(), damaged(Part::Head));
    let mut raw = Raw::read(&whole);
    (raw.generation, raw.parent) = (1, Some(vec![1; 32]));
    assert_eq!(super::parse(&raw.write()).unwrap_err(), damaged(Part::Head));
}

// From here on the attacker holds the key: the rules must hold all the same, for a defect of a writer is no different.

fn deflate(content: &[u8]) -> Vec<u8> {
    let mut payload = Vec::with_capacity(content.len() + 1000);
    Compress::new(Compression::best(), false)
        .compress_vec(content, &mut payload, FlushCompress::Finish)
        .unwrap();
    payload
}

/// A content with this manifest's CBOR in front of the image.
fn content(manifest: &[u8], image: &[u8]) -> Vec<u8> {
    let len = u32::try_from(manifest.len()).unwrap();
    [&len.to_be_bytes(), manifest, image].concat()
}

/// A container around any payload, sealed with the right keys.
fn sealed(payload: &[u8]) -> Vec<u8> {
    Raw::read(&write(&make_vault(0), b"image")).seal(payload)
}

fn padded(mut payload: Vec<u8>) -> Vec<u8> {
    let e = payload.len().ilog2();
    let unit = 1 << (e - e.ilog2() - 1);
    payload.resize(payload.len().next_multiple_of(unit), 0);
    payload
}

#[test]
fn a_payload_by_the_book_is_accepted_from_any_writer() {
    let image = image(1000);
    let payload = padded(deflate(&content(&super::raw::manifest(&image, 1000), &image)));
    assert!(verify(&sealed(&payload)).is_ok());
}

#[test]
fn a_bomb_is_stopped_at_the_promised_size() {
    let small = image(1000);
    let bomb = [small.as_slice(), &vec![0; 50 << 20]].concat();
    let payload = padded(deflate(&content(&super::raw::manifest(&small, 1000), &bomb)));
    assert!(payload.len() < CHUNK);
    assert_eq!(verify(&sealed(&payload)), Err(damaged(Part::Image)));
    let huge = super::raw::manifest(&small, (1 << 31) + 1);
    let payload = padded(deflate(&content(&huge, &small)));
    let bytes = (1 << 31) + 1;
    assert_eq!(verify(&sealed(&payload)), Err(BackupError::TooLarge { bytes }));
}

#[test]
fn an_image_that_is_not_the_manifest_s_is_refused() {
    let (image, manifest) = (image(1000), super::raw::manifest(&image(1000), 1000));
    let mut other = image.clone();
    other[500] ^= 1;
    for wrong in [&other, &image[..999].to_vec(), &Vec::new()] {
        let payload = padded(deflate(&content(&manifest, wrong)));
        assert_eq!(verify(&sealed(&payload)), Err(damaged(Part::Image)));
    }
}

#[test]
fn manifests_have_one_form_and_a_limit() {
    let image = image(1000);
    let good = super::raw::manifest(&image, 1000);
    let trailing = [good.as_slice(), &[0]].concat();
    for manifest in [
        &trailing,
        &good[..good.len() - 1].to_vec(),
        &vec![0xa0],
        &vec![0xff; 100],
    ] {
        let payload = padded(deflate(&content(manifest, &image)));
        assert_eq!(verify(&sealed(&payload)), Err(damaged(Part::Manifest)));
    }
    for len in [0_u32, 65_537, u32::MAX] {
        let start = [len.to_be_bytes().as_slice(), &good, &image].concat();
        let payload = padded(deflate(&start));
        assert_eq!(verify(&sealed(&payload)), Err(damaged(Part::Manifest)), "{len}");
    }
    let only_a_length = padded(deflate(&[0, 0]));
    assert_eq!(verify(&sealed(&only_a_length)), Err(damaged(Part::Manifest)));
}

#[test]
fn head_and_manifest_agree_on_the_schema() {
    let image = image(1000);
    let payload = padded(deflate(&content(&super::raw::manifest(&image, 1000), &image)));
    let mut raw = Raw::read(&write(&make_vault(0), b"image"));
    raw.schema = 9;
    assert_eq!(verify(&raw.seal(&payload)), Err(damaged(Part::Manifest)));
}

#[test]
fn padding_is_zeros_and_as_many_as_padme_says() {
    let image = image(1000);
    let stream = deflate(&content(&super::raw::manifest(&image, 1000), &image));
    let whole = padded(stream.clone());
    assert!(stream.len() < whole.len(), "this image leaves room for padding");
    let mut dirty = whole.clone();
    *dirty.last_mut().unwrap() = 1;
    assert_eq!(verify(&sealed(&dirty)), Err(damaged(Part::Padding)));
    assert_eq!(verify(&sealed(&stream)), Err(damaged(Part::Padding)));
    let longer = [whole.clone(), vec![0; whole.len()]].concat();
    assert_eq!(verify(&sealed(&longer)), Err(damaged(Part::Padding)));
}

#[test]
fn a_stream_that_does_not_end_or_does_not_inflate_is_refused() {
    let image = image(1000);
    let stream = deflate(&content(&super::raw::manifest(&image, 1000), &image));
    assert_eq!(verify(&sealed(&stream[..700])), Err(damaged(Part::Compression)));
    assert_eq!(verify(&sealed(&[0xff; 64])), Err(damaged(Part::Compression)));
}
