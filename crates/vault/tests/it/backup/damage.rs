//! Bytes that a disk, a network or somebody has changed. Whoever does not hold the key can do no more than this.

use vault::backup::{BackupError, Part, SealedBackup};

use super::{CHUNK, TAG, extract, head_len, image, parse, verify, write};
use crate::{Counting, WORDS, make_vault, words};
use vault::Random as _;

/// Two full chunks and a part of a third.
fn three_chunks() -> Vec<u8> {
    write(&make_vault(0), &image(2 * CHUNK + 5000))
}

fn damaged(part: Part) -> BackupError {
    BackupError::Damaged { part }
}

#[test]
fn no_flipped_bit_gets_through() {
    let whole = three_chunks();
    let head = head_len(&whole);
    // Every byte of the head, then positions spread over the chunks; a stride that is no multiple of anything here.
    let stride = ((whole.len() - head) / 2000) | 1;
    let positions: Vec<usize> = (0..head).chain((head..whole.len()).step_by(stride)).collect();
    assert!(2000 <= positions.len(), "{}", positions.len());
    let mut bytes = whole.clone();
    for (nth, &at) in positions.iter().enumerate() {
        let flip = 1 << (nth % 8);
        bytes[at] ^= flip;
        let error = verify(&bytes).unwrap_err();
        let expected = match at {
            0..8 => error == BackupError::NotABackup,
            8..10 => matches!(
                error,
                BackupError::NewerVersion { .. } | BackupError::Damaged { part: Part::Head }
            ),
            // A longer length wants more head than there is, or takes chunk bytes for head.
            10..14 => matches!(
                error,
                BackupError::Truncated | BackupError::Damaged { part: Part::Head }
            ),
            _ if at < head => matches!(
                error,
                BackupError::Damaged {
                    part: Part::Head | Part::VaultHeader
                }
            ),
            _ => {
                let chunk = (at - head) / (CHUNK + TAG);
                error == damaged(Part::Chunk(chunk as u64))
            }
        };
        assert!(expected, "byte {at}: {error:?}");
        bytes[at] ^= flip;
    }
    assert!(verify(&bytes).is_ok());
}

#[test]
fn every_truncation_around_a_boundary_is_noticed_and_called_one() {
    let whole = three_chunks();
    let head = head_len(&whole);
    let mut ends: Vec<usize> = (0..=head + TAG + 1).collect();
    for chunk in 1..=2 {
        let boundary = head + chunk * (CHUNK + TAG);
        ends.extend(boundary - TAG - 1..=boundary + TAG + 1);
    }
    ends.extend(whole.len() - 20..whole.len());
    for end in ends {
        let error = verify(&whole[..end]).unwrap_err();
        let expected = match end {
            0 => error == BackupError::NotABackup,
            // A payload of very few bytes has a length that padding could give: then it cannot be told from damage.
            _ if (head + TAG + 1..=head + TAG + 8).contains(&end) => {
                error == BackupError::Truncated || error == damaged(Part::Chunk(0))
            }
            _ => error == BackupError::Truncated,
        };
        assert!(expected, "{end} of {}: {error:?}", whole.len());
    }
}

#[test]
fn nothing_may_follow_the_last_chunk() {
    // Exactly two full chunks, so that what follows begins a new one.
    let full = write(&make_vault(0), &image(2 * CHUNK - 2000));
    for len in [1, TAG, TAG + 1, CHUNK + TAG, CHUNK + TAG + 1] {
        let long = [full.clone(), image(len)].concat();
        assert_eq!(verify(&long).unwrap_err(), damaged(Part::Trailing), "{len}");
    }
    // After a part of a chunk the addition is read as its rest.
    let whole = three_chunks();
    for len in [1, TAG, CHUNK] {
        let long = [whole.clone(), vec![0; len]].concat();
        assert!(verify(&long).is_err(), "{len}");
    }
    let twice = [whole.clone(), whole].concat();
    assert!(verify(&twice).is_err());
}

#[test]
fn another_kind_of_file_is_called_that() {
    for bytes in [
        b"".as_slice(),
        b"PK\x03\x04",
        b"LUKAVLT\0",
        b"SQLite format 3\0",
        b"lukaback",
    ] {
        assert_eq!(parse(bytes).unwrap_err(), BackupError::NotABackup, "{bytes:?}");
    }
    assert_eq!(parse(b"LUKA").unwrap_err(), BackupError::Truncated);
}

#[test]
fn a_newer_version_asks_for_an_update_and_version_zero_never_was() {
    let mut bytes = three_chunks();
    bytes[9] = 2;
    let newer = BackupError::NewerVersion {
        found: 2,
        supported: 1,
    };
    assert_eq!(parse(&bytes).unwrap_err(), newer);
    bytes[9] = 0;
    assert_eq!(parse(&bytes).unwrap_err(), damaged(Part::Head));
}

#[test]
fn a_forged_length_of_the_head_reserves_and_reads_nothing() {
    let mut bytes = three_chunks();
    for len in [8147_u32, 1 << 20, u32::MAX] {
        bytes[10..14].copy_from_slice(&len.to_be_bytes());
        assert_eq!(parse(&bytes).unwrap_err(), damaged(Part::Head), "{len}");
    }
}

/// Deterministic noise in place of a file, after a good magic and version: nothing may panic.
#[test]
fn noise_is_refused() {
    let mut noise = vec![0; 9000];
    for start in 0..500 {
        Counting(start).fill(&mut noise).unwrap();
        noise[..10].copy_from_slice(b"LUKABACK\0\x01");
        noise[10..14].copy_from_slice(&u32::try_from(start * 7).unwrap().to_be_bytes());
        noise[14] = 0xae;
        assert!(SealedBackup::parse(&noise).is_err());
    }
}

#[test]
fn a_pass_that_failed_stays_failed() {
    let whole = three_chunks();
    let open = parse(&whole)
        .unwrap()
        .unlock_with_recovery(&words(WORDS))
        .unwrap();
    let mut verifier = open.verifier();
    let mut bad = whole.clone();
    bad[head_len(&whole) + 3] ^= 1;
    let error = damaged(Part::Chunk(0));
    assert_eq!(verifier.push(&bad), Err(error));
    assert_eq!(verifier.push(&whole), Err(error));
    assert_eq!(verifier.finish().unwrap_err(), error);
}

#[test]
fn a_file_exchanged_between_the_passes_is_noticed() {
    let vault = make_vault(0);
    let whole = three_chunks();
    let (verified, _) = extract(&whole, 1 << 16).unwrap();
    // The same head with other chunks, another container altogether, and the same one cut off.
    let other = super::write_child(&vault, 2, &verified, &image(2 * CHUNK + 5000));
    let mut flipped = whole.clone();
    flipped[whole.len() - 1] ^= 1;
    let open = parse(&whole).unwrap().unlock_within(&vault).unwrap();
    for changed in [&other, &flipped, &whole[..whole.len() - 700].to_vec()] {
        let mut extractor = open.extractor(&verified);
        let mut sink = |_: &[u8]| Ok::<_, BackupError>(());
        let pushed = extractor.push(changed, &mut sink);
        assert!(pushed.is_err() || extractor.finish(&mut sink).is_err());
    }
    // A verdict on one container is no ticket for another.
    let open = parse(&other).unwrap().unlock_within(&vault).unwrap();
    let mut extractor = open.extractor(&verified);
    let mut given = 0;
    let mut sink = |piece: &[u8]| {
        given += piece.len();
        Ok::<_, BackupError>(())
    };
    let pushed = extractor.push(&other, &mut sink);
    assert_eq!(
        pushed.and_then(|()| extractor.finish(&mut sink)).unwrap_err(),
        BackupError::Changed
    );
}
