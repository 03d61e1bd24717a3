//! Real clients against the stand-in, one test per client.
//!
//! The programs are named by the environment: `LUKA_PYTHON` (a Python that has `conformance/requirements.txt`),
//! `LUKA_NODE_MODULES` (the folder in which `conformance/package.json` was installed) and `LUKA_RCLONE`. Where one is
//! missing, its tests say so and pass.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::print_stdout, reason = "what real clients found is the report")]

use google_standin::{Options, Standin};
use std::env;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use tokio::process::Command;

const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/conformance");

fn named(variable: &str, what: &str) -> Option<PathBuf> {
    let value = env::var_os(variable).filter(|value| !value.is_empty());
    if value.is_none() {
        println!("skipped: {what} needs {variable}");
    }
    value.map(PathBuf::from)
}

/// Runs a script against a stand-in of its own.
async fn run(mut command: Command, what: &str) {
    let standin = Standin::start(Options::default()).await.unwrap();
    command
        .env("STANDIN_BASE", standin.base())
        .env("STANDIN_ADMIN", standin.admin())
        .kill_on_drop(true);
    command
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("NO_PROXY", "127.0.0.1")
        .env_remove("TARGET");
    let output = command.output().await.unwrap();
    let (told, complained) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    println!("{told}");
    assert!(
        output.status.success(),
        "{what} found a difference:\n{told}\n{complained}"
    );
    assert!(
        told.lines().any(|line| line.starts_with("ok ")),
        "{what} checked nothing"
    );
}

async fn python(script: &str) {
    if let Some(python) = named("LUKA_PYTHON", script) {
        let mut command = Command::new(python);
        command.arg(Path::new(SCRIPTS).join(script));
        run(command, script).await;
    }
}

/// Modules are looked for beside the script, so the scripts are put beside the modules' folder.
async fn node(script: &str) {
    if let Some(installed) = named("LUKA_NODE_MODULES", script) {
        let folder = tempfile::tempdir().unwrap();
        symlink(installed.join("node_modules"), folder.path().join("node_modules")).unwrap();
        for name in [script, "target.mjs"] {
            std::fs::copy(Path::new(SCRIPTS).join(name), folder.path().join(name)).unwrap();
        }
        let mut command = Command::new("node");
        command.arg(folder.path().join(script));
        run(command, script).await;
    }
}

#[tokio::test]
async fn s1_every_answer_has_the_types_of_googles_discovery_documents() {
    python("schema_check.py").await;
}

#[tokio::test]
async fn s2_googles_python_client_backs_up_and_resumes() {
    python("drive_python.py").await;
}

#[tokio::test]
async fn s3_gspread_reads_the_household() {
    python("sheets_gspread.py").await;
}

#[tokio::test]
async fn s4_googles_node_clients_back_up_and_read() {
    node("google_node.mjs").await;
}

#[tokio::test]
async fn s5_rclone_copies_through_a_proxy() {
    if named("LUKA_RCLONE", "rclone.py").is_some() {
        python("rclone.py").await;
    }
}

#[tokio::test]
async fn s6_relying_parties_find_a_sound_provider() {
    node("openid_client.mjs").await;
    python("id_token.py").await;
}
