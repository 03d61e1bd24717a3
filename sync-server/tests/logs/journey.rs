//! Everything a person can do, with a listener at the most talkative level.

use std::io::Write;
use std::sync::{Arc, Mutex};

use serde_json::json;
use tracing::instrument::WithSubscriber;

use crate::world::World;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Single-threaded, so that everything the journey causes is written to its own log.
#[tokio::test]
async fn a_whole_journey_at_the_most_talkative_level_names_no_secret() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let secrets = journey().with_subscriber(subscriber).await;
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("answered"), "the log was read: {text}");
    for secret in secrets.iter().map(String::as_str).chain([
        "ya29.",
        "1//",
        "4/0",
        "code=",
        "state=",
        "luka-sid=",
        "standin-secret",
    ]) {
        assert!(!text.contains(secret), "{secret} is in the log:\n{text}");
    }
}

/// Signs in, connects, picks, gets tokens, fails in several ways and leaves: gives everything that is secret.
async fn journey() -> Vec<String> {
    let world = World::over_sqlite().await;
    let id = world.google().files("user1")[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut secrets = vec![id.clone(), "ana@standin.example".into()];
    let mut ana = world.browser();
    for (start, auto) in [
        ("/auth/start?flow=signin", "auto=user1".to_owned()),
        ("/auth/start?flow=connect", "auto=user1".to_owned()),
        ("/auth/start?flow=pick", format!("auto=user1&auto_pick={id}")),
        ("/auth/start?flow=connect", "auto=user2".to_owned()),
        ("/auth/start?flow=connect", "auto=deny".to_owned()),
    ] {
        let back = ana.is_led_back_to(start, &auto).await;
        secrets.extend(
            back.split(['?', '&', '='])
                .filter(|part| part.len() >= 20)
                .map(str::to_owned),
        );
        ana.returns(&back).await;
        ana.returns(&back).await;
        secrets.extend(
            ana.cookie
                .clone()
                .map(|cookie| cookie.trim_start_matches("luka-sid=").to_owned()),
        );
    }
    secrets.push(ana.token().await.unwrap());
    world.google().revoke("user1");
    world.clock.advance(std::time::Duration::from_secs(3600));
    ana.token().await.unwrap_err();
    ana.posts("/api/google/disconnect", json!({ "revoke": true }))
        .await;
    ana.changes("DELETE", "/api/account", "").await;
    secrets
}
