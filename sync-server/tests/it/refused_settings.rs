//! Settings with which the server does not start, and what it says instead.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use clap::Parser;
use sync_server::Config;

use crate::site::build;
use crate::world::KEY;

/// What the server says to these options, over a built app.
fn says(options: &[&str]) -> Result<(), String> {
    let site = tempfile::tempdir().unwrap();
    let dist = build(site.path());
    let all = ["sync-server", "--dist", dist.to_str().unwrap()]
        .into_iter()
        .chain(options.iter().copied());
    let config = Config::parse_from(all);
    config.settle(8080).map(drop).map_err(|error| error.to_string())
}

fn with_client<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [
        &["--google-client-id", "id", "--google-client-secret", "secret"][..],
        more,
    ]
    .concat()
}

#[test]
fn nothing_has_to_be_set_to_serve_the_app() {
    says(&[]).unwrap();
}

#[tokio::test]
async fn a_server_at_which_nobody_can_sign_in_writes_nothing() {
    let site = tempfile::tempdir().unwrap();
    let dist = build(site.path());
    let data = site.path().join("data");
    let options = [
        "sync-server",
        "--dist",
        dist.to_str().unwrap(),
        "--data-dir",
        data.to_str().unwrap(),
    ];
    let settings = Config::parse_from(options).settle(8080).unwrap();
    sync_server::Store::of(&settings)
        .await
        .unwrap()
        .ping()
        .await
        .unwrap();
    assert!(!data.exists());
}

#[test]
fn a_folder_without_the_app_is_refused_with_what_to_do() {
    let empty = tempfile::tempdir().unwrap();
    let config = Config::parse_from(["sync-server", "--dist", empty.path().to_str().unwrap()]);
    let message = config.settle(8080).unwrap_err().to_string();
    assert!(message.contains("cargo xtask run"), "{message}");
}

#[test]
fn a_google_client_wants_a_key_for_what_it_brings() {
    assert!(
        says(&with_client(&[]))
            .unwrap_err()
            .starts_with("TOKEN_KEYS is not set")
    );
    says(&with_client(&["--token-keys", KEY])).unwrap();
}

#[test]
fn each_mistake_is_named() {
    for (options, named) in [
        (
            vec!["--google-client-id", "id"],
            "GOOGLE_CLIENT_SECRET is not set",
        ),
        (
            vec!["--google-client-secret", "secret"],
            "GOOGLE_CLIENT_ID is not set",
        ),
        (
            with_client(&["--token-keys", "k1:short"]),
            "TOKEN_KEYS: key 1 must be 32 bytes",
        ),
        (
            with_client(&["--token-keys", KEY, "--oidc-issuer", "http://accounts.example"]),
            "OIDC_ISSUER is http://accounts.example",
        ),
        (
            with_client(&["--token-keys", KEY, "--google-drive-root", "http://192.0.2.1/"]),
            "GOOGLE_DRIVE_ROOT is http://192.0.2.1/",
        ),
        (
            vec!["--public-base-url", "http://money.example"],
            "PUBLIC_BASE_URL is http://money.example",
        ),
        (
            vec!["--public-base-url", "https://money.example/app"],
            "must be an origin",
        ),
        (
            vec!["--database-url", "mysql://localhost/x"],
            "DATABASE_URL must start with postgres://",
        ),
        (
            vec!["--allowed-origins", "https://money.example/app"],
            "ALLOWED_ORIGINS",
        ),
        (vec!["--client-ip-header", "not a header"], "CLIENT_IP_HEADER"),
    ] {
        let said = says(&options).unwrap_err();
        assert!(said.contains(named), "{options:?}: {said}");
        assert!(
            !said.contains("secret") || said.contains("GOOGLE_CLIENT_SECRET"),
            "{said}"
        );
    }
}

#[test]
fn plain_http_is_for_one_s_own_machine() {
    for url in [
        "http://localhost:8080",
        "http://127.0.0.1:3000",
        "http://[::1]:8080",
        "https://money.example",
    ] {
        says(&["--public-base-url", url]).unwrap();
    }
}

#[test]
fn a_secret_that_others_can_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keys");
    fs::write(&file, format!("{KEY}\n")).unwrap();
    let options = ["--token-keys-file", file.to_str().unwrap()];
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let said = says(&with_client(&options)).unwrap_err();
    assert!(
        said.contains("can be read by others") && said.contains("chmod 600"),
        "{said}"
    );
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    says(&with_client(&options)).unwrap();
    let both = says(&with_client(&["--token-keys", KEY, options[0], options[1]])).unwrap_err();
    assert!(both.contains("both set"), "{both}");
}

#[test]
fn only_this_machine_can_connect_unless_told_otherwise() {
    let config = Config::parse_from(["sync-server", "--port", "8080"]);
    assert!(config.listen.is_loopback());
}
