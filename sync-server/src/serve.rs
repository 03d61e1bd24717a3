//! Listening, and stopping when asked to.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::{Config, ConfigError, router};

/// How long answers under way may take once the server was told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Why the server did not start, or stopped by itself.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The options do not fit.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Someone else listens there.
    #[error("{0} is in use: stop what listens there, or choose another port with PORT")]
    Taken(SocketAddr),
    /// The system refused.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    /// The system took the socket or the signals away.
    #[error("the server stopped: {0}")]
    Stopped(#[from] io::Error),
}

/// Serves until SIGINT or SIGTERM. `ready` is called once with the port that is listened on.
pub async fn serve(config: Config, ready: impl FnOnce(u16)) -> Result<(), ServeError> {
    config.check()?;
    let address = config.address();
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => ServeError::Taken(address),
            _ => ServeError::Listen(address, error),
        })?;
    ready(listener.local_addr()?.port());

    let (told, mut stop) = watch::channel(false);
    let mut stop_serving = stop.clone();
    let server = axum::serve(listener, router(&config)).with_graceful_shutdown(async move {
        let _ = stop_serving.wait_for(|told| *told).await;
    });
    tokio::spawn(async move {
        stop_signal().await;
        tracing::info!("stopping");
        let _ = told.send(true);
    });
    let deadline = async move {
        let _ = stop.wait_for(|told| *told).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        ended = server => ended?,
        () = deadline => tracing::warn!("some connections were cut"),
    }
    Ok(())
}

/// Returns when the process is asked to end. If a signal cannot be listened for, the other one still counts.
async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate() => {}
    }
}

#[cfg(unix)]
async fn terminate() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminate() {
    std::future::pending().await
}
