//! As much of IndexedDB as two header slots need.

use crate::error::{self, Result};
use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionDurability,
    IdbTransactionMode, IdbTransactionOptions,
};

const NAME: &str = "lukalibre";
const STORE: &str = "header";

fn failed(value: JsValue) -> protocol::Failure {
    error::browser("IndexedDB", &value)
}

fn factory() -> Result<IdbFactory> {
    let value = js_sys::Reflect::get(&js_sys::global(), &"indexedDB".into()).map_err(failed)?;
    value
        .dyn_into()
        .map_err(|_| protocol::Failure::new(protocol::Code::NoStorage, "no IndexedDB"))
}

/// Waits for a request.
async fn done(request: &IdbRequest) -> Result<JsValue> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => request.result().map_err(failed),
        Err(_) => Err(error_of(request)),
    }
}

fn error_of(request: &IdbRequest) -> protocol::Failure {
    let exception = request
        .error()
        .ok()
        .flatten()
        .map_or(JsValue::UNDEFINED, JsValue::from);
    failed(exception)
}

async fn open() -> Result<IdbDatabase> {
    let request: IdbOpenDbRequest = factory()?.open_with_u32(NAME, 1).map_err(failed)?;
    let upgrading = request.clone();
    let upgrade = Closure::once(move |_: JsValue| {
        if let Ok(database) = upgrading.result() {
            let database: IdbDatabase = database.unchecked_into();
            // Fails only if it exists, which an upgrade from nothing rules out.
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    Ok(done(&request).await?.unchecked_into())
}

/// The value of a key.
pub(crate) async fn read(key: &str) -> Result<Option<Vec<u8>>> {
    let database = open().await?;
    let transaction = database.transaction_with_str(STORE).map_err(failed)?;
    let store = transaction.object_store(STORE).map_err(failed)?;
    let value = done(&store.get(&key.into()).map_err(failed)?).await;
    database.close();
    Ok(value?.dyn_into::<Uint8Array>().ok().map(|array| array.to_vec()))
}

/// Writes a value and returns when the browser says that it is on the disk.
pub(crate) async fn write(key: &str, bytes: &[u8]) -> Result<()> {
    let database = open().await?;
    let options = IdbTransactionOptions::new();
    options.set_durability(IdbTransactionDurability::Strict);
    let mode = IdbTransactionMode::Readwrite;
    let transaction: IdbTransaction = database
        .transaction_with_str_and_mode_and_options(STORE, mode, &options)
        .map_err(failed)?;
    let store = transaction.object_store(STORE).map_err(failed)?;
    let request = store
        .put_with_key(&Uint8Array::from(bytes), &key.into())
        .map_err(failed)?;
    let complete = Promise::new(&mut |resolve: Function, reject: Function| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    let outcome = JsFuture::from(complete).await;
    database.close();
    outcome.map(|_| ()).map_err(|_| error_of(&request))
}

/// Removes the database.
pub(crate) async fn delete() -> Result<()> {
    let request = factory()?.delete_database(NAME).map_err(failed)?;
    done(&request).await.map(|_| ())
}
