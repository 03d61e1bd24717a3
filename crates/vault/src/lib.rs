//! Key hierarchy, vault header, recovery words and backups of LukaLibre: bytes in, bytes out.
//!
//! What it is *not*: it opens no file, asks no clock and no operating system for randomness, and knows
//! nothing of SQL or money. Its invariant: no function returns key material out of a header whose
//! authentication code did not verify, and no slow derivation starts with parameters outside the policy.
//!
//! This page is the specification of the header, exact enough to write a reader without the source; [`backup`] is that
//! of the backup container.
//!
//! # Keys
//!
//! `‖` joins bytes; integers outside CBOR are big-endian; every key, every random value and every HKDF output
//! is 32 bytes. HKDF is RFC 5869 and HMAC RFC 2104, both with SHA-256. AES-256-GCM has a random 96-bit nonce and
//! a 128-bit tag appended to the ciphertext, so a wrapped key is 48 bytes.
//!
//! ```text
//! passphrase, NFKC, UTF-8 --PBKDF2-HMAC-SHA256(salt, iterations)--> PMK --+
//! 24 BIP39 words --the 256 bits they encode, no stretching--> entropy ----+--HKDF--> KEK and C of one slot
//! VMK  = 32 random bytes, wrapped by AES-256-GCM(KEK) in every slot
//! HKDF(VMK) --> header MAC key, DEK wrapping key, backup key
//! DEK  = 32 random bytes for each database file, wrapped under the DEK wrapping key
//! ```
//!
//! | key | HKDF input | HKDF salt | HKDF info |
//! |---|---|---|---|
//! | KEK, passphrase slot | PMK | none | `luka/kek/pw/1` ‖ vault id ‖ slot id (u32) |
//! | C, passphrase slot | PMK | none | `luka/commit/pw/1` ‖ vault id ‖ slot id (u32) |
//! | KEK, recovery slot | entropy | none | `luka/kek/rk/1` ‖ vault id ‖ slot id (u32) |
//! | C, recovery slot | entropy | none | `luka/commit/rk/1` ‖ vault id ‖ slot id (u32) |
//! | header MAC key | VMK | vault id | `luka/hdr-mac/1` |
//! | DEK wrapping key | VMK | vault id | `luka/dek-wrap/1` |
//! | backup key, see [`backup`] | VMK | vault id | `luka/backup/1` |
//!
//! C is the key commitment: AES-GCM alone lets one ciphertext open under two keys, so a reader compares C in
//! constant time and only decrypts when it is equal.
//!
//! Associated data of a slot: magic ‖ version (u16) ‖ vault id (16) ‖ slot id (u32) ‖ slot kind (u8), and for the
//! passphrase slot ‖ KDF id (u8) ‖ iterations (u32) ‖ salt (32). Associated data of a database key: vault id (16)
//! ‖ database name ‖ cipher id (u8) ‖ database seq (u64).
//!
//! # Frame
//!
//! | offset | bytes | content |
//! |---|---|---|
//! | 0 | 8 | magic `LUKAVLT` and a zero byte |
//! | 8 | 2 | version, u16, here 1 |
//! | 10 | 2 | n, u16, the length of the body |
//! | 12 | n | body, CBOR |
//! | 12 + n | 32 | HMAC-SHA-256 under the header MAC key, over all bytes before it |
//! | 44 + n | 32 | SHA-256 over all bytes before it |
//!
//! Nothing follows, and the whole is at most 4096 bytes. The magic, the place of the version, and a SHA-256 over
//! everything before it as the last 32 bytes stay the same in every later version: a reader checks them first, so
//! it can tell a newer vault from a damaged one. SHA-256 finds accidents before there is a key; HMAC, verified as
//! soon as the VMK is unwrapped, finds intent.
//!
//! # Body
//!
//! Deterministic CBOR (RFC 8949, 4.2.1): definite lengths, shortest integers, keys ascending.
//!
//! ```text
//! body     = { 0: min_reader uint, 1: vault_id bstr16, 2: seq uint >= 1, 3: created uint (ms since 1970, UTC),
//!              ? 4: kdf, 5: [1*8 slot], 6: database (active), ? 7: database (previous), ? 8: backup }
//! kdf      = { 0: id uint (1 = PBKDF2-HMAC-SHA256), 1: iterations uint (600000..10000000), 2: salt bstr32 }
//! slot     = { 0: id uint32 >= 1, 1: kind uint (1 passphrase, 2 recovery), 2: nonce bstr12, 3: key bstr48, 4: C bstr32 }
//! database = { 0: name tstr, 1: cipher uint (1 = sqlite3mc chacha20, raw key), 2: seq uint, 3: nonce bstr12, 4: key bstr48 }
//! backup   = { 0: generation uint, 1: sha256 bstr32, 2: verified uint (ms since 1970, UTC) }
//! ```
//!
//! Rules beyond the grammar: slot ids strictly ascend; there is at most one passphrase slot, and `kdf` is there
//! exactly when it is; a name is 1 to 64 of `a-z 0-9 . _ -` (no escaping in a file URI); `previous` has another
//! name than `active`; 1 <= database seq <= seq, the header seq at which that key was made. Reserved: KDF 2 = Argon2id,
//! slot kind 3 = passkey.
//!
//! `min_reader` is read before anything else of the body. Above 1 the header is refused as newer. At 1, a key, kind
//! or algorithm not listed here is refused too: a reader that kept what it does not understand could not promise
//! what a rewritten header means. Whoever adds a key therefore raises `min_reader`.
//!
//! There is no counter of failed unlocks: a failed unlock has no key to recompute the MAC with, so a counter here
//! would have to be unauthenticated, and anyone able to guess could reset it. The shell slows its own user down.
//!
//! # Writing
//!
//! Every change makes a header with seq + 1; slot ids are never used again. The shell keeps several copies and
//! overwrites the one with the lowest seq; [`choose`] picks on reading. Nothing here detects that *all* copies
//! were rolled back together: the shell compares seq with the highest it has seen, if it has seen any.

#![forbid(unsafe_code)]

pub mod backup;
mod body;
mod codec;
mod database;
mod error;
mod frame;
mod header;
mod kdf;
mod keys;
mod open;
mod primitive;
mod random;
mod recovery;
mod slot;

pub use body::BackupMark;
pub use error::{Damage, HeaderError, PolicyError, UnlockError, VaultError};
pub use frame::{MAX_HEADER_BYTES, VERSION};
pub use header::{Chosen, SealedHeader, choose};
pub use kdf::{
    DEFAULT_ITERATIONS, KdfParams, MAX_ITERATIONS, MIN_ITERATIONS, MIN_PASSPHRASE_CHARS, check_passphrase,
    derive_passphrase_key, normalise_passphrase,
};
pub use keys::{DatabaseKey, PassphraseKey, VaultId};
pub use open::{NewVault, OpenVault, create};
pub use random::{Random, RandomError};
pub use recovery::{RECOVERY_WORDS, RecoveryError, RecoveryWords};
pub use zeroize::Zeroizing;
