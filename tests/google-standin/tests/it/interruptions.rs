//! Resumable uploads, interrupted in every way a network knows.

use crate::client::{Client, text};
use crate::upload::{GRAIN, Upload, bytes, range};
use google_standin::{Action, Fault, Preset};
use reqwest::Method;
use serde_json::Value;
use std::time::Duration;

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
