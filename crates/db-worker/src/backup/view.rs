//! Backups as the page shows them.

use super::known::{self, Known, generation, hex};
use crate::{
    clock,
    error::{self, Result},
    session::Session,
};
use protocol::{BackupEntry, BackupWarning, Backups};
use store::{
    backups::{self, DeviceFact},
    report,
};
use vault::{
    VaultId,
    backup::{Chain, Generation, Standing, survey},
};

/// What this device knows.
pub(super) fn of_session(session: &Session) -> Result<Backups> {
    let list = known::known(Some(session))?;
    let own = super::container::device_id(session)?;
    let vault = &super::container::vault_of(session)?.vault;
    let number = |fact| backups::number(&session.conn, fact).map_err(error::store);
    let waiting = backups::fact(&session.conn, DeviceFact::Waiting).map_err(error::store)?;
    let restored = number(DeviceFact::Restored)?;
    let can_undo = restored != 0 && vault.previous_database().is_ok_and(|previous| previous.is_some());
    let (chain, places) = chain(&list, vault.vault_id(), vault.backup());
    let here = known::lineage(session)?.map_or(0, |(generation, _)| generation);
    let newer = newer(&list, vault.vault_id(), own, here.max(number(DeviceFact::Seen)?));
    Ok(Backups {
        list: entries(&list, Some(own), &chain, &places, Some(vault.vault_id())),
        verified_at: verified_at(session),
        is_changed: is_changed(session)?,
        is_waiting: waiting.is_some_and(|waiting| !waiting.is_empty()),
        minutes: super::minutes(session)?,
        warning: warning(&chain).or(newer),
        restored_at: if can_undo {
            clock::iso(restored)
        } else {
            String::new()
        },
    })
}

/// What Drive listed, where no ledger is open.
pub(super) fn all(list: &[Known]) -> Backups {
    let vault = list.first().map(|one| VaultId::from_bytes(one.vault_id));
    let (chain, places) = chain(list, vault.unwrap_or(VaultId::from_bytes([0; 16])), None);
    Backups {
        list: entries(list, None, &chain, &places, None),
        verified_at: String::new(),
        is_changed: false,
        is_waiting: false,
        minutes: 0,
        warning: None,
        restored_at: String::new(),
    }
}

/// When the newest verified backup was found whole; empty for none.
pub(crate) fn verified_at(session: &Session) -> String {
    let mark = session.vault.as_ref().and_then(|vault| vault.vault.backup());
    mark.map_or_else(String::new, |mark| clock::iso(mark.verified_ms))
}

/// There are changes that are in no backup.
pub(crate) fn is_changed(session: &Session) -> Result<bool> {
    let number = |fact| backups::number(&session.conn, fact).map_err(error::store);
    let is_new =
        known::lineage(session)?.is_none() && report::span(&session.conn).map_err(error::store)?.is_some();
    Ok(is_new || number(DeviceFact::BackedUp)? < number(DeviceFact::Revision)?)
}

/// What the known backups add up to, and at which place of that list each known one is.
fn chain(list: &[Known], vault: VaultId, mark: Option<&vault::BackupMark>) -> (Chain, Vec<Option<usize>>) {
    let mut generations: Vec<Generation> = Vec::new();
    let places = list
        .iter()
        .map(|one| {
            generations.push(generation(one)?);
            Some(generations.len() - 1)
        })
        .collect();
    (survey(vault, &generations, mark), places)
}

fn entries(
    list: &[Known],
    own: Option<[u8; 16]>,
    chain: &Chain,
    places: &[Option<usize>],
    vault: Option<VaultId>,
) -> Vec<BackupEntry> {
    let is_forked = |place| chain.forks.iter().any(|fork| fork.children.contains(&place));
    list.iter()
        .zip(places)
        .map(|(one, place)| BackupEntry {
            file_id: one.file_id.clone(),
            created_at: clock::iso(one.created_ms),
            generation: one.generation,
            is_own: own == Some(one.device_id),
            device: hex(one.device_id.get(..2).unwrap_or_default()),
            bytes: one.bytes,
            rows: one.rows,
            verified_at: one.verified_ms.map_or_else(String::new, clock::iso),
            is_fork: place.is_some_and(is_forked),
            is_broken: place.is_some_and(|place| chain.broken.contains(&place)),
            is_foreign: vault.is_some_and(|vault| *vault.as_bytes() != one.vault_id),
        })
        .collect()
}

fn warning(chain: &Chain) -> Option<BackupWarning> {
    match chain.standing {
        Standing::RolledBack { newest, remembered } => Some(BackupWarning::RolledBack {
            newest: newest.unwrap_or(0),
            remembered,
        }),
        Standing::Replaced { remembered } => Some(BackupWarning::Replaced { remembered }),
        Standing::Unknown | Standing::Current => None,
    }
}

/// A backup of another device that is newer than what this ledger continues, and not decided about.
fn newer(list: &[Known], vault: VaultId, own: [u8; 16], here: u64) -> Option<BackupWarning> {
    let is_of_others = |one: &&Known| one.vault_id == *vault.as_bytes() && one.device_id != own;
    let newest = list
        .iter()
        .filter(is_of_others)
        .max_by_key(|one| one.generation)?;
    (here < newest.generation).then(|| BackupWarning::Newer {
        file_id: newest.file_id.clone(),
        generation: newest.generation,
        created_at: clock::iso(newest.created_ms),
    })
}
