//! The database, gone for a minute.

use clap::Parser;
use serde_json::json;
use sync_server::{App, Clock, Config, Store};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::postgres::Database;
use crate::site::build;
use crate::world::Browser;

/// The way to the database: a relay that can be cut.
struct Relay {
    port: u16,
    is_cut: watch::Sender<bool>,
    n_open: watch::Sender<usize>,
}

impl Relay {
    async fn start(to: String) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (is_cut, cut) = watch::channel(false);
        let n_open = watch::Sender::new(0);
        let count = n_open.clone();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                if !*cut.borrow() {
                    count.send_modify(|n| *n += 1);
                    tokio::spawn(carry(near, to.clone(), cut.clone(), count.clone()));
                }
            }
        });
        Self { port, is_cut, n_open }
    }

    /// Cuts every connection, and comes back when none is left.
    async fn cut(&self) {
        self.is_cut.send(true).unwrap();
        self.n_open.subscribe().wait_for(|n| *n == 0).await.unwrap();
    }

    fn mend(&self) {
        self.is_cut.send(false).unwrap();
    }
}

async fn carry(
    mut near: TcpStream,
    to: String,
    mut cut: watch::Receiver<bool>,
    n_open: watch::Sender<usize>,
) {
    let mut far = TcpStream::connect(to).await.unwrap();
    tokio::select! {
        _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
        _ = cut.wait_for(|is_cut| *is_cut) => {}
    }
    drop((near, far));
    n_open.send_modify(|n| *n -= 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_database_is_away_the_app_is_served_and_calls_say_so_and_then_all_is_well() {
    let Some(database) = Database::create().await else {
        return;
    };
    let mut url: reqwest::Url = database.url().parse().unwrap();
    let relay = Relay::start(format!("127.0.0.1:{}", url.port().unwrap())).await;
    url.set_port(Some(relay.port)).unwrap();

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

    relay.cut().await;
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

    relay.mend();
    assert_eq!(browser.goes_to("/readyz").await.status, 200);
    assert_eq!(browser.gets("/api/session").await["signed_in"], false);
}
