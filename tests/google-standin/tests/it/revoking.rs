//! Revocation: one token takes the whole grant along.

use crate::client::{Client, admin, text};
use reqwest::StatusCode;
use serde_json::json;

#[tokio::test]
async fn revoking_one_token_kills_every_token_of_the_project() {
    let client = Client::new().await;
    let one = client.connect("user1").await;
    let other = client.connect("user1").await;
    let somebody = client.connect("user2").await;
    assert_eq!(client.revoke(&text(&one["access_token"])).await.0, StatusCode::OK);
    assert_eq!(
        client.about(&text(&other["access_token"])).await.status(),
        StatusCode::UNAUTHORIZED
    );
    let (_, body) = client.refresh(&text(&other["refresh_token"])).await;
    assert_eq!(body["error_description"], "Token has been expired or revoked.");
    assert_eq!(
        client.about(&text(&somebody["access_token"])).await.status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn revoking_twice_says_that_the_token_is_gone() {
    let client = Client::new().await;
    let token = text(&client.connect("user1").await["refresh_token"]);
    assert_eq!(client.revoke(&token).await.0, StatusCode::OK);
    let (status, body) = client.revoke(&token).await;
    assert_eq!(
        (status, body["error"].as_str()),
        (StatusCode::BAD_REQUEST, Some("invalid_token"))
    );
}

#[tokio::test]
async fn the_account_can_withdraw_consent_by_itself() {
    let client = Client::new().await;
    let granted = client.connect("user1").await;
    assert!(
        admin(&client, "/users/user1/revoke", json!({}))
            .await
            .status()
            .is_success()
    );
    assert_eq!(
        client.refresh(&text(&granted["refresh_token"])).await.1["error"],
        "invalid_grant"
    );
    assert!(
        client.connect("user1").await.get("refresh_token").is_some(),
        "a new consent works"
    );
}

#[tokio::test]
async fn access_tokens_can_expire_alone() {
    let client = Client::new().await;
    let granted = client.connect("user1").await;
    client.standin.control().expire_tokens("ana@standin.example");
    assert_eq!(
        client.about(&text(&granted["access_token"])).await.status(),
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        client.refresh(&text(&granted["refresh_token"])).await.0,
        StatusCode::OK
    );
}
