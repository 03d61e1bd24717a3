//! Sheets: outline, values, ranges, errors.

use crate::client::{Client, DRIVE_FILE, text};
use serde_json::{Value, json};

pub const RAW: &str = "valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=SERIAL_NUMBER";

/// A token that may see one picked spreadsheet, and the spreadsheet.
pub async fn picked(client: &Client, user: &str, name: &str) -> (String, String) {
    let id = client.standin.control().file_named(user, name).unwrap();
    let pick = [
        ("scope", DRIVE_FILE),
        ("prompt", "consent"),
        ("include_granted_scopes", "false"),
        ("trigger_onepick", "true"),
        ("mimetypes", "application/vnd.google-apps.spreadsheet"),
        ("auto_pick", id.as_str()),
    ];
    let granted = client.grant(user, &pick).await;
    (text(&granted["access_token"]), id)
}

pub async fn values(client: &Client, token: &str, id: &str, rest: &str) -> Value {
    let (status, body) = client
        .fetch(token, &format!("/v4/spreadsheets/{id}/values/{rest}"))
        .await;
    assert_eq!(status, 200, "{body}");
    body
}

#[tokio::test]
async fn a_spreadsheet_exists_only_once_it_is_picked() {
    let client = Client::new().await;
    let id = client.standin.control().file_named("user1", "Household").unwrap();
    let token = client.drive_token("user1").await;
    let (status, body) = client.fetch(&token, &format!("/v4/spreadsheets/{id}")).await;
    assert_eq!((status, &body["error"]["status"]), (404, &json!("NOT_FOUND")));
    assert_eq!(body["error"]["message"], "Requested entity was not found.");
    let (token, id) = picked(&client, "user1", "Household").await;
    assert_eq!(
        client.fetch(&token, &format!("/v4/spreadsheets/{id}")).await.0,
        200
    );
    let query = "q=mimeType='application/vnd.google-apps.spreadsheet'&fields=files(name)";
    let (_, list) = client.fetch(&token, &format!("/drive/v3/files?{query}")).await;
    assert_eq!(list["files"], json!([{ "name": "Household" }]));
}

#[tokio::test]
async fn the_outline_names_sheets_grids_locale_and_zone() {
    let client = Client::new().await;
    let (token, id) = picked(&client, "user2", "Haushalt").await;
    let fields =
        "properties(title,locale,timeZone),sheets.properties(title,index,hidden,gridProperties(rowCount))";
    let (_, body) = client
        .fetch(&token, &format!("/v4/spreadsheets/{id}?fields={fields}"))
        .await;
    let wanted = json!({ "title": "Haushalt", "locale": "de_DE", "timeZone": "Europe/Berlin" });
    assert_eq!(body["properties"], wanted);
    let first = json!({ "title": "Financial_Tracker", "index": 0, "gridProperties": { "rowCount": 1000 } });
    assert_eq!(body["sheets"][0]["properties"], first);
    assert_eq!(body["sheets"][2]["properties"]["hidden"], true);
}

#[tokio::test]
async fn a_wrong_mask_is_told_in_the_recorded_words() {
    let client = Client::new().await;
    let (token, id) = picked(&client, "user1", "Household").await;
    let (status, body) = client
        .fetch(
            &token,
            &format!("/v4/spreadsheets/{id}?fields=sheets.sheetProperties"),
        )
        .await;
    assert_eq!(
        (status, &body["error"]["message"]),
        (400, &json!("Request contains an invalid argument."))
    );
    let violation = &body["error"]["details"][0]["fieldViolations"][0]["description"];
    let wanted =
        "Error expanding 'fields' parameter. Cannot find matching fields for path 'sheets.sheetProperties'.";
    assert_eq!(violation, wanted);
}

#[tokio::test]
async fn raw_values_are_serials_numbers_and_truths() {
    let client = Client::new().await;
    let (token, id) = picked(&client, "user1", "Household").await;
    let body = values(&client, &token, &id, &format!("Financial_Tracker?{RAW}")).await;
    assert_eq!(body["range"], "Financial_Tracker!A1:Z1000");
    assert_eq!(body["majorDimension"], "ROWS");
    let rows = body["values"].as_array().unwrap();
    assert_eq!(rows.len(), 101);
    assert_eq!(
        (&rows[1][1], &rows[1][5], &rows[1][10]),
        (&json!(42375), &json!(4.07), &json!(false))
    );
    assert_eq!(
        rows[1][13], "2016-01-06T15:44:50Z",
        "an instant with a zone is text"
    );
}

#[tokio::test]
async fn rows_are_ragged_and_an_empty_one_in_the_middle_stays() {
    let client = Client::new().await;
    let (token, id) = picked(&client, "user2", "Haushalt").await;
    let body = values(&client, &token, &id, &format!("Financial_Tracker!A2:H?{RAW}")).await;
    assert_eq!(body["range"], "Financial_Tracker!A2:H1000");
    let rows = body["values"].as_array().unwrap();
    assert_eq!(rows[2], json!([]));
    assert_eq!(rows[1][5], "12,50");
    assert_eq!((&rows[3][4], &rows[3][5]), (&json!("007"), &json!("#DIV/0!")));
    assert_eq!(
        rows[4],
        json!(["007", 45967.770833333336, "Income", "", "Gehalt", 2500])
    );
    assert_eq!(rows.len(), 5);
}

#[tokio::test]
async fn an_empty_sheet_has_no_values_at_all() {
    let client = Client::new().await;
    let (token, id) = picked(&client, "user1", "Blank").await;
    let body = values(&client, &token, &id, "Sheet1").await;
    assert_eq!(
        body,
        json!({ "range": "Sheet1!A1:Z1000", "majorDimension": "ROWS" })
    );
}

#[tokio::test]
async fn formatted_values_follow_the_spreadsheets_locale() {
    let client = Client::new().await;
    let (token, id) = picked(&client, "user2", "Haushalt").await;
    let body = values(&client, &token, &id, "Financial_Tracker!B2:F2").await;
    assert_eq!(
        (&body["values"][0][0], &body["values"][0][4]),
        (&json!("03.11.2025"), &json!("1.234,50 €"))
    );
    let dates =
        "Financial_Tracker!B2?valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=FORMATTED_STRING";
    assert_eq!(
        values(&client, &token, &id, dates).await["values"],
        json!([["03.11.2025"]])
    );
    let formula = "Financial_Tracker!F5?valueRenderOption=FORMULA";
    assert_eq!(
        values(&client, &token, &id, formula).await["values"],
        json!([["=1/0"]])
    );
    let columns = "Financial_Tracker!A2:B3?majorDimension=COLUMNS";
    let wanted = json!([["t-1", "t-2"], ["03.11.2025", "04.11.2025"]]);
    assert_eq!(values(&client, &token, &id, columns).await["values"], wanted);
}

#[tokio::test]
async fn a_batch_answers_in_order_or_not_at_all() {
    let client = Client::new().await;
    let (token, id) = picked(&client, "user1", "Household").await;
    let path = format!("/v4/spreadsheets/{id}/values:batchGet?ranges=Budgets&ranges='Accounts'!A1:B1&{RAW}");
    let (_, body) = client.fetch(&token, &path).await;
    assert_eq!(body["spreadsheetId"], id);
    assert_eq!(
        body["valueRanges"][0]["values"][2],
        json!(["bud-2", "Dining", 180.5, 2025, 12])
    );
    assert_eq!(body["valueRanges"][1]["range"], "Accounts!A1:B1");
    let (status, body) = client.fetch(&token, &format!("{path}&ranges=NOPE!A5:F15")).await;
    assert_eq!(
        (status, &body["error"]["status"]),
        (400, &json!("INVALID_ARGUMENT"))
    );
    assert_eq!(body["error"]["message"], "Unable to parse range: NOPE!A5:F15");
    assert!(body["error"].get("errors").is_none());
    let (_, masked) = client
        .fetch(&token, &format!("{path}&fields=valueRanges(range)"))
        .await;
    assert_eq!(masked["valueRanges"][1], json!({ "range": "Accounts!A1:B1" }));
}

#[tokio::test]
async fn cells_tell_their_number_format_when_asked() {
    let client = Client::new().await;
    let (token, id) = picked(&client, "user2", "Haushalt").await;
    let fields =
        "sheets.data.rowData.values(formattedValue,effectiveValue,effectiveFormat.numberFormat.type)";
    let path = format!("/v4/spreadsheets/{id}?ranges=Financial_Tracker!B2:F5&fields={fields}");
    let (_, body) = client.fetch(&token, &path).await;
    assert_eq!(body["sheets"].as_array().unwrap().len(), 1);
    let rows = &body["sheets"][0]["data"][0]["rowData"];
    assert_eq!(
        rows[0]["values"][0]["effectiveFormat"]["numberFormat"]["type"],
        "DATE"
    );
    assert_eq!(
        rows[0]["values"][4]["effectiveFormat"]["numberFormat"]["type"],
        "CURRENCY"
    );
    assert_eq!(
        rows[3]["values"][4]["effectiveValue"]["errorValue"]["type"],
        "DIVIDE_BY_ZERO"
    );
    let (_, plain) = client.fetch(&token, &format!("/v4/spreadsheets/{id}")).await;
    assert!(plain["sheets"][0].get("data").is_none());
}

#[tokio::test]
async fn a_spreadsheet_cannot_be_downloaded_and_a_backup_cannot_be_read_as_one() {
    let client = Client::new().await;
    let (token, id) = picked(&client, "user1", "Household").await;
    let (status, body) = client
        .fetch(&token, &format!("/drive/v3/files/{id}?alt=media"))
        .await;
    assert_eq!(
        (status, &body["error"]["errors"][0]["reason"]),
        (403, &json!("fileNotDownloadable"))
    );
    let (_, meta) = client
        .fetch(
            &token,
            &format!("/drive/v3/files/{id}?fields=size,md5Checksum,version"),
        )
        .await;
    assert!(meta.get("size").is_none() && meta.get("md5Checksum").is_none());
    let backup = client.backup(&token, "a", b"x").await;
    assert_eq!(
        client
            .fetch(&token, &format!("/v4/spreadsheets/{backup}"))
            .await
            .0,
        400
    );
}
