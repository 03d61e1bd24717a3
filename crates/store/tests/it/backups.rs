//! What a device knows of its backups.

use crate::support::open;
use store::backups::{self, Backup, DeviceFact};

fn one(file_id: &str, generation: u64) -> Backup {
    Backup {
        file_id: file_id.into(),
        name: format!("v-{generation}.lukabak"),
        sha256: Some([9; 32]),
        generation,
        parent: (1 < generation).then_some([8; 32]),
        vault_id: [1; 16],
        device_id: [2; 16],
        created_ms: 1_700_000_000_000,
        app: "0.1.0".into(),
        schema: 2,
        stored_at: "2026-11-24T10:00:00.000Z".into(),
        bytes: 5_000,
        rows: None,
        verified_ms: None,
    }
}

#[test]
fn the_newest_generation_comes_first_and_what_was_learned_replaces_what_was_known() {
    let conn = open();
    backups::put(&conn, &one("a", 1)).unwrap();
    backups::put(&conn, &one("b", 2)).unwrap();
    let verified = Backup {
        rows: Some(12),
        verified_ms: Some(1_700_000_000_001),
        ..one("a", 1)
    };
    backups::put(&conn, &verified).unwrap();
    assert_eq!(backups::all(&conn).unwrap(), [one("b", 2), verified.clone()]);
    assert_eq!(backups::get(&conn, "a").unwrap(), Some(verified));
    backups::remove(&conn, "a").unwrap();
    assert_eq!(backups::all(&conn).unwrap(), [one("b", 2)]);
}

#[test]
fn a_restored_ledger_takes_along_what_this_device_knows_and_nothing_of_the_other() {
    let (here, mut restored) = (open(), open());
    backups::put(&here, &one("here", 3)).unwrap();
    backups::set_fact(&here, DeviceFact::Id, "aa").unwrap();
    backups::set_fact(&here, DeviceFact::Revision, "5").unwrap();
    backups::put(&restored, &one("there", 1)).unwrap();
    backups::set_fact(&restored, DeviceFact::Id, "bb").unwrap();
    backups::set_fact(&restored, DeviceFact::Revision, "7").unwrap();
    backups::carry_over(Some(&here), &mut restored).unwrap();
    assert_eq!(backups::all(&restored).unwrap(), [one("here", 3)]);
    assert_eq!(
        backups::fact(&restored, DeviceFact::Id).unwrap().as_deref(),
        Some("aa")
    );
    assert_eq!(backups::number(&restored, DeviceFact::Revision).unwrap(), 0);
    backups::carry_over(None, &mut restored).unwrap();
    assert_eq!(backups::all(&restored).unwrap(), []);
    assert_eq!(backups::fact(&restored, DeviceFact::Id).unwrap(), None);
}
