//! `luka-backup`: opens a backup without the app, a browser or a network.
//!
//! The way out that does not depend on us: whoever has the file and the passphrase or the words gets the ledger back as
//! CSV files or as a plain SQLite database.

#[cfg(not(target_arch = "wasm32"))]
mod args;
#[cfg(not(target_arch = "wasm32"))]
mod database;
#[cfg(not(target_arch = "wasm32"))]
mod failure;
#[cfg(not(target_arch = "wasm32"))]
mod output;
#[cfg(not(target_arch = "wasm32"))]
mod run;
#[cfg(not(target_arch = "wasm32"))]
mod secret;
#[cfg(not(target_arch = "wasm32"))]
mod source;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    match run::run(std::env::args_os().skip(1)) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("luka-backup: {failure}");
            failure.code()
        }
    }
}

/// A command has no place in a browser.
#[cfg(target_arch = "wasm32")]
fn main() {}
