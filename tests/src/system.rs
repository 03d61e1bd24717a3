//! The system's side of an installed app, as far as Chromium plays it: it installs the app and starts it with files.
//!
//! Chromium does so only for whoever holds the pipe that it was started with, so this is a browser without a driver.

use crate::given;
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(90);
const GLANCE: Duration = Duration::from_millis(40);

/// A browser with the app installed and open; ended when dropped.
pub struct System {
    browser: Child,
    commands: ChildStdin,
    answers: Receiver<Value>,
    last: u64,
    app: String,
    /// The session with the app's page.
    page: String,
    _profile: TempDir,
}

impl System {
    /// Visits the app, waits until it can work offline, installs it, and opens it.
    ///
    /// # Errors
    /// When Chromium does not come up, or has something against it.
    pub fn installs(app: &str) -> Result<Self> {
        let profile = tempfile::tempdir()?;
        // The shell hands the pipe over under the numbers that Chromium expects.
        let mut browser = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null"])
            .arg(given("CHROMIUM")?)
            .args([
                "--remote-debugging-pipe",
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
            ])
            .args(["--no-first-run", "--lang=en-US", "--disable-dev-shm-usage"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Chromium does not start")?;
        let commands = browser.stdin.take().context("no way to Chromium")?;
        let mut out = BufReader::new(browser.stdout.take().context("no way from Chromium")?);
        let (sender, answers) = channel();
        std::thread::spawn(move || {
            let mut message = Vec::new();
            while matches!(out.read_until(0, &mut message), Ok(read) if read > 0) {
                let answer = serde_json::from_slice(&message[..message.len() - 1]).unwrap_or_default();
                message.clear();
                if sender.send(answer).is_err() {
                    break;
                }
            }
        });
        let mut system = Self {
            browser,
            commands,
            answers,
            last: 0,
            app: app.to_owned(),
            page: String::new(),
            _profile: profile,
        };
        system.opens_a_tab()?;
        system.call(
            "PWA.install",
            json!({ "manifestId": app, "installUrlOrBundleUrl": app }),
        )?;
        system.starts("PWA.launch", json!({}))?;
        Ok(system)
    }

    fn opens_a_tab(&mut self) -> Result<()> {
        self.call("Target.createTarget", json!({ "url": self.app }))?;
        self.attaches()?;
        let ready = "navigator.serviceWorker.ready.then(() => !!navigator.serviceWorker.controller)";
        self.until("the service worker", ready)
    }

    /// Looks at the app's page. What commands call a target is the tab or window around it.
    fn attaches(&mut self) -> Result<()> {
        let found = self.call("Target.getTargets", json!({}))?;
        let is_app = |target: &&Value| {
            let url = target["url"].as_str().unwrap_or_default();
            target["type"] == "page" && url.starts_with(&self.app)
        };
        let page = found["targetInfos"]
            .as_array()
            .and_then(|all| all.iter().find(is_app));
        let target = &page.context("the app is not open")?["targetId"];
        let attached = self.call(
            "Target.attachToTarget",
            json!({ "targetId": target, "flatten": true }),
        )?;
        attached["sessionId"]
            .as_str()
            .context("no session")?
            .clone_into(&mut self.page);
        Ok(())
    }

    fn starts(&mut self, command: &str, mut parameters: Value) -> Result<()> {
        parameters["manifestId"] = self.app.as_str().into();
        self.call(command, parameters)?;
        self.attaches()
    }

    /// A person opens a file with the app.
    ///
    /// # Errors
    /// When the app does not take such files.
    pub fn opens_with_the_app(&mut self, file: &Path) -> Result<()> {
        let files = [PathBuf::from(file)];
        self.starts("PWA.launchFilesInApp", json!({ "files": files }))
    }

    /// A person uses a shortcut of the app.
    ///
    /// # Errors
    /// When the app can't be started.
    pub fn uses_a_shortcut(&mut self, address: &str) -> Result<()> {
        let url = format!("{}{}", self.app, address.trim_start_matches('/'));
        self.starts("PWA.launch", json!({ "url": url }))
    }

    /// The number on the app's icon.
    ///
    /// # Errors
    /// When Chromium does not say.
    pub fn badge(&mut self) -> Result<u64> {
        let state = self.call("PWA.getOsAppState", json!({ "manifestId": self.app }))?;
        state["badgeCount"].as_u64().context("no number")
    }

    /// Waits until an expression of the page is true.
    ///
    /// # Errors
    /// When it never is; says what the page says.
    pub fn until(&mut self, what: &str, expression: &str) -> Result<()> {
        let start = Instant::now();
        while self.sees(expression)? != json!(true) {
            if start.elapsed() > PATIENCE {
                let page = self.sees("location.href + ' | ' + document.body.innerText.slice(0, 600)")?;
                bail!("waited in vain for {what}; the page says: {page}");
            }
            std::thread::sleep(GLANCE);
        }
        Ok(())
    }

    /// What an expression is in the page; null while the page is just being left.
    ///
    /// # Errors
    /// When Chromium is gone.
    pub fn sees(&mut self, expression: &str) -> Result<Value> {
        let parameters = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.answer("Runtime.evaluate", parameters, true)?;
        Ok(answer["result"]["result"]["value"].clone())
    }

    fn call(&mut self, method: &str, parameters: Value) -> Result<Value> {
        let answer = self.answer(method, parameters, false)?;
        ensure!(answer["error"].is_null(), "{method}: {}", answer["error"]);
        Ok(answer["result"].clone())
    }

    fn answer(&mut self, method: &str, parameters: Value, is_of_page: bool) -> Result<Value> {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": parameters });
        if is_of_page {
            message["sessionId"] = self.page.as_str().into();
        }
        self.commands.write_all(format!("{message}\0").as_bytes())?;
        loop {
            let answer = self
                .answers
                .recv_timeout(PATIENCE)
                .with_context(|| method.to_owned())?;
            if answer["id"] == self.last {
                return Ok(answer);
            }
        }
    }
}

impl Drop for System {
    fn drop(&mut self) {
        // All its processes end with it, once it was asked.
        let _ = self.answer("Browser.close", json!({}), false);
        let _ = self.browser.wait();
    }
}
