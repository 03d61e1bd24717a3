//! The program: what it prints and when it ends.

use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::Command;
use tokio::time::timeout;

const PROGRAM: &str = env!("CARGO_BIN_EXE_google-standin");

#[tokio::test]
async fn the_program_says_where_it_is_and_ends_with_its_parent() {
    let mut parent = Command::new("sh")
        .args(["-c", "\"$0\" --while-parent-lives & wait", PROGRAM])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(parent.stdout.take().unwrap());
    let (mut data, mut admin) = (String::new(), String::new());
    out.read_line(&mut data).await.unwrap();
    out.read_line(&mut admin).await.unwrap();
    let base = data.trim().strip_prefix("google stand-in on ").unwrap();
    let admin = admin.trim().strip_prefix("google stand-in admin on ").unwrap();
    assert!(
        reqwest::get(format!("{base}/oauth2/v3/certs"))
            .await
            .unwrap()
            .status()
            .is_success()
    );
    assert!(
        reqwest::get(format!("{admin}/clock"))
            .await
            .unwrap()
            .status()
            .is_success()
    );
    parent.kill().await.unwrap();
    // The pipe ends when the last process that writes to it does.
    let mut rest = String::new();
    timeout(Duration::from_secs(30), out.read_to_string(&mut rest))
        .await
        .unwrap()
        .unwrap();
}

#[tokio::test]
async fn a_dropped_stand_in_no_longer_answers() {
    let standin = google_standin::Standin::start(google_standin::Options::default())
        .await
        .unwrap();
    let url = format!("{}/oauth2/v3/certs", standin.base());
    assert!(reqwest::get(&url).await.is_ok());
    drop(standin);
    tokio::task::yield_now().await;
    assert!(reqwest::get(&url).await.is_err());
}
