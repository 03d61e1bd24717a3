//! Too many calls, and calls that are too slow.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use sync_server::{Limits, serve_on};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::world::{ORIGIN, World};

#[tokio::test]
async fn an_address_that_starts_too_many_sign_ins_waits() {
    let world = World::with(&["--limit-auth", "2"]).await;
    let mut ana = world.browser();
    let mut answers = Vec::new();
    for _ in 0..7 {
        answers.push(ana.goes_to("/auth/start?flow=signin").await);
    }
    let statuses: Vec<_> = answers.iter().map(|answer| answer.status.as_u16()).collect();
    assert_eq!(statuses, [302, 302, 302, 302, 302, 302, 429]);
    let last = &answers[6];
    assert_eq!(last.code(), "slow_down");
    let wait: u64 = last.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(last.json()["error"]["retry_after"], wait);
    // Somebody at another address does not wait.
    assert_eq!(
        world.browser().goes_to("/auth/start?flow=signin").await.status,
        302
    );
}

#[tokio::test]
async fn a_session_that_asks_for_too_many_tokens_waits_and_another_does_not() {
    let world = World::with(&["--limit-token", "2"]).await;
    let mut ana = world.connected("user1").await;
    let mut luis = world.connected("user2").await;
    luis.peer = ana.peer;
    for _ in 0..4 {
        ana.token().await.unwrap();
    }
    assert_eq!(ana.token().await, Err("slow_down".into()));
    assert!(luis.token().await.is_ok());
}

#[tokio::test]
async fn the_app_itself_is_served_to_whoever_waits() {
    let world = World::with(&["--limit-api", "3"]).await;
    let mut ana = world.browser();
    for _ in 0..3 {
        assert_eq!(ana.goes_to("/api/session").await.status, 200);
    }
    assert_eq!(ana.goes_to("/api/session").await.code(), "slow_down");
    assert_eq!(ana.goes_to("/dashboard").await.status, 200);
}

/// A server on a real socket, for what only sockets show.
async fn listening(
    limits: Limits,
) -> (
    std::net::SocketAddr,
    watch::Sender<bool>,
    tokio::task::JoinHandle<()>,
    World,
) {
    let world = World::over_sqlite().await;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = watch::channel(false);
    let server = tokio::spawn(serve_on(listener, world.router(), limits, stopped));
    (address, stop, server, world)
}

#[tokio::test]
async fn a_client_that_never_ends_its_headers_is_left() {
    let limits = Limits {
        headers: Duration::from_millis(50),
        ..Limits::default()
    };
    let (address, _stop, _server, _world) = listening(limits).await;
    let mut slow = TcpStream::connect(address).await.unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ")
        .await
        .unwrap();
    let mut rest = Vec::new();
    // The server closes; without the limit this would wait for ever.
    slow.read_to_end(&mut rest).await.unwrap();
    assert!(!String::from_utf8_lossy(&rest).contains("200 OK"));
    // Others were served all the while.
    let mut quick = TcpStream::connect(address).await.unwrap();
    quick
        .write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut answer = String::new();
    quick.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn a_server_told_to_stop_ends_what_it_began() {
    let (address, stop, server, world) = listening(Limits::default()).await;
    let slow = google_standin::Action::Slow {
        bytes_per_s: 0,
        first_byte_ms: 300,
    };
    let pattern = google_standin::Pattern {
        method: None,
        path: "openid-configuration".into(),
    };
    let fault = google_standin::Fault {
        pattern,
        user: None,
        after: 0,
        times: 1,
        action: slow,
    };
    world.google().add_fault(fault).unwrap();
    let mut client = TcpStream::connect(address).await.unwrap();
    client
        .write_all(b"GET /auth/start?flow=signin HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .unwrap();
    // The provider was asked: the answer is under way.
    while !world
        .google()
        .log()
        .iter()
        .any(|call| call.path.contains("openid-configuration"))
    {
        tokio::task::yield_now().await;
    }
    stop.send(true).unwrap();
    let mut answer = String::new();
    client.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 302"), "{answer}");
    server.await.unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_body_that_never_comes_is_not_waited_for() {
    let world = World::over_sqlite().await;
    let request = Request::post("/auth/logout")
        .header("origin", ORIGIN)
        .header("x-requested-with", "app")
        .header("content-type", "application/json");
    let never = Body::from_stream(futures_util::stream::pending::<Result<String, std::io::Error>>());
    // The clock is the test's: without the limit this would wait for ever.
    let answer = world.browser().send(request.body(never).unwrap()).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (400, "bad_request".into())
    );
}

#[tokio::test(start_paused = true)]
async fn a_file_shared_before_there_is_a_service_worker_is_let_go_of() {
    let world = World::over_sqlite().await;
    type Piece = Result<String, std::io::Error>;
    // Far more than a call may bring; and one that never ends. Neither comes from a page of ours.
    let pieces = (0..50).map(|_| Piece::Ok("date,amount\n".repeat(10_000)));
    let large = Body::from_stream(futures_util::stream::iter(pieces));
    let never = Body::from_stream(futures_util::stream::pending::<Piece>());
    for (body, length) in [(large, "6000000"), (never, "50000000")] {
        let request = Request::post("/import")
            .header("origin", "null")
            .header("content-type", "multipart/form-data; boundary=x")
            .header("content-length", length);
        let answer = world.browser().send(request.body(body).unwrap()).await;
        assert_eq!(answer.status.as_u16(), 303);
        assert_eq!(answer.header("location"), "/import?shared=early");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(
            answer
                .header("content-security-policy")
                .contains("default-src 'none'")
        );
    }
    // Which pages people look at is nobody's business, so this address has no count of its own.
    assert!(!world.app.metrics().contains("route=\"/import\""));
}

#[tokio::test]
async fn what_prometheus_reads_names_routes_and_nobody() {
    let world = World::over_sqlite().await;
    let mut ana = world.connected("user1").await;
    ana.token().await.unwrap();
    ana.goes_to("/transactions?note=secret-note").await;
    ana.goes_to("/api/secret-path").await;
    let text = world.app.metrics();
    for line in [
        "http_requests_total{method=\"POST\",route=\"/api/google/token\",status=\"200\"} 1",
        "google_flows_total{flow=\"connect\",outcome=\"connected\"} 1",
        "route=\"files\"",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    for secret in ["secret", "ana@", "ya29.", "code="] {
        assert!(!text.contains(secret), "{secret}\n{text}");
    }
    // They are on a listener of their own: here the path is one of the app's.
    assert!(!ana.goes_to("/metrics").await.body.contains("http_requests_total"));
}
