//! The sealed backup that waits to be sent, in this browser's storage: the tab may close, the network may be gone.
//!
//! There is one at most. Which file it will be in Drive is noted before the first byte leaves, so that an answer that
//! never came makes no second file. For the service worker, which may send it while no page is open, the order lies
//! beside it: which file, in which folder, by which name. It reads no key and opens nothing.

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

/// The service worker knows these names.
const FILE: &str = "lukalibre-outbox";
const ORDER: &str = "lukalibre-outbox-order";

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
    let mut waiting = Waiting {
        head: sealed.head,
        sha256: sealed.sha256,
        bytes: sealed.bytes,
        rows: sealed.rows,
        revision: sealed.revision,
        file_id: None,
    };
    clear().await?;
    opfs::write(FILE, &waiting.bytes).await?;
    match next()? {
        Some((file_id, folder)) => order(&mut waiting, file_id, &folder).await?,
        None => set_note(&waiting.note())?,
    }
    Ok(waiting)
}

/// The file that was reserved for it while there was a connection.
fn next() -> Result<Option<(String, String)>> {
    with_session(|session| {
        let next = backups::fact(&session.conn, DeviceFact::Next).map_err(error::store)?;
        backups::set_fact(&session.conn, DeviceFact::Next, "").map_err(error::store)?;
        Ok(next.and_then(|next| {
            let (file_id, folder) = next.split_once(' ')?;
            Some((file_id.to_owned(), folder.to_owned()))
        }))
    })
}

/// Reserves a file for the next one.
pub(crate) fn reserve_next(file_id: &str, folder: &str) -> Result<()> {
    let next = format!("{file_id} {folder}");
    with_session(|session| backups::set_fact(&session.conn, DeviceFact::Next, &next).map_err(error::store))
}

/// Notes which file it will be, first here and then for the service worker.
pub(crate) async fn order(waiting: &mut Waiting, file_id: String, folder: &str) -> Result<()> {
    let name = waiting.head.file_name(&waiting.sha256);
    let order = format!(
        r#"{{"id":"{file_id}","parents":["{folder}"],"name":"{name}","mimeType":"application/octet-stream"}}"#
    );
    waiting.file_id = Some(file_id);
    set_note(&waiting.note())?;
    opfs::write(ORDER, order.as_bytes()).await
}

/// It was sent, or is of no use any more.
pub(crate) async fn clear() -> Result<()> {
    set_note("")?;
    forget().await;
    Ok(())
}

/// Removes the files: the order first, without which nobody sends the other.
pub(crate) async fn forget() {
    opfs::remove(ORDER).await;
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
