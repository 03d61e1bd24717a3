//! The authorization endpoint: which requests it takes and what it sends back.

use crate::client::{Client, DRIVE_FILE, parameters};
use google_standin::{Client as OauthClient, Options};
use reqwest::StatusCode;
use serde_json::Value;

const ONEPICK: [(&str, &str); 4] = [
    ("scope", DRIVE_FILE),
    ("prompt", "consent"),
    ("include_granted_scopes", "false"),
    ("trigger_onepick", "true"),
];

#[tokio::test]
async fn discovery_names_every_endpoint_under_the_public_base() {
    let options = Options {
        public_base: Some("http://localhost:9999".into()),
        ..Options::default()
    };
    let client = Client::with(options).await;
    let answer = client
        .http
        .get(client.url("/.well-known/openid-configuration"))
        .send()
        .await
        .unwrap();
    let document: Value = answer.json().await.unwrap();
    for name in ["authorization", "token", "userinfo", "revocation"] {
        let endpoint = document[format!("{name}_endpoint")].as_str().unwrap();
        assert!(endpoint.starts_with("http://localhost:9999/"), "{name}");
    }
    assert_eq!(document["issuer"], "http://localhost:9999");
    assert_eq!(document["authorization_response_iss_parameter_supported"], true);
    let methods = &document["token_endpoint_auth_methods_supported"];
    assert!(
        !methods.as_array().unwrap().contains(&"none".into()),
        "there is no public client"
    );
}

#[tokio::test]
async fn the_callback_carries_state_issuer_code_and_scope() {
    let client = Client::new().await;
    let back = client.callback("user1", &[]).await;
    assert_eq!(back["state"], "s1");
    assert_eq!(back["iss"], client.standin.base());
    assert!(back["code"].starts_with("4/0"));
    assert!(back["scope"].contains("https://www.googleapis.com/auth/userinfo.email"));
}

#[tokio::test]
async fn a_wrong_redirect_address_is_told_on_a_page_and_never_followed() {
    let client = Client::new().await;
    for wrong in [
        "http://evil.example/auth/callback",
        "http://localhost:8080/other",
        "http://localhost/auth/callback",
    ] {
        let answer = client
            .authorize(&[("redirect_uri", wrong), ("auto", "user1")])
            .await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
        assert!(answer.headers().get("location").is_none());
        assert!(answer.text().await.unwrap().contains("redirect_uri_mismatch"));
    }
}

#[tokio::test]
async fn a_listed_redirect_address_is_matched_exactly() {
    let listed = OauthClient {
        redirect_uris: vec!["https://app.example/cb".into()],
        ..OauthClient::default()
    };
    let client = Client::with(Options {
        clients: vec![listed],
        ..Options::default()
    })
    .await;
    let right = client
        .authorize(&[("redirect_uri", "https://app.example/cb"), ("auto", "user1")])
        .await;
    assert_eq!(right.status(), StatusCode::FOUND);
    let wrong = client
        .authorize(&[("redirect_uri", "https://app.example/cb/"), ("auto", "user1")])
        .await;
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn requests_that_are_wrong_in_themselves_get_a_page() {
    let client = Client::new().await;
    let wrong = [
        ("client_id", "nobody"),
        ("response_type", "token"),
        ("scope", ""),
        ("scope", "nonsense"),
        ("prompt", "none consent"),
        ("code_challenge_method", "S512"),
    ];
    for change in wrong {
        let answer = client
            .authorize(&[change, ("code_challenge", "x"), ("auto", "user1")])
            .await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{change:?}");
    }
}

#[tokio::test]
async fn prompt_none_never_shows_a_page() {
    let client = Client::new().await;
    let answer = client.authorize(&[("prompt", "none")]).await;
    let back = parameters(answer.headers()["location"].to_str().unwrap());
    assert_eq!(back["error"], "interaction_required");
    assert_eq!(back["state"], "s1");
}

#[tokio::test]
async fn cancel_comes_back_as_access_denied() {
    let client = Client::new().await;
    let back = client.callback("deny", &[]).await;
    assert_eq!(back["error"], "access_denied");
    assert!(!back.contains_key("code"));
}

#[tokio::test]
async fn the_picker_refuses_any_other_scope_prompt_or_inclusion() {
    let client = Client::new().await;
    let wrong = [
        ("scope", "openid https://www.googleapis.com/auth/drive.file"),
        ("prompt", "select_account"),
        ("prompt", ""),
        ("include_granted_scopes", "true"),
        ("include_granted_scopes", ""),
    ];
    for change in wrong {
        let mut request = ONEPICK.to_vec();
        request.retain(|(name, _)| *name != change.0);
        request.extend([change, ("auto", "user1")]);
        let answer = client.authorize(&request).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{change:?}");
    }
    let mut combined = ONEPICK.to_vec();
    combined[1] = ("prompt", "select_account consent");
    combined.push(("auto", "user1"));
    assert_eq!(client.authorize(&combined).await.status(), StatusCode::FOUND);
}

#[tokio::test]
async fn a_pick_may_end_without_files() {
    let client = Client::new().await;
    let back = client.callback("user1", &ONEPICK).await;
    assert!(back.contains_key("code"));
    assert!(!back.contains_key("picked_file_ids"));
}

#[tokio::test]
async fn the_issuer_of_the_callback_can_be_wrong_or_missing() {
    let client = Client::new().await;
    client
        .standin
        .control()
        .tamper_callback_iss(Some("https://evil.example"));
    assert_eq!(client.callback("user1", &[]).await["iss"], "https://evil.example");
    client.standin.control().tamper_callback_iss(None);
    assert!(!client.callback("user1", &[]).await.contains_key("iss"));
    client.standin.control().clear_tamper();
    assert!(client.callback("user1", &[]).await.contains_key("iss"));
}

#[tokio::test]
async fn the_picker_offers_the_wanted_files_and_brings_back_what_was_picked() {
    let client = Client::new().await;
    let mut request = ONEPICK.to_vec();
    request.extend([
        ("mimetypes", "application/vnd.google-apps.spreadsheet"),
        ("login_hint", "user1"),
    ]);
    let household = client.standin.control().file_named("user1", "Household").unwrap();
    let blank = client.standin.control().file_named("user1", "Blank").unwrap();
    let foreign = client.standin.control().file_named("user2", "Haushalt").unwrap();
    let ids = [household.as_str(), &blank, &foreign].join(",");
    request.extend([("allow_multiple", "true"), ("auto_pick", &ids)]);
    let back = client.callback("user1", &request).await;
    assert_eq!(
        back["picked_file_ids"],
        format!("{household},{blank}"),
        "not the other person's"
    );
    request.retain(|(name, _)| *name != "allow_multiple");
    let back = client.callback("user1", &request).await;
    assert_eq!(back["picked_file_ids"], household);
}
