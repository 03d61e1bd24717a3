//! Refresh tokens, sealed: AES-256-GCM, bound to their user and to the key's name.
//!
//! The associated data is `grant-v1`, the user's id and the key's id, each preceded by its length as a byte, so
//! that a ciphertext moved to another user's row does not open. The nonce is 96 random bits: a server seals a few
//! tokens a user a year, far from the 2³² at which random nonces of one key become a worry.

use std::fmt;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use base64::prelude::{BASE64_STANDARD, Engine};
use thiserror::Error;
use zeroize::Zeroizing;

const PURPOSE: &str = "grant-v1";

/// Why keys cannot be used.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum KeyError {
    /// Not `id:base64`.
    #[error("key {0} must look like k1:base64, the id 1 to 32 letters, digits or dashes")]
    Form(usize),
    /// Not 256 bits.
    #[error("key {0} must be 32 bytes in base64")]
    Length(usize),
    /// Two keys of one name.
    #[error("two keys are called {0:?}")]
    Twice(String),
    /// The database names a key that is not here.
    #[error("the database holds tokens sealed with key {0:?}, which TOKEN_KEYS does not list")]
    Unknown(String),
    /// Damaged, or moved from another row.
    #[error("a sealed token does not open with key {0:?}")]
    Damaged(String),
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    Random,
}

/// A refresh token as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Which key opens it.
    pub key_id: String,
    /// 12 bytes.
    pub nonce: Vec<u8>,
    /// The token and a tag of 16 bytes.
    pub ciphertext: Vec<u8>,
}

/// The keys, first the one that seals.
#[derive(Clone)]
pub struct TokenKeys(Vec<(String, Zeroizing<[u8; 32]>)>);

impl fmt::Debug for TokenKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<_> = self.0.iter().map(|(id, _)| id).collect();
        f.debug_tuple("TokenKeys").field(&ids).finish()
    }
}

impl TokenKeys {
    /// `id:base64,id:base64`.
    ///
    /// # Errors
    /// When one is malformed; the message names its position, never its text.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let mut keys: Vec<(String, Zeroizing<[u8; 32]>)> = Vec::new();
        for (index, item) in text.split(',').map(str::trim).enumerate() {
            let number = index + 1;
            let (id, key) = item.split_once(':').ok_or(KeyError::Form(number))?;
            if !is_key_id(id) {
                return Err(KeyError::Form(number));
            }
            let bytes = Zeroizing::new(
                BASE64_STANDARD
                    .decode(key)
                    .map_err(|_| KeyError::Length(number))?,
            );
            let key = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| KeyError::Length(number))?;
            if keys.iter().any(|(other, _)| other == id) {
                return Err(KeyError::Twice(id.to_owned()));
            }
            keys.push((id.to_owned(), Zeroizing::new(key)));
        }
        Ok(Self(keys))
    }

    /// The id of the key that seals.
    pub fn current(&self) -> &str {
        self.0.first().map_or("", |(id, _)| id)
    }

    /// Seals one user's token with the first key.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn seal(&self, user: &str, token: &str) -> Result<Sealed, KeyError> {
        let (id, key) = self.0.first().ok_or(KeyError::Form(1))?;
        let mut nonce = [0; 12];
        getrandom::fill(&mut nonce).map_err(|_| KeyError::Random)?;
        let aad = associated(user, id);
        let payload = Payload {
            msg: token.as_bytes(),
            aad: &aad,
        };
        let ciphertext = cipher(key)
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| KeyError::Damaged(id.clone()))?;
        Ok(Sealed {
            key_id: id.clone(),
            nonce: nonce.to_vec(),
            ciphertext,
        })
    }

    /// Opens one user's token.
    ///
    /// # Errors
    /// When its key is not here, or it was not sealed for this user.
    pub fn open(&self, user: &str, sealed: &Sealed) -> Result<Zeroizing<String>, KeyError> {
        let id = &sealed.key_id;
        let (_, key) = self
            .0
            .iter()
            .find(|(known, _)| known == id)
            .ok_or_else(|| KeyError::Unknown(id.clone()))?;
        let damaged = || KeyError::Damaged(id.clone());
        let nonce = <[u8; 12]>::try_from(sealed.nonce.as_slice()).map_err(|_| damaged())?;
        let aad = associated(user, id);
        let payload = Payload {
            msg: &sealed.ciphertext,
            aad: &aad,
        };
        let token = cipher(key)
            .decrypt(&Nonce::from(nonce), payload)
            .map_err(|_| damaged())?;
        String::from_utf8(token)
            .map(Zeroizing::new)
            .map_err(|_| damaged())
    }
}

fn cipher(key: &[u8; 32]) -> Aes256Gcm {
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key))
}

fn associated(user: &str, key_id: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in [PURPOSE, user, key_id] {
        // Ids are ours and short; a longer one would only make the same bytes on both sides.
        bytes.push(u8::try_from(part.len()).unwrap_or(u8::MAX));
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes
}

fn is_key_id(id: &str) -> bool {
    (1..=32).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(ids: &[(&str, u8)]) -> TokenKeys {
        let items: Vec<_> = ids
            .iter()
            .map(|(id, byte)| format!("{id}:{}", BASE64_STANDARD.encode([*byte; 32])))
            .collect();
        TokenKeys::parse(&items.join(",")).unwrap()
    }

    #[test]
    fn a_token_opens_for_its_user_only() {
        let keys = keys(&[("k1", 1)]);
        let sealed = keys.seal("ana", "1//token").unwrap();
        assert_eq!(keys.open("ana", &sealed).unwrap().as_str(), "1//token");
        assert_eq!(keys.open("luis", &sealed), Err(KeyError::Damaged("k1".into())));
    }

    #[test]
    fn no_two_sealings_are_alike() {
        let keys = keys(&[("k1", 1)]);
        let (first, second) = (keys.seal("ana", "t").unwrap(), keys.seal("ana", "t").unwrap());
        assert_ne!(first.nonce, second.nonce);
        assert_ne!(first.ciphertext, second.ciphertext);
    }

    #[test]
    fn a_flipped_bit_anywhere_is_noticed() {
        let keys = keys(&[("k1", 1)]);
        let sealed = keys.seal("ana", "1//token").unwrap();
        for bit in 0..sealed.ciphertext.len() * 8 {
            let mut other = sealed.clone();
            other.ciphertext[bit / 8] ^= 1 << (bit % 8);
            assert!(keys.open("ana", &other).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn a_new_key_seals_while_the_old_one_still_opens() {
        let old = keys(&[("k1", 1)]);
        let both = keys(&[("k2", 2), ("k1", 1)]);
        let sealed = old.seal("ana", "t").unwrap();
        assert_eq!(both.open("ana", &sealed).unwrap().as_str(), "t");
        assert_eq!(both.seal("ana", "t").unwrap().key_id, "k2");
        let new = keys(&[("k2", 2)]);
        assert_eq!(new.open("ana", &sealed), Err(KeyError::Unknown("k1".into())));
        // The same name with other bytes is another key.
        assert!(keys(&[("k1", 9)]).open("ana", &sealed).is_err());
    }

    #[test]
    fn malformed_keys_are_named_by_place_and_not_by_content() {
        let good = format!("k1:{}", BASE64_STANDARD.encode([1; 32]));
        for (text, expected) in [
            ("secret", KeyError::Form(1)),
            ("k 1:aGk=", KeyError::Form(1)),
            ("k1:aGk=", KeyError::Length(1)),
            ("k1:not base64", KeyError::Length(1)),
            (&format!("{good},k2"), KeyError::Form(2)),
            (&format!("{good},{good}"), KeyError::Twice("k1".into())),
            ("", KeyError::Form(1)),
        ] {
            assert_eq!(TokenKeys::parse(text).unwrap_err(), expected, "{text}");
        }
    }

    #[test]
    fn keys_are_not_printed() {
        let printed = format!("{:?}", keys(&[("k1", 7)]));
        assert_eq!(printed, "TokenKeys([\"k1\"])");
    }
}
