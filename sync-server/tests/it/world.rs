//! A server over either database, the stand-in for Google beside it, and people with browsers.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use clap::Parser;
use google_standin::{Control, Standin};
use serde_json::Value;
use sync_server::{App, Clock, Config, Store};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::postgres::Database;
use crate::site::{Answer, build};

/// Where the tests' server says it is.
pub const ORIGIN: &str = "http://localhost:8080";

/// A key for refresh tokens.
pub const KEY: &str = "k1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

/// Runs each test once over SQLite and once over PostgreSQL.
macro_rules! on_both_databases {
    ($($(#[$about:meta])* async fn $name:ident($world:ident: World) $body:block)*) => {$(
        $(#[$about])*
        mod $name {
            #[allow(unused_imports, reason = "each test uses what it needs of its file's names")]
            use super::*;

            async fn check($world: World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                check(World::over_sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(world) = World::over_postgres().await {
                    check(world).await;
                }
            }
        }
    )*};
}
pub(crate) use on_both_databases;

enum Place {
    Folder(TempDir),
    Database(Database),
}

/// A server and the stand-in.
pub struct World {
    pub standin: Standin,
    pub app: App,
    pub clock: Clock,
    router: Router,
    place: Place,
    _site: TempDir,
    options: Vec<String>,
}

impl World {
    /// Over a file of its own.
    pub async fn over_sqlite() -> Self {
        Self::start(Place::Folder(tempfile::tempdir().unwrap()), &[]).await
    }

    /// Over a database of its own; nothing, said aloud, where no PostgreSQL was started for the tests.
    pub async fn over_postgres() -> Option<Self> {
        Some(Self::start(Place::Database(Database::create().await?), &[]).await)
    }

    /// Over a file, with further options.
    pub async fn with(options: &[&str]) -> Self {
        Self::start(Place::Folder(tempfile::tempdir().unwrap()), options).await
    }

    /// Over a file, with this Google.
    pub async fn with_google(google: google_standin::Options) -> Self {
        Self::start_with(Place::Folder(tempfile::tempdir().unwrap()), &[], google).await
    }

    async fn start(place: Place, options: &[&str]) -> Self {
        Self::start_with(place, options, google_standin::Options::default()).await
    }

    async fn start_with(place: Place, options: &[&str], google: google_standin::Options) -> Self {
        let standin = Standin::start(google).await.unwrap();
        let site = tempfile::tempdir().unwrap();
        let dist = build(site.path());
        let mut all = vec!["sync-server".to_owned()];
        for (name, value) in [
            ("--dist", dist.to_str().unwrap()),
            ("--google-client-id", "standin-client"),
            ("--google-client-secret", "standin-secret"),
            ("--oidc-issuer", standin.base()),
            ("--google-drive-root", standin.base()),
            ("--google-sheets-root", standin.base()),
            ("--token-keys", KEY),
            // The limits have tests of their own; everybody here shares an address.
            ("--limit-auth", "0"),
            ("--limit-token", "0"),
            ("--limit-api", "0"),
        ] {
            if !options.contains(&name) {
                all.extend([name.to_owned(), value.to_owned()]);
            }
        }
        all.extend(options.iter().map(|&option| option.to_owned()));
        let clock = Clock::default();
        let app = app(&all, &place, &clock).await;
        Self {
            standin,
            app: app.clone(),
            router: sync_server::router(&app),
            clock,
            place,
            _site: site,
            options: all,
        }
    }

    /// A second copy of the server over the same database, with a memory of its own.
    pub async fn copy(&self) -> Router {
        sync_server::router(&app(&self.options, &self.place, &self.clock).await)
    }

    /// The same database, opened again.
    pub async fn store(&self) -> Store {
        open(&self.place).await
    }

    /// The server's routes.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    pub fn google(&self) -> Control {
        self.standin.control()
    }

    /// How often Google was asked for a token by this grant type: the stand-in logs no bodies, so calls are counted.
    pub fn token_calls(&self) -> usize {
        self.google()
            .log()
            .iter()
            .filter(|call| call.path == "/token")
            .count()
    }

    /// Everything in the database, as bytes.
    pub async fn database_bytes(&self) -> Vec<u8> {
        match &self.place {
            Place::Folder(folder) => {
                let files = std::fs::read_dir(folder.path()).unwrap();
                files
                    .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap())
                    .collect()
            }
            Place::Database(database) => database.dump().await,
        }
    }

    /// Somebody with a browser that has never been here.
    pub fn browser(&self) -> Browser {
        static LAST: AtomicU32 = AtomicU32::new(1);
        let number = LAST.fetch_add(1, Ordering::Relaxed);
        let [_, a, b, c] = number.to_be_bytes();
        Browser {
            router: self.router(),
            cookie: None,
            peer: SocketAddr::from(([10, a, b, c], 1)),
            headers: Vec::new(),
        }
    }

    /// Somebody who has signed in with this account.
    pub async fn signed_in(&self, account: &str) -> Browser {
        let mut browser = self.browser();
        browser
            .comes_back_with("signed_in", "/auth/start?flow=signin", &format!("auto={account}"))
            .await;
        browser
    }

    /// Somebody who has signed in and connected Google.
    pub async fn connected(&self, account: &str) -> Browser {
        let mut browser = self.signed_in(account).await;
        browser
            .comes_back_with(
                "connected",
                "/auth/start?flow=connect",
                &format!("auto={account}"),
            )
            .await;
        browser
    }
}

async fn app(options: &[String], place: &Place, clock: &Clock) -> App {
    let config = Config::parse_from(options);
    App::new(config.settle(8080).unwrap(), open(place).await, clock.clone()).unwrap()
}

async fn open(place: &Place) -> Store {
    match place {
        Place::Folder(folder) => Store::in_folder(folder.path()).await.unwrap(),
        Place::Database(database) => Store::at_url(database.url()).await.unwrap(),
    }
}

/// A browser as far as the server sees one: a cookie, an address, and the headers browsers send by themselves.
#[derive(Clone)]
pub struct Browser {
    pub router: Router,
    pub cookie: Option<String>,
    pub peer: SocketAddr,
    /// Sent with every request, in place of what a browser would send.
    pub headers: Vec<(&'static str, String)>,
}

impl Browser {
    /// Opens an address by a click on the site itself.
    pub async fn goes_to(&mut self, path: &str) -> Answer {
        let request = Request::get(path).header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Reads with the page's `fetch`.
    pub async fn gets(&mut self, path: &str) -> Value {
        self.goes_to(path).await.json()
    }

    /// Changes something with the page's `fetch`, as the app does.
    pub async fn posts(&mut self, path: &str, body: Value) -> Answer {
        self.changes("POST", path, &body.to_string()).await
    }

    /// The same, with any method and body.
    pub async fn changes(&mut self, method: &str, path: &str, body: &str) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .body(Body::from(body.to_owned()))
            .unwrap();
        let headers = request.headers_mut();
        headers.insert("content-length", body.len().into());
        headers.insert("origin", ORIGIN.parse().unwrap());
        headers.insert("sec-fetch-site", "same-origin".parse().unwrap());
        headers.insert("x-requested-with", "app".parse().unwrap());
        headers.insert("content-type", "application/json".parse().unwrap());
        self.send(request).await
    }

    /// Sends a request with the cookie, and keeps the one that comes back.
    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert("cookie", cookie.parse().unwrap());
        }
        for (name, value) in &self.headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let answer = Answer::read(self.router.clone().oneshot(request).await.unwrap()).await;
        for set in answer.headers.get_all("set-cookie") {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            self.cookie = (!pair.ends_with('=')).then(|| pair.to_owned());
        }
        answer
    }

    /// Starts a flow and answers Google's pages without looking: gives the address that Google leads back to.
    pub async fn is_led_back_to(&mut self, start: &str, auto: &str) -> String {
        let leaves = self.goes_to(start).await;
        assert_eq!(leaves.status, 302, "{}", leaves.body);
        let google = format!("{}&{auto}", leaves.header("location"));
        let back = visit(&google).await;
        back.strip_prefix(ORIGIN)
            .unwrap_or_else(|| panic!("Google leads to {back}"))
            .to_owned()
    }

    /// Goes all the way, and gives the page it ends at.
    pub async fn comes_back(&mut self, start: &str, auto: &str) -> String {
        let back = self.is_led_back_to(start, auto).await;
        let lands = self.returns(&back).await;
        assert_eq!(lands.status, 303, "{}", lands.body);
        lands.header("location").to_owned()
    }

    /// Comes back from Google, as the navigation from another site that it is.
    pub async fn returns(&mut self, back: &str) -> Answer {
        let request = Request::get(back).header("sec-fetch-site", "cross-site");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Goes all the way, to this outcome.
    pub async fn comes_back_with(&mut self, outcome: &str, start: &str, auto: &str) {
        let page = self.comes_back(start, auto).await;
        assert_eq!(page, format!("/settings/google#google={outcome}"));
    }

    pub async fn is_signed_in(&mut self) -> bool {
        self.gets("/api/session").await["signed_in"].as_bool().unwrap()
    }

    /// An access token, or the code of what is in the way.
    pub async fn token(&mut self) -> Result<String, String> {
        let answer = self.posts("/api/google/token", serde_json::json!({})).await;
        match answer.code() {
            code if code.is_empty() => Ok(answer.json()["access_token"].as_str().unwrap().to_owned()),
            code => Err(code),
        }
    }
}

/// Opens an address of Google's and gives the one it leads to.
pub async fn visit(url: &str) -> String {
    let answer = outside().get(url).send().await.unwrap();
    let status = answer.status();
    match answer.headers().get("location") {
        Some(location) => location.to_str().unwrap().to_owned(),
        None => panic!("{status}: {}", answer.text().await.unwrap()),
    }
}

/// A client that follows nothing, for what is asked of Google directly.
pub fn outside() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}
