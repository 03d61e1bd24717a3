//! Actual's build, served as its makers say: with the headers of its own list, compressed beforehand as ours is.

use anyhow::Result;
use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, header},
    middleware::{Next, from_fn},
    response::Response,
};
use std::path::Path;
use tower_http::services::{ServeDir, ServeFile};

/// From the `_headers` of the package.
const HEADERS: [(HeaderName, &str); 3] = [
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-embedder-policy"),
        "require-corp",
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self' blob:; img-src 'self' blob: data:; script-src 'self' 'unsafe-eval' blob:; \
         style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src http: https:;",
    ),
];

/// A running server, until the program ends.
pub struct Served {
    pub port: u16,
}

impl Served {
    pub fn start(folder: &Path) -> Result<Self> {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let page = ServeFile::new(folder.join("index.html"))
            .precompressed_br()
            .precompressed_gzip();
        let files = ServeDir::new(folder)
            .precompressed_br()
            .precompressed_gzip()
            .fallback(page);
        let router = Router::new().fallback_service(files).layer(from_fn(describe));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { port })
    }
}

/// Names that carry a hash are kept, as our server keeps ours.
async fn describe(request: Request, next: Next) -> Response {
    let is_hashed = request.uri().path().starts_with("/static/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let lifetime = if is_hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(lifetime));
    response
}
