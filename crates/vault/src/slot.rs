//! One way into the vault: the vault key wrapped under a key that one secret derives to.

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::error::{PolicyError, Refused, UnlockError, VaultError};
use crate::frame::{MAGIC, VERSION};
use crate::kdf::{KDF_PBKDF2, KdfParams};
use crate::keys::{PassphraseKey, VaultId, VaultKey, WrappedKey, make_nonce};
use crate::primitive::{self, Key};
use crate::random::Random;
use crate::recovery::RecoveryWords;

/// Which secret opens a slot. 3 is reserved for passkeys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SlotKind {
    Passphrase = 1,
    Recovery = 2,
}

impl SlotKind {
    /// The number that stands in the header.
    pub(crate) fn id(self) -> u8 {
        self as u8
    }

    /// The kind of a number, if this version knows it.
    pub(crate) fn from_id(id: u64) -> Result<Self, PolicyError> {
        match id {
            1 => Ok(Self::Passphrase),
            2 => Ok(Self::Recovery),
            id => Err(PolicyError::UnknownSlotKind { id }),
        }
    }

    fn labels(self) -> (&'static [u8], &'static [u8]) {
        match self {
            Self::Passphrase => (b"luka/kek/pw/1", b"luka/commit/pw/1"),
            Self::Recovery => (b"luka/kek/rk/1", b"luka/commit/rk/1"),
        }
    }
}

/// Where a slot stands; all of it is bound into the wrapping, so a slot moved elsewhere does not open.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) vault_id: VaultId,
    pub(crate) id: u32,
    /// Present for the passphrase slot and only for it.
    pub(crate) kdf: Option<&'a KdfParams>,
}

impl Place<'_> {
    fn aad(&self, kind: SlotKind) -> Vec<u8> {
        let mut aad = Vec::with_capacity(68);
        aad.extend_from_slice(MAGIC);
        aad.extend_from_slice(&VERSION.to_be_bytes());
        aad.extend_from_slice(&self.vault_id.0);
        aad.extend_from_slice(&self.id.to_be_bytes());
        aad.push(kind.id());
        if let Some(kdf) = self.kdf {
            aad.push(KDF_PBKDF2);
            aad.extend_from_slice(&kdf.iterations.to_be_bytes());
            aad.extend_from_slice(&kdf.salt);
        }
        aad
    }
}

/// A slot as it stands in the header.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) id: u32,
    pub(crate) kind: SlotKind,
    pub(crate) wrapped: WrappedKey,
    pub(crate) commitment: [u8; 32],
}

/// A secret that opens slots of one kind.
pub(crate) trait Opener {
    /// The kind of its slots.
    const KIND: SlotKind;
    /// Its 32 bytes.
    fn secret(&self) -> Key;
}

impl Opener for PassphraseKey {
    const KIND: SlotKind = SlotKind::Passphrase;
    fn secret(&self) -> Key {
        self.0.clone()
    }
}

impl Opener for RecoveryWords {
    const KIND: SlotKind = SlotKind::Recovery;
    fn secret(&self) -> Key {
        self.entropy()
    }
}

impl Slot {
    /// Wraps `vault_key` for `opener`, for good in this place.
    pub(crate) fn make<O: Opener>(
        opener: &O,
        place: Place<'_>,
        vault_key: &VaultKey,
        random: &mut dyn Random,
    ) -> Result<Self, VaultError> {
        let (kek, commitment) = derive(opener, place)?;
        let wrapped = WrappedKey::wrap(&vault_key.0, &kek, make_nonce(random)?, &place.aad(O::KIND))?;
        Ok(Self {
            id: place.id,
            kind: O::KIND,
            wrapped,
            commitment: *commitment,
        })
    }

    /// The vault key, if `opener` is the secret of this slot in this place. The commitment is compared first, in
    /// constant time; the ciphertext is touched only when it is equal.
    pub(crate) fn open<O: Opener>(&self, opener: &O, place: Place<'_>) -> Result<VaultKey, UnlockError> {
        let (kek, commitment) = derive(opener, place).map_err(|_| UnlockError::WrongKey)?;
        if !bool::from(commitment.as_slice().ct_eq(&self.commitment)) {
            return Err(UnlockError::WrongKey);
        }
        let key = self
            .wrapped
            .unwrap(&kek, &place.aad(O::KIND))
            .map_err(|_| UnlockError::WrongKey)?;
        Ok(VaultKey(key))
    }
}

/// Wrapping key and commitment of one secret in one place.
fn derive<O: Opener>(opener: &O, place: Place<'_>) -> Result<(Key, Key), Refused> {
    let secret = opener.secret();
    let (kek_label, commit_label) = O::KIND.labels();
    let derive_key = |label: &[u8]| {
        let mut key = Zeroizing::new([0; 32]);
        let info = [label, &place.vault_id.0, &place.id.to_be_bytes()];
        primitive::hkdf(secret.as_slice(), None, &info, key.as_mut_slice()).map(|()| key)
    };
    Ok((derive_key(kek_label)?, derive_key(commit_label)?))
}
