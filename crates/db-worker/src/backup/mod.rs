//! Backups: sealed here, put into Drive or handed to the page as a file, and read back before anybody relies on them.

mod container;
mod drive;
mod known;
mod outbox;
mod view;

pub(crate) use container::{check, device_id, rows, unlocked, vault_of};
pub(crate) use drive::fetch;
pub(crate) use known::{hex, known, set_lineage};
pub(crate) use outbox::forget as forget_waiting;
pub(crate) use view::{is_changed, verified_at};

use crate::{
    clock,
    error::{self, Result},
    google_requests,
    session::Session,
    worker::with_session,
};
use google::Trouble;
use protocol::{Code, Failure, File, Reply, Request};
use std::cell::Cell;
use store::{
    backups::{self, DeviceFact},
    settings,
};

/// Setting: minutes after a change until a backup; 0 for never by itself.
pub(crate) const BACKUP_MINUTES: &str = "backup_minutes";
const DEFAULT_MINUTES: u16 = 30;

thread_local! {
    static IS_BUSY: Cell<bool> = const { Cell::new(false) };
}

/// Held while a backup is made or sent: one at a time.
pub(crate) struct Busy;

impl Busy {
    pub(crate) fn begin() -> Result<Self> {
        if IS_BUSY.replace(true) {
            return Err(Failure::new(Code::BackupBusy, ""));
        }
        Ok(Self)
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        IS_BUSY.set(false);
    }
}

/// Answers a request that may take long.
pub(crate) async fn answer(request: Request) -> Result<Reply> {
    google_requests::admit().await?;
    match request {
        Request::BackupToFile => to_file().await,
        Request::BackupToDrive => to_drive().await,
        Request::BackupIfDue => if_due().await,
        Request::BackupList { picked } => drive::list(picked).await,
        Request::BackupCheck { file_id } => drive::check_one(&file_id).await,
        _ => Err(Failure::new(Code::Internal, "not a request about backups")),
    }
}

/// What this device knows, from the open ledger.
pub(crate) fn status(session: &Session) -> Result<Reply> {
    view::of_session(session).map(Reply::Backups)
}

/// The person keeps this ledger and lets a newer backup of another device be.
pub(crate) fn keep_both(session: &Session) -> Result<Reply> {
    let newest = backups::all(&session.conn)
        .map_err(error::store)?
        .first()
        .map_or(0, |one| one.generation);
    backups::set_fact(&session.conn, DeviceFact::Seen, &newest.to_string()).map_err(error::store)?;
    status(session)
}

/// The sequence number of the header in force.
pub(crate) fn vault_seq(session: &Session) -> Result<u64> {
    Ok(vault_of(session)?.vault.seq())
}

async fn to_file() -> Result<Reply> {
    let _busy = Busy::begin()?;
    let sealed = container::seal().await?;
    container::check_sealed(&sealed).await?;
    Ok(Reply::File(File {
        name: sealed.head.file_name(&sealed.sha256),
        mime: "application/octet-stream".to_owned(),
        bytes: sealed.bytes,
    }))
}

async fn to_drive() -> Result<Reply> {
    let _busy = Busy::begin()?;
    // Whatever was promised an identifier goes first: it may be there already.
    let waiting = outbox::waiting().await?;
    if let Some(waiting) = waiting.filter(|waiting| waiting.file_id.is_some()) {
        drive::send(waiting).await?;
    }
    let sealed = container::seal().await?;
    drive::send(outbox::put(sealed).await?).await?;
    with_session(|session| status(session))
}

/// Quiet where nothing is due, and where the person does not use Drive.
async fn if_due() -> Result<Reply> {
    let Ok(_busy) = Busy::begin() else {
        return with_session(|session| status(session));
    };
    let mut waiting = outbox::waiting().await?;
    let (is_due, uses_drive) = with_session(|session| {
        let uses_drive = !backups::all(&session.conn).map_err(error::store)?.is_empty();
        Ok((is_due(session)?, uses_drive))
    })?;
    if waiting.is_none() && !is_due {
        return with_session(|session| status(session));
    }
    // Without a connection a backup is sealed all the same, for those who use them; it waits.
    let is_reachable = match google_requests::is_connected().await {
        Ok(is_connected) => is_connected,
        Err(Trouble::Offline) if uses_drive => false,
        _ => return with_session(|session| status(session)),
    };
    if !is_reachable && !uses_drive {
        return with_session(|session| status(session));
    }
    if is_due && waiting.as_ref().is_none_or(|waiting| waiting.file_id.is_none()) {
        with_session(|session| {
            let now = clock::now_ms().to_string();
            backups::set_fact(&session.conn, DeviceFact::Attempted, &now).map_err(error::store)
        })?;
        waiting = Some(outbox::put(container::seal().await?).await?);
    }
    if let Some(waiting) = waiting.filter(|_| is_reachable) {
        drive::send(waiting).await?;
    }
    with_session(|session| status(session))
}

fn is_due(session: &Session) -> Result<bool> {
    let minutes = u64::from(minutes(session)?);
    let last = backups::number(&session.conn, DeviceFact::Attempted).map_err(error::store)?;
    let has_passed = last.saturating_add(minutes * 60_000) <= clock::now_ms();
    Ok(minutes != 0 && has_passed && view::is_changed(session)?)
}

fn minutes(session: &Session) -> Result<u16> {
    let minutes = settings::get(&session.conn, BACKUP_MINUTES).map_err(error::store)?;
    Ok(minutes.and_then(|m| m.parse().ok()).unwrap_or(DEFAULT_MINUTES))
}
