//! The server's command line.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use sync_server::{Config, serve};

#[tokio::main]
async fn main() -> ExitCode {
    let config = Config::parse();
    tracing_subscriber::fmt()
        .with_max_level(config.log)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
    match serve(config, announce).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Scripts and tests wait for this line.
#[expect(
    clippy::print_stdout,
    reason = "the line is the program's output, the log goes to stderr"
)]
fn announce(port: u16) {
    println!("listening on http://localhost:{port}");
}
