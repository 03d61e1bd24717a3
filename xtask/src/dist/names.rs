//! What `index.html` names: the page's script and wasm, the texts, and their digests.
//!
//! Trunk derives the name from the wasm before it is bound and optimised. A name that is cached for ever must
//! follow the bytes that are sent, or a better tool gives old browsers half of two versions.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use service_worker::sha256_hex;
use sha2::{Digest, Sha384};

use super::{read, write};

/// Stands before a path in `Trunk.toml` where the digest of that file belongs.
const DIGEST_OF: &str = "sha384-of:";

/// Stands before a folder in `Trunk.toml` where the texts that it holds belong, one file a language.
const TEXTS_IN: &str = "texts-in:";

/// What trunk called the page's script, without `.js`.
pub fn of_script(dist: &Path) -> Result<String> {
    let html = page(dist)?;
    let js =
        attribute(&html, "data-js").context("index.html has no data-js: see pattern_script in Trunk.toml")?;
    let stem =
        stem(js).context("the page's script has no hash in its name: is `filehash` off in Trunk.toml?")?;
    Ok(stem.to_owned())
}

/// Puts the page's own name in the place of the one that trunk gave it, names the texts, and fills in the digests.
pub fn settle(dist: &Path, old: &str, new: &str) -> Result<()> {
    let html = page(dist)?
        .replace(old, new)
        .replace("/parts.js", &format!("/{new}_parts.js"));
    let listed = list_texts(dist, &html)?;
    write(&dist.join("index.html"), fill_digests(dist, &listed)?.as_bytes())
}

fn page(dist: &Path) -> Result<String> {
    String::from_utf8(read(&dist.join("index.html"))?).context("index.html is not UTF-8")
}

/// `i18n/en/app.ftl` becomes `i18n/en-0123456789abcdef.ftl`, which `app/boot.js` finds in the page.
fn list_texts(dist: &Path, html: &str) -> Result<String> {
    let Some((before, rest)) = html.split_once(TEXTS_IN) else {
        return Ok(html.to_owned());
    };
    let (folder, after) = rest
        .split_once('"')
        .context("the texts' folder in index.html does not end")?;
    let mut paths = Vec::new();
    for entry in fs::read_dir(in_dist(dist, folder)).context("the build has no texts")? {
        let of_language = entry?.path();
        let code = of_language.file_name().unwrap_or_default().to_string_lossy();
        let file = of_language.join("app.ftl");
        let path = format!("{folder}/{code}-{}.ftl", &sha256_hex(&read(&file)?)[..16]);
        fs::rename(&file, in_dist(dist, &path))
            .with_context(|| format!("cannot rename {}", file.display()))?;
        fs::remove_dir(&of_language).context("a language is one file, app.ftl")?;
        paths.push(path);
    }
    paths.sort();
    Ok(format!("{before}{}\"{after}", paths.join(" ")))
}

/// `app-1a2b3c4d5e6f7a8b` of `/app-1a2b3c4d5e6f7a8b.js`.
fn stem(path: &str) -> Option<&str> {
    let stem = path.rsplit('/').next()?.strip_suffix(".js")?;
    let (_, hash) = stem.rsplit_once('-')?;
    (hash.len() >= 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(stem)
}

fn fill_digests(dist: &Path, html: &str) -> Result<String> {
    let mut parts = html.split(DIGEST_OF);
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (path, rest) = part
            .split_once('"')
            .context("a digest's path in index.html does not end")?;
        let digest = Sha384::digest(read(&in_dist(dist, path))?);
        filled.push_str(&format!("sha384-{}\"{rest}", base64(&digest)));
    }
    Ok(filled)
}

fn attribute<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = html.split_once(&format!(" {name}=\""))?;
    after.split('"').next()
}

fn in_dist(dist: &Path, url_path: &str) -> std::path::PathBuf {
    dist.join(url_path.trim_start_matches('/'))
}

/// Standard alphabet. A digest's length is a multiple of three, so there is never padding.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    debug_assert_eq!(bytes.len() % 3, 0);
    let sextets = bytes.chunks_exact(3).flat_map(|three| {
        let bits = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
        [18, 12, 6, 0].map(|shift| ALPHABET[(bits >> shift & 63) as usize])
    });
    sextets.map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_the_standard_one() {
        assert_eq!(base64(b"Man"), "TWFu");
        assert_eq!(base64(&[0xff, 0xef, 0xbe, 0, 0, 0]), "/+++AAAA");
    }

    #[test]
    fn only_a_hashed_script_has_a_stem() {
        assert_eq!(stem("/app-1a2b3c4d5e6f7a8b.js"), Some("app-1a2b3c4d5e6f7a8b"));
        assert_eq!(stem("/app.js"), None);
        assert_eq!(stem("/my-app.js"), None);
    }

    #[test]
    fn the_page_names_what_is_in_the_folder() {
        let dist = std::env::temp_dir().join(format!("xtask-names-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        let (old, new) = ("app-0123456789abcdef", "app-fedcba9876543210");
        for end in [".js", "_bg.wasm", "_parts.js"] {
            fs::write(dist.join(format!("{new}{end}")), end).unwrap();
        }
        for code in ["es", "en"] {
            fs::create_dir_all(dist.join("i18n").join(code)).unwrap();
            fs::write(dist.join("i18n").join(code).join("app.ftl"), code).unwrap();
        }
        let html = format!(
            "<link href=\"/{old}.js\" integrity=\"sha384-of:/{old}.js\"><link href=\"/parts.js\" \
             integrity=\"sha384-of:/parts.js\"><script data-js=\"/{old}.js\" data-wasm=\"/{old}_bg.wasm\" \
             data-texts=\"texts-in:/i18n\">"
        );
        fs::write(dist.join("index.html"), html).unwrap();
        assert_eq!(of_script(&dist).unwrap(), old);

        settle(&dist, old, new).unwrap();

        let page = fs::read_to_string(dist.join("index.html")).unwrap();
        assert!(
            !page.contains(old) && !page.contains(DIGEST_OF) && !page.contains(TEXTS_IN),
            "{page}"
        );
        for name in ["href", "data-js", "data-wasm"] {
            assert!(
                in_dist(&dist, attribute(&page, name).unwrap()).is_file(),
                "{page}"
            );
        }
        assert!(page.contains(&format!("\"/{new}_parts.js\"")), "{page}");
        let texts: Vec<_> = attribute(&page, "data-texts").unwrap().split(' ').collect();
        assert!(texts[0].starts_with("/i18n/en-") && texts[1].starts_with("/i18n/es-"));
        for (path, content) in texts.iter().zip(["en", "es"]) {
            assert_eq!(fs::read_to_string(in_dist(&dist, path)).unwrap(), content);
        }
        assert_eq!(attribute(&page, "integrity").unwrap().len(), "sha384-".len() + 64);
        fs::remove_dir_all(dist).unwrap();
    }
}
