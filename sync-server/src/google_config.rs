//! The Google client: its credentials, and where Google is.

use std::path::PathBuf;

use clap::Args;
use url::Url;
use zeroize::Zeroizing;

use crate::config::{ConfigError, tls_or_loopback};
use crate::secret_file;

const GOOGLE: &str = "https://accounts.google.com";
/// Google's own documents name both forms.
const GOOGLE_BARE: &str = "accounts.google.com";

/// Options about the provider. Everything but the credentials has Google's own value by default.
#[derive(Debug, Clone, Args)]
pub struct GoogleOptions {
    /// The OAuth client's id, of the kind "Web application". Unset, the app goes without Google.
    #[arg(long, env = "GOOGLE_CLIENT_ID")]
    pub google_client_id: Option<String>,

    /// The OAuth client's secret.
    #[arg(long, env = "GOOGLE_CLIENT_SECRET", hide_env_values = true)]
    pub google_client_secret: Option<String>,

    /// A file that holds the secret, readable by the server's user alone.
    #[arg(long, env = "GOOGLE_CLIENT_SECRET_FILE")]
    pub google_client_secret_file: Option<PathBuf>,

    /// The issuer whose discovery document is read.
    #[arg(long, env = "OIDC_ISSUER", default_value = GOOGLE)]
    pub oidc_issuer: String,

    /// Issuers that an ID token may name, comma-separated [default: the issuer; for Google also without https://].
    #[arg(long, env = "OIDC_ACCEPTED_ISSUERS", value_delimiter = ',')]
    pub oidc_accepted_issuers: Vec<String>,

    /// Where Drive's interface is.
    #[arg(
        long,
        env = "GOOGLE_DRIVE_ROOT",
        default_value = "https://www.googleapis.com/"
    )]
    pub google_drive_root: Url,

    /// Where the interface of Sheets is.
    #[arg(
        long,
        env = "GOOGLE_SHEETS_ROOT",
        default_value = "https://sheets.googleapis.com/"
    )]
    pub google_sheets_root: Url,
}

/// A provider that can be used.
#[derive(Debug, Clone)]
pub struct Google {
    /// The client's id.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: Zeroizing<String>,
    /// As discovery must name it, to the letter.
    pub issuer: String,
    /// Issuers that an ID token and a callback may name.
    pub accepted_issuers: Vec<String>,
    /// Where Drive's interface is, with a slash at its end.
    pub drive_root: Url,
    /// Where the interface of Sheets is, with a slash at its end.
    pub sheets_root: Url,
}

impl GoogleOptions {
    /// The provider, if there are credentials for one.
    pub(crate) fn settle(&self) -> Result<Option<Google>, ConfigError> {
        let id = self.google_client_id.as_deref().filter(|id| !id.is_empty());
        let secret = secret_file::either(
            "GOOGLE_CLIENT_SECRET",
            self.google_client_secret
                .as_deref()
                .filter(|secret| !secret.is_empty()),
            self.google_client_secret_file.as_deref(),
        )?;
        let half = |set, missing| Err(ConfigError::HalfAClient { set, missing });
        let (client_id, client_secret) = match (id, secret) {
            (None, None) => return Ok(None),
            (Some(_), None) => return half("GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"),
            (None, Some(_)) => return half("GOOGLE_CLIENT_SECRET", "GOOGLE_CLIENT_ID"),
            (Some(id), Some(secret)) => (id.to_owned(), secret),
        };
        let issuer =
            Url::parse(&self.oidc_issuer).map_err(|_| ConfigError::Origin(self.oidc_issuer.clone()))?;
        tls_or_loopback("OIDC_ISSUER", &issuer)?;
        tls_or_loopback("GOOGLE_DRIVE_ROOT", &self.google_drive_root)?;
        tls_or_loopback("GOOGLE_SHEETS_ROOT", &self.google_sheets_root)?;
        Ok(Some(Google {
            client_id,
            client_secret,
            issuer: self.oidc_issuer.clone(),
            accepted_issuers: self.accepted(),
            drive_root: with_slash(&self.google_drive_root),
            sheets_root: with_slash(&self.google_sheets_root),
        }))
    }

    fn accepted(&self) -> Vec<String> {
        let given: Vec<_> = self
            .oidc_accepted_issuers
            .iter()
            .map(|issuer| issuer.trim().to_owned())
            .filter(|issuer| !issuer.is_empty())
            .collect();
        match given.is_empty() {
            false => given,
            true if self.oidc_issuer == GOOGLE => vec![GOOGLE.to_owned(), GOOGLE_BARE.to_owned()],
            true => vec![self.oidc_issuer.clone()],
        }
    }
}

/// So that joining a path adds to it instead of replacing its end.
fn with_slash(root: &Url) -> Url {
    let mut root = root.clone();
    if !root.path().ends_with('/') {
        root.set_path(&format!("{}/", root.path()));
    }
    root
}
