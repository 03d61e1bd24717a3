//! The two passes over a container.

use std::fmt;

use crate::backup::chunks::ChunkReader;
use crate::backup::content::Content;
use crate::backup::error::{BackupError, Part};
use crate::backup::inflate::Inflater;
use crate::backup::manifest::Manifest;
use crate::backup::open::OpenBackup;
use crate::primitive::Sha256Stream;

/// The verdict on a container whose every byte was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// What the image is, and what its database should hold.
    pub manifest: Manifest,
    /// SHA-256 of the whole container: what a child calls its parent and the vault header remembers.
    pub sha256: [u8; 32],
    /// Length of the whole container.
    pub bytes: u64,
}

/// Takes a container from its first byte: the frame, which must be the one that was unlocked, then the layers of the payload.
pub(crate) struct Pass {
    /// What is left of the frame to compare.
    frame: Vec<u8>,
    compared: usize,
    /// What the head says, and the manifest must say too.
    schema: u64,
    whole: Sha256Stream,
    bytes: u64,
    chunks: ChunkReader,
    inflater: Inflater,
    content: Content,
    /// A pass that failed stays failed.
    failed: Option<BackupError>,
}

impl Pass {
    pub(crate) fn new(open: &OpenBackup) -> Self {
        Self {
            frame: open.frame.clone(),
            compared: 0,
            schema: open.head().schema,
            whole: Sha256Stream::default(),
            bytes: 0,
            chunks: ChunkReader::new(open.payload_key.clone(), open.head_hash),
            inflater: Inflater::new(),
            content: Content::default(),
            failed: None,
        }
    }

    fn push<E: From<BackupError>>(
        &mut self,
        bytes: &[u8],
        check: &mut dyn FnMut(&Manifest) -> Result<(), BackupError>,
        sink: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        if let Some(error) = self.failed {
            return Err(error.into());
        }
        // Set until the layers below have taken everything, whichever way they leave.
        self.failed = Some(BackupError::Changed);
        self.whole.push(bytes);
        self.bytes += bytes.len() as u64;
        let left = self.frame.get(self.compared..).unwrap_or_default();
        let (frame, payload) = bytes.split_at(bytes.len().min(left.len()));
        if !left.starts_with(frame) {
            return Err(BackupError::Changed.into());
        }
        self.compared += frame.len();
        let (inflater, content) = (&mut self.inflater, &mut self.content);
        self.chunks.push(payload, &mut |chunk| {
            inflater.push(chunk, &mut |piece| content.push(piece, check, sink))
        })?;
        self.failed = None;
        Ok(())
    }

    fn finish<E: From<BackupError>>(
        mut self,
        check: &mut dyn FnMut(&Manifest) -> Result<(), BackupError>,
        sink: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<Verified, E> {
        if let Some(error) = self.failed {
            return Err(error.into());
        }
        if self.compared < self.frame.len() {
            return Err(BackupError::Truncated.into());
        }
        let (inflater, content) = (&mut self.inflater, &mut self.content);
        self.chunks
            .finish(&mut |chunk| inflater.push(chunk, &mut |piece| content.push(piece, check, sink)))?;
        self.inflater.finish(self.chunks.given())?;
        let manifest = self.content.finish()?;
        if manifest.user_version != self.schema {
            return Err(BackupError::damaged(Part::Manifest).into());
        }
        Ok(Verified {
            manifest,
            sha256: self.whole.finish(),
            bytes: self.bytes,
        })
    }
}

/// The first pass. Nothing of the database leaves it.
pub struct Verifier {
    pass: Pass,
}

impl Verifier {
    pub(crate) fn new(pass: Pass) -> Self {
        Self { pass }
    }

    /// Takes the next bytes of the container, however many.
    ///
    /// # Errors
    /// [`BackupError::Damaged`] with the first part that failed; [`BackupError::Changed`] if the container is not the one that
    /// was unlocked. A pass that failed once fails for good.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        let pass = &mut self.pass;
        pass.push::<BackupError>(bytes, &mut |_| Ok(()), &mut |_| Ok(()))
            .inspect_err(|&error| pass.failed = Some(error))
    }

    /// There are no more bytes.
    ///
    /// # Errors
    /// As [`Self::push`], and [`BackupError::Truncated`].
    pub fn finish(self) -> Result<Verified, BackupError> {
        self.pass.finish::<BackupError>(&mut |_| Ok(()), &mut |_| Ok(()))
    }
}

/// The second pass.
pub struct Extractor {
    pass: Pass,
    expected: Verified,
}

impl Extractor {
    pub(crate) fn new(pass: Pass, expected: Verified) -> Self {
        Self { pass, expected }
    }

    /// Takes the next bytes of the container and gives the image to `sink`, in pieces.
    ///
    /// # Errors
    /// Whatever `sink` returns; else as [`Verifier::push`]. Then what `sink` got must be thrown away.
    pub fn push<E: From<BackupError>>(
        &mut self,
        bytes: &[u8],
        sink: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let expected = &self.expected.manifest;
        self.pass.push(bytes, &mut |found| same(found, expected), sink)
    }

    /// There are no more bytes: gives the rest to `sink`, and says whether all of it is the container that was verified.
    ///
    /// # Errors
    /// As [`Self::push`], and [`BackupError::Changed`].
    pub fn finish<E: From<BackupError>>(
        self,
        sink: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<Manifest, E> {
        let expected = &self.expected;
        let found = self
            .pass
            .finish(&mut |found| same(found, &expected.manifest), sink)?;
        if found == self.expected {
            Ok(found.manifest)
        } else {
            Err(BackupError::Changed.into())
        }
    }
}

fn same(found: &Manifest, expected: &Manifest) -> Result<(), BackupError> {
    if found == expected {
        Ok(())
    } else {
        Err(BackupError::Changed)
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Verifier(after {} bytes)", self.pass.bytes)
    }
}

impl fmt::Debug for Extractor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Extractor(after {} bytes)", self.pass.bytes)
    }
}
