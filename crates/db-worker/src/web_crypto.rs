//! PBKDF2 by the browser's Web Crypto: native speed, and the thread stays free.

use crate::error::{self, Result};
use js_sys::{Array, Uint8Array};
use vault::{KdfParams, PassphraseKey};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, Pbkdf2Params};

/// Derives the passphrase key. The parameters were checked by the header's policy, or are checked here.
pub(crate) async fn derive(passphrase: &str, kdf: &KdfParams) -> Result<PassphraseKey> {
    kdf.check().map_err(|e| error::header(&e.into()))?;
    let normal = vault::normalise_passphrase(passphrase);
    let failed = |value: JsValue| error::browser("PBKDF2", &value);
    let subtle = crate::scope().crypto().map_err(failed)?.subtle();
    let usages = Array::of1(&"deriveBits".into());
    let raw = Uint8Array::from(normal.as_slice());
    let import = subtle
        .import_key_with_str("raw", &raw, "PBKDF2", false, &usages)
        .map_err(failed)?;
    let key: CryptoKey = JsFuture::from(import).await.map_err(failed)?.unchecked_into();
    raw.fill(0, 0, raw.length());
    let salt = Uint8Array::from(kdf.salt.as_slice());
    let params = Pbkdf2Params::new("PBKDF2", &"SHA-256".into(), kdf.iterations, &salt);
    let derive = subtle
        .derive_bits_with_object(&params, &key, 256)
        .map_err(failed)?;
    let bits = Uint8Array::new(&JsFuture::from(derive).await.map_err(failed)?);
    let mut bytes = [0; 32];
    bits.copy_to(&mut bytes);
    bits.fill(0, 0, bits.length());
    Ok(PassphraseKey::from_bytes(bytes))
}
