//! The pool of OPFS files that SQLite's VFS keeps its databases in.

use crate::{
    clock,
    error::{self, Result, exception_name},
};
use protocol::{Code, Failure};
use sqlite_wasm_rs::WasmOsCallback;
use sqlite_wasm_vfs::sahpool::{self, OpfsSAHError, OpfsSAHPoolCfgBuilder, OpfsSAHPoolUtil};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FileSystemDirectoryHandle, FileSystemRemoveOptions};

/// The VFS of the pool; databases are opened through [`crate::cipher::VFS`] only.
pub(crate) const VFS: &str = "opfs-sahpool";
const DIRECTORY: &str = "lukalibre-pool";
/// Files that fit: the ledger, a previous and a staged one, a snapshot, each with its journal, and slack.
const CAPACITY: usize = 12;
/// A page that was just left may hold its files for a moment.
const TRIES: u32 = 10;
const PAUSE_MS: u64 = 200;

/// The root of this origin's private file system.
pub(crate) async fn root() -> Result<FileSystemDirectoryHandle> {
    let failed = |value: JsValue| Failure::new(Code::NoStorage, format!("OPFS: {}", exception_name(&value)));
    let storage = crate::scope().navigator().storage();
    if storage.is_undefined() || !js_sys::Reflect::has(&storage, &"getDirectory".into()).unwrap_or(false) {
        return Err(Failure::new(Code::NoStorage, "no OPFS"));
    }
    Ok(JsFuture::from(storage.get_directory())
        .await
        .map_err(failed)?
        .unchecked_into())
}

/// Whether a vault could be kept here: a file system, and a way to write to it in place, which not every browser that has
/// the one has.
pub(crate) async fn check_storage() -> Result<()> {
    root().await?;
    let find = |object: &JsValue, name: &str| js_sys::Reflect::get(object, &name.into()).ok();
    let can_write = find(&js_sys::global(), "FileSystemFileHandle")
        .and_then(|class| find(&class, "prototype"))
        .and_then(|prototype| find(&prototype, "createSyncAccessHandle"))
        .is_some_and(|method| method.is_function());
    if can_write {
        Ok(())
    } else {
        Err(Failure::new(Code::NoStorage, "no writing in place"))
    }
}

/// Takes hold of the pool, waiting a little for a page that is just being left.
pub(crate) async fn install() -> Result<OpfsSAHPoolUtil> {
    let config = OpfsSAHPoolCfgBuilder::new()
        .vfs_name(VFS)
        .directory(DIRECTORY)
        .initial_capacity(CAPACITY)
        .build();
    let mut tries = 0;
    loop {
        tries += 1;
        match sahpool::install::<WasmOsCallback>(&config, false).await {
            Ok(pool) => {
                pool.resume().await.map_err(failure)?;
                return Ok(pool);
            }
            Err(e) if tries < TRIES && is_held(&e) => clock::pause(PAUSE_MS).await,
            Err(e) => return Err(failure(e)),
        }
    }
}

fn is_held(e: &OpfsSAHError) -> bool {
    matches!(e, OpfsSAHError::Opfs { value, .. } if exception_name(value) == "NoModificationAllowedError")
}

/// What a pool error means to a person.
pub(crate) fn failure(e: OpfsSAHError) -> Failure {
    let code = match &e {
        OpfsSAHError::Opfs { operation, value, .. } => return error::browser(operation, value),
        OpfsSAHError::NotSupported => Code::NoStorage,
        OpfsSAHError::InvalidHeader { .. }
        | OpfsSAHError::DuplicateFilename(_)
        | OpfsSAHError::InvalidDirectoryEntry
        | OpfsSAHError::ShortIo { .. } => Code::VaultDamaged,
        _ => Code::Internal,
    };
    Failure::new(code, e.to_string())
}

/// Deletes the pool's folder. The pool must be paused.
pub(crate) async fn delete() -> Result<()> {
    let options = FileSystemRemoveOptions::new();
    options.set_recursive(true);
    match JsFuture::from(root().await?.remove_entry_with_options(DIRECTORY, &options)).await {
        Err(value) if exception_name(&value) != "NotFoundError" => {
            Err(error::browser("delete the pool", &value))
        }
        _ => Ok(()),
    }
}
