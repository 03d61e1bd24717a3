//! What the command was asked for.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::failure::{Failure, Kind};
use crate::secret::Secret;

pub const HELP: &str = "\
Opens a LukaLibre backup without the app, a browser or a network.

usage: luka-backup inspect FILE
       luka-backup verify  FILE [secret]
       luka-backup export  FILE [--out FOLDER] [--sqlite OUT] [--force] [secret]

inspect  prints what the file says of itself; needs no secret and proves nothing
verify   checks every byte, the database's integrity and its counts; writes nothing
export   verifies, then writes transactions.csv, accounts.csv, budgets.csv, goals.csv and
         contributions.csv: the same files as the app's own export

--out FOLDER            where the CSV files go; the current folder if not given
--sqlite OUT            also writes the plain, unencrypted SQLite database
--force                 replaces files that are there already

secret, if not typed at the prompt:
--words                 asks for the 24 recovery words instead of the passphrase
--passphrase-file FILE  reads the passphrase from the first line of FILE, - is standard input
--words-file FILE       reads the recovery words from FILE, - is standard input

exit code: 0 all is well, 1 a file cannot be read or written, 2 the command was not understood,
           3 wrong passphrase or words, 4 not a backup, damaged or incomplete, 5 a newer program is needed
";

/// A command with its parameters.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    Inspect {
        file: PathBuf,
    },
    Verify {
        file: PathBuf,
        secret: Secret,
    },
    Export {
        file: PathBuf,
        secret: Secret,
        folder: PathBuf,
        sqlite: Option<PathBuf>,
        is_forced: bool,
    },
}

#[derive(Default)]
struct Found {
    words: Vec<OsString>,
    secret: Option<Secret>,
    folder: Option<PathBuf>,
    sqlite: Option<PathBuf>,
    is_forced: bool,
    is_help: bool,
}

/// Understands the arguments after the program's name.
pub fn parse(args: impl Iterator<Item = OsString>) -> Result<Command, Failure> {
    let found = collect(args)?;
    let mut words = found.words.into_iter();
    let name = words.next().unwrap_or_else(|| "help".into());
    if found.is_help || name == "help" {
        return Ok(Command::Help);
    }
    let known = ["inspect", "verify", "export"];
    if !known.iter().any(|known| name == *known) {
        return Err(usage(format!("there is no command `{}`", name.display())));
    }
    let file = words.next().map(PathBuf::from);
    let file = file.ok_or_else(|| usage("which file?"))?;
    if let Some(extra) = words.next() {
        return Err(usage(format!(
            "one file at a time, not also `{}`",
            extra.display()
        )));
    }
    let writes = found.folder.is_some() || found.sqlite.is_some() || found.is_forced;
    if writes && name != "export" {
        return Err(usage("--out, --sqlite and --force belong to export"));
    }
    if found.secret.is_some() && name == "inspect" {
        return Err(usage("inspect needs no secret"));
    }
    let secret = found.secret.unwrap_or(Secret::AskPassphrase);
    Ok(match name.to_str() {
        Some("inspect") => Command::Inspect { file },
        Some("verify") => Command::Verify { file, secret },
        _ => Command::Export {
            file,
            secret,
            folder: found.folder.unwrap_or_else(|| ".".into()),
            sqlite: found.sqlite,
            is_forced: found.is_forced,
        },
    })
}

fn collect(mut args: impl Iterator<Item = OsString>) -> Result<Found, Failure> {
    let mut found = Found::default();
    while let Some(arg) = args.next() {
        let mut value = || {
            let value = args.next().map(PathBuf::from);
            value.ok_or_else(|| usage(format!("{} wants a value", arg.display())))
        };
        match arg.to_str() {
            Some("-h" | "--help") => found.is_help = true,
            Some("--force") => found.is_forced = true,
            Some("--out") => found.folder = Some(value()?),
            Some("--sqlite") => found.sqlite = Some(value()?),
            Some("--words") => set(&mut found.secret, Secret::AskWords)?,
            Some("--passphrase-file") => {
                let secret = Secret::PassphraseFile(value()?);
                set(&mut found.secret, secret)?;
            }
            Some("--words-file") => {
                let secret = Secret::WordsFile(value()?);
                set(&mut found.secret, secret)?;
            }
            Some(option) if option.starts_with('-') => {
                return Err(usage(format!("there is no option `{option}`")));
            }
            _ => found.words.push(arg),
        }
    }
    Ok(found)
}

fn set(secret: &mut Option<Secret>, new: Secret) -> Result<(), Failure> {
    if secret.replace(new).is_some() {
        return Err(usage("one secret is enough: passphrase or words"));
    }
    Ok(())
}

fn usage(text: impl Into<String>) -> Failure {
    Failure::new(Kind::Usage, format!("{}; --help says more", text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_words(line: &str) -> Result<Command, Failure> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn commands_are_understood() {
        assert_eq!(parse_words("").unwrap(), Command::Help);
        assert_eq!(parse_words("export a.lukabak --help").unwrap(), Command::Help);
        let file = PathBuf::from("a.lukabak");
        assert_eq!(
            parse_words("inspect a.lukabak").unwrap(),
            Command::Inspect { file: file.clone() }
        );
        let export = Command::Export {
            file,
            secret: Secret::WordsFile("-".into()),
            folder: "out".into(),
            sqlite: Some("x.db".into()),
            is_forced: true,
        };
        let line = "export --force --out out --words-file - a.lukabak --sqlite x.db";
        assert_eq!(parse_words(line).unwrap(), export);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for line in [
            "open a",
            "verify",
            "verify a b",
            "verify a --out b",
            "inspect a --words",
            "verify a --passphrase",
            "verify a --words-file",
            "verify a --words --words-file b",
        ] {
            assert!(parse_words(line).is_err(), "{line}");
        }
    }
}
