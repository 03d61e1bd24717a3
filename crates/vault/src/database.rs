//! The key of one database file, wrapped under the vault key.

use crate::error::{Refused, VaultError};
use crate::keys::{DatabaseKey, VaultId, VaultKey, WrappedKey, make_nonce};
use crate::random::{Random, make_bytes};

/// The only database cipher of version 1: sqlite3mc `chacha20` with a raw 32-byte key.
pub(crate) const CIPHER_CHACHA20: u8 = 1;

const MAX_NAME_BYTES: usize = 64;

/// A database file and its wrapped key, as they stand in the header.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Database {
    pub(crate) name: String,
    /// The header seq at which this key was made; never above the header's own.
    pub(crate) seq: u64,
    pub(crate) wrapped: WrappedKey,
}

impl Database {
    /// A new random key for the file `name`.
    pub(crate) fn make(
        name: &str,
        seq: u64,
        vault_id: VaultId,
        vault_key: &VaultKey,
        random: &mut dyn Random,
    ) -> Result<Self, VaultError> {
        if !is_name(name) {
            return Err(VaultError::DatabaseName);
        }
        let key = make_bytes(random)?;
        let wrapping = vault_key.derive_wrapping_key(vault_id)?;
        let wrapped = WrappedKey::wrap(&key, &wrapping, make_nonce(random)?, &aad(vault_id, name, seq))?;
        Ok(Self {
            name: name.to_owned(),
            seq,
            wrapped,
        })
    }

    /// The key of the file.
    pub(crate) fn key(&self, vault_id: VaultId, vault_key: &VaultKey) -> Result<DatabaseKey, Refused> {
        let wrapping = vault_key.derive_wrapping_key(vault_id)?;
        let key = self
            .wrapped
            .unwrap(&wrapping, &aad(vault_id, &self.name, self.seq))?;
        Ok(DatabaseKey(key))
    }
}

/// Whether `name` may name a database: short, and free of anything a file URI would need to escape.
pub(crate) fn is_name(name: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b);
    (1..=MAX_NAME_BYTES).contains(&name.len()) && name.bytes().all(allowed)
}

fn aad(vault_id: VaultId, name: &str, seq: u64) -> Vec<u8> {
    [
        vault_id.0.as_slice(),
        name.as_bytes(),
        &[CIPHER_CHACHA20],
        &seq.to_be_bytes(),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_need_no_escaping() {
        for good in [
            "a",
            "main.db",
            "db-0191f2a0-7c1e-7000-8000-000000000000",
            &"x".repeat(64),
        ] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "a b", "a/b", "A", "a?vfs=x", "a%", "ä", &"x".repeat(65)] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
