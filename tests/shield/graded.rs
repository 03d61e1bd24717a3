//! Headers, as two graders see them that are not ours.

use anyhow::{Context, Result, ensure};
use journeys::{Server, free_port, given};
use std::{os::unix::fs::symlink, path::Path, process::Command};

/// A certificate for localhost that is its own authority.
fn certificate(folder: &Path) -> Result<()> {
    let status = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
        ])
        .args([
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            "key.pem",
            "-out",
            "certificate.pem",
        ])
        .current_dir(folder)
        .stderr(std::process::Stdio::null())
        .status()
        .context("openssl makes the certificate: install it")?;
    ensure!(status.success(), "openssl made no certificate");
    Ok(())
}

#[test]
fn the_graders_have_nothing_to_say_against_the_server_s_headers() -> Result<()> {
    let Some(modules) = given("LUKA_GRADERS").ok().filter(|path| path.is_dir()) else {
        eprintln!("skipped: the graders are not installed (cargo xtask test shield installs them)");
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    certificate(folder.path())?;
    symlink(modules.join("node_modules"), folder.path().join("node_modules"))?;
    let script = folder.path().join("grade.mjs");
    std::fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("shield/grade.mjs"),
        &script,
    )?;
    let server = Server::start_as(free_port()?, &[("PUBLIC_BASE_URL", "https://localhost")])?;
    let graded = Command::new("node")
        .arg("--preserve-symlinks-main")
        .arg(&script)
        .arg(server.origin())
        .args([
            "certificate.pem",
            "key.pem",
            "/",
            "/settings/google",
            "/worker/worker.js",
            "/api/session",
            "/nothing.js",
        ])
        .env("NODE_EXTRA_CA_CERTS", folder.path().join("certificate.pem"))
        .env_remove("HTTP_PROXY")
        .env_remove("HTTPS_PROXY")
        .env_remove("http_proxy")
        .env_remove("https_proxy")
        .current_dir(folder.path())
        .output()
        .context("node runs the graders: install it")?;
    let said = String::from_utf8_lossy(&graded.stdout);
    ensure!(
        graded.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&graded.stderr)
    );
    ensure!(said.matches("grade A+").count() == 5, "{said}");
    Ok(())
}
