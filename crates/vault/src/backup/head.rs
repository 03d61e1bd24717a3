//! What a container says of itself, as deterministic CBOR.

use std::fmt::Write as _;

use minicbor::{Decoder, Encoder};

use crate::backup::chunks::CHUNK_LOG2;
use crate::backup::error::{BackupError, Part};
use crate::codec::{Fields, Out, ReadError, Written, read_array};
use crate::error::Refused;
use crate::keys::{VaultId, WrappedKey};

/// AES-256-GCM STREAM, the only algorithm of version 1.
const ALG: u8 = 1;
/// Raw deflate, the only compression of version 1.
const COMP: u8 = 1;
/// Padmé, the only padding of version 1.
const PAD: u8 = 1;

const MAX_APP_BYTES: usize = 32;

/// What a container says of itself. Public: it stands there unencrypted, and until the container is unlocked it is a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupHead {
    /// Which vault it is a backup of.
    pub vault_id: VaultId,
    /// Counted by the vault from 1.
    pub generation: u64,
    /// SHA-256 of the whole container before this one; `None` exactly at generation 1.
    pub parent: Option<[u8; 32]>,
    /// Which installation wrote it.
    pub device_id: [u8; 16],
    /// When that installation believes to have written it, in milliseconds since 1970, UTC.
    pub created_ms: u64,
    /// Version of the program that wrote it, 1 to 32 printable ASCII characters.
    pub app: String,
    /// Schema version of the database.
    pub schema: u64,
}

impl BackupHead {
    /// The rules that the grammar cannot say.
    pub(crate) fn is_sound(&self) -> bool {
        let printable = |b: u8| (0x20..0x7f).contains(&b);
        let app = self.app.as_bytes();
        (self.generation == 1) == self.parent.is_none()
            && self.generation != 0
            && (1..=MAX_APP_BYTES).contains(&app.len())
            && app.iter().all(|&b| printable(b))
    }

    /// The name of a container with this head and `sha256`, for a folder or for Drive.
    #[must_use]
    pub fn file_name(&self, sha256: &[u8; 32]) -> String {
        let mut name = String::with_capacity(64);
        // Writing to a string cannot fail.
        let _ = self.write_name(sha256, &mut name);
        name
    }

    fn write_name(&self, sha256: &[u8; 32], name: &mut String) -> std::fmt::Result {
        let mut hex = |bytes: &[u8], end: &str| {
            bytes.iter().try_for_each(|byte| write!(name, "{byte:02x}"))?;
            name.write_str(end)
        };
        hex(&self.vault_id.0[..4], "-")?;
        hex(&[], &format!("{}-", self.generation))?;
        hex(&self.device_id[..2], "-")?;
        hex(&sha256[..4], ".lukabak")
    }
}

/// A head with everything that opening needs.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) facts: BackupHead,
    pub(crate) salt: [u8; 16],
    /// A whole vault header.
    pub(crate) vault: Vec<u8>,
    pub(crate) file_key: WrappedKey,
}

impl Head {
    pub(crate) fn encode(&self) -> Result<Vec<u8>, Refused> {
        let mut out = Encoder::new(Vec::new());
        self.write(&mut out).map_err(|_| Refused)?;
        Ok(out.into_writer())
    }

    /// Reads a head and checks its rules. It ends with writing again, as the header's reading does.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, BackupError> {
        let damaged = BackupError::damaged(Part::Head);
        let head = read_head(&mut Decoder::new(bytes)).map_err(|_| damaged)?;
        let sound = head.facts.is_sound() && head.encode().as_deref() == Ok(bytes);
        if sound { Ok(head) } else { Err(damaged) }
    }

    fn write(&self, out: &mut Out) -> Written {
        let facts = &self.facts;
        out.map(14 + u64::from(facts.parent.is_some()))?
            .u8(0)?
            .bytes(&facts.vault_id.0)?
            .u8(1)?
            .u64(facts.generation)?;
        if let Some(parent) = &facts.parent {
            out.u8(2)?.bytes(parent)?;
        }
        out.u8(3)?.bytes(&facts.device_id)?.u8(4)?.u64(facts.created_ms)?;
        out.u8(5)?.str(&facts.app)?.u8(6)?.u64(facts.schema)?;
        out.u8(7)?.u8(ALG)?.u8(8)?.u8(CHUNK_LOG2)?;
        out.u8(9)?.bytes(&self.salt)?.u8(10)?.bytes(&self.vault)?;
        out.u8(11)?.bytes(&self.file_key.nonce)?;
        out.u8(12)?.bytes(&self.file_key.sealed)?;
        out.u8(13)?.u8(COMP)?.u8(14)?.u8(PAD)?.ok()
    }
}

fn read_head(input: &mut Decoder<'_>) -> Result<Head, ReadError> {
    let mut fields = Fields::begin(input)?;
    let vault_id = VaultId(read_array(fields.need(0)?)?);
    let generation = fields.need(1)?.u64()?;
    let parent = fields.find(2)?.map(read_array).transpose()?;
    let device_id = read_array(fields.need(3)?)?;
    let created_ms = fields.need(4)?.u64()?;
    let app = fields.need(5)?.str()?.to_owned();
    let schema = fields.need(6)?.u64()?;
    expect(&mut fields, 7, ALG)?;
    expect(&mut fields, 8, CHUNK_LOG2)?;
    let salt = read_array(fields.need(9)?)?;
    let vault = fields.need(10)?.bytes()?.to_vec();
    let file_key = WrappedKey {
        nonce: read_array(fields.need(11)?)?,
        sealed: read_array(fields.need(12)?)?,
    };
    expect(&mut fields, 13, COMP)?;
    expect(&mut fields, 14, PAD)?;
    fields.end()?;
    let facts = BackupHead {
        vault_id,
        generation,
        parent,
        device_id,
        created_ms,
        app,
        schema,
    };
    Ok(Head {
        facts,
        salt,
        vault,
        file_key,
    })
}

/// A later algorithm comes with a later version; within this one, any other number is damage.
fn expect(fields: &mut Fields<'_, '_>, key: u64, value: u8) -> Result<(), ReadError> {
    if fields.need(key)?.u64()? == u64::from(value) {
        Ok(())
    } else {
        Err(ReadError::Encoding)
    }
}
