//! A backup and a restore of many rows, beside the same bytes through Web Crypto alone and through a plain copy.

use crate::{Table, ms};
use anyhow::{Context, Result};
use journeys::{PASSPHRASE, Person, given};
use serde_json::json;
use std::{fs, process::Command, time::Instant};

/// Encrypts as many bytes with AES-256-GCM in pieces of 256 KiB, then writes as many into the browser's private files;
/// gives the milliseconds of both, the best of three.
const REFERENCES: &str = r"
    const [total, done] = arguments;
    (async () => {
        const piece = new Uint8Array(262144);
        const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
        const root = await navigator.storage.getDirectory();
        const best = [Infinity, Infinity];
        for (let turn = 0; turn < 3; turn++) {
            let start = performance.now();
            for (let at = 0; at < total; at += piece.length) {
                const iv = new Uint8Array(12);
                new DataView(iv.buffer).setUint32(8, at / piece.length);
                await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, piece);
            }
            best[0] = Math.min(best[0], performance.now() - start);
            start = performance.now();
            const file = await (await root.getFileHandle('bench', { create: true })).createWritable();
            for (let at = 0; at < total; at += piece.length) await file.write(piece);
            await file.close();
            best[1] = Math.min(best[1], performance.now() - start);
        }
        await root.removeEntry('bench');
        return best;
    })().then(done, (error) => done(String(error)));
";

/// Measures, with the ledger that is open.
pub async fn run(person: &Person, table: &mut Table) -> Result<()> {
    person.opens("backup").await?;
    let start = Instant::now();
    person.clicks("backup-to-file").await?;
    let (_, backup) = person.browser.download().await?;
    let backup_ms = ms(start);

    let image = image_bytes(&backup)?;
    let found = person
        .browser
        .driver
        .execute_async(REFERENCES, vec![json!(image)])
        .await?;
    let best: Vec<f64> = found.convert().context("the references")?;
    let [aes_ms, copy_ms] = best[..] else {
        anyhow::bail!("two references were asked for")
    };
    let megabytes = |bytes: u64| bytes / 1_000_000;
    let what = format!("of {} MB, in the page", megabytes(image));
    table.row(&format!("Web Crypto's AES-GCM {what}, the reference"), aes_ms, "");
    table.row(&format!("a plain write {what}, the other reference"), copy_ms, "");
    let ratios = |ms: f64| format!("{:.1} × AES-GCM, {:.1} × the write", ms / aes_ms, ms / copy_ms);
    table.row(
        &format!(
            "backup to a file of {} MB, sealed and read back",
            megabytes(backup.len() as u64)
        ),
        backup_ms,
        &ratios(backup_ms),
    );

    let file = person.has_file("bench.lukabak", &backup)?;
    let start = Instant::now();
    person.hands_over("restore-from-file", &file).await?;
    person.browser.hook("restore-confirm").await?;
    let read_ms = ms(start);
    table.row(
        "restore: every byte checked, staged, compared",
        read_ms,
        &ratios(read_ms),
    );
    let start = Instant::now();
    person.clicks("restore-confirm").await?;
    person.browser.hook("restore-done").await?;
    table.row("restore: from the word to the restored ledger", ms(start), "");
    Ok(())
}

/// How large the database in a backup is.
fn image_bytes(backup: &[u8]) -> Result<u64> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("it.lukabak"), backup)?;
    fs::write(folder.path().join("passphrase"), PASSPHRASE)?;
    let line = "export it.lukabak --sqlite image.db --passphrase-file passphrase";
    let out = Command::new(given("LUKA_BACKUP")?)
        .args(line.split(' '))
        .current_dir(folder.path())
        .output()?;
    anyhow::ensure!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Ok(fs::metadata(folder.path().join("image.db"))?.len())
}
