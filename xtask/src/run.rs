//! `cargo xtask run`: the release app, served.

use std::env;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{build, place};

/// Ports of the stand-in while nobody else has them, so that a bookmark stays good.
const STANDIN_PORTS: [u16; 2] = [8090, 8091];

/// Made-up accounts have nothing to seal, but the server wants a key: any 32 bytes.
const STANDIN_KEY: &str = "standin:bWFkZS11cCBhY2NvdW50cyBuZWVkIG5vIHNlY3JldCE=";

/// Builds and serves, until Ctrl-C or SIGTERM.
pub fn run(args: &[String]) -> Result<()> {
    let is_with_standin = match args {
        [] => false,
        [flag] if flag == "--google-standin" => true,
        _ => bail!(
            "unknown arguments `{}`: run takes --google-standin or nothing",
            args.join(" ")
        ),
    };
    build::all()?;
    let mut server = Command::new(place::server());
    server.env("LUKA_DIST", place::dist());
    if is_with_standin {
        build::standin()?;
        start_standin(&mut server)?;
    }
    if env::var_os("LUKA_DATA_DIR").is_none() {
        let folder = if is_with_standin {
            "server-data-standin"
        } else {
            "server-data"
        };
        server.env("LUKA_DATA_DIR", place::target().join(folder));
    }
    hand_over(server)
}

/// Builds and serves the app with the page that shows every component, `/styleguide`.
pub fn styleguide() -> Result<()> {
    let dist = build::styleguide()?;
    build::server()?;
    let mut server = Command::new(place::server());
    server
        .env("LUKA_DIST", dist)
        .env("LUKA_DATA_DIR", place::target().join("server-data"));
    hand_over(server)
}

/// Starts the stand-in, which ends when this process does, and tells the server where Google is now.
#[expect(clippy::print_stdout, reason = "scripts and tests wait for these lines")]
fn start_standin(server: &mut Command) -> Result<()> {
    let [port, admin] = STANDIN_PORTS.map(|port| if is_free(port) { port } else { 0 });
    let mut standin = Command::new(place::standin());
    standin.arg("--while-parent-lives").args([
        "--port",
        &port.to_string(),
        "--admin-port",
        &admin.to_string(),
    ]);
    let mut child = standin
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start the stand-in")?;
    let mut lines = BufReader::new(child.stdout.take().context("no output of the stand-in")?).lines();
    let mut base = None;
    for line in lines.by_ref().take(2) {
        let line = line.context("the stand-in ended")?;
        println!("{line}");
        base = base.or_else(|| line.strip_prefix("google stand-in on ").map(str::to_owned));
    }
    let base = base.context("the stand-in does not say where it is")?;
    for (name, value) in [
        ("GOOGLE_CLIENT_ID", "standin-client"),
        ("GOOGLE_CLIENT_SECRET", "standin-secret"),
        ("OIDC_ISSUER", &base),
        ("GOOGLE_DRIVE_ROOT", &base),
        ("GOOGLE_SHEETS_ROOT", &base),
        ("TOKEN_KEYS", STANDIN_KEY),
    ] {
        server.env(name, value);
    }
    // Real ones of the operator's must not reach made-up accounts, nor be asked about.
    for name in [
        "GOOGLE_CLIENT_SECRET_FILE",
        "TOKEN_KEYS_FILE",
        "OIDC_ACCEPTED_ISSUERS",
    ] {
        server.env_remove(name);
    }
    // Who tries things out clicks faster than somebody signing in.
    if env::var_os("LIMIT_AUTH_PER_MINUTE").is_none() {
        server.env("LIMIT_AUTH_PER_MINUTE", "600");
    }
    Ok(())
}

fn is_free(port: u16) -> bool {
    TcpListener::bind(("127.0.0.1", port)).is_ok()
}

/// The server takes this process's place, so that whoever stops us stops it, by whatever signal.
#[cfg(unix)]
fn hand_over(mut server: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(anyhow::Error::new(server.exec()).context("cannot start the server"))
}

#[cfg(not(unix))]
fn hand_over(mut server: Command) -> Result<()> {
    crate::sh::run(&mut server)
}
