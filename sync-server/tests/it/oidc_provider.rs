//! Signing in at a provider that is not ours: npm's oidc-provider, which is certified.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::world::{Browser, ORIGIN, outside};

const SIGN_IN: &str = "/auth/start?flow=signin";

/// The provider's process; it ends with its standard input.
struct Provider {
    child: Child,
    issuer: String,
    _folder: tempfile::TempDir,
}

impl Provider {
    /// Nothing, said aloud, where the packages are not installed.
    fn start() -> Option<Self> {
        let Some(modules) = std::env::var_os("LUKA_OIDC_PROVIDER").filter(|path| !path.is_empty()) else {
            eprintln!(
                "skipped: no oidc-provider (LUKA_OIDC_PROVIDER is not set; cargo xtask test installs it)"
            );
            return None;
        };
        // Node looks for packages beside the script.
        let folder = tempfile::tempdir().unwrap();
        let modules = std::path::Path::new(&modules).join("node_modules");
        std::os::unix::fs::symlink(modules, folder.path().join("node_modules")).unwrap();
        let script = folder.path().join("provider.mjs");
        std::fs::copy(
            concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oidc-provider/provider.mjs"),
            &script,
        )
        .unwrap();
        let mut child = Command::new("node")
            .arg(script)
            .arg(format!("{ORIGIN}/auth/callback"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said = lines.map_while(Result::ok);
        let issuer = said
            .find_map(|line| line.strip_prefix("listening on ").map(str::to_owned))
            .unwrap();
        Some(Self {
            child,
            issuer,
            _folder: folder,
        })
    }

    async fn tampers(&self, mode: &str) {
        outside()
            .get(format!("{}/tamper/{mode}", self.issuer))
            .send()
            .await
            .unwrap();
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A server whose provider this is.
async fn server(provider: &Provider) -> crate::world::World {
    crate::world::World::with(&[
        "--oidc-issuer",
        &provider.issuer,
        "--google-client-id",
        "luka",
        "--google-client-secret",
        "a-secret-of-the-tests",
    ])
    .await
}

/// Clicks through the provider's pages, which keep cookies, up to the address that leads back to us.
async fn led_back(browser: &mut Browser) -> String {
    let leaves = browser.goes_to(SIGN_IN).await;
    assert_eq!(leaves.status, 302, "{}", leaves.body);
    let mut url: reqwest::Url = leaves.header("location").parse().unwrap();
    let mut jar = std::collections::BTreeMap::<String, String>::new();
    for _ in 0..10 {
        let cookies: Vec<_> = jar
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let answer = outside()
            .get(url.clone())
            .header("cookie", cookies.join("; "))
            .send()
            .await
            .unwrap();
        for set in answer.headers().get_all("set-cookie") {
            let (name, value) = set
                .to_str()
                .unwrap()
                .split(';')
                .next()
                .unwrap()
                .split_once('=')
                .unwrap();
            jar.insert(name.to_owned(), value.to_owned());
        }
        let Some(location) = answer.headers().get("location") else {
            panic!("{}: {}", answer.status(), answer.text().await.unwrap());
        };
        url = url.join(location.to_str().unwrap()).unwrap();
        if let Some(back) = url.as_str().strip_prefix(ORIGIN) {
            return back.to_owned();
        }
    }
    panic!("the provider leads in circles")
}

#[tokio::test]
async fn signing_in_works_at_a_provider_that_is_not_ours() {
    let Some(provider) = Provider::start() else { return };
    let world = server(&provider).await;
    let mut ana = world.browser();
    let back = led_back(&mut ana).await;
    assert!(back.contains("&iss="), "RFC 9207: {back}");
    let lands = ana.returns(&back).await;
    assert_eq!(lands.header("location"), "/settings/google#google=signed_in");
    assert_eq!(
        ana.gets("/api/session").await["user"]["email"],
        "ana@provider.example"
    );

    // The same answer again, by whoever copied it.
    assert_eq!(ana.returns(&back).await.code(), "state_invalid");
    // A second visit is the same user.
    let mut phone = world.browser();
    let back = led_back(&mut phone).await;
    phone.returns(&back).await;
    phone
        .posts("/auth/logout", serde_json::json!({ "everywhere": true }))
        .await;
    assert!(!ana.is_signed_in().await);
}

#[tokio::test]
async fn what_does_not_hold_signs_nobody_in_there_either() {
    let Some(provider) = Provider::start() else { return };
    let world = server(&provider).await;
    for mode in [
        "wrong-nonce",
        "expired",
        "unknown-kid",
        "bad-signature",
        "wrong-issuer",
        "wrong-audience",
        "wrong-party",
        "from-the-future",
    ] {
        provider.tampers(mode).await;
        let mut ana = world.browser();
        let back = led_back(&mut ana).await;
        assert_eq!(
            ana.returns(&back).await.header("location"),
            "/settings/google#google=error",
            "{mode}"
        );
        assert!(!ana.is_signed_in().await, "{mode}");
    }
    // What is signed by the right key, and unchanged, is taken: the refusals above were for their reasons.
    provider.tampers("nothing-at-all").await;
    let mut ana = world.browser();
    let back = led_back(&mut ana).await;
    assert_eq!(
        ana.returns(&back).await.header("location"),
        "/settings/google#google=signed_in"
    );
}

#[tokio::test]
async fn a_code_of_one_provider_is_not_taken_to_another() {
    let Some(provider) = Provider::start() else { return };
    let world = server(&provider).await;
    let mut ana = world.browser();
    let back = led_back(&mut ana).await;
    let (before, _) = back.split_once("&iss=").unwrap();
    let mixed_up = ana
        .returns(&format!("{before}&iss=https%3A%2F%2Fevil.example"))
        .await;
    assert_eq!(mixed_up.header("location"), "/settings/google#google=error");
    let mut other = world.browser();
    let back = led_back(&mut other).await;
    let (before, _) = back.split_once("&iss=").unwrap();
    assert_eq!(
        other.returns(before).await.header("location"),
        "/settings/google#google=error"
    );
    assert!(!ana.is_signed_in().await && !other.is_signed_in().await);
}

#[tokio::test]
async fn a_code_that_was_used_is_refused_by_the_provider_itself() {
    let Some(provider) = Provider::start() else { return };
    let world = server(&provider).await;
    let mut first = world.browser();
    let back = led_back(&mut first).await;
    let code = back
        .split(['?', '&'])
        .find(|part| part.starts_with("code="))
        .unwrap()
        .to_owned();
    assert_eq!(first.returns(&back).await.status, 303);
    // A state of the victim's own with the used code of somebody else.
    let mut victim = world.browser();
    let own = led_back(&mut victim).await;
    let own_code = own
        .split(['?', '&'])
        .find(|part| part.starts_with("code="))
        .unwrap()
        .to_owned();
    let injected = victim.returns(&own.replace(&own_code, &code)).await;
    assert_eq!(injected.header("location"), "/settings/google#google=error");
    assert!(!victim.is_signed_in().await);
}
