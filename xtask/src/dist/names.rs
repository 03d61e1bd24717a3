//! The page's script, wasm and texts, named by their content, and digests in `index.html`.
//!
//! Trunk derives the name from the wasm before it is bound and optimised. A name that is cached for ever must
//! follow the bytes that are sent, or a better tool gives old browsers half of two versions.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use service_worker::sha256_hex;
use sha2::{Digest, Sha384};

use super::divide::{LOADER, PAGE};
use super::{read, write};
use crate::shorten;
use crate::wasm_opt::{self, Goal};

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

/// Optimises the wasm, renames the page's files and those of its parts, fills in the digests.
pub fn settle(dist: &Path, is_release: bool, parts: &[PathBuf]) -> Result<()> {
    let old = of_script(dist)?;
    let [js, wasm] = [".js", "_bg.wasm"].map(|end| dist.join(format!("{old}{end}")));
    if is_release {
        let mut wasms = parts.iter().chain([&wasm]);
        wasms.try_for_each(|wasm| wasm_opt::optimise(wasm, Goal::Size))?;
        shorten::pair(&js, &wasm)?;
    }
    let new = rename(dist, &old, parts)?;
    let html = page(dist)?.replace(&old, &new).replace("/parts.js", &format!("/{new}_parts.js"));
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

/// One name for them all: each only works with those that it was made with. Returns it.
fn rename(dist: &Path, old: &str, parts: &[PathBuf]) -> Result<String> {
    let own = [".js", "_bg.wasm"];
    let mut files = vec![dist.join(LOADER)];
    files.extend(own.map(|end| dist.join(format!("{old}{end}"))));
    files.extend_from_slice(parts);
    let mut content = Vec::new();
    for file in &files {
        content.extend(read(file)?);
    }
    let name = old.rsplit_once('-').map_or(old, |(name, _)| name);
    let new = format!("{name}-{}", &sha256_hex(&content)[..16]);

    // The wasm goes on asking for the loader by the name it was compiled with, so that stays elsewhere in the script.
    let import = |path: &str| format!("from \"{path}\"");
    let loader = format!("./{new}_parts.js");
    change(&files[1], &[(import(LOADER), import(&loader))])?;
    let mut asked = vec![(import(PAGE), import(&format!("./{new}.js")))];
    for part in parts {
        let file = part.file_name().unwrap_or_default().to_string_lossy();
        asked.push((format!("\"./{file}\""), format!("\"./{new}_{file}\"")));
        move_file(part, &dist.join(format!("{new}_{file}")))?;
    }
    change(&files[0], &asked)?;
    move_file(&files[0], &dist.join(loader))?;
    for (file, end) in files[1..].iter().zip(own) {
        move_file(file, &dist.join(format!("{new}{end}")))?;
    }
    Ok(new)
}

fn move_file(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).with_context(|| format!("cannot rename {}", from.display()))
}

/// Puts texts in the place of others, each of which must be there.
fn change(script: &Path, texts: &[(String, String)]) -> Result<()> {
    let mut content = String::from_utf8(read(script)?).context("a script is not UTF-8")?;
    for (old, new) in texts {
        ensure!(content.contains(old), "{} has no {old}", script.display());
        content = content.replace(old, new);
    }
    write(script, content.as_bytes())
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
        fs::write(
            dist.join("app-0123456789abcdef.js"),
            "import * as a from \"./parts.js\"\n({\"./parts.js\": a})",
        )
        .unwrap();
        fs::write(
            dist.join("parts.js"),
            "import { initSync } from \"./page.js\"\nfetch(new URL(\"./split_late.wasm\"))",
        )
        .unwrap();
        let late = dist.join("split_late.wasm");
        fs::write(&late, "late").unwrap();
        fs::write(dist.join("app-0123456789abcdef_bg.wasm"), "wasm").unwrap();
        for code in ["es", "en"] {
            fs::create_dir_all(dist.join("i18n").join(code)).unwrap();
            fs::write(dist.join("i18n").join(code).join("app.ftl"), code).unwrap();
        }
        let html = "<link href=\"/app-0123456789abcdef.js\" integrity=\"sha384-of:/app-0123456789abcdef.js\">\
                    <script data-js=\"/app-0123456789abcdef.js\" data-wasm=\"/app-0123456789abcdef_bg.wasm\" \
                    data-texts=\"texts-in:/i18n\"><link href=\"/parts.js\" integrity=\"sha384-of:/parts.js\">";
        fs::write(dist.join("index.html"), html).unwrap();

        settle(&dist, false, &[late]).unwrap();

        let page = fs::read_to_string(dist.join("index.html")).unwrap();
        assert!(
            !page.contains("0123456789abcdef") && !page.contains(DIGEST_OF) && !page.contains(TEXTS_IN),
            "{page}"
        );
        for name in ["data-js", "data-wasm"] {
            assert!(
                in_dist(&dist, attribute(&page, name).unwrap()).is_file(),
                "{page}"
            );
        }
        let stem = of_script(&dist).unwrap();
        let script = fs::read_to_string(dist.join(format!("{stem}.js"))).unwrap();
        assert_eq!(
            script,
            format!("import * as a from \"./{stem}_parts.js\"\n({{\"./parts.js\": a}})")
        );
        let loader = fs::read_to_string(dist.join(format!("{stem}_parts.js"))).unwrap();
        assert_eq!(
            loader,
            format!("import {{ initSync }} from \"./{stem}.js\"\nfetch(new URL(\"./{stem}_split_late.wasm\"))")
        );
        assert!(dist.join(format!("{stem}_split_late.wasm")).is_file());
        let texts: Vec<_> = attribute(&page, "data-texts").unwrap().split(' ').collect();
        assert!(texts[0].starts_with("/i18n/en-") && texts[1].starts_with("/i18n/es-"));
        for (path, content) in texts.iter().zip(["en", "es"]) {
            assert_eq!(fs::read_to_string(in_dist(&dist, path)).unwrap(), content);
        }
        assert_eq!(attribute(&page, "integrity").unwrap().len(), "sha384-".len() + 64);
        fs::remove_dir_all(dist).unwrap();
    }
}
