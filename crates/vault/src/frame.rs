//! The fixed frame around the body: magic, version, length, authentication code, checksum.

use crate::error::{Damage, HeaderError, Refused, VaultError};
use crate::primitive::{self, Key};

/// The first bytes of every header.
pub(crate) const MAGIC: &[u8; 8] = b"LUKAVLT\0";
/// The frame version written here, and the highest `min_reader` understood.
pub const VERSION: u16 = 1;
/// The longest header, in bytes.
pub const MAX_HEADER_BYTES: usize = 4096;

const PREFIX: usize = 12;
const CODE: usize = 32;

/// A frame whose checksum and version are right; the code waits for a key.
pub(crate) struct Frame<'a> {
    pub(crate) body: &'a [u8],
    authenticated: &'a [u8],
    code: &'a [u8; 32],
}

impl<'a> Frame<'a> {
    /// Takes a frame apart. The checksum comes before the version: a flipped bit is damage, not a newer version.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, HeaderError> {
        let damaged = HeaderError::damaged;
        if !bytes.starts_with(MAGIC) {
            return Err(damaged(Damage::Magic));
        }
        let (content, checksum) = bytes.split_last_chunk::<CODE>().ok_or(damaged(Damage::Length))?;
        if primitive::sha256(content) != *checksum {
            return Err(damaged(Damage::Checksum));
        }
        check_version(content)?;
        let (authenticated, code) = content
            .split_last_chunk::<CODE>()
            .ok_or(damaged(Damage::Length))?;
        let body = body_of(authenticated, bytes.len()).ok_or(damaged(Damage::Length))?;
        Ok(Self {
            body,
            authenticated,
            code,
        })
    }

    /// Whether the frame was written under `mac_key`. Compared in constant time.
    pub(crate) fn verify(&self, mac_key: &Key) -> Result<(), Refused> {
        primitive::verify_mac(mac_key, self.authenticated, self.code)
    }
}

/// Puts the frame around `body`.
pub(crate) fn seal_frame(body: &[u8], mac_key: &Key) -> Result<Vec<u8>, VaultError> {
    let total = PREFIX + body.len() + CODE + CODE;
    let len = u16::try_from(body.len()).map_err(|_| VaultError::TooLong { found: total })?;
    if MAX_HEADER_BYTES < total {
        return Err(VaultError::TooLong { found: total });
    }
    let mut bytes = Vec::with_capacity(total);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&VERSION.to_be_bytes());
    bytes.extend_from_slice(&len.to_be_bytes());
    bytes.extend_from_slice(body);
    let code = primitive::mac(mac_key, &bytes)?;
    bytes.extend_from_slice(&code);
    let checksum = primitive::sha256(&bytes);
    bytes.extend_from_slice(&checksum);
    Ok(bytes)
}

fn check_version(content: &[u8]) -> Result<(), HeaderError> {
    let start = content.first_chunk::<10>().and_then(|start| start.last_chunk());
    let bytes = start.ok_or(HeaderError::damaged(Damage::Length))?;
    match u16::from_be_bytes(*bytes) {
        0 => Err(HeaderError::damaged(Damage::Version)),
        VERSION => Ok(()),
        found => Err(HeaderError::NewerVersion {
            found: found.into(),
            supported: VERSION,
        }),
    }
}

fn body_of(authenticated: &[u8], total: usize) -> Option<&[u8]> {
    let (prefix, body) = authenticated.split_first_chunk::<PREFIX>()?;
    let len = u16::from_be_bytes(*prefix.last_chunk()?);
    (usize::from(len) == body.len() && total <= MAX_HEADER_BYTES).then_some(body)
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;

    #[test]
    fn a_frame_holds_4020_bytes_of_body_and_no_more() {
        let key = Zeroizing::new([9; 32]);
        let full = seal_frame(&[0; 4020], &key).unwrap();
        assert_eq!(full.len(), MAX_HEADER_BYTES);
        assert_eq!(Frame::parse(&full).map(|f| f.body.len()), Ok(4020));
        assert_eq!(
            seal_frame(&[0; 4021], &key),
            Err(VaultError::TooLong { found: 4097 })
        );
        assert_eq!(
            seal_frame(&[0; 70_000], &key),
            Err(VaultError::TooLong { found: 70_076 })
        );
    }
}
