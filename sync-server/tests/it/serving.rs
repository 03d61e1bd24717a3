//! Which bytes a path gives, and how long they may be kept.

use axum::http::StatusCode;

use crate::site::{build, get};

#[tokio::test]
async fn the_root_and_every_route_give_the_page() {
    for path in [
        "/",
        "/welcome",
        "/transactions?lang=es",
        "/reports/2026/03",
        "/worker",
        "/index.html",
    ] {
        let answer = get(path).send().await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.body, "<html>the page</html>", "{path}");
        assert_eq!(answer.header("content-type"), "text/html", "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    }
}

#[tokio::test]
async fn a_missing_file_is_not_the_page() {
    for path in [
        "/missing.js",
        "/worker/missing.wasm",
        "/favicon.ico",
        "/index.html/x.js",
    ] {
        let answer = get(path).send().await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn an_unknown_api_path_is_answered_in_json() {
    for path in ["/api", "/api/", "/api/nothing", "/auth", "/auth/nothing"] {
        let answer = get(path).send().await;
        assert_eq!(
            (answer.status, answer.code()),
            (StatusCode::NOT_FOUND, "not_found".into()),
            "{path}"
        );
        assert_eq!(answer.header("content-type"), "application/json", "{path}");
    }
}

#[tokio::test]
async fn the_smallest_accepted_encoding_is_sent() {
    let brotli = get("/").with("accept-encoding", "gzip, br").send().await;
    assert_eq!(
        (brotli.header("content-encoding"), brotli.body.as_str()),
        ("br", "page in brotli")
    );
    let gzip = get("/transactions").with("accept-encoding", "gzip").send().await;
    assert_eq!(
        (gzip.header("content-encoding"), gzip.body.as_str()),
        ("gzip", "page in gzip")
    );
    let plain = get("/").with("accept-encoding", "identity").send().await;
    assert_eq!(
        (plain.header("content-encoding"), plain.body.as_str()),
        ("", "<html>the page</html>")
    );
    for answer in [brotli, gzip, plain] {
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
}

#[tokio::test]
async fn a_type_is_the_content_s_even_when_it_is_compressed() {
    let wasm = get("/app-1a2b3c4d5e6f7a8b_bg.wasm")
        .with("accept-encoding", "br")
        .send()
        .await;
    assert_eq!(wasm.header("content-type"), "application/wasm");
    assert_eq!(wasm.header("content-encoding"), "br");
    for (path, expected) in [
        ("/sw.js", "text/javascript"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/es.ftl", "text/plain; charset=utf-8"),
        ("/worker/db-worker_bg.wasm", "application/wasm"),
    ] {
        assert_eq!(get(path).send().await.header("content-type"), expected, "{path}");
    }
}

#[tokio::test]
async fn only_hashed_names_are_kept_without_asking() {
    let hashed = get("/app-1a2b3c4d5e6f7a8b.js").send().await;
    assert_eq!(
        hashed.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    for path in [
        "/sw.js",
        "/worker/worker.js",
        "/worker/db-worker_bg.wasm",
        "/manifest.webmanifest",
    ] {
        let answer = get(path).send().await;
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
        assert!(!answer.header("etag").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn a_file_that_did_not_change_is_not_sent_again() {
    let site = tempfile::tempdir().unwrap();
    let dist = build(site.path());
    let first = get("/sw.js").send_to(&dist).await;
    let again = get("/sw.js")
        .with("if-none-match", first.header("etag"))
        .send_to(&dist)
        .await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(again.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn files_are_only_read() {
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = get("/index.html").method(method).send().await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(answer.header("allow"), "GET, HEAD", "{method}");
    }
    let head = get("/").method("HEAD").send().await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
}

#[tokio::test]
async fn the_server_says_that_it_lives() {
    let answer = get("/healthz").send().await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "ok"));
    assert_eq!(answer.header("cache-control"), "no-store");
    let ready = get("/readyz").send().await;
    assert_eq!((ready.status, ready.body.as_str()), (StatusCode::OK, "ready"));
}

#[tokio::test]
async fn without_a_google_client_the_app_is_served_and_says_so() {
    let config = get("/api/config").send().await;
    assert_eq!(
        config.json(),
        serde_json::json!({
            "google": false,
            "drive_root": "https://www.googleapis.com/",
            "sheets_root": "https://sheets.googleapis.com/",
            "standin": false,
        })
    );
    assert_eq!(get("/api/session").send().await.json()["signed_in"], false);
    let start = get("/auth/start?flow=signin").send().await;
    assert_eq!(
        (start.status, start.code()),
        (StatusCode::CONFLICT, "google_not_configured".into())
    );
}
