//! The passphrase or the words: typed without echo, or read from a file.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use vault::backup::{BackupError, OpenBackup, SealedBackup};
use vault::{RecoveryWords, Zeroizing, derive_passphrase_key, normalise_passphrase};

use crate::failure::Failure;

/// No passphrase and no 24 words are longer, in bytes.
const MAX_SECRET_BYTES: u64 = 1 << 16;

/// Which secret, and where it comes from.
#[derive(Debug, PartialEq, Eq)]
pub enum Secret {
    AskPassphrase,
    AskWords,
    PassphraseFile(PathBuf),
    WordsFile(PathBuf),
}

impl Secret {
    /// Opens the backup. The only slow step is deriving from a passphrase.
    pub fn unlock(&self, backup: &SealedBackup) -> Result<OpenBackup, Failure> {
        let text = self.text()?;
        if matches!(self, Self::AskWords | Self::WordsFile(_)) {
            return Ok(backup.unlock_with_recovery(&RecoveryWords::parse(&text)?)?);
        }
        let kdf = backup.kdf().ok_or(BackupError::NoSuchSlot)?;
        let passphrase = text.split(['\r', '\n']).next().unwrap_or_default();
        let key = derive_passphrase_key(&normalise_passphrase(passphrase), kdf);
        Ok(backup.unlock_with_passphrase(&key.map_err(BackupError::from)?)?)
    }

    fn text(&self) -> Result<Zeroizing<String>, Failure> {
        match self {
            Self::AskPassphrase => ask("Passphrase: "),
            Self::AskWords => ask("The 24 recovery words: "),
            Self::PassphraseFile(path) | Self::WordsFile(path) => read(path),
        }
    }
}

/// Asks at the terminal; without one, takes standard input.
fn ask(prompt: &str) -> Result<Zeroizing<String>, Failure> {
    if !io::stdin().is_terminal() {
        return read(Path::new("-"));
    }
    let typed = rpassword::prompt_password(prompt);
    typed
        .map(Zeroizing::new)
        .map_err(|error| Failure::io("the terminal cannot be read", &error))
}

fn read(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let mut text = Zeroizing::new(String::new());
    let done = if path == Path::new("-") {
        io::stdin().take(MAX_SECRET_BYTES).read_to_string(&mut text)
    } else {
        File::open(path).and_then(|file| file.take(MAX_SECRET_BYTES).read_to_string(&mut text))
    };
    done.map_err(|error| Failure::io(path.display(), &error))?;
    // An editor's byte order mark is no part of a passphrase.
    if let Some(rest) = text.strip_prefix('\u{feff}') {
        text = Zeroizing::new(rest.to_owned());
    }
    Ok(text)
}
