//! Options, from flags or the environment, and what of them makes a server that may be started.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::Parser;
use thiserror::Error;
use url::Url;

use crate::google_config::{Google, GoogleOptions};
use crate::keys::{KeyError, TokenKeys};
use crate::secret_file::{self, SecretFileError};

/// Serves the LukaLibre app, knows who signed in, and refreshes Google tokens.
///
/// Without a Google client it serves the app and nothing else; nothing has to be set for that.
#[derive(Debug, Clone, Parser)]
#[command(version, about)]
pub struct Config {
    /// Port to listen on; 0 lets the system choose a free one.
    #[arg(long, env = "PORT", default_value_t = 8080)]
    pub port: u16,

    /// Address to listen on. Other machines reach it only if this is changed, and then over TLS in front.
    #[arg(long, env = "LUKA_LISTEN", default_value = "127.0.0.1")]
    pub listen: IpAddr,

    /// Folder of the built app.
    #[arg(long, env = "LUKA_DIST", default_value = "dist")]
    pub dist: PathBuf,

    /// Folder of the server's own database. Nothing is written to it before someone can sign in.
    #[arg(long, env = "LUKA_DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,

    /// postgres:// URL of a database that several copies of the server share, in place of the one file.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,

    /// Address people open the app at [default: http://localhost:PORT]. One that starts with https:// makes
    /// browsers insist on TLS and the session's cookie `Secure`.
    #[arg(long, env = "PUBLIC_BASE_URL")]
    pub public_base_url: Option<Url>,

    /// Further origins whose pages may change something here, comma-separated.
    #[arg(long, env = "ALLOWED_ORIGINS", value_delimiter = ',')]
    pub allowed_origins: Vec<String>,

    /// The Google client, or another OpenID provider's.
    #[command(flatten)]
    pub google: GoogleOptions,

    /// Keys that seal refresh tokens: `id:base64 of 32 bytes`, comma-separated. The first seals, all open.
    /// Make one with `echo k1:$(head -c 32 /dev/urandom | base64)`.
    #[arg(long, env = "TOKEN_KEYS", hide_env_values = true)]
    pub token_keys: Option<String>,

    /// A file that holds TOKEN_KEYS, readable by the server's user alone.
    #[arg(long, env = "TOKEN_KEYS_FILE")]
    pub token_keys_file: Option<PathBuf>,

    /// Days after which an unused session ends.
    #[arg(long, env = "SESSION_IDLE_DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=400))]
    pub session_idle_days: u16,

    /// Days after which any session ends.
    #[arg(long, env = "SESSION_MAX_DAYS", default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=400))]
    pub session_max_days: u16,

    /// The header in which a proxy in front names the client's address, if there is one: its last value counts.
    /// Unset, the limits count by the connection's own address.
    #[arg(long, env = "CLIENT_IP_HEADER")]
    pub client_ip_header: Option<String>,

    /// Sign-ins an address may start in a minute; 0 for no limit.
    #[arg(long, env = "LIMIT_AUTH_PER_MINUTE", default_value_t = 10)]
    pub limit_auth: u32,

    /// Access tokens a session may ask for in a minute; 0 for no limit.
    #[arg(long, env = "LIMIT_TOKEN_PER_MINUTE", default_value_t = 30)]
    pub limit_token: u32,

    /// Calls of the interface an address may make in a minute; 0 for no limit.
    #[arg(long, env = "LIMIT_API_PER_MINUTE", default_value_t = 600)]
    pub limit_api: u32,

    /// Where Prometheus reads [default: 127.0.0.1:9464, left out if that is in use].
    #[arg(long, env = "METRICS_LISTEN")]
    pub metrics: Option<SocketAddr>,

    /// How much to log: error, warn, info, debug or trace.
    #[arg(long, env = "LUKA_LOG", default_value = "info")]
    pub log: tracing::Level,

    /// Log lines as JSON, for machines.
    #[arg(long, env = "LUKA_LOG_JSON")]
    pub log_json: bool,
}

/// Why the server cannot start with these options.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The folder is missing, or it is not a finished build.
    #[error("no index.html in {0}: build the app first (`cargo xtask run` does), or set LUKA_DIST")]
    NoApp(PathBuf),
    /// Plain HTTP is for one's own machine.
    #[error("{name} is {url}: plain http is only for this machine (localhost, 127.0.0.1), use https://")]
    PlainHttp {
        /// The option.
        name: &'static str,
        /// Its value.
        url: Url,
    },
    /// One half of the client's credentials.
    #[error("{missing} is not set, but {set} is: set both, or neither to go without Google")]
    HalfAClient {
        /// What is there.
        set: &'static str,
        /// What is not.
        missing: &'static str,
    },
    /// Tokens would have to be kept in clear.
    #[error(
        "TOKEN_KEYS is not set: refresh tokens are kept sealed. Make a key: echo k1:$(head -c 32 /dev/urandom | base64)"
    )]
    NoKey,
    /// The keys cannot be read.
    #[error("TOKEN_KEYS: {0}")]
    Keys(#[from] KeyError),
    /// A secret lies open.
    #[error(transparent)]
    SecretFile(#[from] SecretFileError),
    /// Two places for one thing.
    #[error("{0} and {0}_FILE are both set: which one counts?")]
    Twice(&'static str),
    /// Not a database that is known.
    #[error("DATABASE_URL must start with postgres:// (leave it unset for the file in LUKA_DATA_DIR)")]
    Database,
    /// An origin with a path, or none at all.
    #[error("ALLOWED_ORIGINS: {0:?} is no origin such as https://money.example")]
    Origin(String),
    /// A header name with spaces, say.
    #[error("CLIENT_IP_HEADER: {0:?} is no header's name")]
    Header(String),
    /// Not absolute, or with a path of its own.
    #[error("PUBLIC_BASE_URL: {0} must be an origin such as https://money.example")]
    Base(Url),
}

/// The options, read and found to fit together.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The options as given.
    pub config: Config,
    /// Where people open the app: an origin, `http` only on loopback.
    pub base: Url,
    /// Origins whose pages may change something.
    pub origins: Vec<String>,
    /// The provider and the keys for what it gives us; without it nobody signs in.
    pub google: Option<(Google, TokenKeys)>,
}

impl Config {
    /// Where to listen.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::new(self.listen, self.port)
    }

    /// Refuses what would only show later: as a blank page, or as a secret in the open. `port` is the one that is
    /// listened on.
    pub fn settle(self, port: u16) -> Result<Settings, ConfigError> {
        if !self.dist.join("index.html").is_file() {
            return Err(ConfigError::NoApp(self.dist));
        }
        let base = self.base(port)?;
        if self.database_url.as_deref().is_some_and(|url| !is_postgres(url)) {
            return Err(ConfigError::Database);
        }
        if let Some(name) = &self.client_ip_header
            && axum::http::HeaderName::try_from(name).is_err()
        {
            return Err(ConfigError::Header(name.clone()));
        }
        let google = match self.google.settle()? {
            Some(google) => Some((google, self.keys()?)),
            None => None,
        };
        Ok(Settings {
            origins: self.origins(&base)?,
            base,
            google,
            config: self,
        })
    }

    /// The keys that open the database's refresh tokens.
    ///
    /// # Errors
    /// When there are none, or they cannot be read.
    pub fn keys(&self) -> Result<TokenKeys, ConfigError> {
        let keys = secret_file::either(
            "TOKEN_KEYS",
            self.token_keys.as_deref(),
            self.token_keys_file.as_deref(),
        )?;
        Ok(TokenKeys::parse(&keys.ok_or(ConfigError::NoKey)?)?)
    }

    fn base(&self, port: u16) -> Result<Url, ConfigError> {
        let base = match &self.public_base_url {
            Some(url) => url.clone(),
            // A constant with a number in it: it parses.
            None => {
                return Url::parse(&format!("http://localhost:{port}/")).map_err(|_| ConfigError::Database);
            }
        };
        if base.path() != "/"
            || base.query().is_some()
            || base.fragment().is_some()
            || !base.username().is_empty()
        {
            return Err(ConfigError::Base(base));
        }
        tls_or_loopback("PUBLIC_BASE_URL", &base)?;
        Ok(base)
    }

    fn origins(&self, base: &Url) -> Result<Vec<String>, ConfigError> {
        let mut origins = vec![base.origin().ascii_serialization()];
        for given in self
            .allowed_origins
            .iter()
            .map(|origin| origin.trim())
            .filter(|o| !o.is_empty())
        {
            let origin = Url::parse(given).map_err(|_| ConfigError::Origin(given.to_owned()))?;
            let text = origin.origin().ascii_serialization();
            if text != given.trim_end_matches('/') {
                return Err(ConfigError::Origin(given.to_owned()));
            }
            tls_or_loopback("ALLOWED_ORIGINS", &origin)?;
            origins.push(text);
        }
        Ok(origins)
    }
}

impl Settings {
    /// Whether browsers reach the server over TLS.
    pub fn is_public_over_tls(&self) -> bool {
        self.base.scheme() == "https"
    }
}

/// Refuses what others on the network could read.
pub(crate) fn tls_or_loopback(name: &'static str, url: &Url) -> Result<(), ConfigError> {
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_loopback(url) => Ok(()),
        _ => Err(ConfigError::PlainHttp {
            name,
            url: url.clone(),
        }),
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}
