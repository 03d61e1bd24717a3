//! Callers who are not the app.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::world::{ORIGIN, World};

const CHANGES: &[(&str, &str)] = &[
    ("POST", "/api/google/token"),
    ("POST", "/api/google/picked"),
    ("POST", "/api/google/disconnect"),
    ("POST", "/auth/logout"),
    ("DELETE", "/api/account"),
];

#[tokio::test]
async fn a_change_from_another_site_is_refused() {
    let world = World::over_sqlite().await;
    let ana = world.connected("user1").await;
    let good = [
        ("origin", ORIGIN),
        ("x-requested-with", "app"),
        ("content-type", "application/json"),
    ];
    for (method, path) in CHANGES {
        for forged in [
            vec![("origin", "https://evil.example")],
            vec![("origin", "null")],
            vec![("origin", "http://localhost:8081")],
            vec![("origin", "http://localhost:8080.evil.example")],
            vec![("sec-fetch-site", "cross-site")],
            vec![("sec-fetch-site", "same-site")],
            vec![("x-requested-with", "XMLHttpRequest")],
        ] {
            let mut request = Request::builder().method(*method).uri(*path);
            for (name, value) in good
                .iter()
                .filter(|(name, _)| !forged.iter().any(|(other, _)| other == name))
            {
                request = request.header(*name, *value);
            }
            for (name, value) in &forged {
                request = request.header(*name, *value);
            }
            let answer = ana.clone().send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code()),
                (403, "csrf".into()),
                "{method} {path} {forged:?}"
            );
        }
        for missing in ["origin", "x-requested-with"] {
            let mut request = Request::builder().method(*method).uri(*path);
            for (name, value) in good.iter().filter(|(name, _)| *name != missing) {
                request = request.header(*name, *value);
            }
            let answer = ana.clone().send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.code(), "csrf", "{method} {path} without {missing}");
        }
    }
    // After all of it she is still signed in and connected.
    assert!(ana.clone().token().await.is_ok());
}

#[tokio::test]
async fn nobody_s_session_gets_nothing() {
    let world = World::over_sqlite().await;
    for (method, path) in CHANGES.iter().filter(|(_, path)| *path != "/auth/logout") {
        let answer = world.browser().changes(method, path, "").await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (401, "not_signed_in".into()),
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn no_other_site_is_told_that_it_may_read() {
    let world = World::over_sqlite().await;
    let mut ana = world.connected("user1").await;
    ana.headers = vec![("origin", "https://evil.example".into())];
    for (method, path) in [
        ("GET", "/api/session"),
        ("OPTIONS", "/api/google/token"),
        ("GET", "/api/config"),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("access-control-request-method", "POST");
        let answer = ana.send(request.body(Body::empty()).unwrap()).await;
        let allowed = answer
            .headers
            .keys()
            .any(|name| name.as_str().starts_with("access-control-"));
        assert!(!allowed, "{method} {path}");
    }
}

#[tokio::test]
async fn bodies_that_are_not_the_call_s_are_refused_in_the_error_form() {
    let world = World::over_sqlite().await;
    let mut ana = world.connected("user1").await;
    let large = json!({ "revoke": false, "padding": "x".repeat(20_000) }).to_string();
    for (body, status, code) in [
        ("", 415, "not_json"),
        ("{", 400, "bad_request"),
        ("[]", 400, "bad_request"),
        ("{}", 400, "bad_request"),
        (r#"{"revoke":"yes"}"#, 400, "bad_request"),
        (r#"{"revoke":false,"amount":"12.50"}"#, 400, "bad_request"),
        ("\u{0}\u{1}", 400, "bad_request"),
        (large.as_str(), 413, "too_large"),
    ] {
        if body.is_empty() {
            let request = Request::post("/api/google/disconnect")
                .header("origin", ORIGIN)
                .header("x-requested-with", "app");
            let answer = ana.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code()),
                (status, code.into()),
                "no body"
            );
            continue;
        }
        let answer = ana.changes("POST", "/api/google/disconnect", body).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (status, code.into()),
            "{}",
            &body[..body.len().min(40)]
        );
    }
    assert!(ana.token().await.is_ok());
}

#[tokio::test]
async fn a_body_without_a_length_is_counted_as_it_comes() {
    let world = World::over_sqlite().await;
    let mut ana = world.connected("user1").await;
    let chunks = futures_util::stream::iter((0..40).map(|_| Ok::<_, std::io::Error>("x".repeat(1024))));
    let request = Request::post("/api/google/disconnect")
        .header("origin", ORIGIN)
        .header("x-requested-with", "app")
        .header("content-type", "application/json");
    let answer = ana.send(request.body(Body::from_stream(chunks)).unwrap()).await;
    assert_eq!((answer.status.as_u16(), answer.code()), (413, "too_large".into()));
}

#[tokio::test]
async fn a_wrong_method_is_answered_in_the_error_form() {
    let world = World::over_sqlite().await;
    let answer = world.browser().changes("DELETE", "/api/session", "").await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (405, "method_not_allowed".into())
    );
    assert!(answer.header("allow").contains("GET"));
}

#[tokio::test]
async fn cookies_that_are_none_of_ours_are_nobody_s() {
    let world = World::over_sqlite().await;
    for cookie in [
        "luka-sid=",
        "luka-sid=../../etc/passwd",
        "luka-sid=%00",
        "luka-sid=\"; DROP TABLE users",
        "luka-sid=AAAA; luka-sid=BBBB",
    ] {
        let mut visitor = world.browser();
        visitor.cookie = Some(cookie.into());
        assert!(!visitor.is_signed_in().await, "{cookie}");
    }
}
