//! Starting and stopping: two listeners on loopback and the tasks behind them.

use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use crate::admin;
use crate::control::{Control, Shared};
use crate::options::Options;
use crate::plane;
use crate::world::World;

/// A running stand-in; it stops when this is dropped.
pub struct Standin {
    base: String,
    admin: String,
    control: Control,
    tasks: [JoinHandle<()>; 2],
}

impl Standin {
    /// Listens on loopback and answers from then on.
    ///
    /// # Errors
    /// When a port is taken.
    pub async fn start(options: Options) -> io::Result<Self> {
        let data = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
        let admin = TcpListener::bind((Ipv4Addr::LOCALHOST, options.admin_port)).await?;
        let url = |listener: &TcpListener| Ok::<_, io::Error>(format!("http://{}", listener.local_addr()?));
        let (base, admin_url) = (url(&data)?, url(&admin)?);
        let shared = Arc::new(Shared::new(World::new(&options, &base)?));
        let control = Control::new(shared.clone());
        let routes = admin::router(control.clone());
        let tasks = [
            tokio::spawn(accept(data, shared)),
            tokio::spawn(async {
                // It ends with the task; there is nobody to tell.
                drop(axum::serve(admin, routes).await);
            }),
        ];
        Ok(Self {
            base,
            admin: admin_url,
            control,
            tasks,
        })
    }

    /// Where Google is: `http://127.0.0.1:<port>`, without a slash at the end.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Where the admin plane is.
    #[must_use]
    pub fn admin(&self) -> &str {
        &self.admin
    }

    /// The controls, without HTTP.
    #[must_use]
    pub fn control(&self) -> Control {
        self.control.clone()
    }
}

impl Drop for Standin {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// Serves connections until the task is aborted; they end with it.
async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((stream, _)) = accepted else { continue };
                let shared = shared.clone();
                connections.spawn(async move {
                    let service = service_fn(move |request: Request<Incoming>| plane::serve(shared.clone(), request));
                    // A client that goes away in the middle is not an event here.
                    drop(http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service).await);
                });
            }
            Some(_) = connections.join_next() => {}
        }
    }
}
