//! What protects the page: headers on every response, and nothing outside the folder.

use axum::http::StatusCode;

use crate::site::{Answer, get};

const EVERYWHERE: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
];

fn check(answer: &Answer, what: &str) {
    for (name, value) in EVERYWHERE {
        assert_eq!(answer.header(name), *value, "{name} of {what}");
    }
    let policy = answer.header("content-security-policy");
    for directive in [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "connect-src 'self' https://www.googleapis.com https://sheets.googleapis.com",
        "worker-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types app-loader",
    ] {
        assert!(
            policy.split("; ").any(|part| part == directive),
            "{directive} of {what}: {policy}"
        );
    }
    for weakness in ["'unsafe-inline'", "'unsafe-eval'", "http:", "*"] {
        assert!(
            !policy.split([' ', ';']).any(|word| word == weakness),
            "{weakness} of {what}"
        );
    }
    assert!(
        answer.header("permissions-policy").contains("camera=()"),
        "{what}"
    );
    assert!(
        answer
            .header("permissions-policy")
            .contains("publickey-credentials-get=(self)"),
        "{what}"
    );
}

#[tokio::test]
async fn pages_workers_and_errors_carry_the_policy() {
    for path in [
        "/",
        "/transactions",
        "/sw.js",
        "/worker/worker.js",
        "/worker/db-worker_bg.wasm",
        "/app-1a2b3c4d5e6f7a8b.js",
        "/missing.js",
        "/api/session",
        "/api/nothing",
        "/auth/start?flow=signin",
        "/auth/callback",
        "/healthz",
        "/readyz",
    ] {
        check(&get(path).send().await, path);
    }
    check(&get("/").method("POST").send().await, "a refused method");
}

#[tokio::test]
async fn tls_is_forced_only_where_it_is_there() {
    let local = get("/").send().await;
    assert_eq!(local.header("strict-transport-security"), "");
    assert!(
        !local
            .header("content-security-policy")
            .contains("upgrade-insecure-requests")
    );
    let plain = get("/").public_url("http://127.0.0.1:8080").send().await;
    assert_eq!(plain.header("strict-transport-security"), "");
    let public = get("/").public_url("https://luka.example").send().await;
    assert!(
        public
            .header("strict-transport-security")
            .starts_with("max-age=63072000")
    );
    assert!(
        public
            .header("content-security-policy")
            .ends_with("; upgrade-insecure-requests")
    );
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    for path in [
        "/../outside.txt",
        "/worker/../../outside.txt",
        "/..%2foutside.txt",
        "/%2e%2e/outside.txt",
        "/worker/%2E%2E/%2e%2e/outside.txt",
        "/..%5coutside.txt",
        "/%00.txt",
        "//etc/hosts.txt",
        "/.stage/secret.js",
        "/%2estage/secret.js",
    ] {
        let answer = get(path).send().await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            !answer.body.contains("outside") && !answer.body.contains("unfinished"),
            "{path}"
        );
    }
}
