//! The vault from outside: frozen bytes, hostile bytes, changes of secret and database, and the choice of a copy.
//!
//! `raw` reads and writes the header from its specification alone, sharing no code with the crate.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a helper that fails is a failed test"
)]

mod backup;
mod change;
mod choice;
mod frozen;
mod hostile;
mod raw;

use vault::{
    KdfParams, NewVault, OpenVault, PassphraseKey, Random, RandomError, RecoveryWords, SealedHeader,
};

/// Counts 1, 2, … 255, 1, …: every draw differs, and every run is the same.
struct Counting(usize);

impl Random for Counting {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), RandomError> {
        for byte in out {
            *byte = u8::try_from(self.0 % 255).unwrap() + 1;
            self.0 += 1;
        }
        Ok(())
    }
}

/// A source that is out of order.
struct Broken;

impl Random for Broken {
    fn fill(&mut self, _: &mut [u8]) -> Result<(), RandomError> {
        Err(RandomError)
    }
}

const ITERATIONS: u32 = 600_000;
/// The passphrase of the frozen header, with its accent as two characters.
const PASSPHRASE: &str = "correct horse ba\u{308}ttery staple";
/// PBKDF2 of [`PASSPHRASE`] with [`kdf`], computed by another program.
const PASSPHRASE_KEY: &str = "79d7c2bf0111d7393584d376c19214e569cf6a4119e353d1ff07d098e502a647";
const WORDS: &str = "legal winner thank year wave sausage worth useful legal winner thank year wave sausage \
                         worth useful legal winner thank year wave sausage worth title";
const OTHER_WORDS: &str = "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd \
                               amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless";

fn kdf() -> KdfParams {
    KdfParams {
        iterations: ITERATIONS,
        salt: std::array::from_fn(|i| 0xa0 + u8::try_from(i).unwrap()),
    }
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    let pair = |p: &[u8]| u8::from_str_radix(std::str::from_utf8(p).unwrap(), 16).unwrap();
    digits.chunks(2).map(pair).collect()
}

fn passphrase_key() -> PassphraseKey {
    PassphraseKey::from_bytes(unhex(PASSPHRASE_KEY).try_into().unwrap())
}

fn words(text: &str) -> RecoveryWords {
    RecoveryWords::parse(text).unwrap()
}

/// A vault of the frozen secrets, made with the randomness from `start` on.
fn make_vault(start: usize) -> OpenVault {
    let new = NewVault {
        created_ms: 1_790_000_000_000,
        kdf: kdf(),
        passphrase_key: &passphrase_key(),
        recovery: &words(WORDS),
        database_name: "main.db",
    };
    vault::create(new, &mut Counting(start)).unwrap()
}

fn sealed(vault: &OpenVault) -> SealedHeader {
    SealedHeader::parse(&vault.encode().unwrap()).unwrap()
}
