//! Google Sheets, version 4: which sheets a spreadsheet has, and their cells.
//!
//! Cells are asked for as they are (`UNFORMATTED_VALUE`, `SERIAL_NUMBER`), all chosen sheets in one request where that
//! is small enough, otherwise in pages of rows.
//!
//! **Invariant:** a page is a whole number of rows, and its rows are counted: nothing falls between two pages.

use crate::{AccessToken, Answer, Call, Json, Root, Trouble, Wants};
use std::fmt::Write;

/// Cells of one request. At the dozen bytes that a cell of a household has, it stays below the 2 MB that Google
/// recommends (<https://developers.google.com/workspace/sheets/api/limits>).
const CELLS_PER_REQUEST: u64 = 120_000;

/// A spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spreadsheet {
    /// What the person calls it.
    pub title: String,
    /// `de_DE`: how it writes numbers and dates.
    pub locale: String,
    /// IANA name of the time zone in which its clocks are.
    pub time_zone: String,
    /// Its sheets of cells, in their order; charts on sheets of their own are none.
    pub tabs: Vec<Tab>,
}

/// A sheet of a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Google's number for it; stays when it is renamed.
    pub id: u32,
    /// What the person calls it.
    pub title: String,
    /// The person has put it out of sight.
    pub is_hidden: bool,
    /// Rows of its grid, with empty ones.
    pub rows: u64,
    /// Columns of its grid, with empty ones.
    pub columns: u64,
}

/// Asks for a [`Spreadsheet`].
#[must_use]
pub fn about<'a>(root: &Root, id: &str, token: &'a AccessToken) -> Call<'a> {
    let fields = "properties(title,locale,timeZone),\
        sheets.properties(sheetId,title,index,hidden,sheetType,gridProperties(rowCount,columnCount))";
    Call::get(
        root.join(&format!("v4/spreadsheets/{}?fields={fields}", encoded(id))),
        token,
    )
}

/// Reads the answer to [`about`].
///
/// # Errors
/// When it does not describe a spreadsheet.
pub fn read_about(answer: &Answer) -> Result<Spreadsheet, Trouble> {
    let properties = answer.body.at("properties");
    let text = |key: &str| properties.at(key).text().unwrap_or_default().to_owned();
    let title = properties.at("title").text().ok_or(Trouble::BadAnswer)?;
    let mut tabs = Vec::new();
    for sheet in answer.body.at("sheets").list() {
        let sheet = sheet.at("properties");
        if sheet.at("sheetType").text().is_some_and(|kind| kind != "GRID") {
            continue;
        }
        let grid = sheet.at("gridProperties");
        let number = |of: &Json, key: &str| of.at(key).whole();
        tabs.push(Tab {
            // The first sheet's number is 0, and a 0 may be left out.
            id: u32::try_from(number(sheet, "sheetId").unwrap_or(0)).map_err(|_| Trouble::BadAnswer)?,
            title: sheet.at("title").text().ok_or(Trouble::BadAnswer)?.to_owned(),
            is_hidden: sheet.at("hidden").is_true(),
            rows: number(grid, "rowCount").ok_or(Trouble::BadAnswer)?,
            columns: number(grid, "columnCount").ok_or(Trouble::BadAnswer)?,
        });
    }
    Ok(Spreadsheet {
        title: title.to_owned(),
        locale: text("locale"),
        time_zone: text("timeZone"),
        tabs,
    })
}

/// Rows of a sheet that are asked for at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Which of the chosen sheets.
    pub tab: usize,
    /// The first row, from 1.
    pub first: u64,
    /// How many.
    pub rows: u64,
}

/// Divides sheets into requests, each of one or more pages: whole sheets together as far as they fit.
#[must_use]
pub fn requests(tabs: &[&Tab]) -> Vec<Vec<Page>> {
    let mut requests: Vec<Vec<Page>> = Vec::new();
    let mut room = 0;
    for (at, tab) in tabs.iter().enumerate() {
        let columns = tab.columns.max(1);
        let mut first = 1;
        while first <= tab.rows {
            let rows = (CELLS_PER_REQUEST / columns).max(1).min(tab.rows + 1 - first);
            let page = Page { tab: at, first, rows };
            match requests.last_mut().filter(|_| rows * columns <= room) {
                Some(request) => request.push(page),
                None => {
                    requests.push(vec![page]);
                    room = CELLS_PER_REQUEST;
                }
            }
            room = room.saturating_sub(rows * columns);
            first += rows;
        }
    }
    requests
}

/// Asks for the cells of pages.
#[must_use]
pub fn cells<'a>(root: &Root, id: &str, tabs: &[&Tab], pages: &[Page], token: &'a AccessToken) -> Call<'a> {
    let mut path = format!(
        "v4/spreadsheets/{}/values:batchGet?majorDimension=ROWS&valueRenderOption=UNFORMATTED_VALUE\
         &dateTimeRenderOption=SERIAL_NUMBER",
        encoded(id)
    );
    for page in pages {
        if let Some(tab) = tabs.get(page.tab) {
            path.push_str("&ranges=");
            path.push_str(&encoded(&range(tab, page)));
        }
    }
    Call {
        wants: Wants::Cells,
        ..Call::get(root.join(&path), token)
    }
}

/// Reads the answer to [`cells`]: one text of rows a page, in the notation of the importer's grid.
///
/// # Errors
/// When it has not one for each page.
pub fn read_cells(answer: &mut Answer, pages: &[Page]) -> Result<Vec<String>, Trouble> {
    let Json::List(ranges) = std::mem::replace(&mut answer.body, Json::Null) else {
        return Err(Trouble::BadAnswer);
    };
    let texts: Option<Vec<String>> = ranges
        .into_iter()
        .map(|rows| match rows {
            Json::Text(rows) => Some(rows),
            _ => None,
        })
        .collect();
    texts
        .filter(|texts| texts.len() == pages.len())
        .ok_or(Trouble::BadAnswer)
}

/// The range of a page. The title stands in quotes always: one like `A1` would be a cell without.
fn range(tab: &Tab, page: &Page) -> String {
    let last = page.first + page.rows - 1;
    format!(
        "'{}'!A{}:{}{last}",
        tab.title.replace('\'', "''"),
        page.first,
        letters(tab.columns.max(1) - 1)
    )
}

/// The name of a column, counted from 0: `A`, `Z`, `AA`.
#[must_use]
pub fn letters(mut at: u64) -> String {
    let mut name = Vec::new();
    loop {
        name.push(b'A' + u8::try_from(at % 26).unwrap_or(0));
        match (at / 26).checked_sub(1) {
            Some(rest) => at = rest,
            None => break,
        }
    }
    name.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// For a path or a query: everything but what can mean nothing else.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing into a string can't fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::tests::answer;

    fn tab(title: &str, rows: u64, columns: u64) -> Tab {
        Tab {
            id: 0,
            title: title.into(),
            is_hidden: false,
            rows,
            columns,
        }
    }

    #[test]
    fn a_spreadsheet_is_its_sheets_of_cells() {
        let body = r#"{"properties":{"title":"Haushalt","locale":"de_DE","timeZone":"Europe/Berlin"},"sheets":[
            {"properties":{"title":"A","index":0,"sheetType":"GRID","gridProperties":{"rowCount":1000,"columnCount":26}}},
            {"properties":{"sheetId":7,"title":"Chart","sheetType":"OBJECT"}},
            {"properties":{"sheetId":9,"title":"B","hidden":true,"sheetType":"GRID","gridProperties":{"rowCount":1,"columnCount":1}}}]}"#;
        let read = read_about(&answer(200, body)).unwrap();
        assert_eq!(
            (read.locale.as_str(), read.time_zone.as_str()),
            ("de_DE", "Europe/Berlin")
        );
        let tabs: Vec<_> = read
            .tabs
            .iter()
            .map(|tab| (tab.id, tab.is_hidden, tab.rows))
            .collect();
        assert_eq!(tabs, [(0, false, 1_000), (9, true, 1)]);
        for bad in [
            "",
            "{}",
            r#"{"properties":{"title":"x"},"sheets":[{"properties":{"title":"A"}}]}"#,
        ] {
            assert_eq!(read_about(&answer(200, bad)), Err(Trouble::BadAnswer), "{bad}");
        }
    }

    #[test]
    fn small_sheets_go_together_and_large_ones_in_pages_without_a_gap() {
        let (small, large) = (tab("a", 1_000, 26), tab("b", 100_001, 16));
        assert_eq!(requests(&[&small, &small]).len(), 1);
        assert_eq!(requests(&[&small; 6]).len(), 2);
        let all = requests(&[&large, &small]);
        assert_eq!(all.len(), 14, "the last page has room for the small one");
        let mut next = 1;
        for page in all.iter().flatten().filter(|page| page.tab == 0) {
            assert_eq!(page.first, next);
            next += page.rows;
        }
        assert_eq!(next, 100_002);
        let wide = tab("w", 3, 18_278);
        let rows: u64 = requests(&[&wide]).iter().flatten().map(|page| page.rows).sum();
        assert_eq!(rows, 3);
        assert!(requests(&[&tab("empty", 0, 0)]).is_empty());
    }

    fn check(title: &str, expected: &str) {
        let root = Root::allowed("https://sheets.googleapis.com/", "https://luka.example").unwrap();
        let token = AccessToken::new("t".into());
        let tab = tab(title, 10, 27);
        let page = Page {
            tab: 0,
            first: 1,
            rows: 10,
        };
        let call = cells(&root, "1a_b", &[&tab], &[page], &token);
        let expected = format!(
            "https://sheets.googleapis.com/v4/spreadsheets/1a_b/values:batchGet?majorDimension=ROWS\
             &valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=SERIAL_NUMBER&ranges={expected}"
        );
        assert_eq!(call.url, expected);
    }

    #[test]
    fn titles_are_quoted_whatever_stands_in_them() {
        check("Financial_Tracker", "%27Financial_Tracker%27%21A1%3AAA10");
        check("A1", "%27A1%27%21A1%3AAA10");
        check("Ana's & 50%", "%27Ana%27%27s%20%26%2050%25%27%21A1%3AAA10");
        check("Año", "%27A%C3%B1o%27%21A1%3AAA10");
    }

    #[test]
    fn an_answer_without_a_page_is_none() {
        let page = Page {
            tab: 0,
            first: 1,
            rows: 1,
        };
        let rows = read_cells(&mut answer(200, r#"["sa"]"#), &[page]);
        assert_eq!(rows, Ok(vec!["sa".to_owned()]));
        for bad in ["", "[]", "[1]", r#"["a","b"]"#] {
            assert_eq!(
                read_cells(&mut answer(200, bad), &[page]),
                Err(Trouble::BadAnswer)
            );
        }
    }

    #[test]
    fn columns_are_counted_as_spreadsheets_do() {
        let all: Vec<_> = [0, 25, 26, 701, 702, 18_277].map(letters).into();
        assert_eq!(all, ["A", "Z", "AA", "ZZ", "AAA", "ZZZ"]);
    }
}
