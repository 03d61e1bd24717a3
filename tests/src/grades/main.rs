//! `cargo xtask grades`: what others say of the built app. Lighthouse of its first pages and of an open ledger, axe of
//! every state, Chromium of whether it can be installed. Prints tables, and fails below what is promised.

mod axe;
mod install;
mod lighthouse;

use anyhow::{Result, ensure};
use journeys::tour::{self, Look};
use journeys::{Person, Server, Standin, free_port};

/// The first theme with one language, the second with the other: what is wrong with a text or a colour is found once.
const LOOKS: [Look; 2] = [
    Look {
        lang: "en",
        theme: "light",
    },
    Look {
        lang: "es",
        theme: "dark",
    },
];

/// A table, and what in it is not as promised.
#[derive(Default)]
struct Part {
    table: String,
    trouble: Vec<String>,
}

#[tokio::main]
#[expect(clippy::print_stdout, reason = "the tables are what the command is for")]
async fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let known = ["lighthouse", "axe", "install"];
    if let Some(unknown) = words.iter().find(|word| !known.contains(&word.as_str())) {
        anyhow::bail!("nobody is called `{unknown}`: choose from {}", known.join(", "));
    }
    let is_asked = |word: &str| words.is_empty() || words.iter().any(|asked| asked == word);
    let standin = Standin::start()?;
    let server = Server::start_beside(&standin)?;
    let debugging = free_port()?;
    let flag = format!("--remote-debugging-port={debugging}");
    let person = Person::arrives_with(server.port(), &[&flag]).await?;
    let mut trouble = Vec::new();
    let mut say = |part: Part| {
        println!("{}", part.table);
        trouble.extend(part.trouble);
    };
    if is_asked("install") {
        tour::begin(&person, &server, LOOKS[0]).await?;
        say(install::ask(&person).await?);
    }
    if is_asked("lighthouse") {
        tour::begin(&person, &server, LOOKS[0]).await?;
        say(lighthouse::ask(&person, &server, debugging).await?);
    }
    if is_asked("axe") {
        say(axe::ask(&person, &server, &LOOKS).await?);
    }
    ensure!(trouble.is_empty(), "not as promised:\n  {}", trouble.join("\n  "));
    Ok(())
}
