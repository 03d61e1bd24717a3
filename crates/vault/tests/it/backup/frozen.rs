//! A container that must open for ever, and a reader in another language that was written after the specification.

use std::path::Path;
use std::process::Command;

use super::{CHUNK, extract, head_len, image, manifest, new, try_write, verify, write_child};
use crate::{PASSPHRASE, make_vault, unhex};

/// Generation 1 of the frozen vault, written by the first version of this crate.
fn container() -> Vec<u8> {
    unhex(include_str!("../backup-v1.hex"))
}

/// Zeros between text compress, as pages of a database do.
fn frozen_image() -> Vec<u8> {
    [b"SQLite format 3\0".to_vec(), vec![0; 3000], image(80)].concat()
}

#[test]
fn the_frozen_container_opens() {
    let (verified, image) = extract(&container(), 100).unwrap();
    assert_eq!(image, frozen_image());
    assert_eq!(verified.manifest, manifest(&image));
}

/// The compressed bytes depend on the compressor and may change with it; everything that does not depend on it may not.
#[test]
fn the_frozen_head_is_made_again_byte_for_byte() {
    let image = frozen_image();
    let manifest = manifest(&image);
    let (bytes, written) = try_write(&make_vault(0), &new(1, None, &manifest), &image, 500, 7).unwrap();
    let frozen = container();
    assert_eq!(bytes[..head_len(&bytes)], frozen[..head_len(&frozen)]);
    assert_eq!(verify(&bytes).unwrap().sha256, written.sha256);
}

/// `tests/backup_reader.py` shares nothing with this crate. Without Python and its `cryptography` it is not run, and says so.
#[test]
fn a_reader_of_the_specification_in_another_language_agrees() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/backup_reader.py");
    let has_reader = Command::new("python3")
        .args(["-c", "import cryptography"])
        .output();
    if !has_reader.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 with the package cryptography is not installed");
        return;
    }
    let folder = std::env::temp_dir().join(format!("luka-backup-reader-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let run = |bytes: &[u8], kind: &str, secret: &str| {
        let (file, out) = (folder.join("backup"), folder.join("image"));
        std::io::Write::write_all(&mut std::fs::File::create(&file).unwrap(), bytes).unwrap();
        let done = Command::new("python3")
            .arg(&script)
            .args([&file, &out])
            .args([kind, secret])
            .output()
            .unwrap();
        let mut back = Vec::new();
        if let Ok(mut file) = std::fs::File::open(&out) {
            std::io::Read::read_to_end(&mut file, &mut back).unwrap();
            std::fs::remove_file(&out).unwrap();
        }
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        (done.status.success(), back, said)
    };
    let frozen = container();
    // The script takes the words as the 256 bits they encode, so that it needs no list.
    let entropy = "7f".repeat(32);
    for (kind, secret) in [("passphrase", PASSPHRASE), ("entropy", entropy.as_str())] {
        let (good, back, said) = run(&frozen, kind, secret);
        assert!(good && back == frozen_image(), "{kind}: {said}");
    }
    let large = image(3 * CHUNK + 77);
    let child = write_child(&make_vault(0), 2, &verify(&frozen).unwrap(), &large);
    let (good, back, said) = run(&child, "entropy", &entropy);
    assert!(good && back == large, "{said}");
    let (good, back, _) = run(&child[..child.len() - 900], "entropy", &entropy);
    assert!(!good && back.is_empty());
    std::fs::remove_dir_all(&folder).unwrap();
}
