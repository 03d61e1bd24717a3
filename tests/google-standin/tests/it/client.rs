//! A client of the stand-in: it goes through the real flow and calls with what it gets.

use google_standin::{Options, Standin};
use reqwest::{Client as Http, RequestBuilder, Response, StatusCode, redirect};
use serde_json::Value;
use std::collections::HashMap;

pub const DRIVE_FILE: &str = "https://www.googleapis.com/auth/drive.file";
pub const CALLBACK: &str = "http://localhost:8080/auth/callback";

pub struct Client {
    pub standin: Standin,
    pub http: Http,
}

impl Client {
    pub async fn new() -> Self {
        Self::with(Options::default()).await
    }

    pub async fn with(options: Options) -> Self {
        let http = Http::builder()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self {
            standin: Standin::start(options).await.unwrap(),
            http,
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.standin.base())
    }

    /// The answer of the authorization endpoint to a sound request with these parameters changed or added.
    pub async fn authorize(&self, changes: &[(&str, &str)]) -> Response {
        let mut query = vec![
            ("client_id", "standin-client"),
            ("redirect_uri", CALLBACK),
            ("response_type", "code"),
            ("scope", "openid email profile"),
            ("state", "s1"),
        ];
        query.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        query.extend(changes.iter().filter(|(_, value)| !value.is_empty()));
        self.http
            .get(self.url("/o/oauth2/v2/auth"))
            .query(&query)
            .send()
            .await
            .unwrap()
    }

    /// The parameters of the callback after an automatic consent of `user`.
    pub async fn callback(&self, user: &str, changes: &[(&str, &str)]) -> HashMap<String, String> {
        let mut changes = changes.to_vec();
        changes.push(("auto", user));
        let answer = self.authorize(&changes).await;
        assert_eq!(
            answer.status(),
            StatusCode::FOUND,
            "{}",
            answer.text().await.unwrap()
        );
        parameters(answer.headers()["location"].to_str().unwrap())
    }

    pub async fn token(&self, form: &[(&str, &str)]) -> (StatusCode, Value) {
        let mut all = vec![
            ("client_id", "standin-client"),
            ("client_secret", "standin-secret"),
        ];
        all.retain(|(name, _)| !form.iter().any(|(given, _)| given == name));
        all.extend(form);
        let answer = self
            .http
            .post(self.url("/token"))
            .form(&all)
            .send()
            .await
            .unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    pub async fn exchange(&self, code: &str) -> (StatusCode, Value) {
        self.token(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
        ])
        .await
    }

    pub async fn refresh(&self, token: &str) -> (StatusCode, Value) {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", token)])
            .await
    }

    /// The token answer of a whole flow.
    pub async fn grant(&self, user: &str, changes: &[(&str, &str)]) -> Value {
        let back = self.callback(user, changes).await;
        let (status, body) = self.exchange(&back["code"]).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        body
    }

    /// A `drive.file` grant with a refresh token.
    pub async fn connect(&self, user: &str) -> Value {
        self.grant(
            user,
            &[
                ("scope", DRIVE_FILE),
                ("access_type", "offline"),
                ("prompt", "consent"),
            ],
        )
        .await
    }

    /// An access token for `drive.file`.
    pub async fn drive_token(&self, user: &str) -> String {
        text(&self.connect(user).await["access_token"])
    }

    pub async fn revoke(&self, token: &str) -> (StatusCode, Value) {
        let answer = self
            .http
            .post(self.url("/revoke"))
            .form(&[("token", token)])
            .send()
            .await
            .unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    pub fn get(&self, token: &str, path: &str) -> RequestBuilder {
        self.http.get(self.url(path)).bearer_auth(token)
    }

    pub async fn about(&self, token: &str) -> Response {
        self.get(token, "/drive/v3/about?fields=user(permissionId,emailAddress)")
            .send()
            .await
            .unwrap()
    }
}

/// The decoded query of an address.
pub fn parameters(url: &str) -> HashMap<String, String> {
    let url = reqwest::Url::parse(url).unwrap();
    url.query_pairs().into_owned().collect()
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}

/// A call of the admin plane with a JSON body.
pub async fn admin(client: &Client, path: &str, body: Value) -> Response {
    let url = format!("{}{path}", client.standin.admin());
    client.http.post(url).json(&body).send().await.unwrap()
}
