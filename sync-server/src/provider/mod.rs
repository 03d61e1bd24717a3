//! The identity provider: Google, or whatever OIDC_ISSUER names.
//!
//! What it says of itself is read once a day. Nothing here knows sessions, cookies or the database.

mod discovery;
mod http;
mod id_token;

pub use http::{Http, HttpError};

use openidconnect::core::{CoreClient, CoreErrorResponseType, CoreRequestTokenError, CoreTokenResponse};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, HttpRequest, HttpResponse, OAuth2TokenResponse,
    PkceCodeVerifier, RedirectUrl, RefreshToken,
};
use thiserror::Error;
use url::Url;
use zeroize::Zeroizing;

use self::discovery::{Discovery, Metadata};
use crate::google_config::Google;

/// Why the provider did not do what was asked.
#[derive(Debug, Error)]
pub enum ProviderError {
    /// It does not answer, or asks for patience.
    #[error("the provider is not available: {0}")]
    Unavailable(#[from] HttpError),
    /// What it says makes no sense, or must not be believed.
    #[error("the provider's answer is wrong: {0}")]
    BadAnswer(&'static str),
    /// It said no, with one of OAuth's words for it.
    #[error("the provider refused: {0}")]
    Refused(String),
}

/// Tokens, as they came.
pub struct Tokens {
    /// For Google's interfaces.
    pub access: Zeroizing<String>,
    /// Seconds until it ends.
    pub expires_in: u64,
    /// For the next access token.
    pub refresh: Option<Zeroizing<String>>,
    /// What was allowed; nothing where the provider leaves it at what was asked.
    pub scopes: Option<Vec<String>>,
    response: CoreTokenResponse,
}

/// The provider, seen by one client of it.
#[derive(Debug)]
pub struct Provider {
    google: Google,
    redirect: RedirectUrl,
    http: Http,
    discovery: Discovery,
}

impl Provider {
    /// The provider; nothing is asked of it yet, so that a server starts while it is away.
    pub fn new(google: Google, redirect: Url, http: Http) -> Self {
        Self {
            discovery: Discovery::new(google.issuer.clone()),
            google,
            redirect: RedirectUrl::from_url(redirect),
            http,
        }
    }

    /// Its settings.
    pub fn google(&self) -> &Google {
        &self.google
    }

    /// The way out, for what is asked of Drive on the server's side.
    pub fn http(&self) -> &Http {
        &self.http
    }

    /// Where people are sent, before the query.
    ///
    /// # Errors
    /// When its discovery document cannot be had.
    pub async fn authorization_endpoint(&self) -> Result<Url, ProviderError> {
        Ok(self
            .discovery
            .metadata(&self.http)
            .await?
            .authorization_endpoint()
            .url()
            .clone())
    }

    /// Whether a callback may be its own. `iss` is RFC 9207's.
    ///
    /// # Errors
    /// When its discovery document cannot be had.
    pub async fn is_issuer(&self, iss: Option<&str>) -> Result<bool, ProviderError> {
        match iss {
            Some(iss) => Ok(self
                .google
                .accepted_issuers
                .iter()
                .any(|accepted| accepted == iss)),
            None => {
                let metadata = self.discovery.metadata(&self.http).await?;
                Ok(!metadata
                    .additional_metadata()
                    .authorization_response_iss_parameter_supported)
            }
        }
    }

    /// Trades a code for tokens.
    ///
    /// # Errors
    /// When the code is not good (any more), or the provider does not answer.
    pub async fn exchange(&self, code: String, verifier: String) -> Result<Tokens, ProviderError> {
        let metadata = self.discovery.metadata(&self.http).await?;
        let client = self.client(&metadata).set_redirect_uri(self.redirect.clone());
        let request = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| ProviderError::BadAnswer("it names no token endpoint"))?
            .set_pkce_verifier(PkceCodeVerifier::new(verifier));
        request
            .request_async(&self.http)
            .await
            .map(Tokens::new)
            .map_err(refusal)
    }

    /// Trades a refresh token for an access token.
    ///
    /// # Errors
    /// `Refused("invalid_grant")` when only a new consent helps.
    pub async fn refresh(&self, token: &str) -> Result<Tokens, ProviderError> {
        let metadata = self.discovery.metadata(&self.http).await?;
        let client = self.client(&metadata);
        let token = RefreshToken::new(token.to_owned());
        let request = client
            .exchange_refresh_token(&token)
            .map_err(|_| ProviderError::BadAnswer("it names no token endpoint"))?;
        request
            .request_async(&self.http)
            .await
            .map(Tokens::new)
            .map_err(refusal)
    }

    /// Makes a token useless, with everything granted beside it. One that is gone already is a success.
    ///
    /// # Errors
    /// When the provider does not answer, or not with yes.
    pub async fn revoke(&self, token: &str) -> Result<(), ProviderError> {
        let metadata = self.discovery.metadata(&self.http).await?;
        let Some(endpoint) = &metadata.additional_metadata().revocation_endpoint else {
            return Ok(());
        };
        let body = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("token", token)
            .finish();
        let answer = self.http.send(form(endpoint, body)?).await?;
        let is_gone = answer.status() == 400 && is_error(&answer, "invalid_token");
        if answer.status().is_success() || is_gone {
            return Ok(());
        }
        Err(ProviderError::BadAnswer("it did not revoke"))
    }

    fn client(
        &self,
        metadata: &Metadata,
    ) -> CoreClient<
        openidconnect::EndpointSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointMaybeSet,
        openidconnect::EndpointMaybeSet,
    > {
        CoreClient::from_provider_metadata(
            metadata.clone(),
            ClientId::new(self.google.client_id.clone()),
            Some(ClientSecret::new(self.google.client_secret.to_string())),
        )
    }
}

impl Tokens {
    fn new(response: CoreTokenResponse) -> Self {
        let scopes = response
            .scopes()
            .map(|scopes| scopes.iter().map(|scope| scope.to_string()).collect());
        Self {
            access: Zeroizing::new(response.access_token().secret().clone()),
            // An hour is what every provider gives; one that names nothing gets less of our trust.
            expires_in: response.expires_in().map_or(600, |life| life.as_secs()),
            refresh: response
                .refresh_token()
                .map(|token| Zeroizing::new(token.secret().clone())),
            scopes,
            response,
        }
    }
}

fn refusal(error: CoreRequestTokenError<HttpError>) -> ProviderError {
    use openidconnect::RequestTokenError::{Other, Parse, Request, ServerResponse};
    match error {
        ServerResponse(said) => {
            let word: &CoreErrorResponseType = said.error();
            ProviderError::Refused(word.as_ref().to_owned())
        }
        Request(error) => ProviderError::Unavailable(error),
        Parse(..) | Other(_) => ProviderError::BadAnswer("its token endpoint's answer"),
    }
}

fn form(endpoint: &Url, body: String) -> Result<HttpRequest, ProviderError> {
    axum::http::Request::post(endpoint.as_str())
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body.into_bytes())
        .map_err(|_| ProviderError::BadAnswer("an endpoint that is no URL"))
}

fn is_error(answer: &HttpResponse, code: &str) -> bool {
    serde_json::from_slice::<serde_json::Value>(answer.body()).is_ok_and(|body| body["error"] == code)
}
