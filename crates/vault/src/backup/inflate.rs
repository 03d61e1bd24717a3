//! Deflate, fed and drained piece by piece, and the zeros after it.

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};
use zeroize::Zeroizing;

use crate::backup::error::{BackupError, Part, WriteError};
use crate::backup::padding::padded;
use crate::error::VaultError;

/// Bytes that leave at a time. A chunk may inflate to a thousand times its size: it never stands in memory at once.
const PIECE: usize = 1 << 15;

fn piece() -> Zeroizing<Vec<u8>> {
    Zeroizing::new(vec![0; PIECE])
}

/// Content in, raw deflate out.
pub(crate) struct Deflater {
    inner: Compress,
    piece: Zeroizing<Vec<u8>>,
}

impl Deflater {
    pub(crate) fn new() -> Self {
        Self {
            inner: Compress::new(Compression::default(), false),
            piece: piece(),
        }
    }

    pub(crate) fn push<E: From<WriteError>>(
        &mut self,
        content: &[u8],
        each: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.run(content, FlushCompress::None, each)
    }

    pub(crate) fn finish<E: From<WriteError>>(
        &mut self,
        each: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.run(&[], FlushCompress::Finish, each)
    }

    fn run<E: From<WriteError>>(
        &mut self,
        mut content: &[u8],
        flush: FlushCompress,
        each: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        loop {
            let (taken, made) = (self.inner.total_in(), self.inner.total_out());
            let status = self.inner.compress(content, &mut self.piece, flush);
            let status = status.map_err(|_| WriteError::from(VaultError::Internal))?;
            content = advance(content, self.inner.total_in() - taken);
            let made = advance_len(self.inner.total_out() - made);
            each(&self.piece[..made])?;
            let is_done = match flush {
                FlushCompress::Finish => status == Status::StreamEnd,
                _ => content.is_empty() && made < PIECE,
            };
            if is_done {
                return Ok(());
            }
        }
    }
}

/// Payload in, content out; what follows the stream must be padding.
pub(crate) struct Inflater {
    inner: Decompress,
    piece: Zeroizing<Vec<u8>>,
    is_done: bool,
}

impl Inflater {
    pub(crate) fn new() -> Self {
        Self {
            inner: Decompress::new(false),
            piece: piece(),
            is_done: false,
        }
    }

    pub(crate) fn push<E: From<BackupError>>(
        &mut self,
        mut payload: &[u8],
        each: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        while !self.is_done {
            let (taken, made) = (self.inner.total_in(), self.inner.total_out());
            let status = self
                .inner
                .decompress(payload, &mut self.piece, FlushDecompress::None);
            let status = status.map_err(|_| BackupError::damaged(Part::Compression))?;
            payload = advance(payload, self.inner.total_in() - taken);
            let made = advance_len(self.inner.total_out() - made);
            each(&self.piece[..made])?;
            self.is_done = status == Status::StreamEnd;
            if payload.is_empty() && made < PIECE {
                return Ok(());
            }
            if made == 0 && status == Status::BufError {
                return Err(BackupError::damaged(Part::Compression).into());
            }
        }
        if payload.iter().any(|&byte| byte != 0) {
            return Err(BackupError::damaged(Part::Padding).into());
        }
        Ok(())
    }

    /// Whether the stream ended, and with the right padding for a payload of `total` bytes.
    pub(crate) fn finish(&self, total: u64) -> Result<(), BackupError> {
        if !self.is_done {
            return Err(BackupError::damaged(Part::Compression));
        }
        if padded(self.inner.total_in()) != total {
            return Err(BackupError::damaged(Part::Padding));
        }
        Ok(())
    }
}

fn advance(bytes: &[u8], by: u64) -> &[u8] {
    bytes.get(advance_len(by)..).unwrap_or_default()
}

/// What one call took or made: never more than the slice it was given.
fn advance_len(by: u64) -> usize {
    usize::try_from(by).unwrap_or(usize::MAX)
}
