//! `FIDELITY.md` names the test that holds each behaviour; those tests exist.

use std::fs;
use std::path::{Path, PathBuf};

/// `(module, beginning of the name)` of every test the table names.
fn named(table: &str) -> Vec<(String, String)> {
    let quoted = table.split('`').skip(1).step_by(2);
    let paths = quoted.filter_map(|text| text.split_once("::"));
    let tests = paths.filter(|(module, _)| {
        module
            .chars()
            .all(|c| c.is_ascii_lowercase() || "_0123456789".contains(c))
    });
    tests
        .map(|(module, name)| (module.to_owned(), name.trim_end_matches(['…', '*']).to_owned()))
        .collect()
}

/// Where a module's tests are: beside the other integration tests, or in the source file of that name.
fn sources(root: &Path, module: &str) -> String {
    let file = format!("{module}.rs");
    let folders: [PathBuf; 5] =
        ["tests/it", "src", "src/drive", "src/oauth", "src/sheets"].map(|one| root.join(one));
    folders
        .iter()
        .filter_map(|folder| fs::read_to_string(folder.join(&file)).ok())
        .collect()
}

#[test]
fn every_test_that_the_table_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(root.join("FIDELITY.md")).unwrap();
    let named = named(&table);
    assert!(named.len() > 50, "the table is read");
    for (module, name) in named {
        let source = sources(root, &module);
        let name = name.strip_prefix("tests::").unwrap_or(&name);
        let found = match name {
            "" => source.contains("fn "),
            "tests" => source.contains("mod tests"),
            name => source.contains(&format!("fn {name}")),
        };
        assert!(found, "{module}::{name}");
    }
}
