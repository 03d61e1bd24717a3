//! The stand-in for Google, started like a newcomer's, and a way through its pages without looking at them.

use crate::given;
use anyhow::{Context, Result};
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// A running stand-in; stopped when dropped.
pub struct Standin {
    child: Child,
    base: String,
    admin: String,
}

impl Standin {
    /// Starts one on free ports.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn start() -> Result<Self> {
        let mut child = Command::new(given("LUKA_STANDIN")?)
            .args(["--port", "0", "--admin-port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .context("the stand-in does not start")?;
        let out = child.stdout.take().context("no output of the stand-in")?;
        let mut lines = BufReader::new(out).lines().map_while(Result::ok);
        let mut after = |words: &str| {
            lines
                .find_map(|line| line.strip_prefix(words).map(str::to_owned))
                .context("the stand-in ended")
        };
        let base = after("google stand-in on ")?;
        let admin = after("google stand-in admin on ")?;
        Ok(Self { child, base, admin })
    }

    /// Where Google is.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Asks something of the admin plane.
    ///
    /// # Errors
    /// When it says no.
    pub async fn admin(
        &self,
        method: reqwest::Method,
        path: &str,
        body: serde_json::Value,
    ) -> Result<serde_json::Value> {
        let call = reqwest::Client::new()
            .request(method, format!("{}{path}", self.admin))
            .json(&body);
        let answer = call.send().await?.error_for_status()?;
        Ok(serde_json::from_str(&answer.text().await?).unwrap_or_default())
    }

    /// Bytes from the admin plane.
    ///
    /// # Errors
    /// When it says no.
    pub async fn bytes(&self, path: &str) -> Result<Vec<u8>> {
        let answer = reqwest::get(format!("{}{path}", self.admin)).await?;
        Ok(answer.error_for_status()?.bytes().await?.to_vec())
    }

    /// What makes a server take it for Google.
    #[must_use]
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        [
            ("GOOGLE_CLIENT_ID", "standin-client"),
            ("GOOGLE_CLIENT_SECRET", "standin-secret"),
            ("OIDC_ISSUER", &self.base),
            ("GOOGLE_DRIVE_ROOT", &self.base),
            ("GOOGLE_SHEETS_ROOT", &self.base),
            ("TOKEN_KEYS", "k1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="),
        ]
        .map(|(name, value)| (name, value.to_owned()))
        .into()
    }
}

impl Drop for Standin {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Goes through these flows at a server, as this account, and gives the session's cookie.
///
/// # Errors
/// When a flow ends badly.
pub async fn signs_in(origin: &str, account: &str, flows: &[&str]) -> Result<String> {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    let mut cookie = String::new();
    for flow in flows {
        let mut url = format!("{origin}/auth/start?flow={flow}");
        // To Google, through it, and back.
        for step in 0..3 {
            if step == 1 {
                url.push_str(&format!("&auto={account}"));
            }
            let answer = client.get(&url).header("cookie", &cookie).send().await?;
            if let Some(set) = answer.headers().get("set-cookie") {
                cookie = set.to_str()?.split(';').next().unwrap_or_default().to_owned();
            }
            let location = answer
                .headers()
                .get("location")
                .with_context(|| format!("{url} leads nowhere"))?;
            location.to_str()?.clone_into(&mut url);
        }
        anyhow::ensure!(
            url.ends_with("#google=signed_in") || url.ends_with("#google=connected"),
            "{flow} ended at {url}"
        );
    }
    Ok(cookie)
}
