//! What an ID token must be before anybody is signed in by it.

use std::time::SystemTime;

use openidconnect::core::{CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier, CoreJwsSigningAlgorithm};
use openidconnect::{ClaimsVerificationError, Nonce, SignatureVerificationError, TokenResponse};

use super::discovery::Metadata;
use super::{Provider, ProviderError, Tokens};
use crate::store::Identity;

/// How far the provider's clock may run ahead of ours.
const SKEW_S: i64 = 5 * 60;

impl Provider {
    /// Who the tokens say this is. Signature (RS256, by a published key), issuer, audience, authorized party, time
    /// and nonce are all checked.
    ///
    /// # Errors
    /// When any of it does not hold.
    pub async fn identity(&self, tokens: &Tokens, nonce: &str) -> Result<Identity, ProviderError> {
        let token = tokens
            .response
            .id_token()
            .ok_or(ProviderError::BadAnswer("no ID token"))?;
        let nonce = Nonce::new(nonce.to_owned());
        let mut metadata = self.discovery.metadata(&self.http).await?;
        if has_unknown_key(&self.claims(&metadata, token, &nonce)) {
            metadata = self.discovery.after_unknown_key(&self.http).await?;
        }
        let claims = self
            .claims(&metadata, token, &nonce)
            .map_err(|error| ProviderError::BadAnswer(name(&error)))?;
        self.check_parties(&claims)?;
        Ok(identity(self.google().issuer.clone(), &claims))
    }

    fn claims(
        &self,
        metadata: &Metadata,
        token: &CoreIdToken,
        nonce: &Nonce,
    ) -> Result<CoreIdTokenClaims, ClaimsVerificationError> {
        let client = self.client(metadata);
        let verifier: CoreIdTokenVerifier<'_> = client
            .id_token_verifier()
            .set_allowed_algs([CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256])
            // Google's documents name two forms of its issuer: the list is ours, below.
            .require_issuer_match(false)
            .set_issue_time_verifier_fn(|issued| match issued.timestamp() <= now() + SKEW_S {
                true => Ok(()),
                false => Err("issued in the future".into()),
            });
        token.claims(&verifier, nonce).cloned()
    }

    fn check_parties(&self, claims: &CoreIdTokenClaims) -> Result<(), ProviderError> {
        let google = self.google();
        let issuer = claims.issuer().as_str();
        if !google.accepted_issuers.iter().any(|accepted| accepted == issuer) {
            return Err(ProviderError::BadAnswer("an ID token of another issuer"));
        }
        if claims
            .authorized_party()
            .is_some_and(|party| **party != google.client_id)
        {
            return Err(ProviderError::BadAnswer("an ID token for another party"));
        }
        Ok(())
    }
}

/// The account is the issuer's and the subject's; an address can change hands.
fn identity(issuer: String, claims: &CoreIdTokenClaims) -> Identity {
    let is_verified = claims.email_verified() == Some(true);
    let email = claims
        .email()
        .filter(|_| is_verified)
        .map(|email| email.to_string());
    Identity {
        issuer,
        subject: claims.subject().to_string(),
        email,
        name: claims
            .name()
            .and_then(|name| name.get(None))
            .map(|name| name.to_string()),
        picture: claims
            .picture()
            .and_then(|picture| picture.get(None))
            .map(|picture| picture.to_string()),
    }
}

fn has_unknown_key<T>(result: &Result<T, ClaimsVerificationError>) -> bool {
    matches!(
        result,
        Err(ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey
        ))
    )
}

/// For the log: the error's own text quotes the token.
fn name(error: &ClaimsVerificationError) -> &'static str {
    use ClaimsVerificationError::{Expired, InvalidAudience, InvalidNonce, SignatureVerification};
    match error {
        Expired(_) => "an ID token that has expired",
        InvalidAudience(_) => "an ID token for another client",
        InvalidNonce(_) => "an ID token with another nonce",
        SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
            "an ID token signed by an unknown key"
        }
        SignatureVerification(_) => "an ID token with a bad signature",
        _ => "an ID token that does not hold",
    }
}

fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
