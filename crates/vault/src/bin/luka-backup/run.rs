//! The three commands.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use vault::backup::{BackupHead, OpenBackup, SealedBackup, Verified};

use crate::args::{self, Command};
use crate::failure::{Failure, Kind};
use crate::secret::Secret;
use crate::source::Source;
use crate::{database, output};

/// Does what the arguments ask for.
pub fn run(args: impl Iterator<Item = OsString>) -> Result<(), Failure> {
    match args::parse(args)? {
        Command::Help => say(args::HELP),
        Command::Inspect { file } => inspect(&file),
        Command::Verify { file, secret } => verify(&file, &secret),
        Command::Export {
            file,
            secret,
            folder,
            sqlite,
            is_forced,
        } => export_tables(&file, &secret, &folder, sqlite.as_deref(), is_forced),
    }
}

fn inspect(file: &Path) -> Result<(), Failure> {
    let mut source = Source::open(file)?;
    let backup = source.backup()?;
    let mut text = facts(backup.head());
    let _ = writeln!(text, "opens with  {}", openers(&backup));
    let _ = writeln!(text, "size        {} bytes", source.len()?);
    text.push_str("\nThis is what the file says of itself; `luka-backup verify` checks it.\n");
    say(&text)
}

fn verify(file: &Path, secret: &Secret) -> Result<(), Failure> {
    let mut source = Source::open(file)?;
    let backup = source.backup()?;
    let open = secret.unlock(&backup)?;
    let verified = source.verify(&open)?;
    let image = source.extract(&open, &verified)?;
    database::open(&image, &verified.manifest, open.head().vault_id)?;
    say(&report(&open, &verified))
}

fn export_tables(
    file: &Path,
    secret: &Secret,
    folder: &Path,
    sqlite: Option<&Path>,
    is_forced: bool,
) -> Result<(), Failure> {
    let paths: Vec<PathBuf> = export::FILES.iter().map(|name| folder.join(name)).collect();
    let sqlite = sqlite.map(Path::to_owned);
    output::check_free(paths.iter().chain(&sqlite), is_forced)?;
    let mut source = Source::open(file)?;
    let backup = source.backup()?;
    let (found, known) = (backup.head().schema, store::SCHEMA_VERSION.unsigned_abs());
    if known < found {
        let text = format!(
            "the backup holds a ledger of schema {found}, this program knows {known}: get a newer one"
        );
        return Err(Failure::new(Kind::Newer, text));
    }
    let open = secret.unlock(&backup)?;
    let verified = source.verify(&open)?;
    let image = source.extract(&open, &verified)?;
    let mut conn = database::open(&image, &verified.manifest, open.head().vault_id)?;
    let tables = database::tables(&mut conn)?;
    output::make_folder(folder)?;
    let mut text = report(&open, &verified);
    for (name, bytes) in tables {
        let path = folder.join(name);
        output::write(&path, &bytes)?;
        let _ = writeln!(text, "wrote       {}", path.display());
    }
    if let Some(path) = &sqlite {
        output::write(path, &image)?;
        let _ = writeln!(text, "wrote       {}, which is not encrypted", path.display());
    }
    say(&text)
}

fn facts(head: &BackupHead) -> String {
    let mut text = String::new();
    let parent = head
        .parent
        .map_or_else(|| "none, it is the first".to_owned(), |hash| hex(&hash));
    for (name, value) in [
        ("vault", head.vault_id.to_string()),
        ("generation", head.generation.to_string()),
        ("parent", parent),
        ("device", hex(&head.device_id)),
        (
            "made",
            format!("{}, by that device's clock", instant(head.created_ms)),
        ),
        (
            "made by",
            format!("LukaLibre {}, schema {}", head.app, head.schema),
        ),
    ] {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name:<11} {value}");
    }
    text
}

fn report(open: &OpenBackup, verified: &Verified) -> String {
    let mut text = facts(open.head());
    let _ = writeln!(text, "sha256      {}", hex(&verified.sha256));
    for (name, rows) in verified.manifest.tables.iter().filter(|(_, rows)| *rows != 0) {
        let _ = writeln!(text, "rows        {name}: {rows}");
    }
    for (name, sum) in &verified.manifest.totals {
        let _ = writeln!(text, "total       {name}: {sum} minor units");
    }
    text.push_str("verified    every byte, the database's integrity, its rows and its totals\n");
    text
}

fn openers(backup: &SealedBackup) -> String {
    let passphrase = backup
        .kdf()
        .map(|kdf| format!("passphrase (PBKDF2, {} rounds)", kdf.iterations));
    let words = backup
        .vault()
        .has_recovery()
        .then(|| "24 recovery words".to_owned());
    let all: Vec<String> = passphrase.into_iter().chain(words).collect();
    all.join(" or ")
}

fn instant(ms: u64) -> String {
    let instant = i64::try_from(ms)
        .ok()
        .and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
    instant.map_or_else(|| format!("{ms} ms after 1970"), |instant| instant.to_string())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn say(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let said = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    said.map_err(|error| Failure::io("standard output", &error))
}
