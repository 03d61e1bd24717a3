//! The built app as files, and its routes as the one page.

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::extract::Request;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use tower_http::services::ServeDir;

const PAGE: &str = "/index.html";

/// For names that carry a hash of their content: the same name never means anything else.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// For names that stay: kept, but asked for again. `index.html` too, and not `no-store`: it holds nothing of
/// the person's, and its entity tag makes the check that starts each visit an empty answer.
const ASK_AGAIN: &str = "no-cache";

/// Serves one folder.
#[derive(Debug, Clone)]
pub struct Files {
    dist: PathBuf,
}

impl Files {
    /// Serves `dist`.
    pub fn new(dist: &Path) -> Self {
        Self {
            dist: dist.to_owned(),
        }
    }

    /// A path with an extension is a file or a 404; any other path is a route of the app.
    pub async fn answer(self, request: Request) -> Response {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let allow = [(header::ALLOW, HeaderValue::from_static("GET, HEAD"))];
            return (StatusCode::METHOD_NOT_ALLOWED, allow, "method not allowed\n").into_response();
        }
        let path = request.uri().path().to_owned();
        if is_hidden(&path) {
            return not_found();
        }
        if has_extension(&path) {
            self.file(request, &path).await
        } else {
            let page = with_path(request, PAGE);
            self.file(page, PAGE).await
        }
    }

    async fn file(self, request: Request, path: &str) -> Response {
        let folder = ServeDir::new(&self.dist).precompressed_br().precompressed_gzip();
        let Ok(found) = folder.oneshot(request).await;
        if matches!(
            found.status(),
            StatusCode::NOT_FOUND | StatusCode::TEMPORARY_REDIRECT
        ) {
            return not_found();
        }
        let mut response = found.map(Body::new);
        describe(response.headers_mut(), path);
        response
    }
}

fn describe(headers: &mut HeaderMap, path: &str) {
    let lifetime = if is_hashed(path) { FOREVER } else { ASK_AGAIN };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(lifetime));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if path.ends_with(".ftl") && headers.contains_key(header::CONTENT_TYPE) {
        // No registry knows Fluent; with nosniff an unknown type is at best a download.
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/plain; charset=utf-8"),
        );
    }
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "not found\n").into_response()
}

/// Dot files are the build's own business, in whatever folder.
fn is_hidden(path: &str) -> bool {
    path.split('/')
        .any(|segment| segment.starts_with('.') || segment.to_ascii_lowercase().starts_with("%2e"))
}

fn has_extension(path: &str) -> bool {
    file_name(path).contains('.')
}

/// `app-1a2b3c4d5e6f7a8b_bg.wasm`: a dash and at least eight hexadecimal digits that end there. Only the file's
/// own name counts; a folder's hash says nothing about the content.
fn is_hashed(path: &str) -> bool {
    file_name(path).split('-').skip(1).any(|part| {
        let digits = part
            .bytes()
            .take_while(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(b))
            .count();
        digits >= 8 && part[digits..].starts_with(['.', '_'])
    })
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn with_path(mut request: Request, path: &'static str) -> Request {
    let mut parts = std::mem::take(request.uri_mut()).into_parts();
    parts.path_and_query = Some(PathAndQuery::from_static(path));
    *request.uri_mut() = Uri::from_parts(parts).unwrap_or_else(|_| Uri::from_static(path));
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hash_in_the_name_itself_lasts_forever() {
        for path in [
            "/app-1a2b3c4d5e6f7a8b.js",
            "/app-1a2b3c4d5e6f7a8b_bg.wasm",
            "/css/site-0a1b2c3d.css",
        ] {
            assert!(is_hashed(path), "{path}");
        }
        for path in [
            "/index.html",
            "/sw.js",
            "/worker/db-worker_bg.wasm",
            "/snippets/app-1a2b3c4d5e6f7a8b/inline0.js",
            "/icon-512.png",
            "/a-facade.js",
            "/a-deadbeefcafe1234xyz.js",
        ] {
            assert!(!is_hashed(path), "{path}");
        }
    }
}
