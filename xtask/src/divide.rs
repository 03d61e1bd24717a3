//! A wasm in parts: what is waited for, and what is loaded later.
//!
//! `late.rs` of the room says where it is divided. What the parts share goes on living in the first one, so each only
//! works with those that it was made with, and one name by their content holds them together.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use service_worker::sha256_hex;
use wasm_split_cli_support::{Options, transform};

use crate::tools::Tools;
use crate::wasm_opt::{self, Goal};
use crate::{place, sh, shorten};

/// The script that loads the parts, as the first one's own script imports it.
const LOADER: &str = "./parts.js";

/// The first part's script, as the loader imports it.
const FIRST: &str = "./first.js";

/// The files of a divided wasm, in their folder.
pub struct Divided {
    folder: PathBuf,
    /// What `stem.js` and `stem_bg.wasm` begin with.
    stem: String,
    /// The wasms that are loaded later.
    late: Vec<PathBuf>,
}

impl Divided {
    /// Divides what cargo made of a room, and binds the first part.
    pub fn bind(tools: &Tools, profile: &str, room: &str, folder: &Path, stem: &str) -> Result<Self> {
        let whole = place::compiled(profile, room);
        let unbound = folder.join("unbound.wasm");
        let wasm = read(&whole)?;
        let mut options = Options::new(&wasm);
        options.output_dir = folder;
        options.main_out_path = &unbound;
        options.link_name = LOADER;
        options.main_module = FIRST;
        let divided = transform(options)
            .map_err(|error| anyhow!("{error:#}"))
            .with_context(|| format!("cannot divide {}", whole.display()))?;
        // The parts put their own functions into the first one's table, so it stays among the exports.
        sh::run(tools.bind(&unbound, folder, stem).arg("--keep-lld-exports"))?;
        fs::remove_file(&unbound).context("cannot remove the wasm before it was bound")?;
        let mut late = divided.split_modules;
        late.sort();
        Ok(Self {
            folder: folder.to_owned(),
            stem: stem.to_owned(),
            late,
        })
    }

    /// Makes the files smaller; `goal` is what the first part is for.
    pub fn optimise(&self, goal: Goal) -> Result<()> {
        let [_, js, wasm] = self.files();
        wasm_opt::optimise(&wasm, goal)?;
        self.late
            .iter()
            .try_for_each(|late| wasm_opt::optimise(late, Goal::Size))?;
        shorten::pair(&js, &wasm)
    }

    /// Renames all files to `name-HASH` and what they are, and returns that beginning.
    pub fn name_by_content(self, name: &str) -> Result<String> {
        let files = self.files();
        let mut content = Vec::new();
        for file in files.iter().chain(&self.late) {
            content.extend(read(file)?);
        }
        let new = format!("{name}-{}", &sha256_hex(&content)[..16]);
        let [loader, js, wasm] = files;

        // The wasm goes on asking for the loader by the name it was compiled with: only the script's imports change.
        let import = |path: &str| format!("from \"{path}\"");
        let bound = format!("{}_bg.wasm", self.stem);
        change(
            &js,
            &[
                (import(LOADER), import(&format!("./{new}_parts.js"))),
                (bound, format!("{new}_bg.wasm")),
            ],
        )?;
        let mut asked = vec![(import(FIRST), import(&format!("./{new}.js")))];
        for late in &self.late {
            let file = late.file_name().unwrap_or_default().to_string_lossy();
            asked.push((format!("\"./{file}\""), format!("\"./{new}_{file}\"")));
            self.put(late, &format!("{new}_{file}"))?;
        }
        change(&loader, &asked)?;
        self.put(&loader, &format!("{new}_parts.js"))?;
        self.put(&js, &format!("{new}.js"))?;
        self.put(&wasm, &format!("{new}_bg.wasm"))?;
        Ok(new)
    }

    /// The loader, the first part's script, and its wasm.
    fn files(&self) -> [PathBuf; 3] {
        let own = |end: &str| self.folder.join(format!("{}{end}", self.stem));
        [self.folder.join(LOADER), own(".js"), own("_bg.wasm")]
    }

    fn put(&self, file: &Path, name: &str) -> Result<()> {
        fs::rename(file, self.folder.join(name)).with_context(|| format!("cannot rename {}", file.display()))
    }
}

/// Puts texts in the place of others, each of which must be there.
fn change(script: &Path, texts: &[(String, String)]) -> Result<()> {
    let read_script =
        || fs::read_to_string(script).with_context(|| format!("cannot read {}", script.display()));
    let mut content = read_script()?;
    for (old, new) in texts {
        ensure!(content.contains(old), "{} has no {old}", script.display());
        content = content.replace(old, new);
    }
    fs::write(script, content).with_context(|| format!("cannot write {}", script.display()))
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_ask_for_each_other_by_the_name_of_what_they_hold() {
        let folder = std::env::temp_dir().join(format!("xtask-divide-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let script = "import * as a from \"./parts.js\"\n({\"./parts.js\": a}, new URL('app_bg.wasm'))";
        fs::write(folder.join("app.js"), script).unwrap();
        fs::write(folder.join("app_bg.wasm"), "first").unwrap();
        let loader = "import { initSync } from \"./first.js\"\nfetch(new URL(\"./split_late.wasm\"))";
        fs::write(folder.join("parts.js"), loader).unwrap();
        let late = folder.join("split_late.wasm");
        fs::write(&late, "late").unwrap();

        let divided = Divided {
            folder: folder.clone(),
            stem: "app".to_owned(),
            late: vec![late],
        };
        let stem = divided.name_by_content("app").unwrap();

        assert!(stem.starts_with("app-") && stem.len() == "app-".len() + 16);
        let text = |end: &str| fs::read_to_string(folder.join(format!("{stem}{end}"))).unwrap();
        assert_eq!(
            text(".js"),
            format!(
                "import * as a from \"./{stem}_parts.js\"\n({{\"./parts.js\": a}}, new URL('{stem}_bg.wasm'))"
            )
        );
        assert_eq!(
            text("_parts.js"),
            format!(
                "import {{ initSync }} from \"./{stem}.js\"\nfetch(new URL(\"./{stem}_split_late.wasm\"))"
            )
        );
        assert_eq!(text("_bg.wasm") + &text("_split_late.wasm"), "firstlate");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 4);
        fs::remove_dir_all(folder).unwrap();
    }
}
