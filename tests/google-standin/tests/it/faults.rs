//! Fault rules, the log, and what scripts of another origin may read.

use crate::client::{Client, admin};
use google_standin::{Action, Fault, Preset};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const ABOUT: &str = "GET ^/drive/v3/about$";

async fn statuses(client: &Client, token: &str, n: usize) -> Vec<u16> {
    let mut seen = Vec::new();
    for _ in 0..n {
        seen.push(client.about(token).await.status().as_u16());
    }
    seen
}

#[tokio::test]
async fn a_rule_lets_some_requests_pass_and_hits_the_next_ones() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let rule = Fault::on(ABOUT, Preset::UserRateLimitExceeded).after(1).times(2);
    client.standin.control().add_fault(rule).unwrap();
    assert_eq!(statuses(&client, &token, 4).await, [200, 403, 403, 200]);
    let hit = client
        .standin
        .control()
        .log()
        .into_iter()
        .filter(|entry| entry.fault.is_some())
        .count();
    assert_eq!(hit, 2);
}

#[tokio::test]
async fn a_rule_can_be_for_one_account() {
    let client = Client::new().await;
    let (one, two) = (
        client.drive_token("user1").await,
        client.drive_token("user2").await,
    );
    let rule = Fault::on(ABOUT, Preset::Unavailable).user("user2").times(0);
    client.standin.control().add_fault(rule).unwrap();
    assert_eq!(statuses(&client, &one, 2).await, [200, 200]);
    assert_eq!(statuses(&client, &two, 2).await, [503, 503]);
    client.standin.control().clear_faults();
    assert_eq!(statuses(&client, &two, 1).await, [200]);
}

#[tokio::test]
async fn the_admin_plane_takes_rules_as_json() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let rules = [
        json!({ "match": ABOUT, "action": "storageQuotaExceeded" }),
        json!({ "match": ABOUT, "action": { "preset": "tooManyRequests" } }),
        json!({ "match": { "method": "GET", "path": "about" }, "times": 1, "action": { "status": { "code": 418 } } }),
    ];
    for rule in rules {
        assert_eq!(
            admin(&client, "/faults", rule).await.status(),
            StatusCode::NO_CONTENT
        );
    }
    assert_eq!(statuses(&client, &token, 4).await, [403, 429, 418, 200]);
    for wrong in [
        json!({ "match": "(", "action": "drop_before" }),
        json!({ "match": "x", "action": "no_such_thing" }),
        json!({ "match": "x" }),
    ] {
        assert!(admin(&client, "/faults", wrong).await.status().is_client_error());
    }
}

#[tokio::test]
async fn a_dropped_request_has_no_answer() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    client
        .standin
        .control()
        .add_fault(Fault::on(ABOUT, Action::DropBefore))
        .unwrap();
    assert!(
        client
            .get(&token, "/drive/v3/about?fields=user")
            .send()
            .await
            .is_err()
    );
    let log = client.standin.control().log();
    assert_eq!(log.last().unwrap().status, None);
    assert_eq!(statuses(&client, &token, 1).await, [200]);
}

#[tokio::test]
async fn a_body_can_end_early_or_be_corrupted() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let whole = client.about(&token).await.text().await.unwrap();
    let control = client.standin.control();
    control
        .add_fault(Fault::on(ABOUT, Action::TruncateBody { bytes: 5 }))
        .unwrap();
    let cut = client.about(&token).await;
    assert_eq!(cut.content_length(), Some(whole.len() as u64));
    assert!(cut.text().await.is_err());
    control.add_fault(Fault::on(ABOUT, Action::CorruptBody)).unwrap();
    let corrupted = client.about(&token).await.bytes().await.unwrap();
    assert_eq!(corrupted.len(), whole.len());
    assert_ne!(corrupted, whole.as_bytes());
    control
        .add_fault(Fault::on(
            ABOUT,
            Action::Slow {
                bytes_per_s: 100_000,
                first_byte_ms: 1,
            },
        ))
        .unwrap();
    assert_eq!(client.about(&token).await.text().await.unwrap(), whole);
}

#[tokio::test]
async fn revocation_and_expiry_can_strike_at_a_request() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let control = client.standin.control();
    control
        .add_fault(Fault::on(ABOUT, Action::ExpireTokens).after(1))
        .unwrap();
    assert_eq!(statuses(&client, &token, 2).await, [200, 401]);
    let token = client.drive_token("user1").await;
    control.add_fault(Fault::on(ABOUT, Action::RevokeUser)).unwrap();
    assert_eq!(statuses(&client, &token, 1).await, [401]);
    assert_eq!(control.n_refresh_tokens("user1"), 0);
}

#[tokio::test]
async fn the_log_knows_requests_without_their_secrets() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    client.standin.control().clear_log();
    client.about(&token).await;
    let url = format!("{}/log", client.standin.admin());
    let log: Value = client.http.get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(log.as_array().unwrap().len(), 1);
    assert_eq!(
        (&log[0]["path"], &log[0]["user"]),
        (&json!("/drive/v3/about"), &json!("user1"))
    );
    assert_eq!(
        client.standin.control().log()[0].header("authorization"),
        Some("Bearer")
    );
    assert!(!log.to_string().contains(&token));
}

#[tokio::test]
async fn a_script_of_another_origin_is_answered_to() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    let origin = "http://localhost:8080";
    let preflight = client
        .http
        .request(Method::OPTIONS, client.url("/upload/drive/v3/files"))
        .header("origin", origin)
        .header("access-control-request-method", "PATCH")
        .header("access-control-request-headers", "authorization,content-range")
        .send()
        .await
        .unwrap();
    assert_eq!(preflight.status(), StatusCode::OK);
    assert_eq!(
        preflight.headers()["access-control-allow-headers"],
        "authorization,content-range"
    );
    assert!(
        preflight.headers()["access-control-allow-methods"]
            .to_str()
            .unwrap()
            .contains("PATCH")
    );
    for path in ["/drive/v3/about?fields=user", "/drive/v3/about"] {
        let answer = client
            .get(&token, path)
            .header("origin", origin)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.headers()["access-control-allow-origin"], origin);
        assert!(answer.headers()["vary"].to_str().unwrap().contains("Origin"));
        let exposed = answer.headers()["access-control-expose-headers"]
            .to_str()
            .unwrap();
        assert!(exposed.contains("Location") && exposed.contains("Range"));
    }
}

#[tokio::test]
async fn the_sorry_page_is_html_that_scripts_cannot_read() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    client
        .standin
        .control()
        .add_fault(Fault::on(ABOUT, Preset::TooManyRequestsHtml))
        .unwrap();
    let answer = client
        .get(&token, "/drive/v3/about?fields=user")
        .header("origin", "http://a.example");
    let answer = answer.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.headers().get("access-control-allow-origin").is_none());
    assert!(
        answer.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
}

#[tokio::test]
async fn about_wants_to_be_told_its_fields() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    assert_eq!(
        client
            .get(&token, "/drive/v3/about")
            .send()
            .await
            .unwrap()
            .status(),
        400
    );
    let about: Value = client.about(&token).await.json().await.unwrap();
    assert_eq!(
        about,
        json!({
            "user": { "permissionId": "07364918255019384726", "emailAddress": "ana@standin.example" }
        })
    );
    let unknown = client
        .get(&token, "/drive/v3/about?fields=etag")
        .send()
        .await
        .unwrap();
    let body: Value = unknown.json().await.unwrap();
    assert_eq!(body["error"]["message"], "Invalid field selection etag");
}

#[tokio::test]
async fn a_fault_at_the_token_endpoint_has_the_form_of_oauth() {
    let client = Client::new().await;
    let control = client.standin.control();
    let status =
        serde_json::from_value(json!({ "status": { "code": 400, "reason": "invalid_grant" } })).unwrap();
    control
        .add_fault(Fault::on("POST ^/token$", Action::clone(&status)))
        .unwrap();
    control
        .add_fault(Fault::on("POST ^/token$", Preset::Unavailable))
        .unwrap();
    let (status, body) = client.refresh("1//x").await;
    assert_eq!(
        (status, &body["error"]),
        (StatusCode::BAD_REQUEST, &json!("invalid_grant"))
    );
    let (status, body) = client.refresh("1//x").await;
    assert_eq!(
        (status, &body["error"]),
        (StatusCode::SERVICE_UNAVAILABLE, &json!("internal_failure"))
    );
}

#[tokio::test]
async fn fewer_headers_can_be_exposed() {
    let client = Client::new().await;
    let token = client.drive_token("user1").await;
    for (list, exposed) in [("Date", Some("Date")), ("", None)] {
        client.standin.control().expose_headers(list);
        let request = client
            .get(&token, "/drive/v3/about?fields=user")
            .header("origin", "http://a.example");
        let answer = request.send().await.unwrap();
        let seen = answer
            .headers()
            .get("access-control-expose-headers")
            .map(|value| value.to_str().unwrap());
        assert_eq!(seen, exposed);
    }
}
