//! `files.list`.

use crate::client::{Client, text};
use google_standin::{Action, Fault};
use serde_json::{Value, json};
use std::time::Duration;

async fn names(client: &Client, token: &str, query: &[(&str, &str)]) -> Vec<String> {
    let request = client.get(token, "/drive/v3/files").query(query);
    let (status, body) = client.json(request).await;
    assert_eq!(status, 200, "{body}");
    body["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| text(&file["name"]))
        .collect()
}

#[tokio::test]
async fn a_listing_knows_queries_orders_and_parents() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let folder = json!({ "name": "LukaLibre", "mimeType": "application/vnd.google-apps.folder" });
    let folder = text(&client.post(&token, "/drive/v3/files", &folder).await.1["id"]);
    for (name, seq) in [("b10", "10"), ("b2", "2"), ("Ana's", "3")] {
        let meta = json!({ "name": name, "parents": [folder], "appProperties": { "seq": seq } });
        assert_eq!(client.upload(&token, "", &meta, b"x").await.0, 200);
    }
    let inside = format!("'{folder}' in parents and trashed=false");
    let natural = [("q", inside.as_str()), ("orderBy", "name_natural")];
    assert_eq!(names(&client, &token, &natural).await, ["Ana's", "b2", "b10"]);
    for (query, found) in [
        ("'root' in parents", vec!["LukaLibre"]),
        (r"name = 'Ana\'s'", vec!["Ana's"]),
        ("appProperties has { key='seq' and value='10' }", vec!["b10"]),
        (
            "mimeType != 'application/vnd.google-apps.folder' and name contains 'b'",
            vec!["b10", "b2"],
        ),
        (
            "not (name = 'b2' or name = 'b10') and mimeType = 'a/b'",
            vec!["Ana's"],
        ),
        ("modifiedTime > '2100-01-01T00:00:00'", vec![]),
    ] {
        assert_eq!(
            names(&client, &token, &[("q", query), ("orderBy", "createdTime")]).await,
            found,
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_wrong_query_order_or_size_is_refused() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    for (name, value) in [
        ("q", "colour = 'x'"),
        ("orderBy", "colour"),
        ("pageSize", "0"),
        ("spaces", "photos"),
    ] {
        let (status, body) = client
            .json(client.get(&token, "/drive/v3/files").query(&[(name, value)]))
            .await;
        assert_eq!(
            (status, &body["error"]["errors"][0]["location"]),
            (400, &json!(name))
        );
    }
}

#[tokio::test]
async fn pages_follow_each_other_and_their_tokens_expire() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    for nth in 0..5 {
        client.backup(&token, &format!("b{nth}"), b"x").await;
    }
    let mut seen = 0;
    let mut page: Option<String> = None;
    loop {
        let mut query = vec![("pageSize", "2".to_owned())];
        query.extend(page.clone().map(|token| ("pageToken", token)));
        let (_, body) = client
            .json(client.get(&token, "/drive/v3/files").query(&query))
            .await;
        seen += body["files"].as_array().unwrap().len();
        match body.get("nextPageToken") {
            Some(next) => page = Some(text(next)),
            None => break,
        }
    }
    assert_eq!(seen, 5);
    client.standin.control().advance(Duration::from_secs(4 * 3600));
    let token = client.drive_token("user1").await;
    let query = [("pageToken", page.unwrap())];
    assert_eq!(
        client
            .json(client.get(&token, "/drive/v3/files").query(&query))
            .await
            .0,
        400
    );
}

#[tokio::test]
async fn a_name_can_be_found_later_than_its_file() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let id = client.backup(&token, "fresh", b"x").await;
    let rule = Fault::on("GET ^/drive/v3/files$", Action::ListLag { ms: 60_000 }).times(0);
    client.standin.control().add_fault(rule).unwrap();
    assert!(
        names(&client, &token, &[("q", "name = 'fresh'")])
            .await
            .is_empty()
    );
    assert_eq!(
        names(&client, &token, &[("q", "'root' in parents")]).await,
        ["fresh"]
    );
    assert_eq!(
        client.fetch(&token, &format!("/drive/v3/files/{id}")).await.0,
        200
    );
    client.standin.control().advance(Duration::from_secs(61));
    assert_eq!(
        names(&client, &token, &[("q", "name = 'fresh'")]).await,
        ["fresh"]
    );
}

#[tokio::test]
async fn without_fields_a_listing_is_short() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    client.backup(&token, "a", b"x").await;
    let (_, body) = client.fetch(&token, "/drive/v3/files").await;
    assert_eq!(
        (&body["kind"], &body["incompleteSearch"]),
        (&json!("drive#fileList"), &json!(false))
    );
    let names: Vec<&String> = body["files"][0]
        .as_object()
        .map(|one| one.keys().collect())
        .unwrap();
    assert_eq!(names, ["id", "kind", "mimeType", "name"]);
    let (_, masked) = client.fetch(&token, "/drive/v3/files?fields=files/size").await;
    assert_eq!(masked, json!({ "files": [{ "size": "1" }] }));
    assert_eq!(
        client.fetch(&token, "/drive/v3/files?fields=files(id").await.0,
        400
    );
    assert!(matches!(masked, Value::Object(_)));
}
