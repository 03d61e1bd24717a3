//! Three copies of the vault header: two slots in IndexedDB and a file in OPFS, outside the pool.
//!
//! A write goes to the slot with the lower sequence number, so that the other one survives whatever happens;
//! the file follows. Reading takes the readable copy with the highest number.

use crate::{
    error::{self, Result},
    idb,
    pool::root,
};
use js_sys::Uint8Array;
use vault::{Chosen, HeaderError, SealedHeader};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FileSystemFileHandle, FileSystemGetFileOptions, FileSystemSyncAccessHandle};

const SLOTS: [&str; 2] = ["a", "b"];
const FILE: &str = "lukalibre-vault-header";

/// All copies, as they are.
pub(crate) async fn copies() -> Result<Vec<Option<Vec<u8>>>> {
    let mut copies = Vec::new();
    for slot in SLOTS {
        copies.push(idb::read(slot).await?);
    }
    copies.push(read_file().await);
    Ok(copies)
}

/// The header in force, or none when there is no vault.
pub(crate) async fn current() -> Result<Option<Chosen>> {
    match vault::choose(&copies().await?) {
        Ok(chosen) => Ok(Some(chosen)),
        Err(HeaderError::Missing) => Ok(None),
        Err(e) => Err(error::header(&e)),
    }
}

/// Writes a header so that a crash at any moment leaves this one or the one before.
pub(crate) async fn write(bytes: &[u8]) -> Result<()> {
    let copies = copies().await?;
    let seq = |copy: &Option<Vec<u8>>| {
        copy.as_deref()
            .and_then(|bytes| SealedHeader::parse(bytes).ok())
            .map(|header| header.seq())
    };
    // None is less than any number: an empty or damaged slot is used first.
    let older = usize::from(seq(&copies[1]) < seq(&copies[0]));
    idb::write(SLOTS[older], bytes).await?;
    write_file(bytes).await
}

/// Removes every copy.
pub(crate) async fn delete() -> Result<()> {
    // Best effort: the file may not exist.
    if let Ok(root) = root().await {
        let _ = JsFuture::from(root.remove_entry(FILE)).await;
    }
    idb::delete().await
}

async fn handle(create: bool) -> std::result::Result<FileSystemFileHandle, JsValue> {
    let root = root().await.map_err(|_| JsValue::NULL)?;
    let options = FileSystemGetFileOptions::new();
    options.set_create(create);
    Ok(JsFuture::from(root.get_file_handle_with_options(FILE, &options))
        .await?
        .unchecked_into())
}

/// The file's bytes; none when it can't be had, since the slots come first.
async fn read_file() -> Option<Vec<u8>> {
    let file: web_sys::File = JsFuture::from(handle(false).await.ok()?.get_file())
        .await
        .ok()?
        .unchecked_into();
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    (!bytes.is_empty()).then_some(bytes)
}

async fn write_file(bytes: &[u8]) -> Result<()> {
    let failed = |value: JsValue| error::browser("header file", &value);
    let handle = handle(true).await.map_err(failed)?;
    let access: FileSystemSyncAccessHandle = JsFuture::from(handle.create_sync_access_handle())
        .await
        .map_err(failed)?
        .unchecked_into();
    let written = access
        .truncate_with_u32(0)
        .and_then(|()| access.write_with_u8_array(bytes))
        .and_then(|_| access.flush());
    access.close();
    written.map_err(failed)
}
