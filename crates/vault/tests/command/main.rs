//! The command on a real ledger: what comes out is what the app would export.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test of a command reads and writes files, and a helper that fails is a failed test"
)]

mod ledger_file;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use ledger_file::{Ledger, PASSPHRASE, WORDS};

/// A folder of one test, with a backup and its secrets in it.
struct Desk {
    folder: PathBuf,
    ledger: Ledger,
}

impl Desk {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("luka-backup-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let desk = Self {
            folder,
            ledger: Ledger::make(),
        };
        desk.put("ledger.lukabak", &desk.ledger.backup());
        desk.put("passphrase", format!("{PASSPHRASE}\r\n").as_bytes());
        desk.put("words", WORDS.to_uppercase().as_bytes());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn get(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn run(&self, line: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_luka-backup"))
            .args(line.split_whitespace())
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// Runs what must succeed, and returns what it says.
    fn says(&self, line: &str) -> String {
        let output = self.run(line);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{line}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs what must fail, and returns its exit code and complaint.
    fn fails(&self, line: &str) -> (i32, String) {
        let output = self.run(line);
        assert!(output.stdout.is_empty(), "{line} promises nothing when it fails");
        let said = String::from_utf8(output.stderr).unwrap();
        (output.status.code().unwrap(), said)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn files(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[test]
fn export_writes_what_the_app_s_own_export_writes() {
    let desk = Desk::new("export");
    let said = desk.says("export ledger.lukabak --out out --sqlite plain.db --words-file words");
    for (name, bytes) in desk.ledger.expected() {
        assert!(bytes == desk.get(&format!("out/{name}")), "{name}");
        assert!(said.contains(name), "{said}");
    }
    assert_eq!(files(&desk.path("out")), 5);
    assert!(desk.get("plain.db") == desk.ledger.image());
    assert!(said.contains("expense:EUR: 130042 minor units"), "{said}");
    let (code, said) = desk.fails("export ledger.lukabak --out out --words-file words");
    assert!(code == 1 && said.contains("--force"), "{said}");
    desk.says("export ledger.lukabak --out out --force --words-file words");
}

#[test]
fn verify_opens_with_the_passphrase_and_with_the_words() {
    let desk = Desk::new("verify");
    let before = files(&desk.folder);
    for secret in ["--passphrase-file passphrase", "--words-file words"] {
        let said = desk.says(&format!("verify ledger.lukabak {secret}"));
        assert!(said.contains("verified") && said.contains("txn: 3"), "{said}");
    }
    assert_eq!(files(&desk.folder), before, "verify writes nothing");
}

#[test]
fn inspect_needs_no_secret_and_says_that_it_proves_nothing() {
    let desk = Desk::new("inspect");
    let said = desk.says("inspect ledger.lukabak");
    for word in [
        "generation  1",
        "600000 rounds",
        "24 recovery words",
        "2026-09-21T",
        "LukaLibre 0.1.0, schema 4",
        "luka-backup verify",
    ] {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(desk.says("--help").contains("exit code"));
}

#[test]
fn a_wrong_secret_is_told_and_writes_nothing() {
    let desk = Desk::new("secret");
    desk.put("wrong", b"correct horse battery stapler");
    desk.put("other", ["letter"; 24].join(" ").as_bytes());
    let before = files(&desk.folder);
    let (code, said) = desk.fails("export ledger.lukabak --out out --passphrase-file wrong");
    assert!(code == 3 && said.contains("passphrase"), "{said}");
    let (code, said) = desk.fails("export ledger.lukabak --out out --words-file other");
    assert!(code == 3 && said.contains("words"), "{said}");
    // Without a terminal, standard input takes the place of the prompt; here it is empty.
    let (code, _) = desk.fails("verify ledger.lukabak");
    assert_eq!(code, 3);
    assert_eq!(files(&desk.folder), before);
}

#[test]
fn damaged_incomplete_foreign_and_newer_files_are_told_apart() {
    let desk = Desk::new("damage");
    let whole = desk.get("ledger.lukabak");
    let mut flipped = whole.clone();
    flipped[whole.len() - 40] ^= 1;
    desk.put("flipped", &flipped);
    desk.put("cut", &whole[..whole.len() - 100]);
    desk.put("long", &[whole.as_slice(), b"x"].concat());
    desk.put("table.csv", b"date,amount\n");
    let mut newer = whole;
    newer[9] = 2;
    desk.put("newer", &newer);
    let before = files(&desk.folder);
    for (file, expected, word) in [
        ("flipped", 4, "chunk 0"),
        ("cut", 4, "not complete"),
        ("long", 4, ""),
        ("table.csv", 4, "not a LukaLibre backup"),
        ("newer", 5, "version 2"),
        ("missing", 1, "missing"),
    ] {
        let (code, said) = desk.fails(&format!("export {file} --out out --words-file words"));
        assert!(code == expected && said.contains(word), "{file}: {code} {said}");
    }
    assert_eq!(files(&desk.folder), before);
    assert_eq!(desk.fails("open ledger.lukabak").0, 2);
}

#[test]
fn a_database_that_is_not_what_the_manifest_counted_is_refused() {
    let desk = Desk::new("counts");
    let change = |change: &str| {
        desk.put("changed", &desk.ledger.backup_after(change));
        desk.fails("verify changed --words-file words")
    };
    for (sql, word) in [
        ("DELETE FROM budget", "rows"),
        (
            "UPDATE account SET opening_minor = 1 WHERE name = 'Cash'",
            "totals",
        ),
        (
            "UPDATE meta SET value = 'x' WHERE key = 'vault_id'",
            "another vault",
        ),
        ("PRAGMA foreign_keys = OFF; DELETE FROM category", "missing"),
    ] {
        let (code, said) = change(sql);
        assert!(code == 4 && said.contains(word), "{sql}: {code} {said}");
    }
}
