//! A PostgreSQL of the test run's own: its files in a temporary folder, on loopback, gone afterwards.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::system;
use crate::sh;

/// What is called, all of one version.
const PROGRAMS: [&str; 3] = ["initdb", "postgres", "pg_isready"];

/// A running server; stopped when dropped.
pub struct Postgres {
    server: Child,
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    /// Starts one.
    ///
    /// # Errors
    /// When PostgreSQL is neither there nor can be installed, or does not start.
    pub fn start() -> Result<Self> {
        let programs = programs()?;
        let owner = owner()?;
        let folder = env::temp_dir().join(format!("lukalibre-postgres-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).context("cannot create a folder for PostgreSQL")?;
        if let Some((user, group)) = owner {
            std::os::unix::fs::chown(&folder, Some(user), Some(group))
                .context("cannot give PostgreSQL its folder")?;
        }
        let data = folder.join("data");
        let mut initdb = run_as(owner, &programs.join("initdb"), &folder);
        // C: the locale of a machine must not change a test.
        initdb.args([
            "--auth=trust",
            "--username=luka",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "--pgdata",
        ]);
        sh::run(initdb.arg(&data).stdout(Stdio::null()))?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let mut postgres = run_as(owner, &programs.join("postgres"), &folder);
        postgres.arg("-D").arg(&data).args(["-p", &port.to_string()]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "max_connections=400",
            "log_min_messages=fatal",
        ] {
            postgres.args(["-c", setting]);
        }
        let server = postgres
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start PostgreSQL")?;
        let mut running = Self { server, folder, port };
        running.wait(&programs)?;
        Ok(running)
    }

    /// Where it is, without a database's name.
    pub fn url(&self) -> String {
        format!("postgres://luka@127.0.0.1:{}", self.port)
    }

    fn wait(&mut self, programs: &Path) -> Result<()> {
        for _ in 0..150 {
            if let Some(status) = self.server.try_wait()? {
                bail!("PostgreSQL ended at once ({status})");
            }
            let mut ready = sh::command(programs.join("pg_isready"));
            ready.args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
            if ready.status().is_ok_and(|status| status.success()) {
                return Ok(());
            }
            sleep(Duration::from_millis(100));
        }
        bail!("PostgreSQL did not answer within 15 s")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Its data is thrown away: an immediate stop is as good as a polite one, and leaves no process behind.
        let _ = sh::command("kill")
            .args(["-QUIT", &self.server.id().to_string()])
            .status();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Debian keeps the server's programs off PATH, a folder a version.
fn programs() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    system::packages(
        &["postgresql"],
        "PostgreSQL 13 or newer (its programs initdb and postgres)",
    )?;
    find().context("PostgreSQL is installed, but not all of initdb, postgres and pg_isready are to be found")
}

/// The folder that holds all we call: one on PATH may hold links to some of them.
fn find() -> Option<PathBuf> {
    let on_path = sh::which("initdb");
    let behind = on_path.as_ref().and_then(|file| file.canonicalize().ok());
    let on_path = on_path.into_iter().chain(behind);
    let on_path = on_path.filter_map(|file| Some(file.parent()?.to_owned()));
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut debian: Vec<_> = versions.map(|entry| entry.path().join("bin")).collect();
    debian.sort();
    let is_whole = |folder: &PathBuf| PROGRAMS.iter().all(|program| folder.join(program).is_file());
    on_path.chain(debian.into_iter().rev()).find(is_whole)
}

/// PostgreSQL refuses to be root; Debian's package makes a user for it.
fn owner() -> Result<Option<(u32, u32)>> {
    let ask = |words: &[&str]| -> Option<u32> { sh::ask(sh::command("id").args(words))?.parse().ok() };
    if ask(&["-u"]) != Some(0) {
        return Ok(None);
    }
    let user = ask(&["-u", "postgres"]).context("there is no user `postgres` to run PostgreSQL as")?;
    let group = ask(&["-g", "postgres"]).context("there is no group of the user `postgres`")?;
    Ok(Some((user, group)))
}

fn run_as(owner: Option<(u32, u32)>, program: &Path, folder: &Path) -> Command {
    use std::os::unix::process::CommandExt;
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    if let Some((user, group)) = owner {
        command.uid(user).gid(group);
    }
    command
}
