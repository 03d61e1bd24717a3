//! A person's gestures, by the interface contract.

use crate::{Browser, Engine, browser::hook, server::origin};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use thirtyfour::Key;

/// A passphrase that zxcvbn finds hard to guess.
pub const PASSPHRASE: &str = "tranquil otter paints 41 violins";

/// Somebody at a browser, with a profile of their own.
pub struct Person {
    /// The browser in front of them.
    pub browser: Browser,
    engine: Engine,
    folder: TempDir,
    port: u16,
}

const SIZE: (u32, u32) = (1280, 900);

impl Person {
    /// Somebody with an empty profile, at a wide window.
    ///
    /// # Errors
    /// When the browser does not come up.
    pub async fn arrives(port: u16) -> Result<Self> {
        Self::arrives_with(port, &[]).await
    }

    /// Somebody whose browser was started with these flags.
    ///
    /// # Errors
    /// When the browser does not come up.
    pub async fn arrives_with(port: u16, arguments: &[&str]) -> Result<Self> {
        Self::begins(Engine::Chromium, port, arguments).await
    }

    /// Somebody who prefers another browser.
    ///
    /// # Errors
    /// When the browser does not come up.
    pub async fn arrives_in(engine: Engine, port: u16) -> Result<Self> {
        Self::begins(engine, port, &[]).await
    }

    /// Somebody with Firefox who leaves no traces: every window of theirs is a private one.
    ///
    /// # Errors
    /// When the browser does not come up.
    pub async fn arrives_in_private(port: u16) -> Result<Self> {
        Self::begins(Engine::Firefox, port, &["-private-window"]).await
    }

    async fn begins(engine: Engine, port: u16, arguments: &[&str]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let browser = Browser::start(engine, folder.path(), SIZE, arguments).await?;
        Ok(Self {
            browser,
            engine,
            folder,
            port,
        })
    }

    /// The same person with their browser started anew.
    ///
    /// # Errors
    /// When the browser does not come up.
    pub async fn returns(self) -> Result<Self> {
        let Self {
            browser,
            engine,
            folder,
            port,
        } = self;
        browser.quit().await?;
        let browser = Browser::start(engine, folder.path(), SIZE, &[]).await?;
        Ok(Self {
            browser,
            engine,
            folder,
            port,
        })
    }

    /// The same person after their browser was killed.
    ///
    /// # Errors
    /// When it can't be killed, or does not come up.
    pub async fn returns_after_a_crash(self) -> Result<Self> {
        let Self {
            browser,
            engine,
            folder,
            port,
        } = self;
        browser.kill().await?;
        let browser = Browser::start(engine, folder.path(), SIZE, &[]).await?;
        Ok(Self {
            browser,
            engine,
            folder,
            port,
        })
    }

    /// A file of theirs.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn has_file(&self, name: &str, bytes: &[u8]) -> Result<PathBuf> {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes)?;
        Ok(path)
    }

    /// Goes to an address by loading it, and waits until the page can be used.
    ///
    /// # Errors
    /// When it never can.
    pub async fn goes_to(&self, path: &str) -> Result<()> {
        self.browser
            .driver
            .goto(format!("{}{path}", origin(self.port)))
            .await?;
        self.sees_a_usable_page().await
    }

    /// Waits until the first screen can be used.
    ///
    /// # Errors
    /// When it never can.
    pub async fn sees_a_usable_page(&self) -> Result<()> {
        self.browser
            .until(
                "a usable page",
                "return document.documentElement.dataset.ready === '1'",
                vec![],
            )
            .await?;
        Ok(())
    }

    /// Clicks a hook.
    ///
    /// # Errors
    /// When it never appears.
    pub async fn clicks(&self, id: &str) -> Result<()> {
        let element = self.browser.hook(id).await?;
        element.scroll_into_view().await?;
        if element.click().await.is_err() {
            // Something that is just going away (a notice) lies over it: click it as the keyboard would.
            self.browser
                .run("arguments[0].click()", vec![element.to_json()?])
                .await?;
        }
        Ok(())
    }

    /// Goes to a page by its link in the navigation.
    ///
    /// # Errors
    /// When there is no such link.
    pub async fn opens(&self, page: &str) -> Result<()> {
        self.clicks(&format!("nav-{page}")).await?;
        let there = "return location.pathname === arguments[0]";
        self.browser
            .until(page, there, vec![format!("/{page}").into()])
            .await?;
        Ok(())
    }

    /// Types into a field, in place of what is there.
    ///
    /// # Errors
    /// When it never appears.
    pub async fn types(&self, id: &str, text: &str) -> Result<()> {
        let element = self.browser.hook(id).await?;
        element.send_keys(Key::Control + "a").await?;
        element.send_keys(Key::Delete + "").await?;
        element.send_keys(text).await?;
        Ok(())
    }

    /// Chooses a value of a date, a month or a select, as its own control does.
    ///
    /// # Errors
    /// When it never appears.
    pub async fn chooses(&self, id: &str, value: &str) -> Result<()> {
        self.browser.hook(id).await?;
        let script = "const e = document.querySelector(arguments[0]);
            Object.getOwnPropertyDescriptor(Object.getPrototypeOf(e), 'value').set.call(e, arguments[1]);
            e.dispatchEvent(new Event('input', { bubbles: true }));
            e.dispatchEvent(new Event('change', { bubbles: true }));";
        self.browser
            .run(script, vec![hook(id).into(), value.into()])
            .await?;
        Ok(())
    }

    /// Hands a file to a file input.
    ///
    /// # Errors
    /// When there is none.
    pub async fn hands_over(&self, id: &str, file: &Path) -> Result<()> {
        let exists = "return !!document.querySelector(arguments[0])";
        self.browser.until(id, exists, vec![hook(id).into()]).await?;
        let element = self.browser.driver.find(thirtyfour::By::Css(hook(id))).await?;
        element.send_keys(file.to_string_lossy()).await?;
        Ok(())
    }

    /// Makes a vault from the welcome page, and returns the 24 words.
    ///
    /// # Errors
    /// When a step of it fails.
    pub async fn makes_a_vault(&self) -> Result<String> {
        self.goes_to("/").await?;
        self.clicks("create-vault").await?;
        self.types("passphrase", PASSPHRASE).await?;
        self.types("passphrase-confirm", PASSPHRASE).await?;
        self.is_strong_enough().await?;
        self.clicks("create-vault-submit").await?;
        let words = self.words().await?;
        self.types_back(&words).await?;
        self.clicks("enter-app").await?;
        self.browser.hook("lock-now").await?;
        Ok(words)
    }

    /// Waits until the passphrase they typed is taken.
    ///
    /// # Errors
    /// When it never is.
    pub async fn is_strong_enough(&self) -> Result<()> {
        let enabled = "const e = document.querySelector(arguments[0]); return !!e && !e.disabled";
        let submit = vec![hook("create-vault-submit").into()];
        self.browser.until("a strong passphrase", enabled, submit).await?;
        Ok(())
    }

    /// The 24 words in front of them.
    ///
    /// # Errors
    /// When they never appear.
    pub async fn words(&self) -> Result<String> {
        let script = "const e = document.querySelector(arguments[0]);
            const t = e ? e.textContent.trim().split(/\\s+/) : []; return t.length === 24 ? t.join(' ') : null";
        let seen = self
            .browser
            .until("24 words", script, vec![hook("recovery-code").into()])
            .await?;
        Ok(seen.as_str().context("no words")?.to_owned())
    }

    /// Types back the words that are asked for.
    ///
    /// # Errors
    /// When none are asked for.
    pub async fn types_back(&self, words: &str) -> Result<()> {
        let asked = "return [...document.querySelectorAll('[data-testid^=recovery-word-]')]
            .map(e => +e.dataset.testid.slice(14)).join(',')";
        // The words may have a page of their own before they are asked for.
        if self.browser.run(asked, vec![]).await? == json!("")
            && self.browser.has(&hook("words-written-down")).await?
        {
            self.clicks("words-written-down").await?;
        }
        let asked = self.browser.until("asked words", asked, vec![]).await?;
        let words: Vec<&str> = words.split(' ').collect();
        for number in asked.as_str().unwrap_or_default().split(',') {
            let index: usize = number.parse::<usize>()? - 1;
            self.types(&format!("recovery-word-{number}"), words[index])
                .await?;
        }
        Ok(())
    }

    /// Unlocks with the passphrase and waits for the ledger.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn unlocks(&self) -> Result<()> {
        self.types("passphrase", PASSPHRASE).await?;
        self.clicks("unlock-submit").await?;
        self.browser.hook("lock-now").await?;
        Ok(())
    }

    /// Hands a file to the import, and waits for the preview: rows new, there already and in error.
    ///
    /// # Errors
    /// When no preview comes.
    pub async fn previews(&self, file: &Path) -> Result<[u64; 3]> {
        self.opens("import").await?;
        self.hands_over("import-file", file).await?;
        self.preview_counts().await
    }

    /// The counts of the preview in front of them.
    ///
    /// # Errors
    /// When there is none.
    pub async fn preview_counts(&self) -> Result<[u64; 3]> {
        let script =
            "return arguments[0].map(id => document.querySelector(`[data-testid='${id}']`)?.textContent
            .replace(/\\D/g, '')).join('/').replace(/undefined/, '')";
        let ids = json!(["import-new-count", "import-duplicate-count", "import-error-count"]);
        self.browser.hook("import-new-count").await?;
        let seen = self.browser.run(script, vec![ids]).await?;
        let mut counts = seen
            .as_str()
            .unwrap_or_default()
            .split('/')
            .map(|n| n.parse::<u64>().unwrap_or(0));
        let mut next = || counts.next().unwrap_or(0);
        Ok([next(), next(), next()])
    }

    /// Writes the preview, and returns how many rows were written.
    ///
    /// # Errors
    /// When it is never done.
    pub async fn commits(&self) -> Result<u64> {
        self.clicks("import-commit").await?;
        Ok(self
            .browser
            .value(&hook("import-done"), "data-imported")
            .await?
            .parse()?)
    }

    /// How many transactions there are.
    ///
    /// # Errors
    /// When the page does not say.
    pub async fn counts_transactions(&self) -> Result<u64> {
        self.opens("transactions").await?;
        Ok(self
            .browser
            .value(&hook("transaction-count"), "data-count")
            .await?
            .parse()?)
    }

    /// The dashboard of each month: income, expense, net.
    ///
    /// # Errors
    /// When a month never shows.
    pub async fn reads_months(&self, months: &[String]) -> Result<Vec<[String; 3]>> {
        self.opens("dashboard").await?;
        let mut read = Vec::new();
        for month in months {
            self.chooses("period", month).await?;
            let script = "const shown = document.querySelector('[data-month]')?.dataset.month;
                if (shown !== arguments[0]) return null;
                return ['total-income', 'total-expense', 'total-net']
                  .map(id => document.querySelector(`[data-testid='${id}']`)?.dataset.amount)";
            let seen = self
                .browser
                .until(month, script, vec![month.as_str().into()])
                .await?;
            let texts: Vec<String> = seen
                .as_array()
                .into_iter()
                .flatten()
                .map(|v| v.as_str().unwrap_or_default().to_owned())
                .collect();
            read.push(texts.try_into().map_err(|t| anyhow::anyhow!("{month}: {t:?}"))?);
        }
        Ok(read)
    }

    /// Asks the page something.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn run(&self, script: &str) -> Result<Value> {
        self.browser.run(script, vec![]).await
    }
}

/// Longer stretches.
impl Person {
    /// Leaves the browser and returns the folder with the profile in it.
    ///
    /// # Errors
    /// When it can't be ended.
    pub async fn leaves(self) -> Result<TempDir> {
        let Self { browser, folder, .. } = self;
        browser.quit().await?;
        Ok(folder)
    }

    /// Waits until the service worker holds everything and serves this page.
    ///
    /// # Errors
    /// When it never does.
    pub async fn is_ready_for_offline(&self) -> Result<()> {
        let script = "return navigator.serviceWorker.ready.then(() => !!navigator.serviceWorker.controller)";
        self.browser.until("the service worker", script, vec![]).await?;
        Ok(())
    }

    /// Waits until the list shows this many transactions.
    ///
    /// # Errors
    /// When it never does.
    pub async fn settles_at(&self, count: u64) -> Result<()> {
        if self.run("return location.pathname").await? != "/transactions" {
            // What was clicked before may still be at work, so the page is opened when it is done.
            self.is_idle().await?;
            self.opens("transactions").await?;
        }
        let script = "return document.querySelector(arguments[0])?.dataset.count === arguments[1]";
        let arguments = vec![hook("transaction-count").into(), count.to_string().into()];
        self.browser
            .until(&format!("{count} transactions"), script, arguments)
            .await?;
        Ok(())
    }

    /// Waits until no import is being taken back.
    async fn is_idle(&self) -> Result<()> {
        self.browser
            .until(
                "an idle page",
                "return !document.querySelector('[aria-busy=true]')",
                vec![],
            )
            .await?;
        Ok(())
    }

    /// Writes a transaction down by the form.
    ///
    /// # Errors
    /// When the form does not take it.
    pub async fn adds(
        &self,
        date: &str,
        kind: &str,
        amount: &str,
        description: &str,
        category: &str,
        account: &str,
    ) -> Result<()> {
        self.opens("transactions").await?;
        self.clicks("add-transaction").await?;
        self.chooses("date", date).await?;
        self.chooses("type", kind).await?;
        for (field, text) in [
            ("amount", amount),
            ("description", description),
            ("category", category),
            ("account", account),
        ] {
            self.types(field, text).await?;
        }
        self.clicks("save-transaction").await?;
        let closed = "return !document.querySelector(arguments[0])?.getClientRects().length";
        self.browser
            .until("the form to close", closed, vec![hook("save-transaction").into()])
            .await?;
        Ok(())
    }

    /// Opens the transaction whose row shows this text.
    ///
    /// # Errors
    /// When there is none.
    pub async fn opens_row(&self, text: &str) -> Result<()> {
        let script = "const row = [...document.querySelectorAll(arguments[0])].find(r => r.textContent.includes(arguments[1]));
            if (!row) return false; (row.querySelector('button, a') ?? row).click(); return true";
        let arguments = vec![hook("transaction-row").into(), text.into()];
        self.browser.until(text, script, arguments).await?;
        self.browser.hook("save-transaction").await?;
        Ok(())
    }

    /// Waits until a row shows this amount.
    ///
    /// # Errors
    /// When none does.
    pub async fn sees_amount(&self, decimal: &str) -> Result<()> {
        self.browser
            .css(&format!("{} [data-amount='{decimal}']", hook("transaction-row")))
            .await?;
        Ok(())
    }

    /// Saves everything as a zip, and returns its bytes.
    ///
    /// # Errors
    /// When no file comes.
    pub async fn exports_everything(&self) -> Result<Vec<u8>> {
        self.opens("backup").await?;
        self.clicks("export-csv").await?;
        Ok(self.browser.download().await?.1)
    }

    /// Deletes the vault from this device.
    ///
    /// # Errors
    /// When the welcome page does not come.
    pub async fn deletes_everything(&self) -> Result<()> {
        self.opens("settings").await?;
        self.clicks("delete-everything").await?;
        self.clicks("delete-everything-confirm").await?;
        self.browser.hook("create-vault").await?;
        Ok(())
    }

    /// Has every page of the ledger read and checked, as the app does by itself after the first dashboard.
    ///
    /// # Errors
    /// When the app reports damage.
    pub async fn verifies_every_page(&self) -> Result<()> {
        self.opens("dashboard").await?;
        self.browser
            .until(
                "the check",
                "return document.documentElement.dataset.verified === '1'",
                vec![],
            )
            .await?;
        anyhow::ensure!(
            !self.browser.has("[role=alert]").await?,
            "the app reports trouble"
        );
        Ok(())
    }
}
