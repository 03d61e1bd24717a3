//! Listening, and stopping when asked to.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use thiserror::Error;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt;

use crate::config::ConfigError;
use crate::metrics::Metrics;
use crate::store::{Store, StoreError};
use crate::{App, Clock, Config, router};

/// Where Prometheus finds us, unless METRICS_LISTEN says otherwise.
const METRICS: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 9464);

/// How often ended sessions are forgotten.
const SWEEP: Duration = Duration::from_secs(10 * 60);

/// What a connection is allowed.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From a request's first byte, or the end of the one before, to the end of its headers.
    pub headers: Duration,
    /// For answers under way once the server was told to stop.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            headers: Duration::from_secs(30),
            grace: Duration::from_secs(5),
        }
    }
}

/// Why the server did not start, or stopped by itself.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The options do not fit.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The way out to the provider.
    #[error("cannot set up TLS: {0}")]
    Tls(#[from] reqwest::Error),
    /// Two counters of one name.
    #[error("cannot count: {0}")]
    Metrics(#[from] prometheus::Error),
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
///
/// # Errors
/// When it cannot start, saying which option is in the way.
pub async fn serve(config: Config, ready: impl FnOnce(u16)) -> Result<(), ServeError> {
    let listener = listen(config.address()).await?;
    let port = listener.local_addr()?.port();
    let metrics_address = config.metrics;
    let settings = config.settle(port)?;
    warn_about_the_proxy(&settings);
    let store = Store::of(&settings).await?;
    let app = App::new(settings, store, Clock::default())?;
    let metrics = metrics_listener(metrics_address).await?;

    let (told, stop) = watch::channel(false);
    tokio::spawn(async move {
        stop_signal().await;
        tracing::info!("stopping");
        let _ = told.send(true);
    });
    tokio::spawn(sweep(app.clone(), stop.clone()));
    if let Some(listener) = metrics {
        tokio::spawn(serve_metrics(listener, app.metrics.clone(), stop.clone()));
    }
    ready(port);
    serve_on(listener, router(&app), Limits::default(), stop).await;
    Ok(())
}

/// Serves on a listener until `stop` says so, then lets answers under way end.
pub async fn serve_on(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    mut stop: watch::Receiver<bool>,
) {
    let open = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.headers);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|told| *told) => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let connection = http.serve_connection(TokioIo::new(prompt(stream)), service(&router, peer));
                let connection = open.watch(connection);
                tokio::spawn(async move {
                    // A client that goes away, or is too slow, is no trouble of the server's.
                    if let Err(error) = connection.await {
                        tracing::debug!(%error, "a connection ended early");
                    }
                });
            }
            // Out of file descriptors, most likely: taking a breath beats spinning.
            Err(error) => {
                tracing::error!(%error, "cannot accept");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    if tokio::time::timeout(limits.grace, open.shutdown()).await.is_err() {
        tracing::warn!("some connections were cut");
    }
}

/// Small answers go out at once instead of waiting for more.
fn prompt(stream: TcpStream) -> TcpStream {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    stream
}

fn service(
    router: &Router,
    peer: SocketAddr,
) -> impl hyper::service::Service<
    Request<hyper::body::Incoming>,
    Response = axum::response::Response,
    Error = std::convert::Infallible,
    Future: Send,
> + use<> {
    let router = router.clone();
    TowerToHyperService::new(tower::service_fn(
        move |request: Request<hyper::body::Incoming>| {
            let mut request = request.map(axum::body::Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().oneshot(request)
        },
    ))
}

async fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => ServeError::Taken(address),
            _ => ServeError::Listen(address, error),
        })
}

/// An address that was asked for must be free; the usual one may be another server's.
async fn metrics_listener(asked: Option<SocketAddr>) -> Result<Option<TcpListener>, ServeError> {
    match asked {
        Some(address) => listen(address).await.map(Some),
        None => match listen(METRICS).await {
            Ok(listener) => Ok(Some(listener)),
            Err(error) => {
                tracing::info!(%error, "no metrics: METRICS_LISTEN chooses another address");
                Ok(None)
            }
        },
    }
}

async fn serve_metrics(listener: TcpListener, metrics: Metrics, stop: watch::Receiver<bool>) {
    serve_on(listener, metrics.router(), Limits::default(), stop).await;
}

async fn sweep(app: App, mut stop: watch::Receiver<bool>) {
    let mut rounds = tokio::time::interval(SWEEP);
    loop {
        tokio::select! {
            _ = rounds.tick() => {}
            _ = stop.wait_for(|told| *told) => return,
        }
        if let Err(error) = app.sweep().await {
            tracing::warn!(%error, "what ended was not forgotten; later");
        }
    }
}

/// Behind a proxy whose header is not named, all people of the world share one address, and its limits.
fn warn_about_the_proxy(settings: &crate::config::Settings) {
    if settings.is_public_over_tls() && settings.config.client_ip_header.is_none() {
        tracing::warn!("CLIENT_IP_HEADER is not set: limits count by the address of the proxy in front");
    }
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
