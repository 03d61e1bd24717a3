//! The fixed frame at the beginning: magic, version, length, head, authentication code.

use crate::backup::error::{BackupError, Part, WriteError};
use crate::error::Refused;
use crate::primitive::{self, Key};

const MAGIC: &[u8; 8] = b"LUKABACK";
/// The container version written here, and the newest understood.
pub const BACKUP_VERSION: u16 = 1;
/// The longest frame, in bytes: reading this many from the start of a file is always enough to parse it.
pub const MAX_HEAD_BYTES: usize = 8192;

const PREFIX: usize = 14;
const CODE: usize = 32;

/// A frame of the right shape; the code waits for a key.
pub(crate) struct Frame<'a> {
    pub(crate) head: &'a [u8],
    /// All of it, code included.
    pub(crate) bytes: &'a [u8],
    authenticated: &'a [u8],
    code: &'a [u8; 32],
}

impl<'a> Frame<'a> {
    /// Takes the frame off the beginning of `bytes`; what follows it is not looked at.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, BackupError> {
        if !bytes.starts_with(MAGIC) {
            let cut = !bytes.is_empty() && MAGIC.starts_with(bytes);
            return Err(if cut {
                BackupError::Truncated
            } else {
                BackupError::NotABackup
            });
        }
        let version = bytes.get(8..10).and_then(|field| field.first_chunk());
        match u16::from_be_bytes(*version.ok_or(BackupError::Truncated)?) {
            0 => return Err(BackupError::damaged(Part::Head)),
            BACKUP_VERSION => {}
            found => {
                return Err(BackupError::NewerVersion {
                    found: found.into(),
                    supported: BACKUP_VERSION,
                });
            }
        }
        let len = bytes.get(10..PREFIX).and_then(|field| field.first_chunk());
        let len = u32::from_be_bytes(*len.ok_or(BackupError::Truncated)?);
        let len = usize::try_from(len).map_err(|_| BackupError::damaged(Part::Head))?;
        if MAX_HEAD_BYTES - PREFIX - CODE < len {
            return Err(BackupError::damaged(Part::Head));
        }
        let bytes = bytes.get(..PREFIX + len + CODE).ok_or(BackupError::Truncated)?;
        let (authenticated, code) = bytes.split_last_chunk().ok_or(BackupError::Truncated)?;
        Ok(Self {
            head: authenticated.get(PREFIX..).ok_or(BackupError::Truncated)?,
            bytes,
            authenticated,
            code,
        })
    }

    /// H, to which the payload key and every chunk are bound.
    pub(crate) fn hash(&self) -> [u8; 32] {
        primitive::sha256(self.authenticated)
    }

    /// Whether the frame was written under `mac_key`. Compared in constant time.
    pub(crate) fn verify(&self, mac_key: &Key) -> Result<(), Refused> {
        primitive::verify_mac(mac_key, self.authenticated, self.code)
    }
}

/// Puts the frame around `head`. Returns it with H.
pub(crate) fn seal_frame(head: &[u8], mac_key: &Key) -> Result<(Vec<u8>, [u8; 32]), WriteError> {
    let total = PREFIX + head.len() + CODE;
    let len = u32::try_from(head.len()).map_err(|_| WriteError::Head)?;
    if MAX_HEAD_BYTES < total {
        return Err(WriteError::Head);
    }
    let mut bytes = Vec::with_capacity(total);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&BACKUP_VERSION.to_be_bytes());
    bytes.extend_from_slice(&len.to_be_bytes());
    bytes.extend_from_slice(head);
    let hash = primitive::sha256(&bytes);
    let code = primitive::mac(mac_key, &bytes)?;
    bytes.extend_from_slice(&code);
    Ok((bytes, hash))
}
