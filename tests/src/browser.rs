//! A browser with a profile on disk, driven through WebDriver.

use crate::{Engine, engine::Folders, free_port};
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use thirtyfour::{By, WebDriver, WebElement};

/// How long a person would wait before they call it broken; generous, because two cores may be busy.
const PATIENCE: Duration = Duration::from_secs(90);
const GLANCE: Duration = Duration::from_millis(40);

/// A running browser; ended when dropped.
pub struct Browser {
    /// The WebDriver session.
    pub driver: WebDriver,
    engine: Engine,
    process: Child,
    folders: Folders,
}

impl Browser {
    /// Starts a browser on this profile folder, in this size, with these flags.
    ///
    /// # Errors
    /// When it or its driver does not come up.
    pub async fn start(engine: Engine, folder: &Path, size: (u32, u32), arguments: &[&str]) -> Result<Self> {
        let port = free_port()?;
        let process = engine.driver(port)?;
        let folders = Folders {
            profile: folder.join("profile"),
            downloads: folder.join("downloads"),
        };
        std::fs::create_dir_all(&folders.downloads)?;
        let capabilities = engine.capabilities(&folders, size, arguments)?;
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await?;
        let browser = Self {
            driver,
            engine,
            process,
            folders,
        };
        if engine == Engine::Chromium {
            let allow = json!({ "behavior": "allow", "downloadPath": browser.folders.downloads });
            browser.cdp("Browser.setDownloadBehavior", allow).await?;
        }
        Ok(browser)
    }

    /// Chromium's own protocol.
    ///
    /// # Errors
    /// When the command is refused, or this is no Chromium.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Result<Value> {
        ensure!(
            self.engine == Engine::Chromium,
            "{command} is Chromium's own, and this is {:?}",
            self.engine
        );
        Ok(self.driver.cdp().send_raw(command, parameters).await?)
    }

    /// Runs a script and returns what it returns.
    ///
    /// # Errors
    /// When it throws.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.driver.execute(script, arguments).await?.json().clone())
    }

    /// Waits until a script returns something true, and returns that.
    ///
    /// # Errors
    /// When it does not in a person's patience; says what was waited for and what the page says.
    pub async fn until(&self, what: &str, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let start = Instant::now();
        loop {
            // A page that is just being left answers with an error: look again.
            let seen = self.run(script, arguments.clone()).await.unwrap_or(Value::Null);
            if !matches!(seen, Value::Null | Value::Bool(false)) && seen != json!(0) && seen != json!("") {
                return Ok(seen);
            }
            if start.elapsed() > PATIENCE {
                let page = self
                    .run(
                        "return location.href + ' | ' + document.body.innerText.slice(0, 600)",
                        vec![],
                    )
                    .await?;
                bail!("waited in vain for {what}; the page says: {page}");
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits for an element by its hook.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn hook(&self, id: &str) -> Result<WebElement> {
        self.css(&hook(id)).await
    }

    /// Waits for an element that is shown.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn css(&self, selector: &str) -> Result<WebElement> {
        let shown =
            "const e = document.querySelector(arguments[0]); return !!e && e.getClientRects().length > 0";
        self.until(selector, shown, vec![selector.into()]).await?;
        Ok(self.driver.find(By::Css(selector)).await?)
    }

    /// Whether an element is there now.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn has(&self, selector: &str) -> Result<bool> {
        Ok(self
            .run(
                "return !!document.querySelector(arguments[0])",
                vec![selector.into()],
            )
            .await?
            == json!(true))
    }

    /// Waits for an attribute of an element to be there, and returns it.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn value(&self, selector: &str, attribute: &str) -> Result<String> {
        let script =
            "const e = document.querySelector(arguments[0]); return e && e.getAttribute(arguments[1])";
        let seen = self
            .until(selector, script, vec![selector.into(), attribute.into()])
            .await?;
        Ok(seen.as_str().unwrap_or_default().to_owned())
    }

    /// Waits for an alert with this code.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn alert(&self, code: &str) -> Result<String> {
        let selector = format!("[role=alert][data-code='{code}']");
        Ok(self.css(&selector).await?.text().await?)
    }

    /// Waits for a download to be finished, and returns its bytes and name.
    ///
    /// # Errors
    /// When none appears.
    pub async fn download(&self) -> Result<(String, Vec<u8>)> {
        let start = Instant::now();
        loop {
            for entry in std::fs::read_dir(&self.folders.downloads)? {
                let path = entry?.path();
                let name = path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                let is_whole = !name.ends_with(".crdownload") && !name.ends_with(".part");
                if is_whole && !name.starts_with('.') && path.metadata()?.len() > 0 {
                    let bytes = std::fs::read(&path)?;
                    std::fs::remove_file(&path)?;
                    return Ok((name, bytes));
                }
            }
            if start.elapsed() > PATIENCE {
                bail!("no file was saved");
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// The profile folder.
    #[must_use]
    pub fn profile(&self) -> &Path {
        &self.folders.profile
    }

    /// Ends the browser as a person does.
    ///
    /// # Errors
    /// When it can't be ended.
    pub async fn quit(mut self) -> Result<()> {
        self.driver.clone().quit().await?;
        self.wait_until_gone().await?;
        let _ = self.process.kill();
        Ok(())
    }

    /// Ends the browser as a power cut does: SIGKILL to its process.
    ///
    /// # Errors
    /// When its process can't be found.
    pub async fn kill(mut self) -> Result<()> {
        let pids = self.processes()?;
        let main = pids.first().context("the browser's process is not there")?;
        Command::new("kill").args(["-9", &main.to_string()]).status()?;
        self.wait_until_gone().await?;
        let _ = self.process.kill();
        Ok(())
    }

    async fn wait_until_gone(&self) -> Result<()> {
        let start = Instant::now();
        while !self.processes()?.is_empty() && start.elapsed() < PATIENCE {
            tokio::time::sleep(GLANCE).await;
        }
        Ok(())
    }

    /// Processes of this profile that still run, the main one first.
    fn processes(&self) -> Result<Vec<u32>> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir("/proc")? {
            let Ok(pid) = entry?.file_name().to_string_lossy().parse::<u32>() else {
                continue;
            };
            let Ok(command) = std::fs::read(format!("/proc/{pid}/cmdline")) else {
                continue;
            };
            let command = String::from_utf8_lossy(&command).into_owned();
            if let Some(helps) = self.engine.runs(&command, &self.folders.profile) {
                found.push((helps, pid));
            }
        }
        found.sort_unstable();
        Ok(found.into_iter().map(|(_, pid)| pid).collect())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The session would wait for a driver that is gone.
        let _ = self.driver.clone().leak();
        let _ = self.process.kill();
        let _ = self.process.wait();
        for pid in self.processes().unwrap_or_default() {
            let _ = Command::new("kill")
                .args(["-9", &pid.to_string()])
                .stderr(Stdio::null())
                .status();
        }
    }
}

/// The selector of a hook.
#[must_use]
pub fn hook(id: &str) -> String {
    format!("[data-testid='{id}']")
}
