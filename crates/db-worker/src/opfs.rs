//! Whole files in this origin's private file system, outside the pool.

use crate::{
    error::{self, Result},
    pool::root,
};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{FileSystemFileHandle, FileSystemGetFileOptions, FileSystemSyncAccessHandle};

async fn handle(name: &str, create: bool) -> std::result::Result<FileSystemFileHandle, JsValue> {
    let root = root().await.map_err(|_| JsValue::NULL)?;
    let options = FileSystemGetFileOptions::new();
    options.set_create(create);
    Ok(JsFuture::from(root.get_file_handle_with_options(name, &options))
        .await?
        .unchecked_into())
}

/// A file's bytes; none when it can't be had, or is empty.
pub(crate) async fn read(name: &str) -> Option<Vec<u8>> {
    let file: web_sys::File = JsFuture::from(handle(name, false).await.ok()?.get_file())
        .await
        .ok()?
        .unchecked_into();
    bytes_of(&file).await.ok().filter(|bytes| !bytes.is_empty())
}

/// The bytes of a file, of ours or of the person's.
pub(crate) async fn bytes_of(file: &web_sys::File) -> std::result::Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Writes a file, durably. A crash may leave it torn: what it holds must say itself whether it is whole.
pub(crate) async fn write(name: &str, bytes: &[u8]) -> Result<()> {
    let failed = |value: JsValue| error::browser("file", &value);
    let handle = handle(name, true).await.map_err(failed)?;
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

/// Removes a file, best effort: it may not exist.
pub(crate) async fn remove(name: &str) {
    if let Ok(root) = root().await {
        let _ = JsFuture::from(root.remove_entry(name)).await;
    }
}
