//! A container being written.

use std::fmt;

use crate::backup::chunks::ChunkWriter;
use crate::backup::error::WriteError;
use crate::backup::frame::seal_frame;
use crate::backup::head::{BackupHead, Head};
use crate::backup::inflate::Deflater;
use crate::backup::key::FileKey;
use crate::backup::manifest::{ImageHash, Manifest};
use crate::backup::padding::padded;
use crate::keys::make_nonce;
use crate::open::OpenVault;
use crate::primitive::Sha256Stream;
use crate::random::{Random, make_bytes};

/// What a new backup says of itself.
#[derive(Debug, Clone)]
pub struct NewBackup<'a> {
    /// One more than the parent's, 1 if there is none.
    pub generation: u64,
    /// SHA-256 of the container before this one, `None` at generation 1.
    pub parent: Option<[u8; 32]>,
    /// Which installation writes it.
    pub device_id: [u8; 16],
    /// Now, in milliseconds since 1970, UTC.
    pub created_ms: u64,
    /// Version of this program, 1 to 32 printable ASCII characters.
    pub app: &'a str,
    /// What the image is that will be pushed, counted and hashed beforehand.
    pub manifest: &'a Manifest,
}

/// A container that was written, but not yet read back: that is for the caller to do before relying on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What it says of itself.
    pub head: BackupHead,
    /// SHA-256 of the whole container.
    pub sha256: [u8; 32],
    /// Length of the whole container.
    pub bytes: u64,
}

/// Takes a database image piece by piece and gives out the container piece by piece. Holds one chunk.
pub struct BackupWriter {
    head: BackupHead,
    deflater: Deflater,
    image: ImageHash,
    expected: ([u8; 32], u64),
    /// Taken when the first bytes leave.
    start: Option<Start>,
    chunks: ChunkWriter,
    whole: Whole,
}

/// The frame, and the manifest behind its length.
struct Start {
    frame: Vec<u8>,
    manifest: Vec<u8>,
}

/// Hash and length of what left.
#[derive(Default)]
struct Whole {
    hash: Sha256Stream,
    bytes: u64,
}

impl Whole {
    fn give<E>(&mut self, bytes: &[u8], out: &mut dyn FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        self.hash.push(bytes);
        self.bytes += bytes.len() as u64;
        out(bytes)
    }
}

impl BackupWriter {
    /// Begins a container of `vault`, under a fresh file key. The vault's header as it stands goes into it.
    ///
    /// # Errors
    /// [`WriteError::Head`] or [`WriteError::Manifest`] if `new` breaks a rule of the specification, [`WriteError::TooLarge`],
    /// [`WriteError::Vault`] without randomness.
    pub fn begin(
        vault: &OpenVault,
        new: &NewBackup<'_>,
        random: &mut dyn Random,
    ) -> Result<Self, WriteError> {
        let facts = BackupHead {
            vault_id: vault.vault_id(),
            generation: new.generation,
            parent: new.parent,
            device_id: new.device_id,
            created_ms: new.created_ms,
            app: new.app.to_owned(),
            schema: new.manifest.user_version,
        };
        if !facts.is_sound() {
            return Err(WriteError::Head);
        }
        let manifest = new.manifest.encode_prefixed()?;
        let file_key = FileKey(make_bytes(random)?);
        let salt = *make_bytes(random)?;
        let nonce = make_nonce(random)?;
        let wrapped = file_key.wrap(&vault.vault_key, facts.vault_id, facts.generation, nonce)?;
        let head = Head {
            facts,
            salt,
            vault: vault.encode()?,
            file_key: wrapped,
        };
        let (frame, head_hash) = seal_frame(&head.encode()?, &file_key.derive_mac_key()?)?;
        Ok(Self {
            head: head.facts,
            deflater: Deflater::new(),
            image: ImageHash::default(),
            expected: (new.manifest.sha256, new.manifest.bytes),
            start: Some(Start { frame, manifest }),
            chunks: ChunkWriter::new(file_key.derive_payload_key(&salt, &head_hash)?, head_hash),
            whole: Whole::default(),
        })
    }

    /// Takes the next bytes of the image, however many, and gives what is ready of the container to `out`.
    ///
    /// # Errors
    /// Whatever `out` returns; [`WriteError::Image`] as soon as the image is longer than the manifest says.
    pub fn push<E: From<WriteError>>(
        &mut self,
        image: &[u8],
        out: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.image.push(image);
        if self.expected.1 < self.image.bytes() {
            return Err(WriteError::Image.into());
        }
        self.begin_output(out)?;
        self.deflate(image, out)
    }

    /// There is no more: completes the container.
    ///
    /// # Errors
    /// Whatever `out` returns; [`WriteError::Image`] if the image was not the one the manifest describes. Then what `out` got is
    /// no backup, and no reader takes it for one: its last chunk is missing.
    pub fn finish<E: From<WriteError>>(
        mut self,
        out: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<Written, E> {
        self.begin_output(out)?;
        if self.image.clone().finish() != self.expected {
            return Err(WriteError::Image.into());
        }
        let (chunks, whole) = (&mut self.chunks, &mut self.whole);
        self.deflater
            .finish(&mut |payload| chunks.push(payload, &mut |chunk| whole.give(chunk, out)))?;
        let mut zeros = padded(chunks.taken()) - chunks.taken();
        while zeros != 0 {
            let now = zeros.min(1 << 12);
            let piece = [0; 1 << 12];
            let piece = piece.get(..usize::try_from(now).unwrap_or(0)).unwrap_or_default();
            chunks.push(piece, &mut |chunk| whole.give(chunk, out))?;
            zeros -= now;
        }
        self.chunks.finish(&mut |chunk| whole.give(chunk, out))?;
        Ok(Written {
            head: self.head,
            sha256: self.whole.hash.finish(),
            bytes: self.whole.bytes,
        })
    }

    fn begin_output<E: From<WriteError>>(
        &mut self,
        out: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(start) = self.start.take() else {
            return Ok(());
        };
        self.whole.give(&start.frame, out)?;
        self.deflate(&start.manifest, out)
    }

    fn deflate<E: From<WriteError>>(
        &mut self,
        content: &[u8],
        out: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let (chunks, whole) = (&mut self.chunks, &mut self.whole);
        self.deflater.push(content, &mut |payload| {
            chunks.push(payload, &mut |chunk| whole.give(chunk, out))
        })
    }
}

impl fmt::Debug for BackupWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BackupWriter(generation {})", self.head.generation)
    }
}
