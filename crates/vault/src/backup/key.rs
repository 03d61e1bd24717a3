//! The random key of one container, and what is derived from it.

use zeroize::Zeroizing;

use crate::error::Refused;
use crate::keys::{VaultId, VaultKey, WrappedKey};
use crate::primitive::{self, Key};

/// 32 random bytes that encrypt one container (FK), wiped when dropped.
pub(crate) struct FileKey(pub(crate) Key);

impl FileKey {
    /// Wraps it for the vault.
    pub(crate) fn wrap(
        &self,
        vault_key: &VaultKey,
        vault_id: VaultId,
        generation: u64,
        nonce: [u8; 12],
    ) -> Result<WrappedKey, Refused> {
        let backup_key = vault_key.derive_backup_key(vault_id)?;
        WrappedKey::wrap(&self.0, &backup_key, nonce, &aad(vault_id, generation))
    }

    /// The key of the container that says it is this generation of this vault.
    pub(crate) fn unwrap(
        wrapped: &WrappedKey,
        vault_key: &VaultKey,
        vault_id: VaultId,
        generation: u64,
    ) -> Result<Self, Refused> {
        let backup_key = vault_key.derive_backup_key(vault_id)?;
        wrapped.unwrap(&backup_key, &aad(vault_id, generation)).map(Self)
    }

    /// Authenticates the head.
    pub(crate) fn derive_mac_key(&self) -> Result<Key, Refused> {
        self.derive(None, &[b"header"])
    }

    /// Encrypts the chunks under the head whose hash is `head_hash`.
    pub(crate) fn derive_payload_key(&self, salt: &[u8; 16], head_hash: &[u8; 32]) -> Result<Key, Refused> {
        self.derive(Some(salt), &[b"payload|", head_hash])
    }

    fn derive(&self, salt: Option<&[u8]>, info: &[&[u8]]) -> Result<Key, Refused> {
        let mut key = Zeroizing::new([0; 32]);
        primitive::hkdf(self.0.as_slice(), salt, info, key.as_mut_slice())?;
        Ok(key)
    }
}

fn aad(vault_id: VaultId, generation: u64) -> Vec<u8> {
    [vault_id.0.as_slice(), &generation.to_be_bytes()].concat()
}
