//! Connecting Google and picking files: which grants are kept.

use crate::world::{World, on_both_databases};

const CONNECT: &str = "/auth/start?flow=connect";
const PICK: &str = "/auth/start?flow=pick";
const DRIVE_FILE: &str = "https://www.googleapis.com/auth/drive.file";

/// A spreadsheet of this account's at the stand-in.
fn spreadsheet(world: &World, account: &str) -> String {
    let files = world.google().files(account);
    let sheet = files
        .iter()
        .find(|file| file["mimeType"] == "application/vnd.google-apps.spreadsheet");
    sheet.and_then(|file| file["id"].as_str()).unwrap().to_owned()
}

on_both_databases! {
    async fn a_connection_is_kept_and_shown(world: World) {
        let mut ana = world.signed_in("user1").await;
        assert_eq!(ana.token().await, Err("google_not_connected".into()));
        ana.comes_back_with("connected", CONNECT, "auto=user1").await;
        let google = ana.gets("/api/session").await["google"].clone();
        assert_eq!(google, serde_json::json!({ "connected": true, "scopes": [DRIVE_FILE], "state": "active" }));
        assert!(ana.token().await.is_ok());
    }

    async fn picked_files_are_handed_over_once_and_can_be_read(world: World) {
        let id = spreadsheet(&world, "user1");
        let mut ana = world.signed_in("user1").await;
        ana.comes_back_with("picked", PICK, &format!("auto=user1&auto_pick={id}")).await;
        let nothing = serde_json::json!({});
        assert_eq!(ana.posts("/api/google/picked", nothing.clone()).await.json()["file_ids"], serde_json::json!([id]));
        assert_eq!(ana.posts("/api/google/picked", nothing).await.json()["file_ids"], serde_json::json!([]));
        let url = format!("{}/v4/spreadsheets/{id}?fields=properties.title", world.standin.base());
        let token = ana.token().await.unwrap();
        let answer = crate::world::outside().get(url).bearer_auth(token).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }

    async fn ids_that_come_without_a_pick_are_not_believed(world: World) {
        let mut ana = world.signed_in("user1").await;
        let back = ana.is_led_back_to(CONNECT, "auto=user1").await;
        assert_eq!(ana.returns(&format!("{back}&picked_file_ids=1BxiMVs0XRA5nFMdKvBdBZjgm")).await.status, 303);
        assert_eq!(ana.posts("/api/google/picked", serde_json::json!({})).await.json()["file_ids"], serde_json::json!([]));
    }

    async fn ids_that_are_none_are_dropped(world: World) {
        let mut ana = world.signed_in("user1").await;
        let back = ana.is_led_back_to(PICK, "auto=user1").await;
        let back = back.split("&picked_file_ids=").next().unwrap().to_owned();
        ana.returns(&format!("{back}&picked_file_ids=%3Cscript%3E,1BxiMVs0XRA5nFMdKvBdBZjgm,,../../x")).await;
        let picked = ana.posts("/api/google/picked", serde_json::json!({})).await.json();
        assert_eq!(picked["file_ids"], serde_json::json!(["1BxiMVs0XRA5nFMdKvBdBZjgm"]));
    }

    async fn an_unticked_box_is_noticed_and_nothing_is_kept(world: World) {
        let mut ana = world.signed_in("user1").await;
        ana.comes_back_with("scope_missing", CONNECT, "auto=user1&auto_scopes=").await;
        assert_eq!(ana.token().await, Err("google_not_connected".into()));
    }

    async fn another_account_than_the_signed_in_one_is_noticed_and_nothing_is_kept(world: World) {
        let mut ana = world.signed_in("user1").await;
        ana.comes_back_with("account_mismatch", CONNECT, "auto=user2").await;
        assert_eq!(ana.token().await, Err("google_not_connected".into()));
        // And a good connection survives the mistake.
        ana.comes_back_with("connected", CONNECT, "auto=user1").await;
        let before = ana.token().await.unwrap();
        ana.comes_back_with("account_mismatch", CONNECT, "auto=user2").await;
        assert_eq!(ana.token().await, Ok(before));
    }

    async fn connecting_again_keeps_one_grant_and_the_newest(world: World) {
        let mut ana = world.connected("user1").await;
        let first = ana.token().await.unwrap();
        ana.comes_back_with("connected", CONNECT, "auto=user1").await;
        assert_ne!(ana.token().await.unwrap(), first);
        assert_eq!(ana.gets("/api/session").await["google"]["state"], "active");
    }

    async fn nobody_connects_without_signing_in(world: World) {
        let mut nobody = world.browser();
        let answer = nobody.goes_to(CONNECT).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (401, "not_signed_in".into()));
    }

    async fn whoever_signs_out_on_the_way_is_not_connected(world: World) {
        let mut ana = world.signed_in("user1").await;
        let back = ana.is_led_back_to(CONNECT, "auto=user1").await;
        let cookie = ana.cookie.clone();
        ana.posts("/auth/logout", serde_json::json!({})).await;
        ana.cookie = cookie;
        assert_eq!(ana.returns(&back).await.code(), "state_invalid");
    }

    async fn somebody_else_who_signs_in_on_the_way_is_not_given_the_grant(world: World) {
        let mut shared = world.signed_in("user1").await;
        let back = shared.is_led_back_to(CONNECT, "auto=user1").await;
        shared.comes_back_with("signed_in", "/auth/start?flow=signin", "auto=user2").await;
        let answer = shared.returns(&back).await;
        assert_ne!(answer.header("location"), "/settings/google#google=connected");
        assert_eq!(shared.token().await, Err("google_not_connected".into()));
    }

    async fn the_refresh_token_is_sealed_where_it_lies(world: World) {
        let mut ana = world.connected("user1").await;
        ana.token().await.unwrap();
        let kept = world.database_bytes().await;
        let cookie = ana.cookie.unwrap();
        let id = cookie.split('=').nth(1).unwrap();
        for secret in ["1//", "ya29.", id] {
            let found = kept.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret} is in the database");
        }
        // The search finds what is there.
        assert!(kept.windows(19).any(|window| window == b"ana@standin.example"));
    }
}

#[tokio::test]
async fn connecting_hints_at_the_signed_in_account_and_asks_only_for_its_own_files() {
    let world = World::over_sqlite().await;
    let mut ana = world.signed_in("user1").await;
    let url: reqwest::Url = ana.goes_to(CONNECT).await.header("location").parse().unwrap();
    let pairs: std::collections::HashMap<_, _> = url.query_pairs().into_owned().collect();
    assert_eq!(pairs["scope"], DRIVE_FILE);
    assert_eq!(pairs["login_hint"].len(), 21);
    assert_eq!(
        (pairs["access_type"].as_str(), pairs["prompt"].as_str()),
        ("offline", "consent")
    );
    assert_eq!(pairs["code_challenge_method"], "S256");
}

#[tokio::test]
async fn a_file_to_pick_again_is_named_to_google() {
    let world = World::over_sqlite().await;
    let mut ana = world.signed_in("user1").await;
    let answer = ana
        .goes_to(&format!("{PICK}&file_id=1BxiMVs0XRA5nFMdKvBdBZjgm"))
        .await;
    assert!(
        answer
            .header("location")
            .contains("&file_ids=1BxiMVs0XRA5nFMdKvBdBZjgm")
    );
    let bad = ana.goes_to(&format!("{PICK}&file_id=%26scope%3Dall")).await;
    assert_eq!(bad.code(), "bad_request");
}
