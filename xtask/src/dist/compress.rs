//! Compressed variants beside each file, so that the server never compresses anything.

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use service_worker::sha256_hex;

use super::read;

/// What shrinks. Images and fonts are compressed already.
const WORTHWHILE: &[&str] = &[
    "wasm",
    "js",
    "css",
    "html",
    "svg",
    "ftl",
    "json",
    "webmanifest",
    "txt",
];

type Compress = fn(&[u8]) -> Result<Vec<u8>>;

const VARIANTS: [(&str, Compress); 2] = [("br", brotli), ("gz", gzip)];

/// Writes `.br` and `.gz`, if they are smaller. Found in `cache` when the same content was compressed before.
pub fn beside(file: &Path, cache: &Path) -> Result<()> {
    let extension = file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default();
    if !WORTHWHILE.contains(&extension) {
        return Ok(());
    }
    let content = read(file)?;
    let digest = sha256_hex(&content);
    fs::create_dir_all(cache).with_context(|| format!("cannot create {}", cache.display()))?;
    for (suffix, compress) in VARIANTS {
        let kept = cache.join(format!("{digest}.{suffix}"));
        if !kept.is_file() {
            let fresh = kept.with_extension("new");
            fs::write(&fresh, compress(&content)?).context("cannot write to the cache in target")?;
            fs::rename(&fresh, &kept).context("cannot write to the cache in target")?;
        }
        if fs::metadata(&kept)?.len() < content.len() as u64 {
            fs::copy(&kept, variant(file, suffix)).context("cannot write a compressed variant")?;
        }
    }
    Ok(())
}

/// `app.js.br` for `app.js`.
pub fn variant(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(".");
    name.push(suffix);
    name.into()
}

/// Whether this is something we wrote here.
pub fn is_variant(path: &Path) -> bool {
    VARIANTS
        .iter()
        .any(|(suffix, _)| path.extension().is_some_and(|extension| extension == *suffix))
}

/// Done once, downloaded many times: the highest quality, and a window as large as the largest file.
fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &params).context("brotli failed")?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    encoder.finish().context("gzip failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_smaller_and_come_back_from_the_cache() {
        let folder = std::env::temp_dir().join(format!("xtask-compress-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("app.js");
        let content = "let answer = 42;\n".repeat(200);
        fs::write(&file, &content).unwrap();
        let cache = folder.join("cache");

        beside(&file, &cache).unwrap();
        let first = fs::read(variant(&file, "br")).unwrap();
        assert!(first.len() < content.len());
        let mut read_back = Vec::new();
        brotli::BrotliDecompress(&mut &first[..], &mut read_back).unwrap();
        assert_eq!(read_back, content.as_bytes());

        let kept = cache.join(format!("{}.br", sha256_hex(content.as_bytes())));
        fs::write(kept, "from the cache").unwrap();
        beside(&file, &cache).unwrap();
        assert_eq!(fs::read(variant(&file, "br")).unwrap(), b"from the cache");
        fs::remove_dir_all(folder).unwrap();
    }
}
