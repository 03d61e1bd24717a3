//! An empty spreadsheet of the contract as Office Open XML, which Google Sheets takes in.
//!
//! The parts of the archive only; whoever calls has the archive. Texts stand in the cells themselves, so there is no
//! table of strings and no style.

/// A sheet: its title, its columns and a row for an example. What begins with a digit is a number.
type Sheet = (&'static str, &'static [(&'static str, &'static str)]);

const SHEETS: [Sheet; 3] = [
    (
        "Financial_Tracker",
        &[
            ("transaction_id", "example-1"),
            ("date", "'2026-01-31"),
            ("category", "Food"),
            ("subcategory", "Groceries"),
            ("description", "Bread and milk"),
            ("amount", "12.5"),
            ("type", "expense"),
            ("account", "Everyday"),
            ("payment_method", "debit"),
            ("tags", "home"),
            ("recurring", "FALSE"),
            ("recurring_frequency", ""),
            ("notes", "An example: replace this row"),
            ("created_at", ""),
            ("updated_at", ""),
        ],
    ),
    (
        "Accounts",
        &[
            ("account_id", "example-1"),
            ("account_name", "Everyday"),
            ("account_type", "Checking"),
            ("institution", "My bank"),
            ("current_balance", "1000"),
            ("currency", "EUR"),
        ],
    ),
    (
        "Budgets",
        &[
            ("budget_id", "example-1"),
            ("category", "Food"),
            ("monthly_limit", "400"),
            ("year", "2026"),
            ("month", "1"),
        ],
    ),
];

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

/// The parts of the file by their names in the archive.
#[must_use]
pub fn template() -> Vec<(String, Vec<u8>)> {
    let (mut types, mut sheets, mut links) = (String::new(), String::new(), String::new());
    let mut parts = Vec::new();
    for (n, (title, columns)) in (1..).zip(SHEETS) {
        types += &format!(
            r#"<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPE}worksheet+xml"/>"#
        );
        sheets += &format!(r#"<sheet name="{title}" sheetId="{n}" r:id="rId{n}"/>"#);
        links += &format!(
            r#"<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>"#
        );
        let header: String = columns.iter().map(|(name, _)| cell(name)).collect();
        let row: String = columns.iter().map(|(_, example)| cell(example)).collect();
        let rows = format!(r#"<row r="1">{header}</row><row r="2">{row}</row>"#);
        let xml = format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#);
        parts.push(part(&format!("xl/worksheets/sheet{n}.xml"), &xml));
    }
    let types = format!(
        r#"<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{TYPE}sheet.main+xml"/>{types}</Types>"#
    );
    let root =
        format!(r#"<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>"#);
    let related =
        |links: &str| format!(r#"<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>"#);
    let workbook =
        format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>"#);
    // Readers look for the types first.
    parts.insert(0, part("[Content_Types].xml", &types));
    parts.push(part("_rels/.rels", &related(&root)));
    parts.push(part("xl/workbook.xml", &workbook));
    parts.push(part("xl/_rels/workbook.xml.rels", &related(&links)));
    parts
}

fn part(name: &str, xml: &str) -> (String, Vec<u8>) {
    (name.to_owned(), format!("{HEAD}{xml}").into_bytes())
}

/// A cell; an apostrophe in front says that digits are a text, as in a spreadsheet. Nothing here needs escaping.
fn cell(text: &str) -> String {
    match text {
        "" => "<c/>".to_owned(),
        "FALSE" => r#"<c t="b"><v>0</v></c>"#.to_owned(),
        _ if text.starts_with(|first: char| first.is_ascii_digit()) => format!("<c><v>{text}</v></c>"),
        _ => format!(
            r#"<c t="inlineStr"><is><t>{}</t></is></c>"#,
            text.trim_start_matches('\'')
        ),
    }
}
