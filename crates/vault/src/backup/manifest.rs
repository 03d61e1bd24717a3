//! What the image in a container should be, so that a restored database can be held against it.

use minicbor::{Decoder, Encoder};

use crate::backup::error::{BackupError, Part, WriteError};
use crate::codec::{Fields, Out, ReadError, Written, read_array};
use crate::error::Refused;
use crate::primitive::Sha256Stream;

/// The largest database image, in bytes: what a 32-bit browser could still hold, and far above a lifetime's ledger.
pub const MAX_IMAGE_BYTES: u64 = 1 << 31;
/// The longest manifest, in bytes.
pub(crate) const MAX_MANIFEST_BYTES: usize = 1 << 16;

const MAX_NAME_BYTES: usize = 64;
const MAX_SUM_BYTES: usize = 40;

/// What the image should be. Read out of a container, it is trusted once the container was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// SHA-256 of the image.
    pub sha256: [u8; 32],
    /// Length of the image, in bytes.
    pub bytes: u64,
    /// SQLite's pages in it.
    pub pages: u64,
    /// SQLite's `user_version`: the schema.
    pub user_version: u64,
    /// Rows of every table, by name, ascending.
    pub tables: Vec<(String, u64)>,
    /// What the ledger sums to, by name, ascending. This room compares them as text and gives them no meaning.
    pub totals: Vec<(String, String)>,
}

impl Manifest {
    /// As the writer puts it into a container, its length in front.
    pub(crate) fn encode_prefixed(&self) -> Result<Vec<u8>, WriteError> {
        if MAX_IMAGE_BYTES < self.bytes {
            return Err(WriteError::TooLarge { bytes: self.bytes });
        }
        let body = self.encode()?;
        let len = u32::try_from(body.len()).map_err(|_| WriteError::Manifest)?;
        if MAX_MANIFEST_BYTES < body.len() || !self.is_sound() {
            return Err(WriteError::Manifest);
        }
        Ok([len.to_be_bytes().as_slice(), &body].concat())
    }

    /// Reads a manifest and checks its rules; bytes that are not its one encoding are refused.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, BackupError> {
        let damaged = BackupError::damaged(Part::Manifest);
        let manifest = read_manifest(&mut Decoder::new(bytes)).map_err(|_| damaged)?;
        if !manifest.is_sound() || manifest.encode().as_deref() != Ok(bytes) {
            return Err(damaged);
        }
        if MAX_IMAGE_BYTES < manifest.bytes {
            return Err(BackupError::TooLarge {
                bytes: manifest.bytes,
            });
        }
        Ok(manifest)
    }

    fn encode(&self) -> Result<Vec<u8>, Refused> {
        let mut out = Encoder::new(Vec::new());
        self.write(&mut out).map_err(|_| Refused)?;
        Ok(out.into_writer())
    }

    fn write(&self, out: &mut Out) -> Written {
        out.map(6)?.u8(0)?.bytes(&self.sha256)?.u8(1)?.u64(self.bytes)?;
        out.u8(2)?.u64(self.pages)?.u8(3)?.u64(self.user_version)?;
        out.u8(4)?.array(self.tables.len() as u64)?;
        for (name, rows) in &self.tables {
            out.array(2)?.str(name)?.u64(*rows)?;
        }
        out.u8(5)?.array(self.totals.len() as u64)?;
        for (name, sum) in &self.totals {
            out.array(2)?.str(name)?.str(sum)?;
        }
        Ok(())
    }

    fn is_sound(&self) -> bool {
        let named = |name: &str| (1..=MAX_NAME_BYTES).contains(&name.len());
        let divides = self
            .bytes
            .checked_rem(self.pages)
            .map_or(self.bytes == 0, |rest| rest == 0);
        divides
            && (self.pages == 0) == (self.bytes == 0)
            && self.tables.is_sorted_by(|a, b| a.0 < b.0)
            && self.totals.is_sorted_by(|a, b| a.0 < b.0)
            && self.tables.iter().all(|(name, _)| named(name))
            && self.totals.iter().all(|(name, sum)| named(name) && is_sum(sum))
    }
}

/// A decimal integer in its one form.
fn is_sum(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_plain && text.len() <= MAX_SUM_BYTES && (text == "0" || !digits.starts_with('0'))
}

fn read_manifest(input: &mut Decoder<'_>) -> Result<Manifest, ReadError> {
    let mut fields = Fields::begin(input)?;
    let manifest = Manifest {
        sha256: read_array(fields.need(0)?)?,
        bytes: fields.need(1)?.u64()?,
        pages: fields.need(2)?.u64()?,
        user_version: fields.need(3)?.u64()?,
        tables: read_pairs(fields.need(4)?, |input| Ok(input.u64()?))?,
        totals: read_pairs(fields.need(5)?, |input| Ok(input.str()?.to_owned()))?,
    };
    fields.end()?;
    Ok(manifest)
}

/// Grows as it reads: a forged count reserves nothing.
fn read_pairs<'b, T>(
    input: &mut Decoder<'b>,
    read: impl Fn(&mut Decoder<'b>) -> Result<T, ReadError>,
) -> Result<Vec<(String, T)>, ReadError> {
    let count = input.array()?.ok_or(ReadError::Encoding)?;
    let mut pairs = Vec::new();
    for _ in 0..count {
        if input.array()? != Some(2) {
            return Err(ReadError::Encoding);
        }
        pairs.push((input.str()?.to_owned(), read(input)?));
    }
    Ok(pairs)
}

/// Hashes an image that comes in pieces, for [`Manifest::sha256`] and [`Manifest::bytes`].
#[derive(Clone, Default)]
pub struct ImageHash {
    hash: Sha256Stream,
    bytes: u64,
}

impl ImageHash {
    /// Takes the next piece.
    pub fn push(&mut self, image: &[u8]) {
        self.hash.push(image);
        self.bytes += image.len() as u64;
    }

    /// How many bytes came so far.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// SHA-256 and length of all pieces together.
    #[must_use]
    pub fn finish(self) -> ([u8; 32], u64) {
        (self.hash.finish(), self.bytes)
    }
}

impl std::fmt::Debug for ImageHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ImageHash({} bytes)", self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_has_one_form() {
        for good in ["0", "7", "-7", "18446744073709551614", "10"] {
            assert!(is_sum(good), "{good}");
        }
        for bad in [
            "",
            "-",
            "-0",
            "00",
            "07",
            "+1",
            "1.0",
            " 1",
            "--1",
            &"1".repeat(41),
        ] {
            assert!(!is_sum(bad), "{bad}");
        }
    }
}
