//! What comes out of the inflater: the manifest, then the image it describes, and not a byte more.

use crate::backup::error::{BackupError, Part};
use crate::backup::manifest::{ImageHash, MAX_MANIFEST_BYTES, Manifest};

const LENGTH: usize = 4;

/// Reads content piece by piece.
#[derive(Default)]
pub(crate) struct Content {
    /// Length and manifest, until they are complete.
    start: Vec<u8>,
    manifest: Option<Manifest>,
    image: ImageHash,
}

impl Content {
    /// Takes the next piece; `check` is asked once, when the manifest is known, and `sink` gets the image.
    pub(crate) fn push<E: From<BackupError>>(
        &mut self,
        mut bytes: &[u8],
        check: &mut dyn FnMut(&Manifest) -> Result<(), BackupError>,
        sink: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        while self.manifest.is_none() && !bytes.is_empty() {
            let wanted = self.wanted()?;
            let (now, later) = bytes.split_at(bytes.len().min(wanted - self.start.len()));
            self.start.extend_from_slice(now);
            bytes = later;
            if LENGTH < wanted && self.start.len() == wanted {
                let manifest = Manifest::decode(self.start.get(LENGTH..).unwrap_or_default())?;
                check(&manifest)?;
                self.manifest = Some(manifest);
            }
        }
        let Some(manifest) = self.manifest.as_ref().filter(|_| !bytes.is_empty()) else {
            return Ok(());
        };
        // Whatever the stream would still inflate to, nothing beyond the promised size is hashed or handed on.
        if manifest.bytes - self.image.bytes() < bytes.len() as u64 {
            return Err(BackupError::damaged(Part::Image).into());
        }
        self.image.push(bytes);
        sink(bytes)
    }

    /// The manifest, if the image was the one it describes.
    pub(crate) fn finish(self) -> Result<Manifest, BackupError> {
        let manifest = self.manifest.ok_or(BackupError::damaged(Part::Manifest))?;
        if self.image.finish() != (manifest.sha256, manifest.bytes) {
            return Err(BackupError::damaged(Part::Image));
        }
        Ok(manifest)
    }

    /// How long `start` is to become as far as is known: its length field, then the manifest, which is never empty.
    fn wanted(&self) -> Result<usize, BackupError> {
        let Some(field) = self.start.first_chunk::<LENGTH>() else {
            return Ok(LENGTH);
        };
        let len = usize::try_from(u32::from_be_bytes(*field)).unwrap_or(usize::MAX);
        if (1..=MAX_MANIFEST_BYTES).contains(&len) {
            Ok(LENGTH + len)
        } else {
            Err(BackupError::damaged(Part::Manifest))
        }
    }
}
