//! The pages a person sees.

use crate::client::{CALLBACK, Client, DRIVE_FILE, parameters};
use reqwest::{Response, StatusCode};

/// Submits the page's form with these fields; answers as the next page does.
async fn submit(client: &Client, page: &str, fields: &[(&str, &str)]) -> Response {
    let start = page.find("action=\"/signin/").unwrap() + 8;
    let action = page[start..].split('"').next().unwrap();
    client
        .http
        .post(client.url(action))
        .form(fields)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_person_chooses_an_account_and_consents() {
    let client = Client::new().await;
    let page = client.authorize(&[]).await;
    assert_eq!(page.status(), StatusCode::OK);
    let page = page.text().await.unwrap();
    for id in ["account-user1", "account-user2", "consent-cancel"] {
        assert!(page.contains(&format!("data-testid=\"{id}\"")), "{id}");
    }
    assert!(page.contains("Google stand-in — made-up accounts on your own machine"));
    let page = submit(&client, &page, &[("step", "account"), ("user", "user2")])
        .await
        .text()
        .await
        .unwrap();
    assert!(page.contains("data-testid=\"consent-continue\""));
    assert!(page.contains("luis@standin.example"));
    let end = submit(&client, &page, &[("step", "consent")]).await;
    assert_eq!(end.status(), StatusCode::FOUND);
    let back = parameters(end.headers()["location"].to_str().unwrap());
    assert!(back.contains_key("code"));
}

#[tokio::test]
async fn a_hint_skips_the_accounts_unless_they_are_asked_for() {
    let client = Client::new().await;
    let page = client
        .authorize(&[("login_hint", "ana@standin.example")])
        .await
        .text()
        .await
        .unwrap();
    assert!(page.contains("consent-continue") && !page.contains("account-user1"));
    let by_subject = client
        .authorize(&[("login_hint", "104729581236407158291")])
        .await
        .text()
        .await
        .unwrap();
    assert!(by_subject.contains("consent-continue"));
    let asked = [
        ("login_hint", "ana@standin.example"),
        ("prompt", "select_account"),
    ];
    assert!(
        client
            .authorize(&asked)
            .await
            .text()
            .await
            .unwrap()
            .contains("account-user1")
    );
}

#[tokio::test]
async fn who_has_consented_is_not_asked_again() {
    let client = Client::new().await;
    client.grant("user1", &[]).await;
    let answer = client.authorize(&[("login_hint", "ana@standin.example")]).await;
    assert_eq!(answer.status(), StatusCode::FOUND);
}

#[tokio::test]
async fn an_unticked_box_is_missing_from_the_granted_scope() {
    let client = Client::new().await;
    let scope = format!("openid email {DRIVE_FILE}");
    let hinted = [("login_hint", "ana@standin.example"), ("scope", scope.as_str())];
    let page = client.authorize(&hinted).await.text().await.unwrap();
    assert!(page.contains("data-testid=\"scope-drive.file\"") && page.contains("checked"));
    let end = submit(&client, &page, &[("step", "consent")]).await;
    let back = parameters(end.headers()["location"].to_str().unwrap());
    let (_, body) = client.exchange(&back["code"]).await;
    assert_eq!(
        body["scope"],
        "https://www.googleapis.com/auth/userinfo.email openid"
    );
    let headless = client
        .grant("user1", &[("scope", &scope), ("auto_scopes", "drive.file")])
        .await;
    assert!(headless["scope"].as_str().unwrap().contains("drive.file"));
}

#[tokio::test]
async fn the_policy_lets_a_form_end_at_the_client() {
    let client = Client::new().await;
    let page = client.authorize(&[]).await;
    let policy = page.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    let origin = CALLBACK.trim_end_matches("/auth/callback");
    assert!(
        policy.contains(&format!("form-action 'self' {origin}")),
        "{policy}"
    );
    assert!(policy.starts_with("default-src 'none'"));
    assert!(!page.text().await.unwrap().contains("<script"));
}

#[tokio::test]
async fn what_a_request_says_is_escaped_on_the_page() {
    let client = Client::new().await;
    let scope = "https://www.googleapis.com/auth/<b>x";
    let page = client
        .authorize(&[("scope", scope), ("login_hint", "user1")])
        .await
        .text()
        .await
        .unwrap();
    assert!(!page.contains("<b>x"));
}

#[tokio::test]
async fn a_sign_in_that_is_over_cannot_be_continued() {
    let client = Client::new().await;
    let page = client.authorize(&[]).await.text().await.unwrap();
    let end = submit(&client, &page, &[("step", "cancel")]).await;
    assert_eq!(
        parameters(end.headers()["location"].to_str().unwrap())["error"],
        "access_denied"
    );
    let again = submit(&client, &page, &[("step", "account"), ("user", "user1")]).await;
    assert_eq!(again.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_person_picks_after_consenting() {
    let client = Client::new().await;
    let request = [
        ("scope", DRIVE_FILE),
        ("prompt", "consent"),
        ("include_granted_scopes", "false"),
        ("trigger_onepick", "true"),
        ("mimetypes", "application/vnd.google-apps.spreadsheet"),
        ("login_hint", "user1"),
    ];
    let page = client.authorize(&request).await.text().await.unwrap();
    let fields = [("step", "consent"), ("scope", DRIVE_FILE)];
    let page = submit(&client, &page, &fields).await.text().await.unwrap();
    let id = client.standin.control().file_named("user1", "Household").unwrap();
    assert!(page.contains(&format!("data-testid=\"pick-{id}\"")) && page.contains("type=\"radio\""));
    assert!(page.contains("data-testid=\"pick-done\"") && !page.contains("My Drive"));
    let end = submit(&client, &page, &[("step", "pick"), ("file", &id)]).await;
    let back = parameters(end.headers()["location"].to_str().unwrap());
    assert_eq!(back["picked_file_ids"], id);
    assert!(back.contains_key("code"));
}

#[tokio::test]
async fn whoever_is_hinted_at_can_be_somebody_else() {
    let client = Client::new().await;
    let hinted = [("login_hint", "ana@standin.example"), ("prompt", "consent")];
    let page = client.authorize(&hinted).await.text().await.unwrap();
    assert!(page.contains("data-testid=\"use-another-account\""));
    let choice = submit(&client, &page, &[("step", "account")]).await;
    let choice = choice.text().await.unwrap();
    assert!(choice.contains("account-user1") && choice.contains("account-user2"));
    let consent = submit(&client, &choice, &[("step", "account"), ("user", "user2")]).await;
    assert!(consent.text().await.unwrap().contains("luis@standin.example"));
}
