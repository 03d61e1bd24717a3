//! From a passphrase to 32 bytes, slowly, and only within the policy.

use zeroize::Zeroizing;

use crate::error::{PolicyError, VaultError};
use crate::keys::PassphraseKey;
use crate::primitive;
use crate::random::{Random, make_bytes};

/// Iterations of a new vault.
pub const DEFAULT_ITERATIONS: u32 = 1_000_000;
/// The least accepted, OWASP's figure for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet).
pub const MIN_ITERATIONS: u32 = 600_000;
/// The most accepted, so that a forged header cannot keep a device busy for hours.
pub const MAX_ITERATIONS: u32 = 10_000_000;
/// The shortest new passphrase, in characters (Unicode scalar values) after NFKC.
pub const MIN_PASSPHRASE_CHARS: usize = 12;

/// The only key derivation of version 1: PBKDF2-HMAC-SHA256 (RFC 8018). 2 is reserved for Argon2id.
pub(crate) const KDF_PBKDF2: u8 = 1;

/// How a passphrase becomes a key. Not secret; it stands in the header so that the same key can be derived again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KdfParams {
    /// Rounds of PBKDF2-HMAC-SHA256.
    pub iterations: u32,
    /// Random, new with every passphrase.
    pub salt: [u8; 32],
}

impl KdfParams {
    /// Parameters with a fresh salt.
    ///
    /// # Errors
    /// [`VaultError::Policy`] if `iterations` is outside the accepted range, [`VaultError::Random`] without randomness.
    pub fn make(random: &mut dyn Random, iterations: u32) -> Result<Self, VaultError> {
        let params = Self {
            iterations,
            salt: *make_bytes(random)?,
        };
        params.check()?;
        Ok(params)
    }

    /// Whether these parameters may be used. Call it *before* deriving, also where another library derives.
    ///
    /// # Errors
    /// [`PolicyError::Iterations`] outside [`MIN_ITERATIONS`] to [`MAX_ITERATIONS`].
    pub fn check(&self) -> Result<(), PolicyError> {
        if (MIN_ITERATIONS..=MAX_ITERATIONS).contains(&self.iterations) {
            return Ok(());
        }
        Err(PolicyError::Iterations {
            found: self.iterations.into(),
        })
    }
}

/// The bytes to derive from: `text` in Unicode form NFKC, as UTF-8. Keyboards compose accents differently; the person
/// typing cannot see it. Spaces are kept.
#[must_use]
pub fn normalise_passphrase(text: &str) -> Zeroizing<Vec<u8>> {
    // Measured first: a growing buffer would leave unwiped copies behind.
    let mut len = 0;
    unicode::nfkc(text, &mut |c| len += c.len_utf8());
    let mut bytes = Zeroizing::new(Vec::with_capacity(len));
    let mut utf8 = Zeroizing::new([0; 4]);
    unicode::nfkc(text, &mut |c| {
        bytes.extend_from_slice(c.encode_utf8(utf8.as_mut_slice()).as_bytes());
    });
    bytes
}

/// Whether `text` may become a new passphrase as far as its length goes; how easily it is guessed is judged elsewhere.
///
/// # Errors
/// [`PolicyError::PassphraseTooShort`] below [`MIN_PASSPHRASE_CHARS`].
pub fn check_passphrase(text: &str) -> Result<(), PolicyError> {
    let mut found = 0;
    unicode::nfkc(text, &mut |_| found += 1);
    if MIN_PASSPHRASE_CHARS <= found {
        return Ok(());
    }
    Err(PolicyError::PassphraseTooShort {
        found,
        least: MIN_PASSPHRASE_CHARS,
    })
}

/// Derives the passphrase key here; a browser does the same through Web Crypto, faster, and hands the result to
/// [`PassphraseKey::from_bytes`]. `passphrase` comes from [`normalise_passphrase`].
///
/// # Errors
/// [`PolicyError::Iterations`] before anything is derived.
pub fn derive_passphrase_key(passphrase: &[u8], kdf: &KdfParams) -> Result<PassphraseKey, PolicyError> {
    kdf.check()?;
    let mut key = Zeroizing::new([0; 32]);
    primitive::pbkdf2(passphrase, &kdf.salt, kdf.iterations, key.as_mut_slice());
    Ok(PassphraseKey(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_and_decomposed_passphrases_are_the_same() {
        let composed = normalise_passphrase("Z\u{fc}rich \u{e9}t\u{e9} \u{fb01}n");
        let decomposed = normalise_passphrase("Zu\u{308}rich e\u{301}te\u{301} fin");
        assert_eq!(*composed, *decomposed);
        assert_eq!(*composed, "Zürich été fin".as_bytes());
    }

    #[test]
    fn normalising_allocates_once_even_when_the_text_grows() {
        let bytes = normalise_passphrase(&"\u{fdfa}".repeat(50));
        assert_eq!(bytes.len(), bytes.capacity());
        assert_eq!(bytes.len(), 50 * 33);
    }

    #[test]
    fn passphrases_are_counted_in_characters_after_normalising() {
        assert_eq!(check_passphrase("éééééééééééé"), Ok(()));
        let short = PolicyError::PassphraseTooShort { found: 11, least: 12 };
        assert_eq!(check_passphrase("e\u{301}eeeeeeeeee"), Err(short));
    }

    #[test]
    fn iterations_outside_the_policy_are_refused_before_deriving() {
        for iterations in [0, 1, MIN_ITERATIONS - 1, MAX_ITERATIONS + 1, u32::MAX] {
            let kdf = KdfParams {
                iterations,
                salt: [7; 32],
            };
            let refused = PolicyError::Iterations {
                found: iterations.into(),
            };
            assert_eq!(derive_passphrase_key(b"x", &kdf).unwrap_err(), refused);
        }
        for iterations in [MIN_ITERATIONS, DEFAULT_ITERATIONS, MAX_ITERATIONS] {
            assert_eq!(
                KdfParams {
                    iterations,
                    salt: [7; 32]
                }
                .check(),
                Ok(())
            );
        }
    }
}
