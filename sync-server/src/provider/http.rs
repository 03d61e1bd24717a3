//! The way out to the provider: TLS, no redirects, a limit on time and on size.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::{Client, Response, StatusCode, header, redirect};
use thiserror::Error;

/// A person waits for it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Discovery documents, keys and tokens are a few kilobytes.
const LARGEST: usize = 256 * 1024;

/// Why no answer came that could be read.
#[derive(Debug, Error)]
pub enum HttpError {
    /// No connection, or no answer in time. The cause's own text may hold an address with a code in it.
    #[error("no answer from {0}")]
    NoAnswer(String),
    /// It asks for patience.
    #[error("it answered {status}")]
    Busy {
        /// 429 or 5xx.
        status: u16,
        /// Seconds it asks to wait.
        retry_after: Option<u64>,
    },
    /// It was tried just now.
    #[error("no answer a moment ago")]
    Lately,
    /// More than any such answer is.
    #[error("its answer is too large")]
    TooLarge,
    /// Not HTTP as we know it.
    #[error("its answer is malformed")]
    Malformed,
}

/// The client.
#[derive(Debug, Clone)]
pub struct Http(Client);

impl Http {
    /// # Errors
    /// When TLS cannot be set up: without any trusted roots, for example.
    pub fn new() -> Result<Self, reqwest::Error> {
        // The second one to choose finds it chosen, and it is the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            // A provider that redirects a back-channel call is not the provider that was asked.
            .redirect(redirect::Policy::none())
            .timeout(PATIENCE)
            .connect_timeout(PATIENCE)
            .user_agent(concat!("LukaLibre/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self(client))
    }

    /// One call.
    ///
    /// # Errors
    /// When no answer comes that could be read.
    pub async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let host = request.uri().host().unwrap_or("it").to_owned();
        let request = reqwest::Request::try_from(request).map_err(|_| HttpError::Malformed)?;
        let response = self
            .0
            .execute(request)
            .await
            .map_err(|_| HttpError::NoAnswer(host.clone()))?;
        let status = response.status();
        if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
            return Err(HttpError::Busy {
                status: status.as_u16(),
                retry_after: retry_after(&response),
            });
        }
        let headers = response.headers().clone();
        let body = read(response)
            .await
            .map_err(|error| error.unwrap_or(HttpError::NoAnswer(host)))?;
        let mut answer = HttpResponse::new(body);
        *answer.status_mut() = status;
        *answer.headers_mut() = headers;
        Ok(answer)
    }
}

fn retry_after(response: &Response) -> Option<u64> {
    response
        .headers()
        .get(header::RETRY_AFTER)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

async fn read(mut response: Response) -> Result<Vec<u8>, Option<HttpError>> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| None)? {
        if body.len() + chunk.len() > LARGEST {
            return Err(Some(HttpError::TooLarge));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
