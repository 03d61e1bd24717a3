//! Backups from outside: what is written comes back, what was changed does not.

mod chain;
mod damage;
mod frozen;
mod raw;
mod retain;
mod round_trip;
mod swap;

use vault::OpenVault;
use vault::backup::{
    BackupError, BackupWriter, ImageHash, MAX_HEAD_BYTES, Manifest, NewBackup, SealedBackup, Verified,
    WriteError, Written,
};

use crate::{Counting, WORDS, words};

/// Payload bytes of a chunk, by the specification.
const CHUNK: usize = 1 << 18;
const TAG: usize = 16;
const DEVICE: [u8; 16] = [0xd0; 16];

/// An image that does not compress, always the same (xorshift64*).
pub fn image(len: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        state.wrapping_mul(0x2545_f491_4f6c_dd1d).to_be_bytes()[0]
    };
    (0..len).map(|_| next()).collect()
}

pub fn manifest(image: &[u8]) -> Manifest {
    let mut hash = ImageHash::default();
    hash.push(image);
    let (sha256, bytes) = hash.finish();
    Manifest {
        sha256,
        bytes,
        pages: u64::from(bytes != 0),
        user_version: 1,
        tables: vec![("account".into(), 2), ("txn".into(), 3)],
        totals: vec![
            ("expense:EUR".into(), "1300".into()),
            ("worth:EUR".into(), "-7".into()),
        ],
    }
}

pub fn new(generation: u64, parent: Option<[u8; 32]>, manifest: &Manifest) -> NewBackup<'_> {
    NewBackup {
        generation,
        parent,
        device_id: DEVICE,
        created_ms: 1_790_000_000_000,
        app: "0.1.0",
        manifest,
    }
}

/// Writes a container, pushing `step` bytes at a time.
pub fn try_write(
    vault: &OpenVault,
    new: &NewBackup<'_>,
    image: &[u8],
    step: usize,
    start: usize,
) -> Result<(Vec<u8>, Written), WriteError> {
    let mut bytes = Vec::new();
    let mut out = |piece: &[u8]| {
        bytes.extend_from_slice(piece);
        Ok::<_, WriteError>(())
    };
    let mut writer = BackupWriter::begin(vault, new, &mut Counting(start))?;
    for piece in image.chunks(step.max(1)) {
        writer.push(piece, &mut out)?;
    }
    let written = writer.finish(&mut out)?;
    Ok((bytes, written))
}

/// A container of generation 1 with this image.
pub fn write(vault: &OpenVault, image: &[u8]) -> Vec<u8> {
    try_write(vault, &new(1, None, &manifest(image)), image, 1 << 16, 7)
        .unwrap()
        .0
}

/// The child of `parent`, a container of generation `generation - 1`.
pub fn write_child(vault: &OpenVault, generation: u64, parent: &Verified, image: &[u8]) -> Vec<u8> {
    let start = usize::try_from(generation).unwrap() * 100;
    let manifest = manifest(image);
    try_write(
        vault,
        &new(generation, Some(parent.sha256), &manifest),
        image,
        1 << 16,
        start,
    )
    .unwrap()
    .0
}

pub fn parse(bytes: &[u8]) -> Result<SealedBackup, BackupError> {
    SealedBackup::parse(&bytes[..bytes.len().min(MAX_HEAD_BYTES)])
}

/// The first pass, `step` bytes at a time, opened with the words alone.
pub fn verify_by(bytes: &[u8], step: usize) -> Result<Verified, BackupError> {
    let open = parse(bytes)?.unlock_with_recovery(&words(WORDS))?;
    let mut verifier = open.verifier();
    for piece in bytes.chunks(step.max(1)) {
        verifier.push(piece)?;
    }
    verifier.finish()
}

pub fn verify(bytes: &[u8]) -> Result<Verified, BackupError> {
    verify_by(bytes, 1 << 16)
}

/// Both passes.
pub fn extract(bytes: &[u8], step: usize) -> Result<(Verified, Vec<u8>), BackupError> {
    let verified = verify_by(bytes, step)?;
    let open = parse(bytes)?.unlock_with_recovery(&words(WORDS))?;
    let mut extractor = open.extractor(&verified);
    let mut image = Vec::new();
    let mut sink = |piece: &[u8]| {
        image.extend_from_slice(piece);
        Ok::<_, BackupError>(())
    };
    for piece in bytes.chunks(step.max(1)) {
        extractor.push(piece, &mut sink)?;
    }
    let manifest = extractor.finish(&mut sink)?;
    assert_eq!(manifest, verified.manifest);
    Ok((verified, image))
}

/// Where the chunks begin.
pub fn head_len(bytes: &[u8]) -> usize {
    46 + usize::try_from(u32::from_be_bytes(*bytes[10..].first_chunk().unwrap())).unwrap()
}
