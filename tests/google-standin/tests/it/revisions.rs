//! Revisions: what can be downloaded and what is gone.

use crate::client::{Client, text};
use serde_json::json;
use std::time::Duration;

async fn change(client: &Client, token: &str, id: &str, bytes: &'static str) {
    let path = format!("/upload/drive/v3/files/{id}?uploadType=media");
    let request = client
        .http
        .patch(client.url(&path))
        .bearer_auth(token)
        .body(bytes);
    assert_eq!(client.json(request).await.0, 200);
}

#[tokio::test]
async fn an_older_revision_is_downloaded_only_when_kept() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let id = client.backup(&token, "a", b"one").await;
    change(&client, &token, &id, "two").await;
    let path = format!("/drive/v3/files/{id}/revisions");
    let (_, list) = client
        .fetch(&token, &format!("{path}?fields=revisions(id,size,keepForever)"))
        .await;
    assert_eq!(list["revisions"].as_array().unwrap().len(), 2);
    let (old, head) = (
        text(&list["revisions"][0]["id"]),
        text(&list["revisions"][1]["id"]),
    );
    let media = |revision: &str| client.get(&token, &format!("{path}/{revision}?alt=media")).send();
    assert_eq!(media(&head).await.unwrap().text().await.unwrap(), "two");
    assert_eq!(media(&old).await.unwrap().status(), 403);
    let keep = json!({ "keepForever": true });
    let (_, kept) = client
        .patch(&token, &format!("{path}/{old}?fields=keepForever"), &keep)
        .await;
    assert_eq!(kept["keepForever"], true);
    assert_eq!(media(&old).await.unwrap().text().await.unwrap(), "one");
}

#[tokio::test]
async fn revisions_are_purged_after_thirty_days() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let id = client.backup(&token, "a", b"one").await;
    change(&client, &token, &id, "two").await;
    client
        .standin
        .control()
        .advance(Duration::from_secs(31 * 24 * 3600));
    let token = client.drive_token("user1").await;
    let (_, list) = client
        .fetch(&token, &format!("/drive/v3/files/{id}/revisions"))
        .await;
    assert_eq!(list["revisions"].as_array().unwrap().len(), 1);
}
