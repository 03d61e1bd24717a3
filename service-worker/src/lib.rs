//! What the service worker keeps, what it answers, and what it never touches.
//!
//! The script itself (`js/sw.js`) is small and holds no decision of its own: it interprets the data that
//! [`script()`] writes into it. The rules are here, where they are tested without a browser. This room does
//! not run in one, and knows nothing of vaults, sessions or money.
//!
//! **Invariant:** a version of the app is all of its files or none. A file whose SHA-256 differs from the
//! manifest stops the installation, and the version before it goes on serving.
//!
//! **Invariant:** what is shared with the app is in this worker's memory, for the page that asks, and in no cache and
//! no store: it is somebody's money, in clear.

mod manifest;
mod policy;
mod script;

pub use manifest::{File, Manifest, ManifestError, sha256_hex};
pub use policy::{CACHE_PREFIX, Mode, NETWORK_PREFIXES, Request, SHARE, SHELL, Strategy, decide};
pub use script::script;
