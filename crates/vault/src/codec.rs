//! The body as deterministic CBOR. Reading ends with writing again: bytes that are not the one encoding of what they
//! say are refused, so a header has exactly one form and no room for anything unread.

use minicbor::{Decoder, Encoder, encode};

use crate::body::{BackupMark, Body};
use crate::database::{CIPHER_CHACHA20, Database};
use crate::error::{Damage, HeaderError, PolicyError, Refused};
use crate::frame::VERSION;
use crate::kdf::{KDF_PBKDF2, KdfParams};
use crate::keys::{VaultId, WrappedKey};
use crate::slot::{Slot, SlotKind};

pub(crate) type Out = Encoder<Vec<u8>>;
pub(crate) type Written = Result<(), encode::Error<core::convert::Infallible>>;

/// Writes `body`.
pub(crate) fn encode_body(body: &Body) -> Result<Vec<u8>, Refused> {
    let mut out = Encoder::new(Vec::new());
    write_body(&mut out, body).map_err(|_| Refused)?;
    Ok(out.into_writer())
}

/// Reads a body and checks its rules and the policy.
pub(crate) fn decode_body(bytes: &[u8]) -> Result<Body, HeaderError> {
    let body = read_body(&mut Decoder::new(bytes))?;
    if encode_body(&body).as_deref() != Ok(bytes) {
        return Err(HeaderError::damaged(Damage::Encoding));
    }
    body.check()?;
    Ok(body)
}

fn write_body(out: &mut Out, body: &Body) -> Written {
    let optional = [body.kdf.is_some(), body.previous.is_some(), body.backup.is_some()];
    let fields = 6 + optional.into_iter().map(u64::from).sum::<u64>();
    out.map(fields)?
        .u8(0)?
        .u16(VERSION)?
        .u8(1)?
        .bytes(&body.vault_id.0)?;
    out.u8(2)?.u64(body.seq)?.u8(3)?.u64(body.created_ms)?;
    if let Some(kdf) = &body.kdf {
        out.u8(4)?
            .map(3)?
            .u8(0)?
            .u8(KDF_PBKDF2)?
            .u8(1)?
            .u32(kdf.iterations)?
            .u8(2)?
            .bytes(&kdf.salt)?;
    }
    out.u8(5)?.array(body.slots.len() as u64)?;
    body.slots.iter().try_for_each(|slot| write_slot(out, slot))?;
    write_database(out.u8(6)?, &body.active)?;
    if let Some(previous) = &body.previous {
        write_database(out.u8(7)?, previous)?;
    }
    if let Some(mark) = &body.backup {
        out.u8(8)?.map(3)?.u8(0)?.u64(mark.generation)?;
        out.u8(1)?.bytes(&mark.sha256)?.u8(2)?.u64(mark.verified_ms)?;
    }
    Ok(())
}

fn write_slot(out: &mut Out, slot: &Slot) -> Written {
    out.map(5)?.u8(0)?.u32(slot.id)?.u8(1)?.u8(slot.kind.id())?;
    out.u8(2)?
        .bytes(&slot.wrapped.nonce)?
        .u8(3)?
        .bytes(&slot.wrapped.sealed)?;
    out.u8(4)?.bytes(&slot.commitment)?.ok()
}

fn write_database(out: &mut Out, database: &Database) -> Written {
    out.map(5)?
        .u8(0)?
        .str(&database.name)?
        .u8(1)?
        .u8(CIPHER_CHACHA20)?
        .u8(2)?
        .u64(database.seq)?;
    out.u8(3)?
        .bytes(&database.wrapped.nonce)?
        .u8(4)?
        .bytes(&database.wrapped.sealed)?
        .ok()
}

/// Why reading stopped. Anything the decoder says is the same to the caller: not the specified encoding.
pub(crate) enum ReadError {
    Encoding,
    Refused(HeaderError),
}

impl From<minicbor::decode::Error> for ReadError {
    fn from(_: minicbor::decode::Error) -> Self {
        Self::Encoding
    }
}

impl From<PolicyError> for ReadError {
    fn from(error: PolicyError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<ReadError> for HeaderError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Encoding => Self::damaged(Damage::Encoding),
            ReadError::Refused(error) => error,
        }
    }
}

fn read_body(input: &mut Decoder<'_>) -> Result<Body, ReadError> {
    let mut fields = Fields::begin(input)?;
    let min_reader = fields.need(0)?.u64()?;
    if u64::from(VERSION) < min_reader {
        let newer = HeaderError::NewerVersion {
            found: min_reader,
            supported: VERSION,
        };
        return Err(ReadError::Refused(newer));
    }
    let body = Body {
        vault_id: VaultId(read_array(fields.need(1)?)?),
        seq: fields.need(2)?.u64()?,
        created_ms: fields.need(3)?.u64()?,
        kdf: fields.find(4)?.map(read_kdf).transpose()?,
        slots: read_slots(fields.need(5)?)?,
        active: read_database(fields.need(6)?)?,
        previous: fields.find(7)?.map(read_database).transpose()?,
        backup: fields.find(8)?.map(read_backup).transpose()?,
    };
    fields.end()?;
    Ok(body)
}

fn read_kdf(input: &mut Decoder<'_>) -> Result<KdfParams, ReadError> {
    let mut fields = Fields::begin(input)?;
    let id = fields.need(0)?.u64()?;
    if id != u64::from(KDF_PBKDF2) {
        return Err(PolicyError::UnknownKdf { id }.into());
    }
    let found = fields.need(1)?.u64()?;
    let iterations = u32::try_from(found).map_err(|_| PolicyError::Iterations { found })?;
    let salt = read_array(fields.need(2)?)?;
    fields.end()?;
    Ok(KdfParams { iterations, salt })
}

fn read_slots(input: &mut Decoder<'_>) -> Result<Vec<Slot>, ReadError> {
    let count = input.array()?.ok_or(ReadError::Encoding)?;
    (0..count).map(|_| read_slot(input)).collect()
}

fn read_slot(input: &mut Decoder<'_>) -> Result<Slot, ReadError> {
    let mut fields = Fields::begin(input)?;
    let id = fields.need(0)?.u32()?;
    let kind = SlotKind::from_id(fields.need(1)?.u64()?)?;
    let wrapped = WrappedKey {
        nonce: read_array(fields.need(2)?)?,
        sealed: read_array(fields.need(3)?)?,
    };
    let commitment = read_array(fields.need(4)?)?;
    fields.end()?;
    Ok(Slot {
        id,
        kind,
        wrapped,
        commitment,
    })
}

fn read_database(input: &mut Decoder<'_>) -> Result<Database, ReadError> {
    let mut fields = Fields::begin(input)?;
    let name = fields.need(0)?.str()?.to_owned();
    let id = fields.need(1)?.u64()?;
    if id != u64::from(CIPHER_CHACHA20) {
        return Err(PolicyError::UnknownCipher { id }.into());
    }
    let seq = fields.need(2)?.u64()?;
    let wrapped = WrappedKey {
        nonce: read_array(fields.need(3)?)?,
        sealed: read_array(fields.need(4)?)?,
    };
    fields.end()?;
    Ok(Database { name, seq, wrapped })
}

fn read_backup(input: &mut Decoder<'_>) -> Result<BackupMark, ReadError> {
    let mut fields = Fields::begin(input)?;
    let generation = fields.need(0)?.u64()?;
    let sha256 = read_array(fields.need(1)?)?;
    let verified_ms = fields.need(2)?.u64()?;
    fields.end()?;
    Ok(BackupMark {
        generation,
        sha256,
        verified_ms,
    })
}

pub(crate) fn read_array<const N: usize>(input: &mut Decoder<'_>) -> Result<[u8; N], ReadError> {
    input.bytes()?.try_into().map_err(|_| ReadError::Encoding)
}

/// The fields of one map, taken in ascending order of their keys.
pub(crate) struct Fields<'a, 'b> {
    input: &'a mut Decoder<'b>,
    left: u64,
}

impl<'a, 'b> Fields<'a, 'b> {
    pub(crate) fn begin(input: &'a mut Decoder<'b>) -> Result<Self, ReadError> {
        let left = input.map()?.ok_or(ReadError::Encoding)?;
        Ok(Self { input, left })
    }

    /// The decoder before the value of `key`, if `key` comes next.
    pub(crate) fn find(&mut self, key: u64) -> Result<Option<&mut Decoder<'b>>, ReadError> {
        if self.left == 0 || self.input.probe().u64()? != key {
            return Ok(None);
        }
        self.input.u64()?;
        self.left -= 1;
        Ok(Some(self.input))
    }

    pub(crate) fn need(&mut self, key: u64) -> Result<&mut Decoder<'b>, ReadError> {
        self.find(key)?.ok_or(ReadError::Encoding)
    }

    /// Nothing may be left unread.
    pub(crate) fn end(self) -> Result<(), ReadError> {
        if self.left == 0 {
            Ok(())
        } else {
            Err(ReadError::Encoding)
        }
    }
}
