//! Restoring: everything is checked first, then one write of the header puts the restored ledger in the place of the
//! other, and the other one is kept.
//!
//! **Invariants**
//! - Until [`commit`] has written the header, nothing of the ledger in force was touched; a crash leaves it.
//! - Nothing of a database is interpreted before every byte of its container was checked.
//! - The ledger that was in force is kept until a later backup was verified and a week has passed.

mod plan;
mod stage;

use crate::{
    backup::{self, check, known},
    clock, database,
    error::{self, Result},
    headers,
    image::Image,
    opfs, progress,
    session::{Session, VaultSession},
    vault_requests::{opened, unlock_sealed},
    worker::{self, is_open, with_session},
};
use js_sys::Array;
use protocol::{BackupSource, Code, Failure, Phase, Reply, RestoreFrom};
use rsqlite_vfs::VfsFilesManager;
use stage::Staged;
use std::cell::RefCell;
use store::backups::{self, DeviceFact};
use vault::backup::{BackupError, MAX_HEAD_BYTES, OpenBackup, SealedBackup};
use wasm_bindgen::{JsCast, JsValue};

/// The largest container that is read: a browser holds it in memory.
const MAX_BYTES: f64 = 1_073_741_824.0;

thread_local! {
    static STAGED: RefCell<Option<Staged>> = const { RefCell::new(None) };
}

/// Fetches a backup, checks all of it, stages its ledger, and says what would change.
pub(crate) async fn read(from: RestoreFrom, files: &JsValue) -> Result<Reply> {
    discard();
    let is_beside = is_open();
    if !is_beside && headers::current().await?.is_some() {
        return Err(Failure::new(Code::Locked, "there is a vault here"));
    }
    let (bytes, known) = match &from.source {
        BackupSource::File => (file(files).await?, None),
        BackupSource::Drive { file_id } => {
            let (bytes, known) = backup::fetch(file_id).await?;
            (bytes, Some(known))
        }
    };
    let (open, by_words) = open(&bytes, &from).await?;
    let verified = check(&open, &bytes).await?;
    let image = unpack(&open, &verified, &bytes).await?;
    stage::check_image(&image, &verified.manifest, open.head().vault_id)?;
    progress(Phase::Writing, 0, 0);
    clock::pause(0).await;
    if is_beside != is_open() {
        return Err(Failure::new(Code::Locked, "locked while it was read"));
    }
    let staged = stage::stage(&image, &open, &verified, by_words, known).await?;
    let plan = plan::of(&staged, open.head(), &verified)?;
    STAGED.set(Some(staged));
    Ok(Reply::RestorePlan(plan))
}

async fn file(files: &JsValue) -> Result<Vec<u8>> {
    let unreadable = |value: JsValue| Failure::new(Code::FileUnreadable, error::exception_name(&value));
    let file: web_sys::File = Array::from(files)
        .get(0)
        .dyn_into()
        .map_err(|_| Failure::new(Code::FileUnreadable, "not a file"))?;
    if MAX_BYTES < file.size() {
        return Err(Failure::new(Code::BackupNot, "too large"));
    }
    opfs::bytes_of(&file).await.map_err(unreadable)
}

/// Opens a container with the open vault or, where there is none, with what the person typed.
async fn open(bytes: &[u8], from: &RestoreFrom) -> Result<(OpenBackup, bool)> {
    let start = bytes.get(..bytes.len().min(MAX_HEAD_BYTES)).unwrap_or_default();
    let sealed = SealedBackup::parse(start).map_err(error::backup)?;
    if store::SCHEMA_VERSION.unsigned_abs() < sealed.head().schema {
        return Err(Failure::new(Code::BackupNewer, "schema"));
    }
    if is_open() {
        return Ok((backup::unlocked(bytes)?, false));
    }
    match &from.with {
        Some(with) => unlock_sealed(&sealed, with).await,
        None => Err(error::backup(BackupError::WrongPassphrase)),
    }
}

/// The second pass: the image, in this worker's memory.
async fn unpack(open: &OpenBackup, verified: &vault::backup::Verified, bytes: &[u8]) -> Result<Image> {
    let mut extractor = open.extractor(verified);
    let mut receiver = Image::receive(verified.manifest.bytes)?;
    for piece in bytes.chunks(1 << 19) {
        let mut sink = |image: &[u8]| receiver.write(image).map_err(stage::Lost::Write);
        extractor.push(piece, &mut sink).map_err(stage::Lost::told)?;
        clock::pause(0).await;
    }
    let mut sink = |image: &[u8]| receiver.write(image).map_err(stage::Lost::Write);
    extractor.finish(&mut sink).map_err(stage::Lost::told)?;
    receiver.finish()
}

/// Forgets what was read.
pub(crate) fn discard() {
    if let Some(staged) = STAGED.take() {
        staged.forget();
    }
}

/// Puts the staged ledger in the place of the other.
pub(crate) async fn commit() -> Result<Reply> {
    // A backup under way would note itself in the ledger that comes.
    let _busy = backup::Busy::begin()?;
    let staged = STAGED
        .take()
        .ok_or_else(|| Failure::new(Code::NoPreview, "nothing was read"))?;
    match staged {
        Staged::Beside { seq, .. } if with_session(|session| Ok(seq != backup::vault_seq(session)?))? => {
            staged.forget();
            return Err(Failure::new(Code::ChangedSince, "the vault changed"));
        }
        Staged::Beside { next, conn, .. } => {
            // Closed, and opened again through the header: what is used from now on is what was written.
            drop(conn);
            headers::write(&next.encode().map_err(|e| error::vault(&e))?).await?;
            switch(next)?;
        }
        Staged::Fresh {
            next,
            conn,
            pool,
            ownership,
            by_words,
        } => {
            if headers::current().await?.is_some() {
                return Err(Failure::new(Code::VaultExists, "made meanwhile"));
            }
            headers::write(&next.encode().map_err(|e| error::vault(&e))?).await?;
            let vault = VaultSession {
                vault: next,
                by_words,
                pool,
                _ownership: ownership,
            };
            worker::open(Session::new(conn, Some(vault)));
        }
    }
    opened(0)
}

/// Takes the last restore back: the ledger from before is in force again, and the restored one is kept in its place.
pub(crate) async fn undo() -> Result<Reply> {
    let _busy = backup::Busy::begin()?;
    discard();
    let next = with_session(|session| {
        let vault = backup::vault_of(session)?;
        let missing = || Failure::new(Code::NothingToUndo, "no ledger from before");
        let (name, key) = vault
            .vault
            .previous_database()
            .map_err(|e| error::unlock(e, Code::VaultDamaged))?
            .ok_or_else(missing)?;
        // It is opened and read once, before anything is written.
        let vault_id = vault.vault.vault_id().to_string();
        let previous = database::open(&vault.pool, name, &key, &vault_id)?;
        database::check_whole(&previous)?;
        backups::replace_all(&previous, &known(Some(session))?).map_err(error::store)?;
        let now = clock::now_ms().to_string();
        backups::set_fact(&previous, DeviceFact::Restored, &now).map_err(error::store)?;
        // What was reserved for it, or waited, may have been used for the other ledger meanwhile.
        for fact in [DeviceFact::Next, DeviceFact::Waiting] {
            backups::set_fact(&previous, fact, "").map_err(error::store)?;
        }
        // What it holds is in no backup since: a new one is due.
        let revision = backups::number(&previous, DeviceFact::Revision).map_err(error::store)? + 1;
        backups::set_fact(&previous, DeviceFact::Revision, &revision.to_string()).map_err(error::store)?;
        previous.flush_prepared_statement_cache();
        vault.vault.with_previous_database().map_err(|e| error::vault(&e))
    })?;
    headers::write(&next.encode().map_err(|e| error::vault(&e))?).await?;
    switch(next)?;
    opened(0)
}

/// Opens the database that the written header names. Where that fails, the vault is locked: the header says what holds.
fn switch(next: vault::OpenVault) -> Result<()> {
    let Some(Session {
        conn,
        vault: Some(vault),
        ..
    }) = worker::take()
    else {
        return Err(Failure::new(Code::Locked, "closed"));
    };
    let _ = conn.close();
    let key = next
        .database_key()
        .map_err(|e| error::unlock(e, Code::VaultDamaged))?;
    let vault_id = next.vault_id().to_string();
    match database::open(&vault.pool, next.database_name(), &key, &vault_id) {
        Ok(conn) => {
            let vault = VaultSession { vault: next, ..vault };
            worker::open(Session::new(conn, Some(vault)));
            Ok(())
        }
        Err(e) => {
            let _ = vault.pool.pause();
            Err(e)
        }
    }
}

/// Removes what a restore that never finished left behind: files of the pool that the header does not name.
pub(crate) fn collect(vault: &VaultSession) {
    let mut kept = vec![vault.vault.database_name().to_owned()];
    match vault.vault.previous_database() {
        Ok(previous) => kept.extend(previous.map(|(name, _)| name.to_owned())),
        // Not to be told which: then everything stays.
        Err(_) => return,
    }
    for name in vault.pool.names().unwrap_or_default() {
        if !kept.iter().any(|kept| name.starts_with(kept.as_str())) {
            // The next start tries again.
            let _ = vault.pool.remove(&name);
        }
    }
}
