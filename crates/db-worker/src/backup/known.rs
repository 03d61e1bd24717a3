//! What is known of backups: from the open ledger's index or, where no ledger is open, from what Drive said just now.

use crate::{
    clock,
    error::{self, Result},
    session::Session,
};
use std::cell::RefCell;
use store::backups::{self, Backup, DeviceFact};
use vault::{
    VaultId,
    backup::{BackupHead, Generation, ImageHash},
};

thread_local! {
    /// What Drive listed while no ledger was open.
    static LISTED: RefCell<Vec<Known>> = const { RefCell::new(Vec::new()) };
}

/// A backup in Drive.
pub(crate) type Known = Backup;

/// The backups known of, the newest first.
pub(crate) fn known(session: Option<&Session>) -> Result<Vec<Known>> {
    match session {
        Some(session) => backups::all(&session.conn).map_err(error::store),
        None => Ok(LISTED.with_borrow(Clone::clone)),
    }
}

/// Keeps what was learned from what was known `before`. A backup may have been verified meanwhile: that is kept.
pub(super) fn learn(session: Option<&mut Session>, mut list: Vec<Known>, before: &[Known]) -> Result<()> {
    match session {
        Some(session) => {
            for now in backups::all(&session.conn).map_err(error::store)? {
                let earlier = before.iter().find(|one| one.file_id == now.file_id);
                if earlier == Some(&now) {
                    continue;
                }
                match list.iter_mut().find(|one| one.file_id == now.file_id) {
                    Some(one) => *one = now,
                    None => list.push(now),
                }
            }
            let tx = session.conn.transaction().map_err(error::sqlite)?;
            backups::replace_all(&tx, &list).map_err(error::store)?;
            tx.commit().map_err(error::sqlite)
        }
        None => {
            LISTED.set(list);
            Ok(())
        }
    }
}

/// The newest backup that this ledger continues: generation and SHA-256.
pub(super) fn lineage(session: &Session) -> Result<Option<(u64, [u8; 32])>> {
    let kept = backups::fact(&session.conn, DeviceFact::Lineage).map_err(error::store)?;
    Ok(kept.and_then(|text| {
        let (generation, sha256) = text.split_once(' ')?;
        Some((generation.parse().ok()?, of_hex(sha256)?))
    }))
}

/// Notes the backup that this ledger continues from now on.
pub(crate) fn set_lineage(conn: &rusqlite::Connection, generation: u64, sha256: &[u8; 32]) -> Result<()> {
    let text = format!("{generation} {}", hex(sha256));
    backups::set_fact(conn, DeviceFact::Lineage, &text).map_err(error::store)
}

/// A backup from what its container says of itself.
pub(super) fn of_head(head: &BackupHead, file_id: String, name: String, bytes: u64) -> Known {
    Known {
        file_id,
        name,
        sha256: None,
        generation: head.generation,
        parent: head.parent,
        vault_id: *head.vault_id.as_bytes(),
        device_id: head.device_id,
        created_ms: head.created_ms,
        app: head.app.clone(),
        schema: head.schema,
        stored_at: String::new(),
        bytes,
        rows: None,
        verified_ms: None,
    }
}

/// As the rules about sets of backups see it; none while its hash is not known.
pub(super) fn generation(one: &Known) -> Option<Generation> {
    Some(Generation {
        head: BackupHead {
            vault_id: VaultId::from_bytes(one.vault_id),
            generation: one.generation,
            parent: one.parent,
            device_id: one.device_id,
            created_ms: one.created_ms,
            app: one.app.clone(),
            schema: one.schema,
        },
        sha256: one.sha256?,
        stored_ms: clock::ms_of(&one.stored_at)?,
        is_verified: one.verified_ms.is_some(),
    })
}

/// SHA-256 of bytes in memory.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut hash = ImageHash::default();
    hash.push(bytes);
    hash.finish().0
}

/// In hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

/// From hexadecimal, of exactly this length.
pub(crate) fn of_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut out = [0; N];
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    for (byte, pair) in out.iter_mut().zip(digits.chunks(2)) {
        let digit = |at: usize| char::from(*pair.get(at)?).to_digit(16);
        *byte = u8::try_from(digit(0)? * 16 + digit(1)?).ok()?;
    }
    Some(out)
}
