//! The resumable protocol when all goes well, and what it refuses.

use crate::client::{Client, text};
use crate::upload::{GRAIN, Upload, bytes, range};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn chunks_are_acknowledged_and_the_last_one_answers_with_the_file() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    for prefix in ["", "/resumable"] {
        let all = bytes(2 * GRAIN + 7);
        let upload = Upload::start(&client, &token, prefix, all.len()).await;
        let first = upload.chunk(&all, 0, GRAIN).await;
        assert_eq!((first.status().as_u16(), range(&first)), (308, GRAIN));
        let by_post = format!("bytes {GRAIN}-{}/*", 2 * GRAIN - 1);
        let second = upload
            .send(Method::POST, &by_post, all[GRAIN..2 * GRAIN].to_vec())
            .await
            .unwrap();
        assert_eq!((second.status().as_u16(), range(&second)), (308, 2 * GRAIN));
        let last = upload.chunk(&all, 2 * GRAIN, all.len()).await;
        assert_eq!(last.status(), 200);
        let file: Value = last.json().await.unwrap();
        assert_eq!(file["size"], all.len().to_string());
        assert_eq!(client.standin.control().content(&text(&file["id"])).unwrap(), all);
    }
}

#[tokio::test]
async fn the_whole_body_may_come_at_once_without_a_range() {
    let client = Client::new().await;
    let all = bytes(1000);
    let upload = Upload::new(&client, all.len()).await;
    let answer = client
        .http
        .put(&upload.location)
        .body(all.clone())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(upload.kept().await, None);
}

#[tokio::test]
async fn asking_never_finishes_an_upload_and_an_unfinished_one_shows_no_file() {
    let client = Client::new().await;
    let all = bytes(2 * GRAIN);
    let upload = Upload::new(&client, all.len()).await;
    assert_eq!(upload.kept().await, Some(0));
    let fresh = upload.put(&format!("bytes */{}", all.len()), b"").await;
    assert!(fresh.headers().get("range").is_none(), "nothing kept, no Range");
    upload.put(&format!("bytes 0-{}/*", all.len() - 1), &all).await;
    for _ in 0..2 {
        assert_eq!(
            upload.put(&format!("bytes */{}", all.len()), b"").await.status(),
            308
        );
    }
    assert_eq!(upload.n_files(), 0);
}

#[tokio::test]
async fn chunks_that_are_no_multiple_or_contradict_the_total_are_refused() {
    let client = Client::new().await;
    let upload = Upload::new(&client, 2 * GRAIN).await;
    for (range, size) in [
        (format!("bytes 0-999/{}", 2 * GRAIN), 1000),
        (format!("bytes 0-{}/{}", GRAIN - 1, 3 * GRAIN), GRAIN),
        ("bytes 0-10/20".to_owned(), 5),
        ("nonsense".to_owned(), 5),
    ] {
        assert_eq!(upload.put(&range, &bytes(size)).await.status(), 400, "{range}");
    }
}

#[tokio::test]
async fn a_client_may_ask_for_200_in_place_of_308() {
    let client = Client::new().await;
    let all = bytes(2 * GRAIN);
    let upload = Upload::new(&client, all.len()).await;
    let request = client
        .http
        .put(&upload.location)
        .header("x-guploader-no-308", "yes");
    let range = format!("bytes 0-{}/{}", GRAIN - 1, all.len());
    let answer = request
        .header("content-range", range)
        .body(all[..GRAIN].to_vec())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["x-http-status-code-override"], "308");
}

#[tokio::test]
async fn a_full_drive_refuses_at_the_start() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    client.standin.control().set_quota("user1", 100);
    let path = "/upload/drive/v3/files?uploadType=resumable";
    let request = client
        .http
        .post(client.url(path))
        .bearer_auth(&token)
        .header("x-upload-content-length", 101);
    let (status, body) = client.json(request.json(&json!({}))).await;
    assert_eq!(
        (status, &body["error"]["errors"][0]["reason"]),
        (403, &json!("storageQuotaExceeded"))
    );
}

#[tokio::test]
async fn an_existing_file_gets_new_bytes_by_patch() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let id = client.backup(&token, "a", b"old").await;
    let path = format!("/upload/drive/v3/files/{id}?uploadType=resumable");
    let start = client
        .http
        .patch(client.url(&path))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    let location = start.headers()["location"].to_str().unwrap();
    let (status, file) = client.json(client.http.put(location).body("new")).await;
    assert_eq!((status, &file["id"]), (200, &json!(id)));
    assert_eq!(client.standin.control().content(&id).unwrap(), "new");
}

#[tokio::test]
async fn the_address_follows_googles_own_host_name() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let request = client
        .http
        .post(client.url("/upload/drive/v3/files?uploadType=resumable"))
        .bearer_auth(&token);
    let answer = request
        .header("host", "www.googleapis.com")
        .json(&json!({}))
        .send()
        .await
        .unwrap();
    let location = answer.headers()["location"].to_str().unwrap();
    assert!(
        location.starts_with("https://www.googleapis.com/upload/drive/v3/files?"),
        "{location}"
    );
}
