//! The keys by name, and a key wrapped under another. None of them can be printed.

use std::fmt;

use zeroize::Zeroizing;

use crate::error::Refused;
use crate::primitive::{self, Key};
use crate::random::{Random, RandomError, make_bytes};

/// Which vault this is: 16 random bytes, not secret, the same for the vault's whole life.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct VaultId(pub(crate) [u8; 16]);

impl VaultId {
    /// Takes the identifier from where it was written down.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for VaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VaultId({self})")
    }
}

/// What a passphrase derives to (PMK): 32 bytes, wiped when dropped.
pub struct PassphraseKey(pub(crate) Key);

impl PassphraseKey {
    /// Takes a key that something else derived: PBKDF2-HMAC-SHA256 over [`crate::normalise_passphrase`] with the header's
    /// [`crate::KdfParams`], 32 bytes. The caller wipes its own copy.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

/// The raw key of one database file (DEK): 32 random bytes, wiped when dropped.
pub struct DatabaseKey(pub(crate) Key);

impl DatabaseKey {
    /// The 32 bytes for the database's cipher. Copies are the caller's to wipe.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The random key of the vault (VMK), the root of everything a slot opens.
#[derive(Clone)]
pub(crate) struct VaultKey(pub(crate) Key);

impl VaultKey {
    /// Authenticates the header.
    pub(crate) fn derive_mac_key(&self, vault_id: VaultId) -> Result<Key, Refused> {
        self.derive(vault_id, b"luka/hdr-mac/1")
    }

    /// Wraps database keys.
    pub(crate) fn derive_wrapping_key(&self, vault_id: VaultId) -> Result<Key, Refused> {
        self.derive(vault_id, b"luka/dek-wrap/1")
    }

    /// Wraps the file keys of backups.
    pub(crate) fn derive_backup_key(&self, vault_id: VaultId) -> Result<Key, Refused> {
        self.derive(vault_id, b"luka/backup/1")
    }

    fn derive(&self, vault_id: VaultId, label: &[u8]) -> Result<Key, Refused> {
        let mut key = Zeroizing::new([0; 32]);
        primitive::hkdf(self.0.as_slice(), Some(&vault_id.0), &[label], key.as_mut_slice())?;
        Ok(key)
    }
}

/// A 32-byte key under AES-256-GCM: its nonce, and ciphertext with the tag at the end.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct WrappedKey {
    pub(crate) nonce: [u8; 12],
    pub(crate) sealed: [u8; 48],
}

impl WrappedKey {
    /// Wraps `key` under `kek`; `aad` says where the result belongs. The nonce is drawn by the caller, at random.
    pub(crate) fn wrap(key: &Key, kek: &Key, nonce: [u8; 12], aad: &[u8]) -> Result<Self, Refused> {
        let mut data = key.clone();
        let tag = primitive::seal(kek, &nonce, aad, data.as_mut_slice())?;
        let mut sealed = [0; 48];
        sealed[..32].copy_from_slice(data.as_slice());
        sealed[32..].copy_from_slice(&tag);
        Ok(Self { nonce, sealed })
    }

    /// The key, if `kek` and `aad` are those it was wrapped with.
    pub(crate) fn unwrap(&self, kek: &Key, aad: &[u8]) -> Result<Key, Refused> {
        let (data, tag) = self.sealed.split_first_chunk::<32>().ok_or(Refused)?;
        let tag = tag.first_chunk::<16>().ok_or(Refused)?;
        let mut key = Zeroizing::new(*data);
        primitive::open(kek, &self.nonce, aad, key.as_mut_slice(), tag)?;
        Ok(key)
    }
}

/// A fresh random nonce. Each wrapping key wraps a handful of keys in its life, far below 2^32 (SP 800-38D, 8.3).
pub(crate) fn make_nonce(random: &mut dyn Random) -> Result<[u8; 12], RandomError> {
    Ok(*make_bytes(random)?)
}

macro_rules! hide_from_debug {
    ($($name:ident)*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(secret)"))
            }
        }
    )*};
}
hide_from_debug!(PassphraseKey DatabaseKey VaultKey);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_do_not_print_themselves() {
        assert_eq!(
            format!("{:?}", PassphraseKey::from_bytes([0x41; 32])),
            "PassphraseKey(secret)"
        );
        assert_eq!(
            format!("{:?}", DatabaseKey(Zeroizing::new([0x41; 32]))),
            "DatabaseKey(secret)"
        );
    }

    #[test]
    fn a_wrapped_key_opens_only_in_its_place() {
        let (key, kek) = (Zeroizing::new([1; 32]), Zeroizing::new([2; 32]));
        let wrapped = WrappedKey::wrap(&key, &kek, [3; 12], b"here").unwrap();
        assert_eq!(*wrapped.unwrap(&kek, b"here").unwrap(), [1; 32]);
        assert_eq!(wrapped.unwrap(&kek, b"there").unwrap_err(), Refused);
        assert_eq!(wrapped.unwrap(&key, b"here").unwrap_err(), Refused);
    }
}
