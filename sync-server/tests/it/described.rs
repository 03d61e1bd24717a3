//! The description of the interface, as committed and as served.

use crate::site::get;

/// `UPDATE_SNAPSHOTS=1 cargo test -p sync-server` writes it anew.
#[tokio::test]
async fn the_committed_description_is_what_the_handlers_say() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let served = get("/api/openapi.json").send().await.body;
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(file, format!("{served}\n")).unwrap();
    }
    let committed = std::fs::read_to_string(file).unwrap();
    assert_eq!(
        committed.trim_end(),
        served,
        "openapi.json is out of date: UPDATE_SNAPSHOTS=1 writes it anew"
    );
}

#[tokio::test]
async fn every_call_is_described() {
    let description: serde_json::Value =
        serde_json::from_str(&get("/api/openapi.json").send().await.body).unwrap();
    let paths: Vec<_> = description["paths"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(
        paths,
        [
            "/api/account",
            "/api/config",
            "/api/google/disconnect",
            "/api/google/picked",
            "/api/google/token",
            "/api/session",
            "/auth/logout",
        ]
    );
}
