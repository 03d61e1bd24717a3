//! Making, opening, changing and deleting a vault.

use crate::{
    clock, convert, database,
    error::{self, Result},
    headers,
    ownership::{self, Ownership},
    pool,
    random::{self, BrowserRandom},
    restore,
    session::{Session, VaultSession},
    web_crypto,
    worker::{self, Worker, close_now, is_open, with_session},
};
use futures_util::future::join;
use ledger::Field;
use money::Currency;
use protocol::{Code, Failure, Opened, Presence, Recovery, Reply, Secret, UnlockWith};
use rsqlite_vfs::VfsFilesManager;
use sqlite_wasm_vfs::sahpool::OpfsSAHPoolUtil;
use store::settings;
use vault::{
    Chosen, KdfParams, NewVault, OpenVault, PassphraseKey, RecoveryWords,
    backup::{BackupError, OpenBackup, SealedBackup},
};

const ASKED_WORDS: usize = 3;
/// Setting: minutes without a touch after which the page locks.
pub(crate) const AUTO_LOCK: &str = "auto_lock_minutes";
/// Setting: ISO 4217 code for amounts that name none.
pub(crate) const BASE_CURRENCY: &str = "base_currency";
const DEFAULT_AUTO_LOCK: u16 = 5;

/// A vault that is being made: nothing of it is stored yet.
pub(crate) struct Pending {
    kdf: KdfParams,
    key: PassphraseKey,
    words: RecoveryWords,
    ask: Vec<u8>,
}

/// What is on this device.
pub(crate) async fn presence() -> Result<Presence> {
    if is_open() {
        return Ok(Presence::Open);
    }
    // That there is no storage is found here, before anybody types anything.
    pool::check_storage().await?;
    match headers::current().await {
        Ok(None) => Ok(Presence::Nothing),
        // A damaged header is told at unlocking, where there is something to do about it.
        Ok(Some(_)) => Ok(Presence::Locked),
        Err(e) if matches!(e.code, Code::VaultDamaged | Code::NewerVersion) => Ok(Presence::Locked),
        Err(e) => Err(e),
    }
}

/// Derives the key and makes the words.
pub(crate) async fn create_begin(worker: &mut Worker, passphrase: &Secret) -> Result<Reply> {
    check_length(&passphrase.0)?;
    // A restore that was only looked at holds the vault's lock.
    restore::discard();
    if headers::current().await?.is_some() {
        return Err(Failure::new(Code::VaultExists, "there is a vault already"));
    }
    let random = &mut BrowserRandom;
    let kdf = KdfParams::make(random, vault::DEFAULT_ITERATIONS).map_err(|e| error::vault(&e))?;
    let key = web_crypto::derive(&passphrase.0, &kdf).await?;
    let words = RecoveryWords::make(random).map_err(|e| error::vault(&e))?;
    let mut ask: Vec<u8> = Vec::new();
    while ask.len() < ASKED_WORDS {
        let number = random::below(24) + 1;
        if !ask.contains(&number) {
            ask.push(number);
        }
    }
    ask.sort_unstable();
    let reply = Recovery {
        words: Secret(words.phrase().to_string()),
        ask: ask.clone(),
    };
    worker.pending = Some(Pending { kdf, key, words, ask });
    Ok(Reply::Recovery(reply))
}

fn check_length(passphrase: &str) -> Result<()> {
    vault::check_passphrase(passphrase).map_err(|e| Failure::new(Code::PassphraseTooShort, e.to_string()))
}

/// Writes the vault: first the database, then the header that names it.
pub(crate) async fn create_confirm(
    worker: &mut Worker,
    typed: &[(u8, String)],
    base_currency: &str,
) -> Result<Reply> {
    let pending = worker
        .pending
        .as_ref()
        .ok_or_else(|| Failure::new(Code::NoVault, "nothing was begun"))?;
    let words: Vec<&str> = pending.words.words().collect();
    let is_right = |number: &u8| {
        let wanted = usize::from(*number).checked_sub(1).and_then(|i| words.get(i));
        let given = typed
            .iter()
            .find(|(n, _)| n == number)
            .map(|(_, word)| word.trim().to_lowercase());
        wanted.is_some_and(|wanted| given.as_deref() == Some(*wanted))
    };
    if !pending.ask.iter().all(is_right) {
        return Err(Failure::new(Code::WordsDiffer, "the words typed back differ"));
    }
    let currency = parse_currency(base_currency)?;
    let ownership = ownership::acquire(false).await?;
    let pool = pool::install().await?;
    let name = format!("ledger-{}", random::new_id());
    match make(&pool, pending, &name, currency).await {
        Ok((conn, vault)) => {
            worker.pending = None;
            let session = VaultSession {
                vault,
                by_words: false,
                pool,
                _ownership: ownership,
            };
            worker::open(Session::new(conn, Some(session)));
            opened(0)
        }
        Err(e) => {
            // What was begun is of no use to anybody: its key is gone. Failing to tidy up must not hide the reason.
            let _ = pool.remove(&name);
            let _ = pool.remove(&format!("{name}-journal"));
            let _ = pool.pause();
            Err(e)
        }
    }
}

/// The database first, then the header that names it: until that is written there is no vault.
async fn make(
    pool: &OpfsSAHPoolUtil,
    pending: &Pending,
    name: &str,
    currency: Currency,
) -> Result<(rusqlite::Connection, OpenVault)> {
    let new = NewVault {
        created_ms: clock::now_ms(),
        kdf: pending.kdf.clone(),
        passphrase_key: &pending.key,
        recovery: &pending.words,
        database_name: name,
    };
    let vault = vault::create(new, &mut BrowserRandom).map_err(|e| error::vault(&e))?;
    let key = vault
        .database_key()
        .map_err(|e| error::unlock(e, Code::VaultDamaged))?;
    let conn = database::create(pool, name, &key, &vault.vault_id().to_string())?;
    settings::set(&conn, BASE_CURRENCY, currency.code()).map_err(error::store)?;
    headers::write(&vault.encode().map_err(|e| error::vault(&e))?).await?;
    Ok((conn, vault))
}

fn parse_currency(code: &str) -> Result<Currency> {
    let unknown = ledger::FieldProblem::new(Field::Currency, ledger::Problem::UnknownCurrency);
    Currency::parse(code).map_err(|_| convert::invalid(&[unknown]))
}

/// Opens the vault.
pub(crate) async fn unlock(with: UnlockWith, take_over: bool) -> Result<Reply> {
    let no_vault = || Failure::new(Code::NoVault, "no header");
    let chosen = headers::current().await?.ok_or_else(no_vault)?;
    let by_words = matches!(with, UnlockWith::Words(_));
    let proof = async {
        let start = clock::ticks();
        let vault = unlocked(&chosen, &with).await?;
        Ok((vault, clock::elapsed_ms(start)))
    };
    let (proof, held) = if take_over {
        // Who takes a vault from another tab has shown first that they can open it.
        let proof = proof.await?;
        (Ok(proof), hold(true).await)
    } else {
        // The files are taken hold of while the browser derives the key.
        join(proof, hold(false)).await
    };
    let ((vault, derivation_ms), (ownership, pool)) = match (proof, held) {
        (Ok(proof), Ok(held)) => (proof, held),
        (Ok(_), Err(e)) => return Err(e),
        (Err(e), held) => {
            // The files go free before the lock.
            if let Ok((_ownership, pool)) = held {
                let _ = pool.pause();
            }
            return Err(e);
        }
    };
    // Whoever held the vault until now may have written another header before letting go.
    let latest = match headers::current().await {
        Ok(Some(now)) if now.header.seq() == chosen.header.seq() => Ok(vault),
        Ok(Some(now)) => unlocked(&now, &with).await,
        Ok(None) => Err(no_vault()),
        Err(e) => Err(e),
    };
    let opened_one = latest.and_then(|vault| Ok((open_database(&pool, &vault)?, vault)));
    let opened_one = opened_one.and_then(|opened| {
        if ownership.is_lost() {
            return Err(Failure::new(Code::OpenInAnotherTab, "taken while it was opened"));
        }
        Ok(opened)
    });
    let session = match opened_one {
        Ok((conn, vault)) => Session::new(
            conn,
            Some(VaultSession {
                vault,
                by_words,
                pool,
                _ownership: ownership,
            }),
        ),
        Err(e) => {
            // The files go free before the lock, which `ownership` holds until here.
            let _ = pool.pause();
            return Err(e);
        }
    };
    if let Some(vault) = &session.vault {
        restore::collect(vault);
    }
    worker::open(session);
    opened(derivation_ms)
}

/// Takes hold of the vault's lock and of its files.
async fn hold(take_over: bool) -> Result<(Ownership, OpfsSAHPoolUtil)> {
    let ownership = ownership::acquire(take_over).await?;
    Ok((ownership, pool::install().await?))
}

async fn unlocked(chosen: &Chosen, with: &UnlockWith) -> Result<OpenVault> {
    match with {
        UnlockWith::Passphrase(passphrase) => unlock_with_passphrase(chosen, &passphrase.0).await,
        UnlockWith::Words(words) => unlock_with_words(chosen, &words.0),
    }
}

fn open_database(pool: &OpfsSAHPoolUtil, vault: &OpenVault) -> Result<rusqlite::Connection> {
    let key = vault
        .database_key()
        .map_err(|e| error::unlock(e, Code::VaultDamaged))?;
    database::open(pool, vault.database_name(), &key, &vault.vault_id().to_string())
}

async fn unlock_with_passphrase(chosen: &Chosen, passphrase: &str) -> Result<OpenVault> {
    let damaged = || Failure::new(Code::VaultDamaged, "no passphrase slot");
    let kdf = chosen.header.kdf().ok_or_else(damaged)?;
    let key = web_crypto::derive(passphrase, kdf).await?;
    chosen
        .header
        .unlock_with_passphrase(&key)
        .map_err(|e| error::unlock(e, Code::WrongPassphrase))
}

/// Opens a backup with what the person typed; true for the recovery words.
pub(crate) async fn unlock_sealed(sealed: &SealedBackup, with: &UnlockWith) -> Result<(OpenBackup, bool)> {
    match with {
        UnlockWith::Passphrase(passphrase) => {
            let no_slot = || error::backup(BackupError::NoSuchSlot);
            let key = web_crypto::derive(&passphrase.0, sealed.kdf().ok_or_else(no_slot)?).await?;
            let open = sealed.unlock_with_passphrase(&key).map_err(error::backup)?;
            Ok((open, false))
        }
        UnlockWith::Words(words) => {
            let words = parse_words(&words.0)?;
            let open = sealed.unlock_with_recovery(&words).map_err(error::backup)?;
            Ok((open, true))
        }
    }
}

fn parse_words(text: &str) -> Result<RecoveryWords> {
    RecoveryWords::parse(text).map_err(|e| Failure::new(Code::UnreadableWords, e.to_string()))
}

fn unlock_with_words(chosen: &Chosen, text: &str) -> Result<OpenVault> {
    let words = parse_words(text)?;
    chosen
        .header
        .unlock_with_recovery(&words)
        .map_err(|e| error::unlock(e, Code::WrongWords))
}

/// What the page is told of an open ledger. The small write finds out whether the disk takes any.
pub(crate) fn opened(derivation_ms: u32) -> Result<Reply> {
    with_session(|session| {
        let storage_full = match settings::set_meta(&session.conn, "opened_at", &clock::now()) {
            Ok(()) => false,
            Err(e) if e.is_full() => true,
            Err(e) => return Err(error::store(e)),
        };
        Ok(Reply::Opened(Opened {
            demo: session.vault.is_none(),
            by_words: session.vault.as_ref().is_some_and(|v| v.by_words),
            auto_lock_minutes: auto_lock_minutes(session)?,
            storage_full,
            derivation_ms,
        }))
    })
}

/// Minutes without a touch after which the page locks.
pub(crate) fn auto_lock_minutes(session: &Session) -> Result<u16> {
    let minutes = settings::get(&session.conn, AUTO_LOCK).map_err(error::store)?;
    Ok(minutes.and_then(|m| m.parse().ok()).unwrap_or(DEFAULT_AUTO_LOCK))
}

/// Replaces the passphrase; the data stays as it is.
pub(crate) async fn change_passphrase(current: Option<Secret>, new: &Secret) -> Result<Reply> {
    check_length(&new.0)?;
    let by_words = with_session(|session| {
        let vault = session
            .vault
            .as_ref()
            .ok_or_else(|| Failure::new(Code::NoVault, "the demonstration"))?;
        Ok(vault.by_words)
    })?;
    if !by_words {
        let no_vault = || Failure::new(Code::NoVault, "no header");
        let chosen = headers::current().await?.ok_or_else(no_vault)?;
        unlock_with_passphrase(&chosen, current.as_ref().map_or("", |secret| &secret.0)).await?;
    }
    let kdf = KdfParams::make(&mut BrowserRandom, vault::DEFAULT_ITERATIONS).map_err(|e| error::vault(&e))?;
    let key = web_crypto::derive(&new.0, &kdf).await?;
    let (bytes, seq, before) = with_session(|session| {
        let vault = session
            .vault
            .as_mut()
            .ok_or_else(|| Failure::new(Code::Locked, "closed"))?;
        let next = vault
            .vault
            .with_new_passphrase(kdf, &key, &mut BrowserRandom)
            .map_err(|e| error::vault(&e))?;
        let (bytes, seq) = (next.encode().map_err(|e| error::vault(&e))?, next.seq());
        // In force here before it is written, so that whatever else writes a header meanwhile says it as well.
        Ok((bytes, seq, std::mem::replace(&mut vault.vault, next)))
    })?;
    let written = headers::write(&bytes).await;
    with_session(|session| {
        if let Some(vault) = &mut session.vault {
            match written {
                Ok(()) => vault.by_words = false,
                Err(_) if vault.vault.seq() == seq => vault.vault = before,
                Err(_) => {}
            }
        }
        written.map(|()| Reply::Done)
    })
}

/// Deletes the vault from this device: the header first, without which the rest is noise.
pub(crate) async fn delete_everything() -> Result<Reply> {
    close_now();
    headers::delete().await?;
    crate::backup::forget_waiting().await;
    pool::delete().await?;
    Ok(Reply::Done)
}
