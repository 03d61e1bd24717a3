//! Files of the client's own: creating, changing, downloading, deleting.

use crate::client::{Client, text};
use serde_json::json;

#[tokio::test]
async fn a_new_file_tells_its_default_fields_and_its_checksums_when_asked() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let (_, plain) = client
        .upload(&token, "", &json!({ "name": "a.luka" }), b"hello")
        .await;
    let names: Vec<&String> = plain.as_object().unwrap().keys().collect();
    assert_eq!(names, ["id", "kind", "mimeType", "name"]);
    let fields = "&fields=id,size,version,md5Checksum,sha1Checksum,sha256Checksum,headRevisionId,parents";
    let (_, file) = client
        .upload(&token, fields, &json!({ "name": "b.luka" }), b"hello")
        .await;
    assert_eq!(text(&file["id"]).len(), 33);
    assert_eq!(file["size"], "5", "int64 values are strings");
    assert_eq!(file["version"], "1");
    assert_eq!(file["md5Checksum"], "5d41402abc4b2a76b9719d911017c592");
    assert_eq!(file["sha1Checksum"], "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d");
    let sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    assert_eq!(file["sha256Checksum"], sha256);
    assert_ne!(file["parents"], json!(["root"]), "the alias is resolved");
}

#[tokio::test]
async fn a_reserved_identifier_makes_one_file_and_then_conflicts() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let (_, ids) = client
        .fetch(&token, "/drive/v3/files/generateIds?count=2&space=drive")
        .await;
    assert_eq!(ids["ids"].as_array().unwrap().len(), 2);
    let meta = json!({ "id": ids["ids"][0], "name": "backup" });
    assert_eq!(client.upload(&token, "", &meta, b"1").await.0, 200);
    assert_eq!(client.upload(&token, "", &meta, b"1").await.0, 409);
    assert_eq!(
        client
            .upload(&token, "", &json!({ "id": "1".repeat(33) }), b"1")
            .await
            .0,
        400
    );
    assert_eq!(client.standin.control().content(&text(&meta["id"])).unwrap(), "1");
}

#[tokio::test]
async fn names_are_not_unique() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let meta = json!({ "name": "LukaLibre", "mimeType": "application/vnd.google-apps.folder" });
    let (_, one) = client.post(&token, "/drive/v3/files", &meta).await;
    let (_, other) = client.post(&token, "/drive/v3/files", &meta).await;
    assert_ne!(one["id"], other["id"]);
}

#[tokio::test]
async fn an_update_is_a_patch_and_if_match_is_ignored() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let id = client.backup(&token, "a", b"old").await;
    let path = format!("/upload/drive/v3/files/{id}?uploadType=media&fields=version,size");
    let put = client
        .http
        .put(client.url(&path))
        .bearer_auth(&token)
        .body("newer");
    assert_eq!(client.json(put).await.0, 404);
    let patch = client
        .http
        .patch(client.url(&path))
        .bearer_auth(&token)
        .body("newer");
    let (status, file) = client.json(patch.header("if-match", "\"nonsense\"")).await;
    assert_eq!(
        (status, &file["version"], &file["size"]),
        (200, &json!("2"), &json!("5"))
    );
    assert_eq!(client.standin.control().content(&id).unwrap(), "newer");
}

#[tokio::test]
async fn version_two_still_honours_if_match() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let id = client.backup(&token, "a", b"old").await;
    let (_, file) = client.fetch(&token, &format!("/drive/v2/files/{id}")).await;
    let put = |etag: &str| {
        let path = format!("/upload/drive/v2/files/{id}?uploadType=media");
        client
            .http
            .put(client.url(&path))
            .bearer_auth(&token)
            .header("if-match", etag)
            .body("new")
    };
    let etag = text(&file["etag"]);
    assert_eq!(client.json(put(&etag)).await.0, 200);
    let (status, body) = client.json(put(&etag)).await;
    assert_eq!(
        (status, &body["error"]["errors"][0]["reason"]),
        (412, &json!("conditionNotMet"))
    );
}

#[tokio::test]
async fn a_download_can_be_whole_or_a_range() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let id = client.backup(&token, "a", b"0123456789").await;
    let path = format!("/drive/v3/files/{id}?alt=media");
    let whole = client.get(&token, &path).send().await.unwrap();
    assert_eq!(
        (whole.status().as_u16(), whole.bytes().await.unwrap()),
        (200, "0123456789".into())
    );
    let part = client
        .get(&token, &path)
        .header("range", "bytes=3-5")
        .send()
        .await
        .unwrap();
    assert_eq!(part.status(), 206);
    assert_eq!(part.headers()["content-range"], "bytes 3-5/10");
    assert_eq!(part.bytes().await.unwrap(), "345");
    let past = client
        .get(&token, &path)
        .header("range", "bytes=10-")
        .send()
        .await
        .unwrap();
    assert_eq!(past.status(), 416);
}

#[tokio::test]
async fn app_properties_are_merged_and_null_deletes() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let meta = json!({ "name": "a", "appProperties": { "seq": "1", "kind": "backup" } });
    let (_, file) = client.upload(&token, "", &meta, b"x").await;
    let path = format!("/drive/v3/files/{}?fields=appProperties", text(&file["id"]));
    let change = json!({ "appProperties": { "seq": "2", "kind": null } });
    let (_, file) = client.patch(&token, &path, &change).await;
    assert_eq!(file["appProperties"], json!({ "seq": "2" }));
    let too_long = json!({ "appProperties": { "k": "v".repeat(124) } });
    assert_eq!(client.patch(&token, &path, &too_long).await.0, 403);
}

#[tokio::test]
async fn the_trash_keeps_a_file_and_deleting_does_not() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let id = client.backup(&token, "a", b"x").await;
    let path = format!("/drive/v3/files/{id}?fields=trashed");
    assert_eq!(
        client.patch(&token, &path, &json!({ "trashed": true })).await.1["trashed"],
        true
    );
    assert_eq!(client.fetch(&token, &path).await.1["trashed"], true);
    assert_eq!(
        client.patch(&token, &path, &json!({ "trashed": false })).await.1["trashed"],
        false
    );
    assert_eq!(client.delete(&token, &path).await, 204);
    let (status, body) = client.fetch(&token, &path).await;
    assert_eq!(status, 404);
    assert_eq!(body["error"]["message"], format!("File not found: {id}."));
    assert_eq!(body["error"]["errors"][0]["reason"], "notFound");
}

#[tokio::test]
async fn a_trashed_folder_takes_its_content_along() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let folder = json!({ "name": "LukaLibre", "mimeType": "application/vnd.google-apps.folder" });
    let folder = text(&client.post(&token, "/drive/v3/files", &folder).await.1["id"]);
    let meta = json!({ "name": "a", "parents": [folder] });
    let id = text(&client.upload(&token, "", &meta, b"x").await.1["id"]);
    client
        .patch(
            &token,
            &format!("/drive/v3/files/{folder}"),
            &json!({ "trashed": true }),
        )
        .await;
    let (_, file) = client
        .fetch(
            &token,
            &format!("/drive/v3/files/{id}?fields=trashed,explicitlyTrashed"),
        )
        .await;
    assert_eq!(file, json!({ "trashed": true, "explicitlyTrashed": false }));
    assert_eq!(
        client.delete(&token, &format!("/drive/v3/files/{folder}")).await,
        204
    );
    assert_eq!(
        client.fetch(&token, &format!("/drive/v3/files/{id}")).await.0,
        404
    );
}

#[tokio::test]
async fn a_field_that_does_not_exist_is_refused_before_anything_is_done() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let (status, body) = client
        .upload(&token, "&fields=id,etag", &json!({ "name": "a" }), b"x")
        .await;
    assert_eq!(
        (status, &body["error"]["message"]),
        (400, &json!("Invalid field selection etag"))
    );
    let (_, list) = client.fetch(&token, "/drive/v3/files").await;
    assert_eq!(list["files"], json!([]));
}
