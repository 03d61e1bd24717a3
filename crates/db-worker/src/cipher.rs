//! Handing SQLite its key. With `image`, the one room of the workspace with unsafe code.
//!
//! `sqlite3_key_v2` with `"raw:"` and 32 bytes is the only form in which no key derivation of the cipher's own is
//! run and no key stands in an SQL text. A key of another length would silently be taken for a passphrase, so
//! the length is fixed by the types.
#![allow(unsafe_code)]

use crate::error::{self, Result};
use protocol::{Code, Failure};
use rusqlite::{Connection, OpenFlags};
use vault::{DatabaseKey, Zeroizing};

/// The encrypting VFS over the pool.
#[cfg(not(feature = "plaintext-for-tests"))]
pub(crate) const VFS: &str = "multipleciphers-opfs-sahpool";
/// The naked pool: only in the build that proves that the search for plaintext can find some.
#[cfg(feature = "plaintext-for-tests")]
pub(crate) const VFS: &str = crate::pool::VFS;

const CIPHER: &str = "chacha20";
const PREFIX: &[u8; 4] = b"raw:";

/// Opens a database through the encrypting VFS and gives it its key. Nothing is read or written yet.
pub(crate) fn open(name: &str, create: bool, key: &DatabaseKey) -> Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let conn = Connection::open_with_flags_and_vfs(name, flags, VFS).map_err(error::sqlite)?;
    #[cfg(not(feature = "plaintext-for-tests"))]
    set_key(&conn, key)?;
    #[cfg(feature = "plaintext-for-tests")]
    let _ = (set_key, key);
    Ok(conn)
}

/// The same database and key as SQLite is told in one text, for a copy that is written by [`VACUUM INTO`]. The text goes
/// in as a parameter, never as part of a statement.
///
/// [`VACUUM INTO`]: https://www.sqlite.org/lang_vacuum.html
pub(crate) fn uri(name: &str, key: &DatabaseKey) -> Zeroizing<String> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    // Long enough at once: a text that grows leaves pieces of itself behind.
    let mut uri = Zeroizing::new(String::with_capacity(256));
    uri.push_str("file:");
    uri.push_str(name);
    uri.push_str("?vfs=");
    uri.push_str(VFS);
    if cfg!(not(feature = "plaintext-for-tests")) {
        uri.push_str("&reserve=32&cipher=");
        uri.push_str(CIPHER);
        uri.push_str("&hexkey=");
        for byte in PREFIX.iter().chain(key.as_bytes()) {
            uri.push(char::from(DIGITS[usize::from(byte >> 4)]));
            uri.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
    uri
}

fn set_key(conn: &Connection, key: &DatabaseKey) -> Result<()> {
    let cipher: String = conn
        .query_row(&format!("PRAGMA cipher = '{CIPHER}'"), [], |row| row.get(0))
        .map_err(error::sqlite)?;
    if cipher != CIPHER {
        return Err(Failure::new(Code::Internal, "the cipher is not there"));
    }
    let mut raw = Zeroizing::new([0_u8; 36]);
    raw[..4].copy_from_slice(PREFIX);
    raw[4..].copy_from_slice(key.as_bytes());
    // SAFETY: the handle is open for as long as `conn` is borrowed, the name is a NUL-terminated constant, and
    // SQLite copies the 36 bytes before it returns.
    let code = unsafe {
        let handle = conn.handle();
        sqlite_wasm_rs::sqlite3_key_v2(handle.cast(), c"main".as_ptr(), raw.as_ptr().cast(), 36)
    };
    if code == sqlite_wasm_rs::SQLITE_OK {
        Ok(())
    } else {
        Err(Failure::new(Code::Internal, "the key was refused"))
    }
}
