//! Storage and the units of a minute.

use crate::client::Client;
use google_standin::Options;
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn a_full_drive_takes_no_more_and_room_comes_back() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    client.standin.control().set_quota("user1", 10);
    let id = client.backup(&token, "a", b"12345678").await;
    let (status, body) = client.upload(&token, "", &json!({ "name": "b" }), b"123").await;
    assert_eq!(
        (status, &body["error"]["errors"][0]["domain"]),
        (403, &json!("usageLimits"))
    );
    assert_eq!(body["error"]["errors"][0]["reason"], "storageQuotaExceeded");
    let (_, about) = client
        .fetch(&token, "/drive/v3/about?fields=storageQuota(limit,usage)")
        .await;
    assert_eq!(about["storageQuota"], json!({ "limit": "10", "usage": "8" }));
    assert_eq!(client.delete(&token, &format!("/drive/v3/files/{id}")).await, 204);
    assert_eq!(
        client.upload(&token, "", &json!({ "name": "b" }), b"123").await.0,
        200
    );
}

#[tokio::test]
async fn listings_cost_more_than_the_minute_has_and_the_next_minute_is_new() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let mut status = 200;
    for _ in 0..6501 {
        status = client
            .get(&token, "/drive/v3/files?fields=kind")
            .send()
            .await
            .unwrap()
            .status()
            .as_u16();
        if status != 200 {
            break;
        }
    }
    // The real clock may enter a new minute in between; then there is nothing to see.
    if status != 200 {
        let (status, body) = client.fetch(&token, "/drive/v3/files").await;
        assert_eq!(
            (status, &body["error"]["errors"][0]["reason"]),
            (403, &json!("userRateLimitExceeded"))
        );
        client.standin.control().advance(Duration::from_secs(60));
        assert_eq!(client.fetch(&token, "/drive/v3/files").await.0, 200);
    }
}

#[tokio::test]
async fn quotas_can_be_off() {
    let client = Client::with(Options {
        quotas: false,
        ..Options::default()
    })
    .await;
    let token = client.drive_token("user1").await;
    assert_eq!(client.fetch(&token, "/drive/v3/files").await.0, 200);
}
