//! The database, gone for a minute.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Parser;
use serde_json::json;
use sync_server::{App, Clock, Config, Store};
use tokio::net::{TcpListener, TcpStream};

use crate::postgres::Database;
use crate::site::build;
use crate::world::Browser;

/// The way to the database: a relay that can be cut.
async fn relay(to: String, is_cut: Arc<AtomicBool>) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut near, _)) = listener.accept().await {
            let (to, is_cut) = (to.clone(), is_cut.clone());
            tokio::spawn(async move {
                if is_cut.load(Ordering::Relaxed) {
                    return;
                }
                let mut far = TcpStream::connect(to).await.unwrap();
                let cut = async {
                    while !is_cut.load(Ordering::Relaxed) {
                        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
                    }
                };
                tokio::select! {
                    _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                    () = cut => {}
                }
            });
        }
    });
    port
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_database_is_away_the_app_is_served_and_calls_say_so_and_then_all_is_well() {
    let Some(database) = Database::create().await else {
        return;
    };
    let is_cut = Arc::new(AtomicBool::new(false));
    let mut url: reqwest::Url = database.url().parse().unwrap();
    let port = relay(format!("127.0.0.1:{}", url.port().unwrap()), is_cut.clone()).await;
    url.set_port(Some(port)).unwrap();

    let site = tempfile::tempdir().unwrap();
    let dist = build(site.path());
    let config = Config::parse_from(["sync-server", "--dist", dist.to_str().unwrap()]);
    let store = Store::at_url(url.as_str()).await.unwrap();
    let app = App::new(config.settle(8080).unwrap(), store, Clock::default()).unwrap();
    let mut browser = Browser {
        router: sync_server::router(&app),
        cookie: Some("luka-sid=AAAAAAAAAAAAAAAAAAAAAA".into()),
        peer: ([192, 0, 2, 1], 1).into(),
        headers: Vec::new(),
    };
    assert_eq!(browser.goes_to("/readyz").await.status, 200);
    browser.cookie = Some("luka-sid=AAAAAAAAAAAAAAAAAAAAAA".into());

    is_cut.store(true, Ordering::Relaxed);
    let ready = browser.goes_to("/readyz").await;
    assert_eq!((ready.status.as_u16(), ready.code()), (503, "unavailable".into()));
    let session = browser.goes_to("/api/session").await;
    assert_eq!(
        (session.status.as_u16(), session.code()),
        (503, "unavailable".into())
    );
    assert!(!session.header("retry-after").is_empty());
    // A cookie is not taken from somebody because the database is away.
    assert_eq!(session.header("set-cookie"), "");
    let token = browser.posts("/api/google/token", json!({})).await;
    assert_eq!(token.code(), "unavailable");
    assert_eq!(browser.goes_to("/dashboard").await.status, 200);
    assert_eq!(browser.goes_to("/healthz").await.status, 200);

    is_cut.store(false, Ordering::Relaxed);
    assert_eq!(browser.goes_to("/readyz").await.status, 200);
    assert_eq!(browser.gets("/api/session").await["signed_in"], false);
}
