//! Plain images of a database, in this worker's memory only: what goes into a backup, and what comes out of one.
#![allow(unsafe_code)]

use crate::error::{self, Result};
use protocol::{Code, Failure};
use rsqlite_vfs::{
    VfsFilesManager,
    memvfs::{MemExportSource, MemVfsUtil},
    transfer::{DbTransfer, ExportSource},
};
use rusqlite::{Connection, OpenFlags};

/// The VFS that keeps its files in memory, without the encryption around it.
const VFS: &str = "memvfs";
/// The file that a ledger is copied to; the one name that the guard of an open ledger lets through.
pub(crate) const SNAPSHOT: &str = "snapshot";
/// Where [`SNAPSHOT`] is, as SQLite is told: no key, and no bytes reserved for one at the end of pages.
pub(crate) const SNAPSHOT_URI: &str = "file:snapshot?vfs=memvfs&reserve=0&key=";
/// The file that a backup is unpacked to.
pub(crate) const RESTORED: &str = "restored";

/// A database image. Gone when dropped.
pub(crate) struct Image {
    name: &'static str,
}

impl Image {
    /// Copies the open ledger, as it is between two changes, without closing it.
    pub(crate) fn of_ledger(conn: &Connection) -> Result<Self> {
        forget(SNAPSHOT)?;
        let image = Self { name: SNAPSHOT };
        conn.execute("VACUUM INTO ?", [SNAPSHOT_URI])
            .map_err(error::sqlite)?;
        Ok(image)
    }

    /// Takes an image of exactly `bytes`, piece by piece.
    pub(crate) fn receive(bytes: u64) -> Result<Receiver> {
        forget(RESTORED)?;
        let capacity = usize::try_from(bytes).map_err(failure)?;
        let mut kept = Vec::new();
        kept.try_reserve_exact(capacity).map_err(failure)?;
        Ok(Receiver { bytes: kept })
    }

    /// Opens it, to be read only.
    pub(crate) fn open(&self) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags_and_vfs(self.name, flags, VFS).map_err(error::sqlite)?;
        conn.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
            .map_err(error::sqlite)?;
        Ok(conn)
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> Result<Bytes> {
        let source = files()?.open_export(self.name).map_err(failure)?;
        Ok(Bytes { source, at: 0 })
    }
}

impl Drop for Image {
    fn drop(&mut self) {
        // What can't be removed is only memory.
        let _ = forget(self.name);
    }
}

/// An image on its way in. The container has checked its length and hash.
pub(crate) struct Receiver {
    bytes: Vec<u8>,
}

impl Receiver {
    /// Takes the next bytes.
    pub(crate) fn write(&mut self, piece: &[u8]) -> Result<()> {
        self.bytes.extend_from_slice(piece);
        Ok(())
    }

    /// There are no more.
    pub(crate) fn finish(self) -> Result<Image> {
        files()?.import_db(RESTORED, &self.bytes).map_err(failure)?;
        Ok(Image { name: RESTORED })
    }
}

/// The bytes of an image, in order.
pub(crate) struct Bytes {
    source: MemExportSource,
    at: u64,
}

impl Bytes {
    /// How many there are.
    pub(crate) fn total(&self) -> u64 {
        self.source.size()
    }

    /// How many were read.
    pub(crate) fn done(&self) -> u64 {
        self.at
    }

    /// The next piece; empty at the end.
    pub(crate) fn read<'a>(&mut self, buffer: &'a mut [u8]) -> Result<&'a [u8]> {
        let read = self.source.read_at(self.at, buffer).map_err(failure)?;
        self.at += read as u64;
        Ok(buffer.get(..read).unwrap_or_default())
    }
}

fn forget(name: &str) -> Result<()> {
    let Ok(_) = files()?.remove(name);
    Ok(())
}

fn files() -> Result<MemVfsUtil> {
    // SAFETY: this worker is one thread, and everything of SQLite happens on it.
    unsafe { MemVfsUtil::get() }.map_err(failure)
}

fn failure(e: impl std::fmt::Display) -> Failure {
    Failure::new(Code::Internal, format!("image: {e}"))
}
