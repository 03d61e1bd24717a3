//! Fills the script's template.

use serde_json::json;

use crate::{CACHE_PREFIX, Manifest, NETWORK_PREFIXES, SHARE, SHELL};

const TEMPLATE: &str = include_str!("../js/sw.js");

/// Stands for the policy in the template; a script with it left in throws at once and installs nothing.
const SLOT: &str = "__POLICY__";

/// The service worker for one version of the app.
pub fn script(manifest: &Manifest) -> String {
    let policy = json!({
        "version": manifest.version(),
        "cachePrefix": CACHE_PREFIX,
        "shell": SHELL,
        "share": SHARE,
        "networkPrefixes": NETWORK_PREFIXES,
        "files": manifest.files(),
    });
    TEMPLATE.replacen(SLOT, &format!("{policy:#}"), 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{File, sha256_hex};

    fn sample() -> Manifest {
        let file = |path: &str| File {
            path: path.into(),
            sha256: sha256_hex(path.as_bytes()),
        };
        Manifest::new([file("/index.html"), file("/boot.js")]).unwrap()
    }

    #[test]
    fn the_slot_is_filled_once_with_the_whole_policy() {
        let manifest = sample();
        let script = script(&manifest);
        assert!(!script.contains(SLOT));
        assert!(script.contains(&format!("\"version\": \"{}\"", manifest.version())));
        for (path, digest) in manifest.files() {
            assert!(script.contains(&format!("\"{path}\": \"{digest}\"")), "{path}");
        }
    }

    #[test]
    fn the_same_files_give_the_same_script() {
        assert_eq!(script(&sample()), script(&sample()));
    }

    #[test]
    fn the_manifest_has_files_taken_to_where_they_are_waited_for() {
        let manifest: serde_json::Value =
            serde_json::from_str(include_str!("../../assets/manifest.webmanifest")).unwrap();
        let target = &manifest["share_target"];
        assert_eq!(
            (&target["action"], &target["method"], &target["enctype"]),
            (&json!(SHARE), &json!("POST"), &json!("multipart/form-data"))
        );
        let field = target["params"]["files"][0]["name"].as_str().unwrap();
        assert!(TEMPLATE.contains(&format!("getAll('{field}')")), "{field}");
        assert_eq!(manifest["file_handlers"][0]["action"], json!(SHARE));
    }

    #[test]
    fn every_listener_is_registered_while_the_script_first_runs() {
        // A listener added later is not called for the event that woke the worker.
        for event in ["install", "activate", "message", "fetch", "sync"] {
            assert!(
                TEMPLATE.contains(&format!("\nself.addEventListener('{event}'")),
                "{event}"
            );
        }
        assert!(!TEMPLATE.contains("importScripts"));
    }
}
