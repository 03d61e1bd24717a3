//! 24 words on paper that open the vault without the passphrase: 256 bits of BIP39, English list.
//!
//! Not a BIP39 *seed*: no passphrase is mixed in and nothing is stretched, since 256 random bits need none.

use std::fmt;

use bip39::{Language, Mnemonic};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::error::VaultError;
use crate::primitive::Key;
use crate::random::{Random, make_bytes};

/// How many words there are.
pub const RECOVERY_WORDS: usize = 24;

/// Recovery words whose checksum is right. Wiped when dropped.
pub struct RecoveryWords(Mnemonic);

/// Why a text is not a set of recovery words. The words themselves are never repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RecoveryError {
    /// A word that is not in the list.
    #[error("recovery word {position} is not in the list")]
    UnknownWord {
        /// Which word, counted from 1.
        position: usize,
    },
    /// Too few or too many words, all of them known.
    #[error("{found} recovery words instead of {expected}")]
    WordCount {
        /// How many words there were.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// All words are known, but one is wrong or two are swapped.
    #[error("recovery words do not belong together")]
    Checksum,
}

impl RecoveryWords {
    /// New words.
    ///
    /// # Errors
    /// [`VaultError::Random`] without randomness.
    pub fn make(random: &mut dyn Random) -> Result<Self, VaultError> {
        let entropy: Key = make_bytes(random)?;
        let mnemonic = Mnemonic::from_entropy_in(Language::English, entropy.as_slice());
        mnemonic.map(Self).map_err(|_| VaultError::Internal)
    }

    /// Reads words as people write them down: any case, any white space, commas, numbering such as `1.` or `2)`.
    ///
    /// # Errors
    /// The first unknown word, else a wrong count, else a wrong checksum.
    pub fn parse(text: &str) -> Result<Self, RecoveryError> {
        // Enough for the whole text, so that pushing never moves the words to a new, unwiped buffer.
        let mut phrase = Zeroizing::new(String::with_capacity(text.len() + 1));
        let mut found = 0;
        for word in split_words(text) {
            found += 1;
            let start = phrase.len();
            phrase.push_str(word);
            phrase[start..].make_ascii_lowercase();
            Language::English
                .find_word(&phrase[start..])
                .ok_or(RecoveryError::UnknownWord { position: found })?;
            phrase.push(' ');
        }
        if found != RECOVERY_WORDS {
            return Err(RecoveryError::WordCount {
                found,
                expected: RECOVERY_WORDS,
            });
        }
        let mnemonic = Mnemonic::parse_in_normalized(Language::English, &phrase);
        mnemonic.map(Self).map_err(|_| RecoveryError::Checksum)
    }

    /// The words in order, lower case, one space between them.
    #[must_use]
    pub fn phrase(&self) -> Zeroizing<String> {
        // The longest word of the list has eight letters.
        let mut phrase = Zeroizing::new(String::with_capacity(RECOVERY_WORDS * 9));
        for word in self.words() {
            if !phrase.is_empty() {
                phrase.push(' ');
            }
            phrase.push_str(word);
        }
        phrase
    }

    /// The words in order, out of the public list.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.words()
    }

    /// The 256 bits the words encode, without the checksum.
    pub(crate) fn entropy(&self) -> Key {
        let entropy = Zeroizing::new(self.0.to_entropy_array().0);
        let mut key = Zeroizing::new([0; 32]);
        key.copy_from_slice(&entropy[..32]);
        key
    }
}

impl fmt::Debug for RecoveryWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryWords(secret)")
    }
}

/// Splits at white space and commas, drops what is not a letter around a word, and skips what is then empty.
fn split_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphabetic()))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The BIP39 reference vector for 32 bytes of 0x7f.
    const PHRASE: &str = "legal winner thank year wave sausage worth useful legal winner thank year wave sausage \
                          worth useful legal winner thank year wave sausage worth title";

    fn refused(text: &str) -> RecoveryError {
        RecoveryWords::parse(text).unwrap_err()
    }

    #[test]
    fn words_encode_the_entropy_of_the_reference_vector() {
        let words = RecoveryWords::parse(PHRASE).unwrap();
        assert_eq!(*words.entropy(), [0x7f; 32]);
        assert_eq!(*words.phrase(), PHRASE);
        assert_eq!(words.words().count(), RECOVERY_WORDS);
        assert_eq!(format!("{words:?}"), "RecoveryWords(secret)");
    }

    #[test]
    fn words_are_read_as_people_write_them_down() {
        let numbered: Vec<_> = PHRASE
            .split(' ')
            .enumerate()
            .map(|(i, w)| format!("{}. {w}", i + 1))
            .collect();
        let glued = PHRASE
            .split(' ')
            .enumerate()
            .map(|(i, w)| format!("{}){w},", i + 1))
            .collect::<String>();
        for text in [
            PHRASE.to_uppercase(),
            format!("\u{feff} {}\r\n", PHRASE.replace(' ', "\u{a0} \t")),
            PHRASE.replace(' ', ", "),
            numbered.join("\n"),
            glued,
        ] {
            assert_eq!(*RecoveryWords::parse(&text).unwrap().phrase(), PHRASE, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_without_repeating_the_words() {
        assert_eq!(
            refused(&PHRASE.replacen("year", "yeer", 1)),
            RecoveryError::UnknownWord { position: 4 }
        );
        assert_eq!(
            refused("1. legal 2. winner"),
            RecoveryError::WordCount {
                found: 2,
                expected: 24
            }
        );
        assert_eq!(
            refused(&format!("{PHRASE} legal")),
            RecoveryError::WordCount {
                found: 25,
                expected: 24
            }
        );
        assert_eq!(
            refused(""),
            RecoveryError::WordCount {
                found: 0,
                expected: 24
            }
        );
        assert_eq!(
            refused(&PHRASE.replace("title", "useful")),
            RecoveryError::Checksum
        );
        assert_eq!(
            refused(&PHRASE.replacen("legal winner", "winner legal", 1)),
            RecoveryError::Checksum
        );
    }
}
