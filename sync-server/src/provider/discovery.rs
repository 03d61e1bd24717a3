//! What the provider says of itself: its addresses and its keys, read once a day.

use std::sync::Arc;
use std::time::{Duration, Instant};

use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
    CoreSubjectIdentifierType,
};
use openidconnect::{AdditionalProviderMetadata, IssuerUrl, ProviderMetadata};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use url::Url;

use super::{Http, HttpError, ProviderError};

/// Google's own document says `max-age=3600`; an endpoint that moves is announced months before.
const FRESH: Duration = Duration::from_secs(24 * 60 * 60);

/// A key that nobody published makes us look again, but a stream of such tokens must not make us a stream of calls.
/// A document that cannot be renewed is tried again as seldom: every call would wait for it.
const LOOK_AGAIN: Duration = Duration::from_secs(60);

/// How long a failure answers for.
const SHARED: Duration = Duration::from_secs(2);

/// Beyond the standard's required fields.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Extra {
    pub(super) revocation_endpoint: Option<Url>,
    /// RFC 9207: then a callback without `iss` is not this provider's.
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for Extra {}

pub(super) type Metadata = ProviderMetadata<
    Extra,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// The document, once it was read.
#[derive(Debug)]
pub(super) struct Discovery {
    issuer: String,
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    metadata: Option<Arc<Metadata>>,
    /// When it is to be read again.
    until: Option<Instant>,
    looked_again: Option<Instant>,
    failed: Option<Instant>,
}

impl Discovery {
    /// Of this issuer; nothing is asked of it yet.
    pub(super) fn new(issuer: String) -> Self {
        Self {
            issuer,
            known: Mutex::default(),
        }
    }

    /// The document and the keys.
    pub(super) async fn metadata(&self, http: &Http) -> Result<Arc<Metadata>, ProviderError> {
        let mut known = self.known.lock().await;
        let is_fresh = known.until.is_some_and(|until| Instant::now() < until);
        if let (true, Some(metadata)) = (is_fresh, &known.metadata) {
            return Ok(metadata.clone());
        }
        // Whoever waited for a try that failed gets its failure: each of them trying in turn would take minutes.
        if known.failed.is_some_and(|at| at.elapsed() < SHARED) {
            return Err(ProviderError::Unavailable(HttpError::Lately));
        }
        match (self.read(http).await, known.metadata.clone()) {
            (Ok(metadata), _) => Ok(known.keep(metadata)),
            // Yesterday's document is better than nobody signing in.
            (Err(error), Some(metadata)) => {
                tracing::warn!(%error, "the provider's document could not be renewed");
                known.until = Some(Instant::now() + LOOK_AGAIN);
                Ok(metadata)
            }
            (Err(error), None) => {
                known.failed = Some(Instant::now());
                Err(error)
            }
        }
    }

    /// Reads the keys again, at most once a minute; the old ones if it is too early.
    pub(super) async fn after_unknown_key(&self, http: &Http) -> Result<Arc<Metadata>, ProviderError> {
        let mut known = self.known.lock().await;
        let is_early = known.looked_again.is_some_and(|at| at.elapsed() < LOOK_AGAIN);
        if let (true, Some(metadata)) = (is_early, &known.metadata) {
            return Ok(metadata.clone());
        }
        known.looked_again = Some(Instant::now());
        let metadata = self.read(http).await?;
        Ok(known.keep(metadata))
    }

    /// Its issuer must be the one that was asked for, to the letter.
    async fn read(&self, http: &Http) -> Result<Metadata, ProviderError> {
        let issuer = IssuerUrl::new(self.issuer.clone())
            .map_err(|_| ProviderError::BadAnswer("its issuer is no URL"))?;
        Metadata::discover_async(issuer, http)
            .await
            .map_err(|error| match error {
                openidconnect::DiscoveryError::Request(error) => ProviderError::Unavailable(error),
                _ => ProviderError::BadAnswer("its discovery document"),
            })
    }
}

impl Known {
    fn keep(&mut self, metadata: Metadata) -> Arc<Metadata> {
        let metadata = Arc::new(metadata);
        self.failed = None;
        self.metadata = Some(metadata.clone());
        self.until = Some(Instant::now() + FRESH);
        metadata
    }
}
