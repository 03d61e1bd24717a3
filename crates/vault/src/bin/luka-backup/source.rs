//! The file, read as often as there are passes over it.

use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::path::{Path, PathBuf};

use vault::Zeroizing;
use vault::backup::{MAX_HEAD_BYTES, OpenBackup, SealedBackup, Verified};

use crate::failure::{Failure, Kind};

const PIECE: usize = 1 << 20;

/// A backup file.
pub struct Source {
    path: PathBuf,
    file: File,
}

impl Source {
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let file = File::open(path).map_err(|error| Failure::io(path.display(), &error))?;
        Ok(Self {
            path: path.to_owned(),
            file,
        })
    }

    /// What it says of itself.
    pub fn backup(&mut self) -> Result<SealedBackup, Failure> {
        let mut start = Vec::with_capacity(MAX_HEAD_BYTES);
        self.rewind()?;
        let read = (&self.file).take(MAX_HEAD_BYTES as u64).read_to_end(&mut start);
        read.map_err(|error| self.failed(&error))?;
        Ok(SealedBackup::parse(&start)?)
    }

    /// Its length in bytes.
    pub fn len(&self) -> Result<u64, Failure> {
        let metadata = self.file.metadata();
        metadata.map(|it| it.len()).map_err(|error| self.failed(&error))
    }

    /// The first pass.
    pub fn verify(&mut self, open: &OpenBackup) -> Result<Verified, Failure> {
        let mut verifier = open.verifier();
        self.for_each(&mut |piece| Ok(verifier.push(piece)?))?;
        Ok(verifier.finish()?)
    }

    /// The second pass: the database image, wiped when dropped.
    pub fn extract(&mut self, open: &OpenBackup, verified: &Verified) -> Result<Zeroizing<Vec<u8>>, Failure> {
        let mut image = Zeroizing::new(Vec::new());
        let len = usize::try_from(verified.manifest.bytes).unwrap_or(usize::MAX);
        // Whole at once: a growing buffer would leave unwiped copies behind.
        let reserved = image.try_reserve_exact(len);
        reserved.map_err(|_| Failure::new(Kind::Io, "there is not enough memory for the database"))?;
        let mut extractor = open.extractor(verified);
        let mut sink = |piece: &[u8]| {
            image.extend_from_slice(piece);
            Ok::<_, Failure>(())
        };
        self.for_each(&mut |piece| extractor.push(piece, &mut sink))?;
        extractor.finish(&mut sink)?;
        Ok(image)
    }

    fn for_each(&mut self, visit: &mut dyn FnMut(&[u8]) -> Result<(), Failure>) -> Result<(), Failure> {
        self.rewind()?;
        let mut piece = vec![0; PIECE];
        loop {
            let read = self.file.read(&mut piece);
            let len = read.map_err(|error| self.failed(&error))?;
            match piece.get(..len) {
                Some([]) | None => return Ok(()),
                Some(bytes) => visit(bytes)?,
            }
        }
    }

    fn rewind(&mut self) -> Result<(), Failure> {
        self.file.rewind().map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &std::io::Error) -> Failure {
        Failure::io(self.path.display(), error)
    }
}
