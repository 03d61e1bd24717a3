//! The payload in chunks that cannot be changed, dropped, repeated, reordered or cut off unnoticed (STREAM).

use zeroize::Zeroizing;

use crate::backup::error::{BackupError, Part, WriteError};
use crate::backup::padding::padded;
use crate::error::Refused;
use crate::primitive::{self, Key};

/// Chunks have 2 to this power bytes of payload.
pub(crate) const CHUNK_LOG2: u8 = 18;
pub(crate) const CHUNK: usize = 1 << CHUNK_LOG2;
const MAX_CHUNKS: u64 = 1 << 20;
const TAG: usize = 16;

/// Payload key, H, and the number of the next chunk.
struct Stream {
    key: Key,
    head_hash: [u8; 32],
    next: u64,
}

impl Stream {
    fn nonce(&self, is_last: bool) -> [u8; 12] {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&self.next.to_be_bytes());
        nonce[11] = is_last.into();
        nonce
    }

    /// Encrypts `chunk` in place and appends its tag.
    fn seal(&mut self, chunk: &mut Vec<u8>, is_last: bool) -> Result<(), Refused> {
        if chunk.is_empty() || MAX_CHUNKS <= self.next {
            return Err(Refused);
        }
        let tag = primitive::seal(&self.key, &self.nonce(is_last), &self.head_hash, chunk)?;
        chunk.extend_from_slice(&tag);
        self.next += 1;
        Ok(())
    }

    /// Decrypts `chunk` in place and takes its tag off; refused, it stays as it was.
    fn open(&self, chunk: &mut Vec<u8>, is_last: bool) -> Result<(), Refused> {
        let (data, tag) = chunk.split_last_chunk_mut::<TAG>().ok_or(Refused)?;
        if data.is_empty() || MAX_CHUNKS <= self.next {
            return Err(Refused);
        }
        primitive::open(&self.key, &self.nonce(is_last), &self.head_hash, data, tag)?;
        chunk.truncate(chunk.len() - TAG);
        Ok(())
    }
}

/// Payload in, sealed chunks out. Holds one chunk, since only the end tells which is the last.
pub(crate) struct ChunkWriter {
    stream: Stream,
    chunk: Zeroizing<Vec<u8>>,
    /// Bytes of payload taken so far.
    taken: u64,
}

impl ChunkWriter {
    pub(crate) fn new(key: Key, head_hash: [u8; 32]) -> Self {
        Self {
            stream: Stream {
                key,
                head_hash,
                next: 0,
            },
            chunk: Zeroizing::new(Vec::with_capacity(CHUNK + TAG)),
            taken: 0,
        }
    }

    pub(crate) fn taken(&self) -> u64 {
        self.taken
    }

    pub(crate) fn push<E: From<WriteError>>(
        &mut self,
        mut payload: &[u8],
        out: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.taken += payload.len() as u64;
        while !payload.is_empty() {
            if self.chunk.len() == CHUNK {
                self.stream
                    .seal(&mut self.chunk, false)
                    .map_err(WriteError::from)?;
                out(&self.chunk)?;
                self.chunk.clear();
            }
            let (now, later) = payload.split_at(payload.len().min(CHUNK - self.chunk.len()));
            self.chunk.extend_from_slice(now);
            payload = later;
        }
        Ok(())
    }

    pub(crate) fn finish<E: From<WriteError>>(
        mut self,
        out: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.stream
            .seal(&mut self.chunk, true)
            .map_err(WriteError::from)?;
        out(&self.chunk)
    }
}

/// Chunks in, authenticated payload out. Holds one chunk.
pub(crate) struct ChunkReader {
    stream: Stream,
    chunk: Zeroizing<Vec<u8>>,
    given: u64,
}

impl ChunkReader {
    pub(crate) fn new(key: Key, head_hash: [u8; 32]) -> Self {
        Self {
            stream: Stream {
                key,
                head_hash,
                next: 0,
            },
            chunk: Zeroizing::new(Vec::with_capacity(CHUNK + TAG)),
            given: 0,
        }
    }

    /// Bytes of payload given out so far.
    pub(crate) fn given(&self) -> u64 {
        self.given
    }

    pub(crate) fn push<E: From<BackupError>>(
        &mut self,
        mut bytes: &[u8],
        each: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        while !bytes.is_empty() {
            if self.chunk.len() == CHUNK + TAG {
                self.open_inner()?;
                self.give(each)?;
            }
            let (now, later) = bytes.split_at(bytes.len().min(CHUNK + TAG - self.chunk.len()));
            self.chunk.extend_from_slice(now);
            bytes = later;
        }
        Ok(())
    }

    /// There is no more: what is held must be the last chunk.
    pub(crate) fn finish<E: From<BackupError>>(
        &mut self,
        each: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.stream.open(&mut self.chunk, true).is_err() {
            return Err(self.why_no_end().into());
        }
        self.give(each)
    }

    fn give<E>(&mut self, each: &mut dyn FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        self.given += self.chunk.len() as u64;
        self.stream.next += 1;
        each(&self.chunk)?;
        self.chunk.clear();
        Ok(())
    }

    /// A chunk with more bytes after it.
    fn open_inner(&mut self) -> Result<(), BackupError> {
        if self.stream.open(&mut self.chunk, false).is_ok() {
            return Ok(());
        }
        let is_end = self.stream.open(&mut self.chunk, true).is_ok();
        let part = if is_end {
            Part::Trailing
        } else {
            Part::Chunk(self.stream.next)
        };
        Err(BackupError::damaged(part))
    }

    /// Tells a file that was cut off from one whose last chunk was changed, as far as that can be told: a whole chunk that
    /// is not the last, too few bytes for a chunk, or a payload of a length that no padding gives.
    fn why_no_end(&mut self) -> BackupError {
        let payload = self.chunk.len().saturating_sub(TAG) as u64;
        let total = self.given + payload;
        let cut = payload == 0 || self.stream.open(&mut self.chunk, false).is_ok() || padded(total) != total;
        if cut {
            BackupError::Truncated
        } else {
            BackupError::damaged(Part::Chunk(self.stream.next))
        }
    }
}
