//! A restored ledger beside the one in force: complete, encrypted, checked, and not in use yet.

use crate::{
    backup,
    cipher::uri,
    clock, database,
    error::{self, Result},
    image::Image,
    ownership::{self, Ownership},
    pool,
    random::{self, BrowserRandom},
    session::Session,
    worker::{is_open, with_session},
};
use protocol::{Code, Failure};
use rsqlite_vfs::VfsFilesManager;
use rusqlite::Connection;
use sqlite_wasm_vfs::sahpool::OpfsSAHPoolUtil;
use store::{
    backups::{self, Backup, DeviceFact},
    census, settings,
};
use vault::{
    BackupMark, DatabaseKey, OpenVault, VaultId,
    backup::{BackupError, BackupHead, Manifest, OpenBackup, Verified},
};

/// A ledger that is ready to take its place.
pub(super) enum Staged {
    /// Beside the ledger of the open vault.
    Beside {
        next: OpenVault,
        /// The header that `next` follows.
        seq: u64,
        conn: Connection,
        name: String,
    },
    /// On a device without a vault.
    Fresh {
        next: OpenVault,
        conn: Connection,
        pool: OpfsSAHPoolUtil,
        ownership: Ownership,
        by_words: bool,
    },
}

impl Staged {
    /// Removes it. What can't be removed is collected when the vault is opened the next time.
    pub(super) fn forget(self) {
        match self {
            Self::Beside { conn, name, .. } => {
                drop(conn);
                let _ = with_session(|session| {
                    if let Some(vault) = &session.vault {
                        remove(&vault.pool, &name);
                    }
                    Ok(())
                });
            }
            Self::Fresh { conn, pool, next, .. } => {
                drop(conn);
                remove(&pool, next.database_name());
                let _ = pool.pause();
            }
        }
    }
}

fn remove(pool: &OpfsSAHPoolUtil, name: &str) {
    let _ = pool.remove(name);
    let _ = pool.remove(&format!("{name}-journal"));
}

/// Holds an image against what its container says that it is.
pub(super) fn check_image(image: &Image, manifest: &Manifest, vault_id: VaultId) -> Result<()> {
    let conn = image.open()?;
    database::check_whole(&conn)?;
    let owner = settings::meta(&conn, "vault_id").map_err(error::store)?;
    if owner != Some(vault_id.to_string()) {
        return Err(Failure::new(
            Code::BackupDamaged,
            "the database is of another vault",
        ));
    }
    count(&conn, manifest, true)
}

/// Counts the rows and adds up the amounts.
fn count(conn: &Connection, manifest: &Manifest, with_pages: bool) -> Result<()> {
    let census = census::take(conn).map_err(error::store)?;
    let is_same = census.user_version == manifest.user_version
        && (!with_pages || census.pages == manifest.pages)
        && census.tables == manifest.tables
        && census.totals == manifest.totals;
    if is_same {
        Ok(())
    } else {
        Err(Failure::new(
            Code::BackupDamaged,
            "the ledger does not add up to what the backup says",
        ))
    }
}

/// Writes the image as an encrypted database and checks that one, too.
pub(super) async fn stage(
    image: &Image,
    open: &OpenBackup,
    verified: &Verified,
    by_words: bool,
    known: Option<Backup>,
) -> Result<Staged> {
    let name = format!("ledger-{}", random::new_id());
    let mark = BackupMark {
        generation: open.head().generation,
        sha256: verified.sha256,
        verified_ms: clock::now_ms(),
    };
    if is_open() {
        return with_session(|session| {
            let vault = backup::vault_of(session)?;
            let seq = vault.vault.seq();
            let next = beside(session, &name)?;
            let conn = write(image, &vault.pool, &next, verified)?;
            let done = take_place(&session.conn, conn, open.head(), known.as_ref(), &mark);
            let conn = done.inspect_err(|_| remove(&vault.pool, &name))?;
            Ok(Staged::Beside {
                next,
                seq,
                conn,
                name,
            })
        });
    }
    let ownership = ownership::acquire(false).await?;
    let pool = pool::install().await?;
    let is_in_drive = known.is_some();
    let done = fresh(open.vault(), &name, is_in_drive.then_some(mark)).and_then(|next| {
        let mut conn = write(image, &pool, &next, verified)?;
        backups::carry_over(None, &mut conn).map_err(error::store)?;
        continues(&conn, open.head(), is_in_drive, &mark)?;
        if let Some(known) = known {
            let known = Backup {
                sha256: Some(mark.sha256),
                rows: Some(backup::rows(&verified.manifest)),
                verified_ms: Some(mark.verified_ms),
                ..known
            };
            backups::put(&conn, &known).map_err(error::store)?;
        }
        Ok((next, conn))
    });
    match done {
        Ok((next, conn)) => Ok(Staged::Fresh {
            next,
            conn,
            pool,
            ownership,
            by_words,
        }),
        Err(e) => {
            remove(&pool, &name);
            let _ = pool.pause();
            Err(e)
        }
    }
}

/// The header with the restored database in force and the other one kept. After a restore that nobody has worked in, the
/// ledger from before it is the one to keep, and the unchanged one goes.
fn beside(session: &Session, name: &str) -> Result<OpenVault> {
    let vault = &backup::vault_of(session)?.vault;
    let is_restored = backups::number(&session.conn, DeviceFact::Restored).map_err(error::store)? != 0;
    let has_previous = vault.previous_database().is_ok_and(|previous| previous.is_some());
    let keeps_earlier = is_restored && has_previous && !backup::is_changed(session)?;
    let next = if keeps_earlier {
        vault
            .with_previous_database()
            .and_then(|earlier| earlier.with_database(name, &mut BrowserRandom))
    } else {
        vault.with_database(name, &mut BrowserRandom)
    };
    next.map_err(|e| error::vault(&e))
}

/// The header of a device that had none: the backup's, with a database of its own. Only what is in Drive is remembered
/// as being there.
fn fresh(vault: &OpenVault, name: &str, mark: Option<BackupMark>) -> Result<OpenVault> {
    let next = vault
        .with_database(name, &mut BrowserRandom)
        .and_then(|next| next.without_previous_database());
    match mark {
        Some(mark) => next.and_then(|next| next.with_backup(mark)),
        None => next,
    }
    .map_err(|e| error::vault(&e))
}

/// Notes what the restored ledger continues: the backup itself or, where that is a file which Drive does not have, what
/// the file continues.
fn continues(conn: &Connection, head: &BackupHead, is_in_drive: bool, mark: &BackupMark) -> Result<()> {
    match head.parent {
        _ if is_in_drive => backup::set_lineage(conn, mark.generation, &mark.sha256),
        Some(parent) => backup::set_lineage(conn, mark.generation.saturating_sub(1), &parent),
        None => Ok(()),
    }
}

fn write(image: &Image, pool: &OpfsSAHPoolUtil, next: &OpenVault, verified: &Verified) -> Result<Connection> {
    let key = next
        .database_key()
        .map_err(|e| error::unlock(e, Code::VaultDamaged))?;
    let name = next.database_name();
    let vault_id = next.vault_id().to_string();
    let written = encrypt(image, name, &key).and_then(|()| {
        let conn = database::open_as_it_is(pool, name, &key, &vault_id)?;
        database::check_whole(&conn)?;
        count(&conn, &verified.manifest, false)?;
        drop(conn);
        database::assert_encrypted(pool, name)?;
        database::open(pool, name, &key, &vault_id)
    });
    written.inspect_err(|_| remove(pool, name))
}

fn encrypt(image: &Image, name: &str, key: &DatabaseKey) -> Result<()> {
    let conn = image.open()?;
    conn.execute("VACUUM INTO ?", [uri(name, key).as_str()])
        .map_err(error::sqlite)?;
    Ok(())
}

/// Takes along what this device knows, and notes what the ledger continues now.
fn take_place(
    from: &Connection,
    mut conn: Connection,
    head: &BackupHead,
    known: Option<&Backup>,
    mark: &BackupMark,
) -> Result<Connection> {
    backups::carry_over(Some(from), &mut conn).map_err(error::store)?;
    continues(&conn, head, known.is_some(), mark)?;
    let now = clock::now_ms().to_string();
    backups::set_fact(&conn, DeviceFact::Restored, &now).map_err(error::store)?;
    // The person has just decided about every newer one.
    let all = backups::all(&conn).map_err(error::store)?;
    let newest = all.first().map_or(0, |one| one.generation);
    backups::set_fact(&conn, DeviceFact::Seen, &newest.to_string()).map_err(error::store)?;
    Ok(conn)
}

/// What the second pass ends with.
pub(super) enum Lost {
    Backup(BackupError),
    Write(Failure),
}

impl From<BackupError> for Lost {
    fn from(e: BackupError) -> Self {
        Self::Backup(e)
    }
}

impl Lost {
    pub(super) fn told(self) -> Failure {
        match self {
            Self::Backup(e) => error::backup(e),
            Self::Write(failure) => failure,
        }
    }
}
