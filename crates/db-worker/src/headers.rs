//! Three copies of the vault header: two slots in IndexedDB and a file in OPFS, outside the pool.
//!
//! A write goes to the slot with the lower sequence number, so that the other one survives whatever happens;
//! the file follows. Reading takes the readable copy with the highest number.

use crate::{
    clock,
    error::{self, Result},
    idb, opfs,
};
use protocol::{Code, Failure};
use std::cell::Cell;
use vault::{Chosen, HeaderError, SealedHeader};

const SLOTS: [&str; 2] = ["a", "b"];
const FILE: &str = "lukalibre-vault-header";

/// All copies, as they are.
pub(crate) async fn copies() -> Result<Vec<Option<Vec<u8>>>> {
    let mut copies = Vec::new();
    for slot in SLOTS {
        copies.push(idb::read(slot).await?);
    }
    // The slots come first: a file that can't be had is as good as none.
    copies.push(opfs::read(FILE).await);
    Ok(copies)
}

/// The header in force, or none when there is no vault.
pub(crate) async fn current() -> Result<Option<Chosen>> {
    match vault::choose(&copies().await?) {
        Ok(chosen) => Ok(Some(chosen)),
        Err(HeaderError::Missing) => Ok(None),
        Err(e) => Err(error::header(&e)),
    }
}

thread_local! {
    static IS_WRITING: Cell<bool> = const { Cell::new(false) };
    /// The number of the last header that this worker wrote.
    static LATEST: Cell<Option<u64>> = const { Cell::new(None) };
}

/// One writer at a time: a backup that was verified and a new passphrase may come at the same moment.
struct Turn;

impl Turn {
    async fn wait() -> Self {
        while IS_WRITING.replace(true) {
            clock::pause(5).await;
        }
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        IS_WRITING.set(false);
    }
}

/// Writes a header so that a crash at any moment leaves this one or the one before. Where a later one was written
/// meanwhile nothing is left to do: every header is made from the one before it, and says all that it said.
pub(crate) async fn write(bytes: &[u8]) -> Result<()> {
    let _turn = Turn::wait().await;
    let copies = copies().await?;
    let seq_of = |bytes: &[u8]| SealedHeader::parse(bytes).ok().map(|header| header.seq());
    let seq = |copy: &Option<Vec<u8>>| copy.as_deref().and_then(seq_of);
    let (there, mine) = (copies.iter().filter_map(seq).max(), seq_of(bytes));
    if mine <= there {
        let is_there = copies.iter().flatten().any(|copy| copy == bytes);
        // A later one of this worker says all that this one says; one of another worker says nothing of it.
        return if is_there || there == LATEST.get() {
            Ok(())
        } else {
            Err(Failure::new(Code::ChangedSince, "another header was written"))
        };
    }
    // None is less than any number: an empty or damaged slot is used first.
    let older = usize::from(seq(&copies[1]) < seq(&copies[0]));
    idb::write(SLOTS[older], bytes).await?;
    LATEST.set(mine);
    // It holds from here on: the file is a third copy, and the next write tries again.
    let _ = opfs::write(FILE, bytes).await;
    Ok(())
}

/// Removes every copy.
pub(crate) async fn delete() -> Result<()> {
    let _turn = Turn::wait().await;
    opfs::remove(FILE).await;
    idb::delete().await
}
