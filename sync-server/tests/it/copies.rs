//! Two copies of the server on one PostgreSQL, behind a load balancer without stickiness.

use std::time::Duration;

use serde_json::json;

use crate::world::{Browser, World};

/// Somebody whose next request goes to the other copy.
fn sent_to(router: &axum::Router, browser: &Browser) -> Browser {
    Browser {
        router: router.clone(),
        ..browser.clone()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_one_copy_does_the_other_knows() {
    let Some(world) = World::over_postgres().await else {
        return;
    };
    let second = world.copy().await;

    // A sign-in that begins at one copy ends at the other.
    let mut ana = world.browser();
    let back = ana.is_led_back_to("/auth/start?flow=signin", "auto=user1").await;
    let mut ana = sent_to(&second, &ana);
    assert_eq!(
        ana.returns(&back).await.header("location"),
        "/settings/google#google=signed_in"
    );
    let mut here = sent_to(&world.router(), &ana);
    assert!(here.is_signed_in().await && ana.is_signed_in().await);

    // So does a connection, with what was picked.
    here.comes_back_with("connected", "/auth/start?flow=connect", "auto=user1")
        .await;
    let mut there = sent_to(&second, &here);
    assert!(there.token().await.is_ok() && here.token().await.is_ok());

    // A disconnection at one is the end of the token that the other still has in memory.
    there
        .posts("/api/google/disconnect", json!({ "revoke": false }))
        .await;
    assert_eq!(here.token().await, Err("google_not_connected".into()));

    // And a sign-out at either is one at both.
    assert_eq!(there.posts("/auth/logout", json!({})).await.status, 204);
    assert!(!here.is_signed_in().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_state_is_good_once_over_all_copies() {
    let Some(world) = World::over_postgres().await else {
        return;
    };
    let second = world.copy().await;
    let mut ana = world.browser();
    let back = ana.is_led_back_to("/auth/start?flow=signin", "auto=user1").await;
    let mut calls = tokio::task::JoinSet::new();
    for router in [world.router(), second] {
        for _ in 0..4 {
            let (mut ana, back) = (sent_to(&router, &ana), back.clone());
            calls.spawn(async move { ana.returns(&back).await.status.as_u16() });
        }
    }
    let answers = calls.join_all().await;
    assert_eq!(
        answers.iter().filter(|status| **status == 303).count(),
        1,
        "{answers:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_ended_at_one_copy_is_not_brought_back_by_the_other() {
    let Some(world) = World::over_postgres().await else {
        return;
    };
    let second = world.copy().await;
    let mut ana = world.signed_in("user1").await;
    let mut there = sent_to(&second, &ana);
    // A day later the session's end is moved: both copies would write it.
    world.clock.advance(Duration::from_secs(25 * 60 * 60));
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let mut there = there.clone();
        calls.spawn(async move { there.is_signed_in().await });
    }
    ana.posts("/auth/logout", json!({ "everywhere": true })).await;
    calls.join_all().await;
    assert!(!there.is_signed_in().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn copies_that_start_at_once_make_one_schema() {
    let Some(world) = World::over_postgres().await else {
        return;
    };
    let (a, b, c) = tokio::join!(world.store(), world.store(), world.store());
    for store in [a, b, c] {
        store.ping().await.unwrap();
    }
}
