//! Searching a browser's profile for what must not be readable there.

use anyhow::Result;
use std::path::Path;

/// A text in every form in which a browser might store it.
pub struct Needle {
    /// The text.
    pub text: String,
    forms: Vec<Vec<u8>>,
}

/// The texts as UTF-8 and as UTF-16 of both byte orders.
#[must_use]
pub fn needles(texts: &[String]) -> Vec<Needle> {
    let forms = |text: &String| {
        let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        vec![
            text.clone().into_bytes(),
            wide(u16::to_le_bytes),
            wide(u16::to_be_bytes),
        ]
    };
    texts
        .iter()
        .map(|text| Needle {
            text: text.clone(),
            forms: forms(text),
        })
        .collect()
}

/// Which of the needles lie in any file below `folder`: text and file.
///
/// # Errors
/// When the folder can't be read.
pub fn find_in(folder: &Path, needles: &[Needle]) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if path.is_file() {
                let bytes = std::fs::read(&path)?;
                let here = needles
                    .iter()
                    .filter(|needle| needle.forms.iter().any(|form| contains(&bytes, form)));
                found.extend(here.map(|needle| (needle.text.clone(), path.display().to_string())));
            }
        }
    }
    Ok(found)
}

fn contains(bytes: &[u8], form: &[u8]) -> bool {
    let Some(first) = form.first() else { return false };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|b| b == first) {
        if rest[at..].starts_with(form) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}
