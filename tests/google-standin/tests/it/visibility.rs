//! What a client sees: what it created, what was picked for it, and nothing after a revocation.

use crate::client::{CALLBACK, Client, DRIVE_FILE, text};
use google_standin::{Client as OauthClient, Options};
use serde_json::{Value, json};

const APP_DATA: &str = "https://www.googleapis.com/auth/drive.appdata";

fn two_clients() -> Options {
    let other = OauthClient {
        id: "other".into(),
        project: "other-project".into(),
        ..OauthClient::default()
    };
    Options {
        clients: vec![OauthClient::default(), other],
        ..Options::default()
    }
}

/// A grant of the second client.
async fn other_token(client: &Client) -> String {
    let back = client
        .callback("user1", &[("client_id", "other"), ("scope", DRIVE_FILE)])
        .await;
    let form = [
        ("client_id", "other"),
        ("grant_type", "authorization_code"),
        ("code", back["code"].as_str()),
        ("redirect_uri", CALLBACK),
    ];
    text(&client.token(&form).await.1["access_token"])
}

#[tokio::test]
async fn a_file_of_one_client_does_not_exist_for_another() {
    let client = Client::with(two_clients()).await;
    let token = client.drive_token("user1").await;
    let id = client.backup(&token, "mine", b"x").await;
    let path = format!("/drive/v3/files/{id}");
    assert_eq!(client.fetch(&token, &path).await.0, 200);
    let other = other_token(&client).await;
    assert_eq!(client.fetch(&other, &path).await.0, 404);
    assert_eq!(
        client.fetch(&other, "/drive/v3/files").await.1["files"],
        json!([])
    );
    let stranger = client.drive_token("user2").await;
    assert_eq!(client.fetch(&stranger, &path).await.0, 404);
    assert_eq!(client.delete(&stranger, &path).await, 404);
}

#[tokio::test]
async fn a_revocation_takes_the_sight_of_own_files_and_a_pick_brings_it_back() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let id = client.backup(&token, "mine", b"x").await;
    client.revoke(&token).await;
    let token = client.drive_token("user1").await;
    let path = format!("/drive/v3/files/{id}");
    assert_eq!(client.fetch(&token, &path).await.0, 404);
    let pick = [
        ("scope", DRIVE_FILE),
        ("prompt", "consent"),
        ("include_granted_scopes", "false"),
        ("trigger_onepick", "true"),
        ("file_ids", id.as_str()),
        ("auto_pick", id.as_str()),
    ];
    let back = client.callback("user1", &pick).await;
    assert_eq!(back["picked_file_ids"], id);
    let (_, granted) = client.exchange(&back["code"]).await;
    assert_eq!(client.fetch(&text(&granted["access_token"]), &path).await.0, 200);
}

#[tokio::test]
async fn a_token_without_a_drive_scope_is_told_so() {
    let client = Client::new().await;
    let token = text(&client.grant("user1", &[]).await["access_token"]);
    let (status, body) = client.fetch(&token, "/drive/v3/files").await;
    assert_eq!(status, 403);
    assert_eq!(
        body["error"]["message"],
        "Request had insufficient authentication scopes."
    );
    assert_eq!(body["error"]["errors"][0]["reason"], "insufficientPermissions");
    assert_eq!(
        body["error"]["details"][0]["reason"],
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT"
    );
}

#[tokio::test]
async fn a_wrong_token_is_told_in_the_recorded_words() {
    let client = Client::new().await;
    let answer = client
        .get("ya29.nonsense", "/drive/v3/files")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 401);
    assert!(
        answer.headers()["www-authenticate"]
            .to_str()
            .unwrap()
            .contains("invalid_token")
    );
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["error"]["errors"][0]["reason"], "authError");
    assert_eq!(body["error"]["errors"][0]["message"], "Invalid Credentials");
}

#[tokio::test]
async fn the_hidden_folder_is_apart_and_knows_no_trash() {
    let client = Client::new().await;
    let token = text(&client.grant("user1", &[("scope", APP_DATA)]).await["access_token"]);
    let meta = json!({ "name": "hidden", "parents": ["appDataFolder"] });
    let (status, file) = client
        .upload(&token, "&fields=id,spaces,parents", &meta, b"x")
        .await;
    assert_eq!((status, &file["spaces"]), (200, &json!(["appDataFolder"])));
    assert_ne!(file["parents"], json!(["appDataFolder"]));
    assert_eq!(
        client.fetch(&token, "/drive/v3/files").await.1["files"],
        json!([])
    );
    let hidden = "/drive/v3/files?spaces=appDataFolder&q='appDataFolder'+in+parents";
    assert_eq!(
        client.fetch(&token, hidden).await.1["files"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let path = format!("/drive/v3/files/{}", text(&file["id"]));
    let (status, body) = client.patch(&token, &path, &json!({ "trashed": true })).await;
    let reason = &body["error"]["errors"][0]["reason"];
    assert_eq!(
        (status, reason),
        (403, &json!("notSupportedForAppDataFolderFiles"))
    );
    let visible = client.drive_token("user1").await;
    assert_eq!(client.fetch(&visible, &path).await.0, 404);
    assert_eq!(client.fetch(&visible, hidden).await.0, 403);
}
