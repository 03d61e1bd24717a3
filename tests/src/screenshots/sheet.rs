//! One page with every picture that is there.

use anyhow::Result;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

const HEAD: &str = "<!doctype html><meta charset=\"utf-8\"><title>Screenshots</title>
<style>
  body { font: 14px system-ui; margin: 1rem; background: #888; }
  h2 { position: sticky; inset: 0 auto auto 0; margin: 0; padding: .3rem; background: #ddd; font-size: 1rem; }
  div { display: flex; gap: .6rem; overflow-x: auto; padding: .5rem 0 1.5rem; align-items: start; }
  figure { margin: 0; flex: none; }
  img { height: 420px; width: auto; max-width: 640px; object-fit: cover; object-position: top; display: block; }
  figcaption { color: #fff; }
</style>
";

/// Writes `index.html` over all pictures below the folder, those of earlier runs too.
pub fn write(folder: &Path) -> Result<PathBuf> {
    let mut states: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for look in fs::read_dir(folder)? {
        let look = look?;
        if look.file_type()?.is_dir() {
            for picture in fs::read_dir(look.path())? {
                let state = picture?.file_name().to_string_lossy().into_owned();
                let looks = states.entry(state).or_default();
                looks.insert(look.file_name().to_string_lossy().into_owned());
            }
        }
    }
    let index = folder.join("index.html");
    fs::write(&index, page(&states))?;
    Ok(index)
}

/// A row for each state, a picture for each look.
fn page(states: &BTreeMap<String, BTreeSet<String>>) -> String {
    let mut html = HEAD.to_owned();
    for (state, looks) in states {
        // Writing into a String can't fail.
        let _ = write!(html, "<h2>{}</h2><div>", state.trim_end_matches(".png"));
        for look in looks {
            let _ = write!(
                html,
                "<figure><a href=\"{look}/{state}\"><img loading=\"lazy\" src=\"{look}/{state}\" alt=\"\"></a>\
                 <figcaption>{look}</figcaption></figure>"
            );
        }
        html.push_str("</div>\n");
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_is_on_the_sheet_below_its_state() {
        let folder = tempfile::tempdir().unwrap();
        for picture in [
            "en-dark-wide/02-b.png",
            "en-dark-wide/01-a.png",
            "es-dark-wide/01-a.png",
        ] {
            let file = folder.path().join(picture);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }
        let html = fs::read_to_string(write(folder.path()).unwrap()).unwrap();
        let places = [
            "<h2>01-a<",
            "src=\"en-dark-wide/01-a.png",
            "src=\"es-dark-wide/01-a.png",
            "<h2>02-b<",
        ]
        .map(|part| html.find(part).unwrap());
        assert!(places.is_sorted(), "{places:?}");
    }
}
