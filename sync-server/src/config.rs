//! Options, from flags or the environment.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::Parser;
use thiserror::Error;

/// Serves the LukaLibre app.
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

    /// Address people open the app at. One that starts with https:// makes browsers insist on TLS.
    #[arg(long, env = "LUKA_PUBLIC_URL")]
    pub public_url: Option<String>,

    /// How much to log: error, warn, info, debug or trace.
    #[arg(long, env = "LUKA_LOG", default_value = "info")]
    pub log: tracing::Level,
}

/// Why the server cannot start with these options.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The folder is missing, or it is not a finished build.
    #[error("no index.html in {0}: build the app first (`cargo xtask run` does), or set LUKA_DIST")]
    NoApp(PathBuf),
}

impl Config {
    /// Refuses what would only show later as a blank page.
    pub fn check(&self) -> Result<(), ConfigError> {
        if self.dist.join("index.html").is_file() {
            Ok(())
        } else {
            Err(ConfigError::NoApp(self.dist.clone()))
        }
    }

    /// Where to listen.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::new(self.listen, self.port)
    }

    /// Whether browsers reach the server over TLS.
    pub fn is_public_over_tls(&self) -> bool {
        self.public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_the_app_is_refused_with_what_to_do() {
        let empty = tempfile::tempdir().unwrap();
        let config = Config::parse_from(["sync-server", "--dist", empty.path().to_str().unwrap()]);
        let message = config.check().unwrap_err().to_string();
        assert!(message.contains("cargo xtask run"), "{message}");
    }

    #[test]
    fn only_this_machine_can_connect_unless_told_otherwise() {
        let config = Config::parse_from(["sync-server", "--port", "8080"]);
        assert!(config.listen.is_loopback());
    }
}
