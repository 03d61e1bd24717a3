//! `cargo xtask run`: the release app, served.

use std::env;
use std::process::Command;

use anyhow::{Result, bail};

use crate::{build, place};

/// Builds and serves, until Ctrl-C or SIGTERM.
pub fn run(args: &[String]) -> Result<()> {
    match args {
        [] => {}
        [flag] if flag == "--google-standin" => {
            bail!("--google-standin is not there yet: it comes with the Google sign-in work")
        }
        _ => bail!(
            "unknown arguments `{}`: run takes --google-standin or nothing",
            args.join(" ")
        ),
    }
    build::all()?;
    let mut server = Command::new(place::server());
    server.env("LUKA_DIST", place::dist());
    if env::var_os("LUKA_DATA_DIR").is_none() {
        server.env("LUKA_DATA_DIR", place::target().join("server-data"));
    }
    hand_over(server)
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
