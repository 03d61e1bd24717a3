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

/// A backup's way into Drive, in one piece.
pub const MULTIPART: &str = "/upload/drive/v3/files?uploadType=multipart";

impl Client {
    pub async fn json(&self, request: RequestBuilder) -> (u16, Value) {
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap_or_default())
    }

    pub async fn fetch(&self, token: &str, path: &str) -> (u16, Value) {
        self.json(self.get(token, path)).await
    }

    pub async fn post(&self, token: &str, path: &str, body: &Value) -> (u16, Value) {
        self.json(self.http.post(self.url(path)).bearer_auth(token).json(body))
            .await
    }

    pub async fn patch(&self, token: &str, path: &str, body: &Value) -> (u16, Value) {
        self.json(self.http.patch(self.url(path)).bearer_auth(token).json(body))
            .await
    }

    pub async fn delete(&self, token: &str, path: &str) -> u16 {
        self.http
            .delete(self.url(path))
            .bearer_auth(token)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    }

    /// Creates a file with content; `query` is appended to the path.
    pub async fn upload(&self, token: &str, query: &str, meta: &Value, bytes: &[u8]) -> (u16, Value) {
        let head = format!(
            "--b\r\ncontent-type: application/json\r\n\r\n{meta}\r\n--b\r\ncontent-type: a/b\r\n\r\n"
        );
        let body = [head.as_bytes(), bytes, b"\r\n--b--"].concat();
        let path = format!("{MULTIPART}{query}");
        let request = self.http.post(self.url(&path)).bearer_auth(token).body(body);
        self.json(request.header("content-type", "multipart/related; boundary=b"))
            .await
    }

    /// The identifier of a new file with this name and content.
    pub async fn backup(&self, token: &str, name: &str, bytes: &[u8]) -> String {
        let (status, file) = self
            .upload(token, "", &serde_json::json!({ "name": name }), bytes)
            .await;
        assert_eq!(status, 200, "{file}");
        text(&file["id"])
    }
}
