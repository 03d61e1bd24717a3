//! Backups in Drive: sent, read back, listed, pruned.
//!
//! **Invariants**
//! - A backup is called verified only after it came back from Drive and every byte of it was checked.
//! - A file in Drive is never written a second time, and none is deleted before a newer one is verified.

use super::{
    container::{check, parse, rows, unlocked, vault_of},
    known::{self, Known, generation, hex, of_head, of_hex, sha256},
    outbox::{self, Waiting},
    view,
};
use crate::{
    clock,
    error::{self, Result},
    google_access::{self, ask},
    google_requests::code,
    headers, http, progress,
    session::Session,
    worker::{is_open, with_session},
};
use google::{
    Patience, Root, Trouble,
    drive::Attempt,
    files::{self, DriveFile},
    upload::{NewFile, Next, Upload},
};
use protocol::{Code, Failure, Phase, Reply};
use store::backups::{self, DeviceFact};
use vault::{
    BackupMark,
    backup::{BackupHead, MAX_HEAD_BYTES, removable},
};

/// How long the ledger from before a restore is kept at least.
const KEEP_PREVIOUS_MS: u64 = 7 * 24 * 60 * 60 * 1_000;

fn told(trouble: Trouble) -> Failure {
    Failure::new(code(trouble), "")
}

/// Sends what waits, reads it back, and only then says that it is safe.
pub(super) async fn send(mut waiting: Waiting) -> Result<()> {
    let root = google_access::drive_root().await.map_err(told)?;
    let folder = folder(&root).await.map_err(told)?;
    let file_id = match waiting.file_id.clone() {
        Some(file_id) => file_id,
        None => {
            let answer = ask(Patience::long(), |token| files::new_id(&root, token)).await;
            let file_id = answer
                .and_then(|answer| files::read_new_id(&answer))
                .map_err(told)?;
            outbox::order(&mut waiting, file_id.clone(), &folder).await?;
            file_id
        }
    };
    let name = waiting.head.file_name(&waiting.sha256);
    let file = match upload(&root, &folder, &file_id, &name, &waiting.bytes).await {
        Ok(file) => file,
        // An identifier that can't be used any more would stand in the way of every later backup: the ledger is
        // sealed anew, under another one.
        Err(trouble @ (Trouble::Gone | Trouble::BadAnswer)) => {
            outbox::clear().await?;
            return Err(told(trouble));
        }
        Err(trouble) => return Err(told(trouble)),
    };
    let arrived = file
        .sha256
        .as_deref()
        .is_none_or(|sha256| sha256 == hex(&waiting.sha256));
    if !arrived
        || file
            .bytes
            .is_some_and(|bytes| bytes != waiting.bytes.len() as u64)
    {
        return Err(spoiled(&root, &file_id).await);
    }
    let mut known = of_head(&waiting.head, file_id.clone(), name, waiting.bytes.len() as u64);
    known.sha256 = Some(waiting.sha256);
    known.stored_at = file.created_at;
    keep(&known)?;
    let came_back = download(&root, &file_id, known.bytes).await.map_err(told)?;
    if sha256(&came_back) != waiting.sha256 {
        return Err(spoiled(&root, &file_id).await);
    }
    let verified = check(&unlocked(&came_back)?, &came_back).await?;
    known.rows = Some(rows(&verified.manifest));
    let next = with_session(|session| settle(session, &waiting, known))?;
    headers::write(&next).await?;
    outbox::clear().await?;
    tidy(&root).await;
    // Kept for a time without a connection; without it the next backup asks for one itself.
    let answer = ask(Patience::short(), |token| files::new_id(&root, token)).await;
    if let Ok(file_id) = answer.and_then(|answer| files::read_new_id(&answer)) {
        outbox::reserve_next(&file_id, &folder)?;
    }
    Ok(())
}

/// What came to Drive is not what was sent: it goes away, and the ledger is sealed anew the next time.
async fn spoiled(root: &Root, file_id: &str) -> Failure {
    // Never one that was verified before, whatever became of its identifier.
    let is_verified = with_session(|session| {
        let known = backups::get(&session.conn, file_id).map_err(error::store)?;
        Ok(known.is_some_and(|known| known.verified_ms.is_some()))
    });
    if !matches!(is_verified, Ok(false)) {
        return match outbox::clear().await {
            Ok(()) => Failure::new(Code::BackupDiffers, "the identifier was taken"),
            Err(failure) => failure,
        };
    }
    // What can't be deleted now is told apart by its hash later.
    let _ = ask(Patience::short(), |token| files::delete(root, token, file_id)).await;
    let forgotten = with_session(|session| {
        backups::remove(&session.conn, file_id).map_err(error::store)?;
        backups::set_fact(&session.conn, DeviceFact::Failed, "1").map_err(error::store)
    });
    let cleared = outbox::clear().await;
    match forgotten.and(cleared) {
        Ok(()) => Failure::new(Code::BackupDiffers, ""),
        Err(failure) => failure,
    }
}

/// Notes that a backup is verified; gives the header that remembers it.
fn settle(session: &mut Session, waiting: &Waiting, mut known: Known) -> Result<Vec<u8>> {
    let now = clock::now_ms();
    known.verified_ms = Some(now);
    let mark = BackupMark {
        generation: waiting.head.generation,
        sha256: waiting.sha256,
        verified_ms: now,
    };
    let next = vault_of(session)?
        .vault
        .with_backup(mark)
        .map_err(|e| error::vault(&e))?;
    let bytes = next.encode().map_err(|e| error::vault(&e))?;
    let tx = session.conn.transaction().map_err(error::sqlite)?;
    backups::put(&tx, &known).map_err(error::store)?;
    known::set_lineage(&tx, mark.generation, &mark.sha256)?;
    let set = |fact, value: &str| backups::set_fact(&tx, fact, value).map_err(error::store);
    set(DeviceFact::BackedUp, &waiting.revision.to_string())?;
    set(DeviceFact::Failed, "")?;
    tx.commit().map_err(error::sqlite)?;
    if let Some(vault) = &mut session.vault {
        vault.vault = next;
    }
    Ok(bytes)
}

/// The person's folder for backups, made at the first one.
async fn folder(root: &Root) -> std::result::Result<String, Trouble> {
    let find = || ask(Patience::long(), |token| files::find_folder(root, token));
    if let Some(found) = files::read_folder(&find().await?)? {
        return Ok(found);
    }
    let made = ask(Patience::long(), |token| files::create_folder(root, token)).await?;
    // Another device may have made one at the same moment: the older one is everybody's.
    match files::read_folder(&find().await?)? {
        Some(found) => Ok(found),
        None => Ok(files::read_file(&made)?.id),
    }
}

async fn upload(
    root: &Root,
    folder: &str,
    id: &str,
    name: &str,
    content: &[u8],
) -> std::result::Result<DriveFile, Trouble> {
    let bytes = content.len() as u64;
    let mut upload = Upload::new(
        root,
        &NewFile {
            id,
            name,
            folder,
            bytes,
        },
    );
    let (mut patience, mut attempt) = (Patience::long(), Attempt::First);
    loop {
        progress(Phase::Sending, upload.arrived() / 1024, bytes / 1024);
        let token = match upload.needs_token() {
            true => Some(google_access::token(attempt).await?),
            false => None,
        };
        let before = upload.arrived();
        let answer = http::send(upload.call(token.as_deref(), content)).await;
        match upload.take(answer.as_ref().map_err(|trouble| *trouble), attempt) {
            Next::Go if before < upload.arrived() => patience = Patience::long(),
            Next::Go => {}
            Next::FreshToken => {
                google_access::forget();
                attempt = Attempt::Again;
            }
            Next::Wait(trouble, asked_ms) => google_access::wait(&mut patience, trouble, asked_ms).await?,
            Next::Done(Some(file)) => return Ok(file),
            Next::Done(None) => {
                let answer = ask(Patience::long(), |token| files::describe(root, token, id)).await?;
                return files::read_file(&answer);
            }
            Next::Fail(trouble) => return Err(trouble),
        }
    }
}

async fn download(root: &Root, file_id: &str, bytes: u64) -> std::result::Result<Vec<u8>, Trouble> {
    progress(Phase::Fetching, 0, bytes / 1024);
    let answer = ask(Patience::long(), |token| {
        files::download(root, token, file_id, None)
    })
    .await?;
    Ok(answer.bytes)
}

/// The bytes of a backup that is known of, if Drive gives the one that was asked for.
pub(crate) async fn fetch(file_id: &str) -> Result<(Vec<u8>, Known)> {
    let unknown = || Failure::new(Code::GoogleGone, "");
    let list = match is_open() {
        true => with_session(|session| known::known(Some(session)))?,
        false => known::known(None)?,
    };
    let known = list
        .into_iter()
        .find(|one| one.file_id == file_id)
        .ok_or_else(unknown)?;
    let root = google_access::drive_root().await.map_err(told)?;
    let bytes = download(&root, file_id, known.bytes).await.map_err(told)?;
    let is_other = known.sha256.is_some_and(|expected| sha256(&bytes) != expected);
    if !is_other {
        return Ok((bytes, known));
    }
    // Damage and exchange look alike from outside; the head tells them apart.
    match parse(&bytes) {
        Ok(sealed) if is_of(sealed.head(), &known) => Err(Failure::new(
            Code::BackupDamaged,
            "not the bytes that were stored",
        )),
        Ok(_) => Err(Failure::new(Code::BackupReplaced, "")),
        Err(failure) => Err(failure),
    }
}

/// Whether a container is the one that is known, as far as it says.
fn is_of(head: &BackupHead, known: &Known) -> bool {
    head.generation == known.generation
        && head.device_id == known.device_id
        && head.created_ms == known.created_ms
        && *head.vault_id.as_bytes() == known.vault_id
}

/// Reads one back, and checks every byte.
pub(super) async fn check_one(file_id: &str) -> Result<Reply> {
    let (bytes, mut known) = fetch(file_id).await?;
    let verified = check(&unlocked(&bytes)?, &bytes).await?;
    known.sha256 = Some(verified.sha256);
    known.rows = Some(rows(&verified.manifest));
    known.verified_ms = Some(clock::now_ms());
    keep(&known)?;
    with_session(|session| super::status(session))
}

fn keep(known: &Known) -> Result<()> {
    with_session(|session| backups::put(&session.conn, known).map_err(error::store))
}

/// Looks what there is, and learns it.
pub(super) async fn list(picked: bool) -> Result<Reply> {
    let root = google_access::drive_root().await.map_err(told)?;
    let picked = match picked {
        true => google_access::picked().await.map_err(told)?,
        false => Vec::new(),
    };
    refresh(&root, picked).await?;
    match is_open() {
        true => with_session(|session| super::status(session)),
        false => Ok(Reply::Backups(view::all(&known::known(None)?))),
    }
}

async fn refresh(root: &Root, picked: Vec<String>) -> Result<()> {
    let before = match is_open() {
        true => with_session(|session| known::known(Some(session)))?,
        false => known::known(None)?,
    };
    let mut list: Vec<Known> = Vec::new();
    for file in files_there(root, &before, picked).await.map_err(told)? {
        let found = before.iter().find(|one| one.file_id == file.id);
        let known = match found {
            Some(known) => Some(known.clone()),
            None => read_head(root, &file).await.map_err(told)?,
        };
        let Some(known) = known else { continue };
        let known = Known {
            verified_ms: known.verified_ms.filter(|_| is_same(&known, &file)),
            sha256: known.sha256.or_else(|| of_hex(file.sha256.as_deref()?)),
            bytes: file.bytes.unwrap_or(known.bytes),
            stored_at: file.created_at,
            ..known
        };
        // Newest first. Inserted in its place: sorting is 3 KB of the download, and Drive lists a few dozen.
        let age = |one: &Known| (one.generation, one.stored_at.clone());
        let place = list.partition_point(|one| age(one) >= age(&known));
        list.insert(place, known);
    }
    match is_open() {
        true => with_session(|session| known::learn(Some(session), list, &before)),
        false => known::learn(None, list, &before),
    }
}

/// Whether Drive still says of a file what it said, as far as it says anything: what was verified was those bytes.
fn is_same(known: &Known, file: &DriveFile) -> bool {
    let now: Option<[u8; 32]> = file.sha256.as_deref().and_then(of_hex);
    known.sha256.is_none() || now.is_none() || now == known.sha256
}

/// What is in the folder, what the person picked, and what is known and was moved elsewhere.
async fn files_there(
    root: &Root,
    before: &[Known],
    picked: Vec<String>,
) -> std::result::Result<Vec<DriveFile>, Trouble> {
    let mut there = Vec::new();
    let folder = ask(Patience::short(), |token| files::find_folder(root, token)).await?;
    if let Some(folder) = files::read_folder(&folder)? {
        let mut page: Option<String> = None;
        loop {
            let answer = ask(Patience::short(), |token| {
                files::list(root, token, &folder, page.as_deref())
            })
            .await?;
            let (found, next) = files::read_list(&answer)?;
            there.extend(found);
            page = next;
            if page.is_none() {
                break;
            }
        }
    }
    let elsewhere = before.iter().map(|one| one.file_id.clone()).chain(picked);
    for id in elsewhere {
        if there.iter().any(|file| file.id == id) {
            continue;
        }
        match ask(Patience::short(), |token| files::describe(root, token, &id)).await {
            Ok(answer) => there.extend(files::read_file(&answer)),
            Err(Trouble::Gone) => {}
            Err(trouble) => return Err(trouble),
        }
    }
    Ok(there)
}

/// What a file says of itself; none where it is no backup.
async fn read_head(root: &Root, file: &DriveFile) -> std::result::Result<Option<Known>, Trouble> {
    let answer = ask(Patience::short(), |token| {
        files::download(root, token, &file.id, Some(MAX_HEAD_BYTES))
    })
    .await;
    let answer = match answer {
        // Not even bytes that can be had: a document, say, or an empty file.
        Err(Trouble::Gone | Trouble::BadAnswer) => return Ok(None),
        other => other?,
    };
    let sealed = parse(&answer.bytes).ok();
    let bytes = file.bytes.unwrap_or(0);
    Ok(sealed.map(|sealed| of_head(sealed.head(), file.id.clone(), file.name.clone(), bytes)))
}

/// After a verified backup: old ones may go, and so may the ledger from before a restore. Whatever fails here is tried
/// again after the next one.
async fn tidy(root: &Root) {
    if refresh(root, Vec::new()).await.is_ok() {
        for file_id in with_session(old).unwrap_or_default() {
            let forgotten =
                with_session(|session| backups::remove(&session.conn, &file_id).map_err(error::store));
            if forgotten.is_ok() {
                let _ = ask(Patience::short(), |token| files::delete(root, token, &file_id)).await;
            }
        }
    }
    if let Ok(Some(header)) = with_session(forget_previous) {
        let _ = headers::write(&header).await;
    }
}

/// Those that retention lets go. None, as soon as anything about the set is not known.
fn old(session: &mut Session) -> Result<Vec<String>> {
    let vault = *vault_of(session)?.vault.vault_id().as_bytes();
    let has_failed = backups::fact(&session.conn, DeviceFact::Failed).map_err(error::store)?;
    let mut list = known::known(Some(session))?;
    list.retain(|one| one.vault_id == vault);
    let generations: Option<Vec<_>> = list.iter().map(generation).collect();
    let Some(generations) = generations else {
        return Ok(Vec::new());
    };
    let has_failed = has_failed.is_some_and(|failed| !failed.is_empty());
    let places = removable(&generations, has_failed).unwrap_or_default();
    Ok(places
        .into_iter()
        .filter_map(|place| list.get(place).map(|one| one.file_id.clone()))
        .collect())
}

/// The header without the ledger from before a restore, once that is old enough.
fn forget_previous(session: &mut Session) -> Result<Option<Vec<u8>>> {
    let restored = backups::number(&session.conn, DeviceFact::Restored).map_err(error::store)?;
    if restored == 0 || clock::now_ms() < restored.saturating_add(KEEP_PREVIOUS_MS) {
        return Ok(None);
    }
    let Some(vault) = &mut session.vault else {
        return Ok(None);
    };
    // The file itself is collected when the vault is opened the next time.
    let Ok(next) = vault.vault.without_previous_database() else {
        return Ok(None);
    };
    let bytes = next.encode().map_err(|e| error::vault(&e))?;
    vault.vault = next;
    Ok(Some(bytes))
}
