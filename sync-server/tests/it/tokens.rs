//! Access tokens: one refresh for however many callers, and an honest answer when there is none to give.

use std::time::Duration;

use google_standin::{Action, Client, Fault, Options, Pattern, Status};
use serde_json::json;

use crate::world::{World, on_both_databases, outside, visit};

const HOUR: Duration = Duration::from_secs(60 * 60);

fn token_endpoint(times: u32, action: Action) -> Fault {
    let pattern = Pattern {
        method: Some("POST".into()),
        path: "^/token$".into(),
    };
    Fault {
        pattern,
        user: None,
        after: 0,
        times,
        action,
    }
}

on_both_databases! {
    async fn fifty_calls_at_once_are_one_refresh(world: World) {
        let ana = world.connected("user1").await;
        world.clock.advance(HOUR);
        let before = world.token_calls();
        let mut calls = tokio::task::JoinSet::new();
        for _ in 0..50 {
            let mut ana = ana.clone();
            calls.spawn(async move { ana.token().await.unwrap() });
        }
        let tokens = calls.join_all().await;
        assert!(tokens.iter().all(|token| *token == tokens[0]));
        assert_eq!(world.token_calls() - before, 1);
    }

    async fn a_token_is_good_for_five_minutes_or_replaced(world: World) {
        let mut ana = world.connected("user1").await;
        let first = ana.posts("/api/google/token", json!({})).await;
        assert_eq!(first.header("cache-control"), "no-store");
        // Half a minute on either side: the clock goes on by itself, too, and the machine may have other work.
        world.clock.advance(Duration::from_secs(3599 - 330));
        assert_eq!(ana.token().await.unwrap(), first.json()["access_token"]);
        world.clock.advance(Duration::from_secs(60));
        assert_ne!(ana.token().await.unwrap(), first.json()["access_token"]);
    }

    async fn a_token_that_google_refused_is_replaced_when_it_is_said(world: World) {
        let mut ana = world.connected("user1").await;
        let first = ana.token().await.unwrap();
        // Just fetched: another caller's complaint is about the one before.
        let same = ana.posts("/api/google/token", json!({ "rejected": true })).await.json();
        assert_eq!(same["access_token"], first);
        world.clock.advance(Duration::from_secs(11));
        let other = ana.posts("/api/google/token", json!({ "rejected": true })).await.json();
        assert_ne!(other["access_token"], first);
    }

    async fn a_consent_withdrawn_at_google_is_noticed_and_not_asked_again(world: World) {
        let mut ana = world.connected("user1").await;
        assert_eq!(world.store().await.sealed_otherwise("another key").await.unwrap().len(), 1);
        world.google().revoke("user1");
        world.clock.advance(HOUR);
        assert_eq!(ana.token().await, Err("reauth_required".into()));
        let calls = world.token_calls();
        assert_eq!(ana.token().await, Err("reauth_required".into()));
        assert_eq!(world.token_calls(), calls);
        let google = ana.gets("/api/session").await["google"].clone();
        assert_eq!(google, json!({ "connected": false, "scopes": [], "state": "reauth_required" }));
        // The token is wiped, not only marked.
        assert_eq!(world.store().await.sealed_otherwise("another key").await.unwrap().len(), 0);
        ana.comes_back_with("connected", "/auth/start?flow=connect", "auto=user1").await;
        assert!(ana.token().await.is_ok());
    }

    async fn rekeying_seals_anew_and_the_old_key_can_go(world: World) {
        let mut ana = world.connected("user1").await;
        let store = world.store().await;
        let new = "k2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
        let both = sync_server::TokenKeys::parse(&format!("{new},{}", crate::world::KEY)).unwrap();
        assert_eq!(sync_server::rekey(&store, &both).await.unwrap(), 1);
        assert_eq!(sync_server::rekey(&store, &both).await.unwrap(), 0);
        // A server that has only the old key cannot open it any more, and says so without dying.
        world.clock.advance(HOUR);
        let answer = ana.posts("/api/google/token", json!({})).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (500, "internal".into()));
        let only_old = sync_server::TokenKeys::parse(crate::world::KEY).unwrap();
        assert!(sync_server::rekey(&store, &only_old).await.is_err());
    }
}

#[tokio::test]
async fn a_client_in_testing_lasts_a_week_and_then_asks_again() {
    let client = Client {
        testing: true,
        ..Client::default()
    };
    let world = World::with_google(Options {
        clients: vec![client],
        ..Options::default()
    })
    .await;
    let mut ana = world.connected("user1").await;
    world.google().advance(Duration::from_secs(6 * 24 * 60 * 60));
    world.clock.advance(HOUR);
    assert!(ana.token().await.is_ok());
    world.google().advance(Duration::from_secs(2 * 24 * 60 * 60));
    world.clock.advance(HOUR);
    assert_eq!(ana.token().await, Err("reauth_required".into()));
}

#[tokio::test]
async fn the_account_s_hundred_and_first_token_ends_the_first_and_we_say_so() {
    let world = World::over_sqlite().await;
    let mut ana = world.connected("user1").await;
    // Another installation with the same client connects the same account, again and again.
    for _ in 0..100 {
        let start = format!(
            "{}/o/oauth2/v2/auth?response_type=code&client_id=standin-client&scope=https://www.googleapis.com/auth/drive.file\
             &redirect_uri=http://localhost:9/auth/callback&access_type=offline&prompt=consent&state=x&auto=user1",
            world.standin.base()
        );
        let back: reqwest::Url = visit(&start).await.parse().unwrap();
        let code = back
            .query_pairs()
            .find(|(name, _)| name == "code")
            .unwrap()
            .1
            .into_owned();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("client_id", "standin-client"),
            ("client_secret", "standin-secret"),
            ("redirect_uri", "http://localhost:9/auth/callback"),
        ];
        let answer = outside()
            .post(format!("{}/token", world.standin.base()))
            .form(&form)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
    }
    world.clock.advance(HOUR);
    assert_eq!(ana.token().await, Err("reauth_required".into()));
}

#[tokio::test]
async fn a_second_consent_that_brings_no_refresh_token_keeps_the_first() {
    let world = World::over_sqlite().await;
    let mut ana = world.connected("user1").await;
    // Google gives none without prompt=consent: somebody takes it off the address.
    let leaves = ana.goes_to("/auth/start?flow=connect").await;
    let google = leaves.header("location").replace("&prompt=consent", "");
    let back = visit(&format!("{google}&auto=user1")).await;
    let lands = ana
        .returns(back.strip_prefix(crate::world::ORIGIN).unwrap())
        .await;
    assert_eq!(lands.header("location"), "/settings/google#google=connected");
    world.clock.advance(HOUR);
    assert!(ana.token().await.is_ok());
    assert_eq!(world.google().n_refresh_tokens("user1"), 1);
}

#[tokio::test]
async fn while_google_is_away_the_grant_stays() {
    let world = World::over_sqlite().await;
    let mut ana = world.connected("user1").await;
    for status in [500, 503] {
        world.clock.advance(HOUR);
        let status = Status {
            code: status,
            reason: None,
            ..serde_json::from_value(json!({ "code": status })).unwrap()
        };
        world
            .google()
            .add_fault(token_endpoint(0, Action::Status(status)))
            .unwrap();
        let answer = ana.posts("/api/google/token", json!({})).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (503, "google_unavailable".into())
        );
        world.google().clear_faults();
        world.clock.advance(Duration::from_secs(3));
        assert!(ana.token().await.is_ok());
    }
}

#[tokio::test]
async fn a_refresh_that_fails_fails_once_for_all_who_wait() {
    let world = World::over_sqlite().await;
    let ana = world.connected("user1").await;
    world.clock.advance(HOUR);
    world
        .google()
        .add_fault(token_endpoint(0, Action::DropBefore))
        .unwrap();
    let before = world.token_calls();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let mut ana = ana.clone();
        calls.spawn(async move { ana.token().await.unwrap_err() });
    }
    assert!(
        calls
            .join_all()
            .await
            .iter()
            .all(|code| code == "google_unavailable")
    );
    let asked = world.token_calls() - before;
    assert!(asked <= 2, "Google was asked {asked} times");
}

#[tokio::test]
async fn an_answer_that_is_no_token_is_not_handed_on() {
    let world = World::over_sqlite().await;
    let mut ana = world.connected("user1").await;
    world.clock.advance(HOUR);
    world
        .google()
        .add_fault(token_endpoint(1, Action::TruncateBody { bytes: 7 }))
        .unwrap();
    let answer = ana.posts("/api/google/token", json!({})).await;
    assert!(
        ["google_bad_answer", "google_unavailable"].contains(&answer.code().as_str()),
        "{}",
        answer.body
    );
    world.clock.advance(Duration::from_secs(3));
    assert!(ana.token().await.is_ok());
}
