//! The stand-in as a program, for demonstrations and for clients that are not Rust tests.

use clap::Parser;
use google_standin::{Client, Options, Standin};
use std::io::{self, Write};
use std::os::unix::process::parent_id;
use std::time::Duration;

/// A local stand-in for Google: sign-in, Drive and Sheets with made-up accounts.
#[derive(Parser)]
struct Arguments {
    /// Port of the data plane; 0 takes a free one
    #[arg(long, env = "STANDIN_PORT", default_value_t = 0)]
    port: u16,
    /// Port of the admin plane; 0 takes a free one
    #[arg(long, env = "STANDIN_ADMIN_PORT", default_value_t = 0)]
    admin_port: u16,
    /// The address that stands in what it emits
    #[arg(long, env = "STANDIN_PUBLIC_BASE")]
    public_base: Option<String>,
    /// The issuer of id tokens; by default the public base
    #[arg(long, env = "STANDIN_ISSUER")]
    issuer: Option<String>,
    /// The OAuth client's identifier
    #[arg(long, env = "STANDIN_CLIENT_ID")]
    client_id: Option<String>,
    /// The OAuth client's secret
    #[arg(long, env = "STANDIN_CLIENT_SECRET")]
    client_secret: Option<String>,
    /// An address that codes may be sent to; by default /auth/callback on any loopback port
    #[arg(long = "redirect-uri", env = "STANDIN_REDIRECT_URI", value_delimiter = ',')]
    redirect_uris: Vec<String>,
    /// The client's publishing status is "Testing": refresh tokens live seven days
    #[arg(long, env = "STANDIN_TESTING")]
    testing: bool,
    /// Seeds identifiers and tokens
    #[arg(long, env = "STANDIN_SEED", default_value_t = 1)]
    seed: u64,
    /// End when the process that started this one ends
    #[arg(long)]
    while_parent_lives: bool,
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let arguments = Arguments::parse();
    let parent = parent_id();
    let is_bound_to_parent = arguments.while_parent_lives;
    let standin = Standin::start(options(arguments)).await?;
    let mut out = io::stdout();
    writeln!(out, "google stand-in on {}", standin.base())?;
    writeln!(out, "google stand-in admin on {}", standin.admin())?;
    out.flush()?;
    tokio::select! {
        ended = tokio::signal::ctrl_c() => ended,
        () = orphaned(parent), if is_bound_to_parent => Ok(()),
    }
}

fn options(arguments: Arguments) -> Options {
    let default = Client::default();
    let redirect_uris = match arguments.redirect_uris {
        given if given.is_empty() => default.redirect_uris,
        given => given,
    };
    let client = Client {
        id: arguments.client_id.unwrap_or(default.id),
        secret: arguments.client_secret.unwrap_or(default.secret),
        redirect_uris,
        testing: arguments.testing,
        project: default.project,
    };
    Options {
        port: arguments.port,
        admin_port: arguments.admin_port,
        public_base: arguments.public_base,
        issuer: arguments.issuer,
        clients: vec![client],
        seed: arguments.seed,
        ..Options::default()
    }
}

/// Resolves when the parent is another process than at the start.
async fn orphaned(parent: u32) {
    while parent_id() == parent {
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}
