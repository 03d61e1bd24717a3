//! The browsers that journeys run in, and how each of them is started on a profile folder.

use crate::given;
use anyhow::{Context, Result};
use serde_json::json;
use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use thirtyfour::{
    Capabilities, ChromiumLikeCapabilities, DesiredCapabilities,
    common::capabilities::firefox::FirefoxPreferences,
};

/// Which browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium by chromedriver.
    Chromium,
    /// Firefox by geckodriver.
    Firefox,
}

/// Where a browser keeps what is a person's.
pub(crate) struct Folders {
    pub(crate) profile: PathBuf,
    pub(crate) downloads: PathBuf,
}

impl Engine {
    /// Starts its driver on a port, and waits until that listens.
    pub(crate) fn driver(self, port: u16) -> Result<Child> {
        let (variable, ready) = match self {
            Self::Chromium => ("CHROMEDRIVER", "started successfully"),
            Self::Firefox => ("GECKODRIVER", "Listening on"),
        };
        let mut driver = Command::new(given(variable)?)
            .arg(format!("--port={port}"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{variable} does not start"))?;
        let out = driver
            .stdout
            .take()
            .with_context(|| format!("no output of {variable}"))?;
        let mut lines = BufReader::new(out).lines();
        lines
            .find(|line| line.as_ref().is_ok_and(|l| l.contains(ready)))
            .with_context(|| format!("{variable} ended"))??;
        std::thread::spawn(move || lines.for_each(drop));
        Ok(driver)
    }

    /// What its driver is asked for: a window of this size on these folders.
    pub(crate) fn capabilities(
        self,
        folders: &Folders,
        size: (u32, u32),
        arguments: &[&str],
    ) -> Result<Capabilities> {
        match self {
            Self::Chromium => chromium(folders, size, arguments),
            Self::Firefox => firefox(folders, size, arguments),
        }
    }

    /// Whether a command line is that of a browser on this profile and, if so, of a helper of it.
    /// Firefox's helpers do not name the profile: they end when they lose the main process.
    pub(crate) fn runs(self, command: &str, profile: &Path) -> Option<bool> {
        let profile = profile.display();
        let (mark, driver) = match self {
            Self::Chromium => (format!("--user-data-dir={profile}"), "chromedriver"),
            Self::Firefox => (format!("-profile\0{profile}\0"), "geckodriver"),
        };
        (command.contains(&mark) && !command.contains(driver))
            .then(|| command.contains("--type=") || command.contains("-contentproc"))
    }
}

/// What every Chromium is started with.
const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-US",
    "--disable-dev-shm-usage",
];

/// A Chromium that no driver is at work in, for whoever measures a page: it is ended when dropped.
pub struct Undriven {
    child: Child,
    /// Where it can be debugged.
    pub port: u16,
}

impl Undriven {
    /// Starts it on the profile that a person left, see [`Person::leaves`](crate::Person::leaves).
    ///
    /// # Errors
    /// When it does not come up.
    pub fn start(left: &Path) -> Result<Self> {
        let port = crate::free_port()?;
        let mut child = Command::new(given("CHROMIUM")?)
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", left.join("profile").display()))
            .arg(format!("--remote-debugging-port={port}"))
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .context("Chromium does not start")?;
        let said = child.stderr.take().context("no output of Chromium")?;
        let mut lines = BufReader::new(said).lines();
        lines
            .find(|line| {
                line.as_ref()
                    .is_ok_and(|line| line.contains("DevTools listening"))
            })
            .context("Chromium ended")??;
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self { child, port })
    }
}

impl Drop for Undriven {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn chromium(folders: &Folders, size: (u32, u32), arguments: &[&str]) -> Result<Capabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(&given("CHROMIUM")?.to_string_lossy())?;
    for argument in FLAGS.iter().chain(arguments) {
        capabilities.add_arg(argument)?;
    }
    capabilities.add_arg(&format!("--window-size={},{}", size.0, size.1))?;
    capabilities.add_arg(&format!("--user-data-dir={}", folders.profile.display()))?;
    capabilities.add_experimental_option(
        "prefs",
        json!({ "download.default_directory": folders.downloads, "download.prompt_for_download": false }),
    )?;
    Ok(capabilities.into())
}

/// The profile is named by an argument, because one that geckodriver makes is gone with the session.
fn firefox(folders: &Folders, size: (u32, u32), arguments: &[&str]) -> Result<Capabilities> {
    std::fs::create_dir_all(&folders.profile)?;
    let mut capabilities = DesiredCapabilities::firefox();
    capabilities.set_firefox_binary(&given("FIREFOX")?.to_string_lossy())?;
    let (width, height) = (format!("--width={}", size.0), format!("--height={}", size.1));
    let profile = folders.profile.to_string_lossy();
    for argument in ["-headless", "-profile", &profile, &width, &height]
        .iter()
        .chain(arguments)
    {
        capabilities.add_arg(argument)?;
    }
    let mut preferences = FirefoxPreferences::new();
    preferences.set("browser.download.folderList", 2)?;
    preferences.set("browser.download.dir", folders.downloads.to_string_lossy())?;
    preferences.set("browser.download.useDownloadDir", true)?;
    preferences.set("intl.accept_languages", "en-US")?;
    // The window that WebDriver opens is private only where all are.
    let is_private = arguments.contains(&"-private-window");
    preferences.set("browser.privatebrowsing.autostart", is_private)?;
    capabilities.set_preferences(preferences)?;
    Ok(capabilities.into())
}
