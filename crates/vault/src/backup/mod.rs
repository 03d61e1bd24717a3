//! Backups: one encrypted file that the passphrase or the recovery words alone open again.
//!
//! What it is *not*: it reads no file, asks nobody for the time, and knows nothing of SQL. Its invariant: **not one
//! byte of a database image comes out of a container that was not checked to its last byte.** A first pass
//! ([`OpenBackup::verifier`]) reads everything and yields only the verdict; a second ([`OpenBackup::extractor`])
//! needs that verdict, checks everything again, and fails if the source has changed in between.
//!
//! Both passes, and [`BackupWriter`], take bytes as they come and hold one chunk, never the file.
//! [`survey`] and [`removable`] judge a set of containers: which is the newest, what is missing, what may go.
//!
//! This page is the specification of container version 1, exact enough to write a reader without the source. Words
//! and notation are those of the [vault header](crate); the container carries one, and with it the slots.
//!
//! # Container
//!
//! | offset | bytes | content |
//! |---|---|---|
//! | 0 | 8 | magic `LUKABACK` |
//! | 8 | 2 | version, u16, here 1 |
//! | 10 | 4 | n, u32, the length of the head's CBOR, at most 8146 |
//! | 14 | n | head, CBOR |
//! | 14 + n | 32 | HMAC-SHA-256 under the head MAC key, over all bytes before it |
//! | 46 + n | to the end | chunks |
//!
//! Magic and the place of the version stay the same in every later version. There is no checksum that needs no key
//! over this frame: a flipped bit in the version looks like a newer one. Everything else is noticed as damage.
//!
//! # Head
//!
//! Deterministic CBOR like the header's body: definite lengths, shortest integers, keys ascending, no key that is not
//! listed. A reader of version 1 refuses anything else; whoever adds a key raises the version.
//!
//! ```text
//! head = { 0: vault_id bstr16, 1: generation uint >= 1, ? 2: parent bstr32, 3: device_id bstr16,
//!          4: created uint (ms since 1970, UTC), 5: app tstr, 6: schema uint, 7: alg uint (1 = AES-256-GCM STREAM),
//!          8: chunk_log2 uint (18), 9: salt bstr16, 10: vault bstr (a whole vault header, version 1),
//!          11: nonce bstr12, 12: key bstr48, 13: comp uint (1 = raw deflate, RFC 1951), 14: pad uint (1 = Padmé) }
//! ```
//!
//! - `vault_id` is also the one in `vault`.
//! - `generation` counts the vault's backups from 1 and is the parent's plus one. `parent` is the SHA-256 of the whole
//!   parent container; it is absent exactly at generation 1. Two devices that back up at the same time make two
//!   children of one parent, and nobody's work is lost.
//! - `device_id` is random, made once by each installation. `created` is that device's clock: a label for a person, never
//!   a basis for deleting anything.
//! - `app` is the version of the program that wrote it, 1 to 32 printable ASCII characters. `schema` is the version of the
//!   database's schema, so that an older program can refuse before anybody types a passphrase.
//!
//! # Keys
//!
//! ```text
//! passphrase or words --vault header--> VMK --HKDF(salt vault id, "luka/backup/1")--> backup key
//! FK = 32 random bytes for this container, wrapped under the backup key
//! HKDF(FK) --> head MAC key, payload key
//! ```
//!
//! | key | HKDF input | HKDF salt | HKDF info |
//! |---|---|---|---|
//! | backup key | VMK | vault id | `luka/backup/1` |
//! | head MAC key | FK | none | `header` |
//! | payload key | FK | `salt` of the head | `payload\|` ‖ H |
//!
//! H is the SHA-256 of the container's first 14 + n bytes, which are also what the HMAC covers. FK is wrapped by AES-256-GCM
//! with `nonce` into `key`; associated data: vault id (16) ‖ generation (u64).
//!
//! A reader opens a slot of `vault` (commitment first), verifies `vault`'s own MAC, unwraps FK, verifies the head's MAC, and
//! only then looks at chunks. The MAC key depends on FK alone, so the HMAC also commits to FK.
//!
//! # Chunks
//!
//! The payload, cut into pieces of 2^18 bytes; the last has 1 to 2^18. Each piece is sealed by AES-256-GCM under the payload
//! key, its 16-byte tag behind it; associated data: H. Nonce, 12 bytes: the chunk's number from 0 as an 88-bit big-endian
//! integer ‖ one byte, 1 for the last chunk and else 0 (STREAM, Hoang, Reyhanitabar, Rogaway and Vizár 2015). There is always
//! a last chunk, it is never empty, nothing follows it, and there are at most 2^20 chunks. Only bytes whose tag is right go
//! any further.
//!
//! # Payload
//!
//! payload = deflate(content) ‖ zeros, where deflate is one raw deflate stream (it says itself where it ends), and zeros
//! lengthen it from L to Padmé(L) bytes, so that the file's size tells little of the ledger's (Nikitin et al., PURBs, 2019):
//!
//! ```text
//! Padmé(L) = L rounded up to a multiple of 2^(E - S), where E = floor(log2 L) and S = floor(log2 E) + 1;   L >= 2
//! ```
//!
//! A reader refuses other bytes than zero, and any other number of them. How well a writer compresses is its own affair.
//!
//! content = length of the manifest (u32) ‖ manifest (CBOR, at most 65,536 bytes) ‖ database image.
//!
//! ```text
//! manifest = { 0: sha256 bstr32, 1: bytes uint, 2: pages uint, 3: user_version uint,
//!              4: tables [* [name tstr, rows uint]], 5: totals [* [name tstr, sum tstr]] }
//! ```
//!
//! The image is a plain SQLite database without a journal, exactly `bytes` long with this `sha256`, at most 2^31 bytes;
//! a reader stops as soon as more comes out, whatever the stream would still inflate to. `pages` divides `bytes`, and is 0 only
//! with it. `tables` and `totals` are what a restored database is counted against: names strictly ascend by their UTF-8 bytes
//! and have 1 to 64 of them (which names there are and what they count is the ledger's affair: `store::census`); `user_version`
//! is the head's `schema`; a sum is a decimal integer without leading zeros or `-0`, at most 40 characters.
//!
//! # Name
//!
//! A container is called `<vault>-<generation>-<device>-<sha256>.lukabak`: the first 8 and 4 hexadecimal digits of vault and device,
//! the generation in decimal, the first 8 digits of the container's SHA-256. The name is a convenience; nothing trusts it.

mod chain;
mod chunks;
mod content;
mod error;
mod frame;
mod head;
mod inflate;
mod key;
mod manifest;
mod open;
mod padding;
mod read;
mod retain;
mod write;

pub use chain::{Chain, Fork, Generation, Standing, survey};
pub use error::{BackupError, Part, WriteError};
pub use frame::{BACKUP_VERSION, MAX_HEAD_BYTES};
pub use head::BackupHead;
pub use manifest::{ImageHash, MAX_IMAGE_BYTES, Manifest};
pub use open::{OpenBackup, SealedBackup};
pub use read::{Extractor, Verified, Verifier};
pub use retain::{KEEP_NEWEST, RetainRefusal, removable};
pub use write::{BackupWriter, NewBackup, Written};
