//! A small built app, and one call to it.

use std::fs;
use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use clap::Parser;
use http_body_util::BodyExt;
use std::net::SocketAddr;
use sync_server::{App, Clock, Config, Store};
use tower::ServiceExt;

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// A header's text; empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// A request to be sent; `get` starts one.
pub struct Call {
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    public_url: Option<&'static str>,
}

pub fn get(path: &str) -> Call {
    Call {
        method: "GET",
        path: path.into(),
        headers: Vec::new(),
        public_url: None,
    }
}

impl Call {
    pub fn method(mut self, method: &'static str) -> Self {
        self.method = method;
        self
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub fn public_url(mut self, url: &'static str) -> Self {
        self.public_url = Some(url);
        self
    }

    pub async fn send(self) -> Answer {
        let site = tempfile::tempdir().unwrap();
        self.send_to(&build(site.path())).await
    }

    /// For entity tags, which are a folder's own.
    pub async fn send_to(self, dist: &Path) -> Answer {
        let mut config = Config::parse_from(["sync-server"]);
        config.dist = dist.to_owned();
        config.public_base_url = self.public_url.map(|url| url.parse().unwrap());
        let data = tempfile::tempdir().unwrap();
        let store = Store::in_folder(data.path()).await.unwrap();
        let app = App::new(config.settle(8080).unwrap(), store, Clock::default()).unwrap();
        let mut request = Request::builder().method(self.method).uri(&self.path);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let mut request = request.body(Body::empty()).unwrap();
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 1))));
        Answer::read(sync_server::router(&app).oneshot(request).await.unwrap()).await
    }
}

impl Answer {
    /// Reads a response to its end.
    pub async fn read(response: axum::response::Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Self {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The error's code; empty when the answer is none.
    pub fn code(&self) -> String {
        let body: serde_json::Value = serde_json::from_str(&self.body).unwrap_or_default();
        body["error"]["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// Builds the app's folder inside `root`, beside a file that must stay out of reach. The variants hold words in
/// place of compressed bytes: what matters is which file is sent.
pub fn build(root: &Path) -> PathBuf {
    let dist = root.join("dist");
    fs::create_dir_all(dist.join("worker")).unwrap();
    fs::create_dir_all(dist.join(".stage")).unwrap();
    for (path, content) in [
        ("index.html", "<html>the page</html>"),
        ("index.html.br", "page in brotli"),
        ("index.html.gz", "page in gzip"),
        ("sw.js", "// service worker"),
        ("app-1a2b3c4d5e6f7a8b.js", "// app"),
        ("app-1a2b3c4d5e6f7a8b_bg.wasm", "wasm"),
        ("app-1a2b3c4d5e6f7a8b_bg.wasm.br", "wasm in brotli"),
        ("worker/worker.js", "// worker"),
        ("worker/db-worker_bg.wasm", "wasm"),
        ("manifest.webmanifest", "{}"),
        ("es.ftl", "hola = Hola"),
        (".stage/secret.js", "unfinished"),
    ] {
        fs::write(dist.join(path), content).unwrap();
    }
    fs::write(root.join("outside.txt"), "outside").unwrap();
    dist
}
