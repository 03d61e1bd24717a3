//! Disconnecting, signing out and deleting: what each ends, and what it leaves.

use google_standin::{Action, Fault, Pattern};
use serde_json::json;

use crate::world::{World, on_both_databases};

fn google_is_away(world: &World) {
    let pattern = Pattern {
        method: None,
        path: "^/revoke".into(),
    };
    world
        .google()
        .add_fault(Fault {
            pattern,
            user: None,
            after: 0,
            times: 0,
            action: Action::DropBefore,
        })
        .unwrap();
}

on_both_databases! {
    async fn disconnecting_forgets_our_key_and_leaves_google_s_consent(world: World) {
        let mut ana = world.connected("user1").await;
        assert_eq!(ana.posts("/api/google/disconnect", json!({ "revoke": false })).await.status, 204);
        assert_eq!(ana.token().await, Err("google_not_connected".into()));
        assert_eq!(world.google().n_refresh_tokens("user1"), 1);
        assert!(ana.is_signed_in().await);
    }

    async fn disconnecting_with_revocation_ends_it_at_google_too(world: World) {
        let mut ana = world.connected("user1").await;
        assert_eq!(ana.posts("/api/google/disconnect", json!({ "revoke": true })).await.status, 204);
        assert_eq!(world.google().n_refresh_tokens("user1"), 0);
        assert_eq!(ana.token().await, Err("google_not_connected".into()));
    }

    async fn revoking_what_google_forgot_already_is_a_success(world: World) {
        let mut ana = world.connected("user1").await;
        world.google().revoke("user1");
        assert_eq!(ana.posts("/api/google/disconnect", json!({ "revoke": true })).await.status, 204);
    }

    async fn a_revocation_that_does_not_reach_google_can_be_tried_again(world: World) {
        let mut ana = world.connected("user1").await;
        google_is_away(&world);
        let answer = ana.posts("/api/google/disconnect", json!({ "revoke": true })).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (503, "google_unavailable".into()));
        world.google().clear_faults();
        assert_eq!(ana.posts("/api/google/disconnect", json!({ "revoke": true })).await.status, 204);
        assert_eq!(world.google().n_refresh_tokens("user1"), 0);
    }

    async fn signing_out_here_leaves_the_other_device_and_the_connection(world: World) {
        let mut laptop = world.connected("user1").await;
        let mut phone = world.signed_in("user1").await;
        let cookie = laptop.cookie.clone();
        assert_eq!(laptop.posts("/auth/logout", json!({ "everywhere": false })).await.status, 204);
        // The old cookie is worth nothing, wherever a copy of it is.
        laptop.cookie = cookie;
        assert!(!laptop.is_signed_in().await);
        assert!(phone.is_signed_in().await);
        assert!(phone.token().await.is_ok());
    }

    async fn signing_out_everywhere_ends_every_session_of_that_person(world: World) {
        let mut laptop = world.signed_in("user1").await;
        let mut phone = world.signed_in("user1").await;
        let mut luis = world.signed_in("user2").await;
        assert_eq!(laptop.posts("/auth/logout", json!({ "everywhere": true })).await.status, 204);
        assert!(!laptop.is_signed_in().await && !phone.is_signed_in().await);
        assert!(luis.is_signed_in().await);
    }

    async fn signing_out_twice_is_no_error(world: World) {
        let mut ana = world.signed_in("user1").await;
        for _ in 0..2 {
            assert_eq!(ana.posts("/auth/logout", json!({})).await.status, 204);
        }
    }

    async fn a_deleted_account_leaves_nothing(world: World) {
        let mut ana = world.connected("user1").await;
        let mut phone = world.signed_in("user1").await;
        assert_eq!(ana.changes("DELETE", "/api/account", "").await.status, 204);
        assert!(!ana.is_signed_in().await && !phone.is_signed_in().await);
        assert_eq!(world.google().n_refresh_tokens("user1"), 0);
        // Signing in again is a new beginning.
        let mut again = world.signed_in("user1").await;
        assert_eq!(again.gets("/api/session").await["google"]["state"], "none");
    }

    async fn an_account_is_deleted_while_google_is_away(world: World) {
        let mut ana = world.connected("user1").await;
        google_is_away(&world);
        assert_eq!(ana.changes("DELETE", "/api/account", "").await.status, 204);
        assert!(!ana.is_signed_in().await);
    }
}
