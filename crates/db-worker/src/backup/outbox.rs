//! The sealed backup that waits to be sent, in this browser's storage: the tab may close, the network may be gone.
//!
//! There is one at most. Which file it will be in Drive is noted before the first byte leaves, so that an answer that
//! never came makes no second file.

use super::{
    container::{Sealed, parse},
    known::{hex, of_hex, sha256},
};
use crate::{
    error::{self, Result},
    opfs,
    worker::with_session,
};
use store::backups::{self, DeviceFact};
use vault::backup::BackupHead;

const FILE: &str = "lukalibre-outbox";

/// A backup on its way.
pub(crate) struct Waiting {
    pub(crate) head: BackupHead,
    pub(crate) sha256: [u8; 32],
    pub(crate) bytes: Vec<u8>,
    pub(crate) rows: u64,
    pub(crate) revision: u64,
    /// Its identifier in Drive, once one was reserved.
    pub(crate) file_id: Option<String>,
}

impl Waiting {
    /// What is noted of it: the container says the rest.
    fn note(&self) -> String {
        let file_id = self.file_id.as_deref().unwrap_or("-");
        format!("{} {} {} {file_id}", hex(&self.sha256), self.rows, self.revision)
    }
}

/// Puts a backup in, in the place of another that waits.
pub(crate) async fn put(sealed: Sealed) -> Result<Waiting> {
    let waiting = Waiting {
        head: sealed.head,
        sha256: sealed.sha256,
        bytes: sealed.bytes,
        rows: sealed.rows,
        revision: sealed.revision,
        file_id: None,
    };
    clear_note()?;
    opfs::write(FILE, &waiting.bytes).await?;
    set_note(&waiting.note())?;
    Ok(waiting)
}

/// Notes which file it will be.
pub(crate) fn reserve(waiting: &mut Waiting, file_id: String) -> Result<()> {
    waiting.file_id = Some(file_id);
    set_note(&waiting.note())
}

/// It was sent, or is of no use any more.
pub(crate) async fn clear() -> Result<()> {
    clear_note()?;
    opfs::remove(FILE).await;
    Ok(())
}

/// Removes the file, where there is no ledger any more that could note it.
pub(crate) async fn forget() {
    opfs::remove(FILE).await;
}

/// What waits. A file that is not the one that was noted is forgotten: the ledger is still here to be sealed again.
pub(crate) async fn waiting() -> Result<Option<Waiting>> {
    let note =
        with_session(|session| backups::fact(&session.conn, DeviceFact::Waiting).map_err(error::store))?;
    let Some(note) = note.filter(|note| !note.is_empty()) else {
        return Ok(None);
    };
    match opfs::read(FILE).await.and_then(|bytes| of_note(&note, bytes)) {
        Some(waiting) => Ok(Some(waiting)),
        None => {
            clear().await?;
            Ok(None)
        }
    }
}

fn of_note(note: &str, bytes: Vec<u8>) -> Option<Waiting> {
    let mut words = note.split(' ');
    let waiting = Waiting {
        head: parse(&bytes).ok()?.head().clone(),
        sha256: of_hex(words.next()?)?,
        rows: words.next()?.parse().ok()?,
        revision: words.next()?.parse().ok()?,
        file_id: words
            .next()
            .filter(|id| google::files::is_id(id) && *id != "-")
            .map(str::to_owned),
        bytes,
    };
    (sha256(&waiting.bytes) == waiting.sha256).then_some(waiting)
}

fn set_note(note: &str) -> Result<()> {
    with_session(|session| backups::set_fact(&session.conn, DeviceFact::Waiting, note).map_err(error::store))
}

fn clear_note() -> Result<()> {
    set_note("")
}
