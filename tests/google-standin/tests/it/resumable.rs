//! The resumable protocol, interrupted in every way a network knows.

use crate::client::{Client, text};
use google_standin::{Action, Fault, Preset};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use std::time::Duration;

const GRAIN: usize = 256 * 1024;
const FIELDS: &str = "&fields=id,size,md5Checksum";

fn bytes(size: usize) -> Vec<u8> {
    (0..size).map(|at| u8::try_from(at * 31 % 251).unwrap()).collect()
}

struct Upload<'a> {
    client: &'a Client,
    location: String,
}

impl<'a> Upload<'a> {
    async fn start(client: &'a Client, token: &str, prefix: &str, total: usize) -> Self {
        let path = format!("{prefix}/upload/drive/v3/files?uploadType=resumable{FIELDS}");
        let request = client
            .http
            .post(client.url(&path))
            .bearer_auth(token)
            .header("x-upload-content-length", total)
            .header("x-upload-content-type", "application/x-lukalibre")
            .json(&json!({ "name": "backup" }));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.content_length(), Some(0));
        let location = answer.headers()["location"].to_str().unwrap().to_owned();
        Self { client, location }
    }

    async fn new(client: &'a Client, total: usize) -> Self {
        let token = client.drive_token("user1").await;
        Self::start(client, &token, "", total).await
    }

    /// No token: the address is the credential.
    async fn send(&self, method: Method, range: &str, body: Vec<u8>) -> reqwest::Result<Response> {
        self.client
            .http
            .request(method, &self.location)
            .header("content-range", range)
            .body(body)
            .send()
            .await
    }

    async fn put(&self, range: &str, body: &[u8]) -> Response {
        self.send(Method::PUT, range, body.to_vec()).await.unwrap()
    }

    async fn chunk(&self, all: &[u8], from: usize, to: usize) -> Response {
        self.put(&format!("bytes {from}-{}/{}", to - 1, all.len()), &all[from..to])
            .await
    }

    /// How many bytes are kept; `None` when the upload is finished.
    async fn kept(&self) -> Option<usize> {
        let answer = self.put("bytes */*", b"").await;
        match answer.status().as_u16() {
            308 => Some(range(&answer)),
            200 => None,
            other => panic!("status {other}"),
        }
    }

    fn n_files(&self) -> usize {
        let files = self.client.standin.control().files("user1");
        files.iter().filter(|file| file["name"] == "backup").count()
    }
}

fn range(answer: &Response) -> usize {
    match answer.headers().get("range") {
        None => 0,
        Some(value) => {
            value
                .to_str()
                .unwrap()
                .strip_prefix("bytes=0-")
                .unwrap()
                .parse::<usize>()
                .unwrap()
                + 1
        }
    }
}

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
async fn only_what_was_kept_is_credited_and_the_rest_can_follow() {
    let client = Client::new().await;
    let all = bytes(3 * GRAIN);
    for action in [
        Action::PersistThen503 { bytes: 1000 },
        Action::PersistThenDrop { bytes: 1000 },
    ] {
        let upload = Upload::new(&client, all.len()).await;
        client
            .standin
            .control()
            .add_fault(Fault::on("PUT upload_id", action.clone()))
            .unwrap();
        let request = format!("bytes 0-{}/{}", GRAIN - 1, all.len());
        let answer = upload.send(Method::PUT, &request, all[..GRAIN].to_vec()).await;
        assert_eq!(
            answer.ok().map(|one| one.status().as_u16()),
            match action {
                Action::PersistThen503 { .. } => Some(503),
                _ => None,
            }
        );
        assert_eq!(upload.kept().await, Some(1000));
        assert_eq!(range(&upload.chunk(&all, 1000, 1000 + GRAIN).await), 1000 + GRAIN);
        let end = upload.chunk(&all, 1000 + GRAIN, all.len()).await;
        let file: Value = end.json().await.unwrap();
        assert_eq!(client.standin.control().content(&text(&file["id"])).unwrap(), all);
    }
}

#[tokio::test]
async fn an_overlap_is_taken_and_a_gap_is_not() {
    let client = Client::new().await;
    let all = bytes(2 * GRAIN);
    let upload = Upload::new(&client, all.len()).await;
    client
        .standin
        .control()
        .add_fault(Fault::on("PUT upload_id", Action::PersistThen503 { bytes: 5000 }))
        .unwrap();
    upload.chunk(&all, 0, GRAIN).await;
    assert_eq!(upload.chunk(&all, GRAIN, all.len()).await.status(), 400);
    assert_eq!(range(&upload.chunk(&all, 0, GRAIN).await), GRAIN);
    let file: Value = upload.chunk(&all, 0, all.len()).await.json().await.unwrap();
    assert_eq!(client.standin.control().content(&text(&file["id"])).unwrap(), all);
}

#[tokio::test]
async fn a_lost_last_answer_is_found_again_by_asking() {
    let client = Client::new().await;
    let all = bytes(GRAIN + 1);
    let upload = Upload::new(&client, all.len()).await;
    client
        .standin
        .control()
        .add_fault(Fault::on("PUT upload_id", Action::DropAfterCommit))
        .unwrap();
    let range = format!("bytes 0-{}/{}", all.len() - 1, all.len());
    assert!(upload.send(Method::PUT, &range, all.clone()).await.is_err());
    let again = upload.put("bytes */*", b"").await;
    assert_eq!(again.status(), 200);
    assert_eq!(
        again.json::<Value>().await.unwrap()["size"],
        all.len().to_string()
    );
    assert_eq!(upload.n_files(), 1);
}

#[tokio::test]
async fn a_drop_before_keeps_nothing_of_the_chunk() {
    let client = Client::new().await;
    let all = bytes(2 * GRAIN);
    let upload = Upload::new(&client, all.len()).await;
    upload.chunk(&all, 0, GRAIN).await;
    client
        .standin
        .control()
        .add_fault(Fault::on("PUT upload_id", Action::DropBefore))
        .unwrap();
    let range = format!("bytes {GRAIN}-{}/{}", all.len() - 1, all.len());
    assert!(
        upload
            .send(Method::PUT, &range, all[GRAIN..].to_vec())
            .await
            .is_err()
    );
    assert_eq!(upload.kept().await, Some(GRAIN));
}

#[tokio::test]
async fn a_session_lives_a_week_or_until_it_is_cancelled() {
    let client = Client::new().await;
    let expired = Upload::new(&client, 10).await;
    client
        .standin
        .control()
        .advance(Duration::from_secs(7 * 24 * 3600));
    assert_eq!(expired.put("bytes */10", b"").await.status(), 404);
    let cancelled = Upload::new(&client, 10).await;
    assert_eq!(
        client
            .http
            .delete(&cancelled.location)
            .send()
            .await
            .unwrap()
            .status(),
        499
    );
    assert_eq!(cancelled.put("bytes */10", b"").await.status(), 404);
    let struck = Upload::new(&client, 10).await;
    client
        .standin
        .control()
        .add_fault(Fault::on("PUT upload_id", Action::ExpireSession))
        .unwrap();
    assert_eq!(struck.put("bytes 0-9/10", &bytes(10)).await.status(), 404);
    assert_eq!(struck.put("bytes */10", b"").await.status(), 404);
}

#[tokio::test]
async fn the_token_may_expire_in_the_middle() {
    let client = Client::new().await;
    let all = bytes(GRAIN + 5);
    let upload = Upload::new(&client, all.len()).await;
    upload.chunk(&all, 0, GRAIN).await;
    client.standin.control().expire_tokens("user1");
    assert_eq!(upload.chunk(&all, GRAIN, all.len()).await.status(), 200);
    let log = client.standin.control().log();
    let chunks: Vec<_> = log
        .iter()
        .filter(|entry| entry.query.contains("upload_id"))
        .collect();
    assert!(chunks.iter().all(|entry| entry.header("authorization").is_none()));
    assert!(chunks.iter().all(|entry| entry.user.as_deref() == Some("user1")));
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
async fn a_stall_and_a_missing_range_look_like_no_progress() {
    let client = Client::new().await;
    let all = bytes(2 * GRAIN);
    let upload = Upload::new(&client, all.len()).await;
    let control = client.standin.control();
    control
        .add_fault(Fault::on("PUT upload_id", Action::Stall308))
        .unwrap();
    control
        .add_fault(Fault::on("PUT upload_id", Action::NoRangeHeader))
        .unwrap();
    assert_eq!(range(&upload.chunk(&all, 0, GRAIN).await), 0);
    assert_eq!(upload.kept().await, Some(0), "no Range header");
    assert_eq!(range(&upload.chunk(&all, 0, GRAIN).await), GRAIN);
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

#[tokio::test]
async fn an_answer_may_name_no_checksum() {
    let client = Client::new().await;
    let all = bytes(10);
    let upload = Upload::new(&client, all.len()).await;
    client
        .standin
        .control()
        .add_fault(Fault::on("PUT upload_id", Action::OmitChecksum))
        .unwrap();
    let file: Value = upload.chunk(&all, 0, 10).await.json().await.unwrap();
    assert!(file.get("md5Checksum").is_none() && file.get("size").is_some());
    client
        .standin
        .control()
        .add_fault(Fault::on("PUT upload_id", Preset::Unavailable))
        .unwrap();
    assert_eq!(upload.put("bytes */*", b"").await.status(), 503);
}
