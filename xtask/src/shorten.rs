//! Short names between a wasm and its script.
//!
//! wasm-bindgen names what the two need of each other with a hash each, `__wbg_then_656f253a5dd7d8ea`. Hashes do not
//! compress, they stand in both files, and nobody reads them: a few letters do. Only whole names that wasm-bindgen
//! made are changed, in both files or in neither; the script's lines lose their indentation and comments too.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// How the names begin that are between the two and mean nothing to anybody else.
const MADE: [&str; 2] = ["__wb", "wasm_bindgen__"];

const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// Changes both files in place.
pub fn pair(js: &Path, wasm: &Path) -> Result<()> {
    let script = fs::read_to_string(js).with_context(|| format!("cannot read {}", js.display()))?;
    let module = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let (script, module) = shorten(&script, &module)
        .with_context(|| format!("{} is not as wasm-bindgen makes it", wasm.display()))?;
    fs::write(js, script).with_context(|| format!("cannot write {}", js.display()))?;
    fs::write(wasm, module).with_context(|| format!("cannot write {}", wasm.display()))
}

/// A script without what only its readers need.
pub fn script(js: &Path) -> Result<()> {
    let text = fs::read_to_string(js).with_context(|| format!("cannot read {}", js.display()))?;
    fs::write(js, slim(&text)).with_context(|| format!("cannot write {}", js.display()))
}

/// Lines without indentation, and none that are empty or a comment; text of several lines keeps a script as it is.
fn slim(script: &str) -> String {
    let is_text_open = |line: &str| line.matches('`').count() % 2 == 1;
    if script.lines().any(is_text_open) {
        return script.to_owned();
    }
    let mut is_comment = false;
    let mut kept = String::with_capacity(script.len());
    for line in script.lines().map(str::trim) {
        is_comment |= line.starts_with("/*") && (line.ends_with("*/") || !line.contains("*/"));
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
        is_comment &= !line.ends_with("*/");
    }
    kept
}

fn shorten(script: &str, module: &[u8]) -> Result<(String, Vec<u8>)> {
    if words(script).any(|word| word.len() > 1 && word.starts_with('$')) {
        bail!("the script has names of its own that begin with $");
    }
    let mut names = Names {
        script: words(script).collect(),
        short: HashMap::new(),
    };
    let module = rename(module, &mut names)?;
    let mut text = String::with_capacity(script.len());
    let mut rest = script;
    for word in words(script) {
        let at = rest.find(word).unwrap_or_default();
        text.push_str(&rest[..at]);
        text.push_str(names.short.get(word).map_or(word, String::as_str));
        rest = &rest[at + word.len()..];
    }
    text.push_str(rest);
    Ok((slim(&text), module))
}

/// Names, keywords and numbers.
fn words(script: &str) -> impl Iterator<Item = &str> {
    script
        .split(|c: char| !c.is_alphanumeric() && c != '_' && c != '$')
        .filter(|word| !word.is_empty())
}

struct Names<'a> {
    /// Everything the script calls anything.
    script: HashSet<&'a str>,
    short: HashMap<String, String>,
}

impl Names<'_> {
    fn of(&mut self, long: &str) -> String {
        if !self.script.contains(long) || !MADE.iter().any(|made| long.starts_with(made)) {
            return long.to_owned();
        }
        let next = format!("${:x}", self.short.len());
        self.short.entry(long.to_owned()).or_insert(next).clone()
    }
}

/// A module is a header and sections: a number, a length and that many bytes.
fn rename(module: &[u8], names: &mut Names<'_>) -> Result<Vec<u8>> {
    let mut input = Input(module);
    let mut output = input.take(8)?.to_vec();
    while !input.0.is_empty() {
        let id = input.take(1)?[0];
        let length = input.number()?;
        let mut section = Input(input.take(length)?);
        let mut renamed = Vec::new();
        match id {
            IMPORTS => section.copy_items(&mut renamed, |section, renamed| {
                let module = section.name()?;
                put_name(renamed, module);
                put_name(renamed, &names.of(section.name()?));
                section.copy_import(renamed)
            })?,
            EXPORTS => section.copy_items(&mut renamed, |section, renamed| {
                put_name(renamed, &names.of(section.name()?));
                renamed.extend(section.take(1)?);
                section.copy_numbers(1, renamed)
            })?,
            _ => renamed.extend(section.0),
        }
        output.push(id);
        put_number(&mut output, renamed.len());
        output.extend(renamed);
    }
    Ok(output)
}

struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self
            .0
            .split_at_checked(length)
            .context("the module ends too early")?;
        self.0 = rest;
        Ok(taken)
    }

    /// LEB128, without a sign.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.take(1)?[0];
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        bail!("a number that is too large")
    }

    fn name(&mut self) -> Result<&'a str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).context("a name that is no text")
    }

    fn copy_items(
        &mut self,
        output: &mut Vec<u8>,
        mut copy: impl FnMut(&mut Self, &mut Vec<u8>) -> Result<()>,
    ) -> Result<()> {
        let count = self.number()?;
        put_number(output, count);
        (0..count).try_for_each(|_| copy(self, output))
    }

    fn copy_numbers(&mut self, count: usize, output: &mut Vec<u8>) -> Result<()> {
        for _ in 0..count {
            put_number(output, self.number()?);
        }
        Ok(())
    }

    /// Functions by their type, a memory by its limits; our modules import nothing else.
    fn copy_import(&mut self, output: &mut Vec<u8>) -> Result<()> {
        let kind = self.take(1)?[0];
        output.push(kind);
        match kind {
            0 => self.copy_numbers(1, output),
            2 => {
                let limits = self.take(1)?[0];
                output.push(limits);
                self.copy_numbers(1 + usize::from(limits & 1), output)
            }
            other => bail!("an import of kind {other}"),
        }
    }
}

fn put_number(output: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        output.push(number as u8 | 0x80);
        number >>= 7;
    }
    output.push(number as u8);
}

fn put_name(output: &mut Vec<u8>, name: &str) {
    put_number(output, name.len());
    output.extend(name.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, items: &[Vec<u8>]) -> Vec<u8> {
        let mut content = Vec::new();
        put_number(&mut content, items.len());
        items.iter().for_each(|item| content.extend(item));
        let mut section = vec![id];
        put_number(&mut section, content.len());
        section.extend(content);
        section
    }

    fn item(names: &[&str], rest: &[u8]) -> Vec<u8> {
        let mut item = Vec::new();
        names.iter().for_each(|name| put_name(&mut item, name));
        item.extend(rest);
        item
    }

    fn module(import: [&str; 3], exports: [&str; 2]) -> Vec<u8> {
        let imports = [
            item(&["./app_bg.js", import[0]], &[0, 3]),
            item(&["/boot.js", import[1]], &[0, 0x85, 1]),
            item(&["./app_bg.js", import[2]], &[2, 1, 1, 2]),
        ];
        let exports = [item(&[exports[0]], &[0, 9]), item(&[exports[1]], &[2, 0])];
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend(section(1, &[]));
        module.extend(section(IMPORTS, &imports));
        module.extend(section(EXPORTS, &exports));
        module.extend(section(0, &[vec![7; 300]]));
        module
    }

    #[test]
    fn only_what_is_between_the_two_changes_its_name() {
        let long = module(
            [
                "__wbg_then_656f253a5dd7d8ea",
                "isSecondChoice",
                "__wbindgen_unheard",
            ],
            ["wasm_bindgen__convert__h5cb1", "memory"],
        );
        let script = "// Made.\nconst import0 = {\n    __wbg_then_656f253a5dd7d8ea: (a) => a.__wbg_ptr,\n};\n\
                      /* wasm.memory\n */\nwasm.wasm_bindgen__convert__h5cb1(`$` + isSecondChoice);\n";

        let (script, short) = shorten(script, &long).unwrap();

        assert_eq!(
            script,
            "const import0 = {\n$0: (a) => a.__wbg_ptr,\n};\nwasm.$1(`$` + isSecondChoice);\n"
        );
        assert_eq!(
            short,
            module(["$0", "isSecondChoice", "__wbindgen_unheard"], ["$1", "memory"])
        );
    }

    #[test]
    fn a_module_that_is_cut_off_or_unknown_is_an_error() {
        let whole = module(["a", "b", "c"], ["d", "e"]);
        assert!(shorten("", &whole).is_ok());
        for length in [4, 9, 12, 40, whole.len() - 1] {
            assert!(shorten("", &whole[..length]).is_err(), "{length}");
        }
        let table = [item(&["m", "t"], &[1, 0x70, 0, 1])];
        let unknown = [b"\0asm\x01\0\0\0".to_vec(), section(IMPORTS, &table)].concat();
        assert!(shorten("", &unknown).is_err());
    }

    #[test]
    fn text_of_several_lines_is_left_alone() {
        let script = "const a = `\n  // not a comment\n`;\n";
        assert_eq!(slim(script), script);
        assert_eq!(
            slim("  if (a) {\n    // why\n    b(`c`);\n  }\n\n"),
            "if (a) {\nb(`c`);\n}\n"
        );
    }
}
