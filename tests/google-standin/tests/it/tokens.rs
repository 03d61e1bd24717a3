//! The token endpoint.

use crate::client::{CALLBACK, Client, DRIVE_FILE, text};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use google_standin::{Client as OauthClient, Options};
use reqwest::StatusCode;
use sha2::{Digest, Sha256};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 3600);

#[tokio::test]
async fn a_code_is_good_once_and_its_replay_takes_the_tokens_along() {
    let client = Client::new().await;
    let back = client
        .callback("user1", &[("scope", DRIVE_FILE), ("access_type", "offline")])
        .await;
    let (status, first) = client.exchange(&back["code"]).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(first["expires_in"], 3599);
    assert_eq!(first["token_type"], "Bearer");
    assert!(first.get("id_token").is_none(), "no openid, no id token");
    let access = text(&first["access_token"]);
    assert_eq!(client.about(&access).await.status(), StatusCode::OK);
    let (status, again) = client.exchange(&back["code"]).await;
    assert_eq!(
        (status, again["error"].as_str()),
        (StatusCode::BAD_REQUEST, Some("invalid_grant"))
    );
    assert_eq!(client.about(&access).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(
        client.refresh(&text(&first["refresh_token"])).await.1["error"],
        "invalid_grant"
    );
}

#[tokio::test]
async fn a_code_lives_ten_minutes() {
    let client = Client::new().await;
    let back = client.callback("user1", &[]).await;
    client.standin.control().advance(Duration::from_secs(601));
    assert_eq!(client.exchange(&back["code"]).await.1["error"], "invalid_grant");
}

#[tokio::test]
async fn a_challenge_is_answered_by_its_verifier_only() {
    let client = Client::new().await;
    let verifier = "a-verifier-of-at-least-forty-three-characters-length";
    let hashed = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
    for (challenge, method) in [(hashed.as_str(), "S256"), (verifier, "plain")] {
        for (given, status) in [
            (Some(verifier), StatusCode::OK),
            (Some("another"), StatusCode::BAD_REQUEST),
            (None, StatusCode::BAD_REQUEST),
        ] {
            let asked = [("code_challenge", challenge), ("code_challenge_method", method)];
            let code = client.callback("user1", &asked).await.remove("code").unwrap();
            let mut form = vec![
                ("grant_type", "authorization_code"),
                ("code", &code),
                ("redirect_uri", CALLBACK),
            ];
            form.extend(given.map(|verifier| ("code_verifier", verifier)));
            let (answered, body) = client.token(&form).await;
            assert_eq!(answered, status, "{method} {given:?}");
            assert!(status == StatusCode::OK || body["error"] == "invalid_grant");
        }
    }
}

#[tokio::test]
async fn a_client_proves_itself_by_post_or_basic() {
    let client = Client::new().await;
    let code = client.callback("user1", &[]).await.remove("code").unwrap();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", CALLBACK),
    ];
    let basic = client
        .http
        .post(client.url("/token"))
        .form(&form)
        .basic_auth("standin-client", Some("standin-secret"));
    assert_eq!(basic.send().await.unwrap().status(), StatusCode::OK);
    let (status, body) = client
        .token(&[("grant_type", "refresh_token"), ("client_secret", "wrong")])
        .await;
    assert_eq!(
        (status, body["error"].as_str()),
        (StatusCode::UNAUTHORIZED, Some("invalid_client"))
    );
    let (status, _) = client
        .token(&[("grant_type", "refresh_token"), ("client_id", "nobody")])
        .await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_redirect_address_is_repeated_at_the_exchange() {
    let client = Client::new().await;
    let code = client.callback("user1", &[]).await.remove("code").unwrap();
    let other = "http://localhost:8081/auth/callback";
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", other),
    ];
    assert_eq!(client.token(&form).await.1["error"], "redirect_uri_mismatch");
}

#[tokio::test]
async fn a_second_consent_brings_a_refresh_token_only_when_consent_is_prompted() {
    let client = Client::new().await;
    let offline = [("scope", DRIVE_FILE), ("access_type", "offline")];
    assert!(
        client
            .grant("user1", &offline)
            .await
            .get("refresh_token")
            .is_some()
    );
    assert!(
        client
            .grant("user1", &offline)
            .await
            .get("refresh_token")
            .is_none()
    );
    assert!(client.connect("user1").await.get("refresh_token").is_some());
    assert!(
        client
            .grant("user2", &[("prompt", "consent")])
            .await
            .get("refresh_token")
            .is_none(),
        "not offline"
    );
}

#[tokio::test]
async fn a_refresh_gives_a_new_access_token_and_keeps_the_refresh_token() {
    let client = Client::new().await;
    let granted = client.connect("user1").await;
    let refresh = text(&granted["refresh_token"]);
    assert!(refresh.starts_with("1//"));
    client.standin.control().advance(Duration::from_secs(3600));
    assert_eq!(
        client.about(&text(&granted["access_token"])).await.status(),
        StatusCode::UNAUTHORIZED
    );
    let (status, fresh) = client.refresh(&refresh).await;
    assert_eq!(status, StatusCode::OK);
    assert!(fresh.get("refresh_token").is_none());
    assert_eq!(fresh["scope"], DRIVE_FILE);
    assert_eq!(
        client.about(&text(&fresh["access_token"])).await.status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn earlier_scopes_come_along_when_they_are_asked_for() {
    let client = Client::new().await;
    client.grant("user1", &[("scope", "openid email")]).await;
    let alone = client.grant("user1", &[("scope", DRIVE_FILE)]).await;
    assert_eq!(alone["scope"], DRIVE_FILE);
    let joined = client
        .grant(
            "user1",
            &[("scope", DRIVE_FILE), ("include_granted_scopes", "true")],
        )
        .await;
    assert!(joined["scope"].as_str().unwrap().contains("openid"));
}

#[tokio::test]
async fn a_client_in_testing_loses_its_grant_after_seven_days() {
    let testing = OauthClient {
        testing: true,
        ..OauthClient::default()
    };
    let client = Client::with(Options {
        clients: vec![testing],
        ..Options::default()
    })
    .await;
    let granted = client.connect("user1").await;
    assert_eq!(granted["refresh_token_expires_in"], 604_800);
    let profile = client
        .grant("user1", &[("access_type", "offline"), ("prompt", "consent")])
        .await;
    client.standin.control().advance(7 * DAY);
    let (_, body) = client.refresh(&text(&granted["refresh_token"])).await;
    assert_eq!(body["error_description"], "Token has been expired or revoked.");
    assert_eq!(
        client.refresh(&text(&profile["refresh_token"])).await.0,
        StatusCode::OK,
        "profile only"
    );
}

#[tokio::test]
async fn the_hundred_and_first_refresh_token_kills_the_first() {
    let client = Client::new().await;
    let first = text(&client.connect("user1").await["refresh_token"]);
    let second = text(&client.connect("user1").await["refresh_token"]);
    for _ in 0..99 {
        client.connect("user1").await;
    }
    assert_eq!(client.standin.control().n_refresh_tokens("user1"), 100);
    assert_eq!(client.refresh(&first).await.1["error"], "invalid_grant");
    assert_eq!(client.refresh(&second).await.0, StatusCode::OK);
}

#[tokio::test]
async fn the_same_seed_gives_the_same_tokens() {
    let token = async || Client::new().await.drive_token("user1").await;
    assert_eq!(token().await, token().await);
}
