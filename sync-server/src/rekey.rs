//! `sync-server rekey`: seals every refresh token anew with the first key, so that an old key can be dropped.

use thiserror::Error;

use crate::keys::{KeyError, TokenKeys};
use crate::store::{GrantState, Store, StoreError};

/// Why not every token has the new seal.
#[derive(Debug, Error)]
pub enum RekeyError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// Returns how many tokens were sealed anew. It can run beside the server, and again after a failure: a token that
/// changes meanwhile is left as it is.
///
/// # Errors
/// When a token's key is not among `keys`, or the database does not answer; what was done until then stays done.
pub async fn rekey(store: &Store, keys: &TokenKeys) -> Result<usize, RekeyError> {
    let mut n_sealed = 0;
    for user in store.sealed_otherwise(keys.current()).await? {
        let Some(grant) = store.grant(&user).await? else {
            continue;
        };
        if let GrantState::Active(sealed) = &grant.state {
            let token = keys.open(&user, sealed)?;
            let anew = keys.seal(&user, &token)?;
            n_sealed += usize::from(store.reseal(&user, sealed, &anew).await?);
        }
    }
    Ok(n_sealed)
}
