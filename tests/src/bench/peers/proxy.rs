//! A proxy that counts what a browser is sent, workers and service workers included, and that can be gone.

use anyhow::{Context, Result};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};

/// Between a browser and a server of this machine.
pub struct Proxy {
    port: u16,
    server: u16,
    bytes: Arc<AtomicU64>,
    /// Its connections live in here: without it the browser's open ones are closed too.
    runtime: Option<Runtime>,
}

impl Proxy {
    pub fn start(server: u16) -> Result<Self> {
        let mut proxy = Self {
            port: journeys::free_port()?,
            server,
            bytes: Arc::default(),
            runtime: None,
        };
        proxy.starts_again()?;
        Ok(proxy)
    }

    pub const fn port(&self) -> u16 {
        self.port
    }

    pub fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Bytes sent to the browser until now, headers and all.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::SeqCst)
    }

    pub fn stops(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }

    pub fn starts_again(&mut self) -> Result<()> {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).context("the proxy's port")?;
        listener.set_nonblocking(true)?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let (server, bytes) = (self.server, self.bytes.clone());
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            loop {
                let (browser, _) = listener.accept().await?;
                // A connection that breaks is the browser's business.
                tokio::spawn(serve(browser, server, bytes.clone()));
            }
            #[expect(unreachable_code, reason = "says what the block's errors are")]
            anyhow::Ok(())
        });
        self.runtime = Some(runtime);
        Ok(())
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.stops();
    }
}

async fn serve(browser: TcpStream, server: u16, bytes: Arc<AtomicU64>) -> Result<()> {
    let server = TcpStream::connect(("127.0.0.1", server)).await?;
    // Small answers must not wait for one another.
    browser.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (mut from_browser, mut to_browser) = browser.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    tokio::spawn(async move { copy(&mut from_browser, &mut to_server).await });
    let mut piece = vec![0; 64 * 1024];
    loop {
        let length = from_server.read(&mut piece).await?;
        if length == 0 {
            return Ok(());
        }
        to_browser.write_all(&piece[..length]).await?;
        bytes.fetch_add(length as u64, Ordering::SeqCst);
    }
}
