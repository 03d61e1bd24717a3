//! From what went wrong to what the page is told.

use protocol::{Code, Failure};
use store::StoreError;
use vault::{HeaderError, UnlockError, VaultError, backup::BackupError};
use wasm_bindgen::{JsCast, JsValue};

/// The result of a request, or of a step of one.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// A database error: full, damaged, or something that should not happen.
pub(crate) fn store(error: StoreError) -> Failure {
    let code = match &error {
        _ if error.is_full() => Code::StorageFull,
        _ if error.is_damage() => Code::VaultDamaged,
        StoreError::NewerSchema { .. } => Code::NewerVersion,
        StoreError::NotFound { .. } => Code::NotFound,
        StoreError::ChangedSince => Code::ChangedSince,
        _ => Code::Internal,
    };
    // SQLite's texts name tables and columns, and may quote a value: they stay here.
    let detail = match &error {
        StoreError::Sqlite(e) => format!("sqlite {:?}", e.sqlite_extended_error_code()),
        other => other.to_string(),
    };
    Failure::new(code, detail)
}

/// The same, for SQLite called directly.
pub(crate) fn sqlite(error: rusqlite::Error) -> Failure {
    store(StoreError::Sqlite(error))
}

/// An error of the browser, by the name of its exception.
pub(crate) fn browser(what: &str, value: &JsValue) -> Failure {
    let name = exception_name(value);
    let code = match name.as_str() {
        "QuotaExceededError" => Code::StorageFull,
        "SecurityError" | "NotSupportedError" | "TypeError" => Code::NoStorage,
        "NoModificationAllowedError" => Code::OpenInAnotherTab,
        _ => Code::Internal,
    };
    Failure::new(code, format!("{what}: {name}"))
}

/// The name of a DOM exception or error; empty when it has none.
pub(crate) fn exception_name(value: &JsValue) -> String {
    match value.dyn_ref::<web_sys::DomException>() {
        Some(exception) => exception.name(),
        None => js_sys::Reflect::get(value, &"name".into())
            .ok()
            .and_then(|n| n.as_string())
            .unwrap_or_default(),
    }
}

/// Why no header could be used.
pub(crate) fn header(error: &HeaderError) -> Failure {
    let code = match error {
        HeaderError::Missing => Code::NoVault,
        HeaderError::NewerVersion { .. } => Code::NewerVersion,
        _ => Code::VaultDamaged,
    };
    Failure::new(code, error.to_string())
}

/// Why a header did not open; `wrong` is the code for a wrong key.
pub(crate) fn unlock(error: UnlockError, wrong: Code) -> Failure {
    let code = if error == UnlockError::WrongKey {
        wrong
    } else {
        Code::VaultDamaged
    };
    Failure::new(code, error.to_string())
}

/// Why a backup is refused.
pub(crate) fn backup(error: BackupError) -> Failure {
    let code = match error {
        BackupError::NotABackup => Code::BackupNot,
        BackupError::NewerVersion { .. } => Code::BackupNewer,
        BackupError::Truncated => Code::BackupIncomplete,
        BackupError::WrongPassphrase => Code::WrongPassphrase,
        BackupError::WrongWords => Code::WrongWords,
        BackupError::OtherVault { .. } => Code::BackupForeign,
        BackupError::Changed => Code::BackupReplaced,
        BackupError::Damaged { .. }
        | BackupError::Policy(_)
        | BackupError::NoSuchSlot
        | BackupError::TooLarge { .. } => Code::BackupDamaged,
    };
    Failure::new(code, error.to_string())
}

/// An error of the key hierarchy that no input of a person causes.
pub(crate) fn vault(error: &VaultError) -> Failure {
    Failure::new(Code::Internal, error.to_string())
}
