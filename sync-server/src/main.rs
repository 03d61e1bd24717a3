//! The server's command line.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sync_server::{Config, Store, rekey, serve};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Serves the LukaLibre app, knows who signed in, and refreshes Google tokens.
#[derive(Parser)]
#[command(version, about, args_conflicts_with_subcommands = false)]
struct Cli {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Seal every refresh token anew with the first of TOKEN_KEYS, so that the others can be dropped.
    Rekey,
}

#[tokio::main]
async fn main() -> ExitCode {
    let Cli { config, command } = Cli::parse();
    start_log(&config);
    let result = match command {
        None => serve(config, announce).await.map_err(|error| error.to_string()),
        Some(Command::Rekey) => seal_anew(&config).await,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Only our own lines, which are written to name no secret; what libraries say is not ours to vouch for.
fn start_log(config: &Config) {
    let ours = Targets::new().with_target("sync_server", config.log);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_target(false);
    let log = tracing_subscriber::registry().with(ours);
    if config.log_json {
        log.with(lines.json()).init();
    } else {
        log.with(lines.with_ansi(std::io::stderr().is_terminal())).init();
    }
}

#[expect(clippy::print_stdout, reason = "the count is the command's output")]
async fn seal_anew(config: &Config) -> Result<(), String> {
    let keys = config.keys().map_err(|error| error.to_string())?;
    let store = match &config.database_url {
        Some(url) => Store::at_url(url).await,
        None => Store::in_folder(&config.data_dir).await,
    };
    let store = store.map_err(|error| error.to_string())?;
    let n_sealed = rekey(&store, &keys).await.map_err(|error| error.to_string())?;
    println!("{n_sealed} tokens sealed anew");
    Ok(())
}

/// Scripts and tests wait for this line.
#[expect(
    clippy::print_stdout,
    reason = "the line is the program's output, the log goes to stderr"
)]
fn announce(port: u16) {
    println!("listening on http://localhost:{port}");
}
