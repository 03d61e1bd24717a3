//! A resumable upload of the tests': it starts with a token and goes on without one.

use crate::client::Client;
use reqwest::{Method, Response};
use serde_json::json;

pub const GRAIN: usize = 256 * 1024;
const FIELDS: &str = "&fields=id,size,md5Checksum";

pub fn bytes(size: usize) -> Vec<u8> {
    (0..size).map(|at| u8::try_from(at * 31 % 251).unwrap()).collect()
}

pub struct Upload<'a> {
    pub client: &'a Client,
    pub location: String,
}

impl<'a> Upload<'a> {
    pub async fn start(client: &'a Client, token: &str, prefix: &str, total: usize) -> Self {
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

    pub async fn new(client: &'a Client, total: usize) -> Self {
        let token = client.drive_token("user1").await;
        Self::start(client, &token, "", total).await
    }

    /// No token: the address is the credential.
    pub async fn send(&self, method: Method, range: &str, body: Vec<u8>) -> reqwest::Result<Response> {
        self.client
            .http
            .request(method, &self.location)
            .header("content-range", range)
            .body(body)
            .send()
            .await
    }

    pub async fn put(&self, range: &str, body: &[u8]) -> Response {
        self.send(Method::PUT, range, body.to_vec()).await.unwrap()
    }

    pub async fn chunk(&self, all: &[u8], from: usize, to: usize) -> Response {
        self.put(&format!("bytes {from}-{}/{}", to - 1, all.len()), &all[from..to])
            .await
    }

    /// How many bytes are kept; `None` when the upload is finished.
    pub async fn kept(&self) -> Option<usize> {
        let answer = self.put("bytes */*", b"").await;
        match answer.status().as_u16() {
            308 => Some(range(&answer)),
            200 => None,
            other => panic!("status {other}"),
        }
    }

    pub fn n_files(&self) -> usize {
        let files = self.client.standin.control().files("user1");
        files.iter().filter(|file| file["name"] == "backup").count()
    }
}

pub fn range(answer: &Response) -> usize {
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
