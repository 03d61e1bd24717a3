//! Spreadsheets that change, are loaded, and are read too often.

use crate::client::{Client, admin};
use crate::sheets::{RAW, picked, values};
use google_standin::Edit;
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn the_sixty_first_read_of_a_minute_is_refused() {
    let client = Client::new().await;
    let (token, id) = picked(&client, "user1", "Blank").await;
    let path = format!("/v4/spreadsheets/{id}/values/A1");
    let mut refused = None;
    // 121 reads touch at most two minutes and a bit, so one of them is full.
    for _ in 0..181 {
        let (status, body) = client.fetch(&token, &path).await;
        if status != 200 {
            refused = Some((status, body));
            break;
        }
    }
    let (status, body) = refused.unwrap();
    assert_eq!(
        (status, &body["error"]["status"]),
        (429, &json!("RESOURCE_EXHAUSTED"))
    );
    assert_eq!(
        body["error"]["details"][0]["metadata"]["quota_limit"],
        "ReadRequestsPerMinutePerUser"
    );
    assert!(
        body["error"]["message"]
            .as_str()
            .unwrap()
            .starts_with("Quota exceeded for quota metric 'Read requests'")
    );
    client.standin.control().advance(Duration::from_secs(60));
    assert_eq!(client.fetch(&token, &path).await.0, 200);
}

#[tokio::test]
async fn a_persons_edit_moves_the_version_at_once_and_the_time_in_steps() {
    let client = Client::new().await;
    let (token, id) = picked(&client, "user1", "Household").await;
    let state = async || {
        client
            .fetch(
                &token,
                &format!("/drive/v3/files/{id}?fields=version,modifiedTime"),
            )
            .await
            .1
    };
    let before = state().await;
    let control = client.standin.control();
    control
        .set_sheet_values(&id, "Budgets!C2", &[vec![json!(650)]], Edit::ByPerson)
        .unwrap();
    let soon = state().await;
    assert_ne!(soon["version"], before["version"]);
    assert_eq!(soon["modifiedTime"], before["modifiedTime"]);
    control.advance(Duration::from_secs(181));
    assert_ne!(state().await["modifiedTime"], before["modifiedTime"]);
}

#[tokio::test]
async fn a_formulas_change_moves_nothing_but_the_value() {
    let client = Client::new().await;
    let (token, id) = picked(&client, "user1", "Household").await;
    let state = async || {
        client
            .fetch(
                &token,
                &format!("/drive/v3/files/{id}?fields=version,modifiedTime"),
            )
            .await
            .1
    };
    let before = state().await;
    let body = json!({ "range": "Budgets!C2:D2", "values": [[{ "formula": "=IMPORTRANGE(1)", "value": 650 }]],
        "touch": false });
    let url = format!("{}/spreadsheets/{id}/values", client.standin.admin());
    assert_eq!(
        client.http.put(url).json(&body).send().await.unwrap().status(),
        204
    );
    assert_eq!(
        values(&client, &token, &id, &format!("Budgets!C2?{RAW}")).await["values"],
        json!([[650]])
    );
    client.standin.control().advance(Duration::from_secs(600));
    assert_eq!(state().await, before);
}

#[tokio::test]
async fn a_spreadsheet_can_be_loaded_for_a_person() {
    let client = Client::new().await;
    let body = json!({
        "title": "Rand", "locale": "en_ZA", "timeZone": "Africa/Johannesburg",
        "sheets": [
            { "title": "Mine", "values": [["a", { "currency": 1234.5 }, { "date": "2026-01-02" }]] },
            { "title": "Csv", "csv": "date,amount\n2026-01-02,007\n" },
        ],
    });
    let answer = admin(&client, "/users/user1/spreadsheets", body).await;
    assert_eq!(answer.status(), 201);
    let (token, id) = picked(&client, "user1", "Rand").await;
    assert_eq!(answer.json::<Value>().await.unwrap()["id"], id);
    assert_eq!(
        values(&client, &token, &id, "Mine").await["values"],
        json!([["a", "R1,234.50", "2026/01/02"]])
    );
    assert_eq!(
        values(&client, &token, &id, &format!("Csv!2:2?{RAW}")).await["values"],
        json!([[46024, 7]])
    );
    for wrong in [
        json!({}),
        json!({ "title": "x", "sheets": [{ "title": "y", "values": [[{ "colour": 1 }]] }] }),
    ] {
        assert_eq!(
            admin(&client, "/users/user1/spreadsheets", wrong).await.status(),
            400
        );
    }
}
