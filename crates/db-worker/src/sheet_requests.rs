//! Reading spreadsheets at Google, beside the queue.
//!
//! **Invariant:** a book is handed on when every page of it was read and nothing in it changed meanwhile; until then
//! the ledger knows nothing of it, and a reading that was cancelled hands nothing on.

use crate::{
    clock,
    error::{self, Result},
    google_access, google_requests, http, progress, sheets,
    sheets::{Book, BookTab},
    worker::with_session,
};
use google::{
    AccessToken, Answer, Call, Patience, Quota, Root, Trouble, drive,
    sheets::{self as api, Page, Spreadsheet, Tab},
};
use import::Grid;
use js_sys::Uint8Array;
use protocol::{Code, Failure, Phase, SheetRequest, Sheets};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use store::sheets as kept;
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// Counts readings and their ends: one that is not the latest any more is over.
    static READING: Cell<u32> = const { Cell::new(0) };
    static QUOTA: RefCell<Quota> = const { RefCell::new(Quota::full()) };
}

/// Ends the reading that is under way, if there is one.
pub(crate) fn cancel() {
    READING.set(READING.get().wrapping_add(1));
}

/// A reading, as long as it is the latest.
struct Reading(u32);

impl Reading {
    fn begin() -> Self {
        cancel();
        Self(READING.get())
    }

    fn check(&self) -> Result<()> {
        if self.0 == READING.get() {
            Ok(())
        } else {
            Err(Failure::new(Code::NoPreview, "the reading was cancelled"))
        }
    }
}

/// Answers what waits for our server or for Google.
pub(crate) async fn answer(request: SheetRequest) -> Result<Sheets> {
    match request {
        SheetRequest::Read { file_id, tabs } => {
            choose(&file_id, &tabs)?;
            let reading = Reading::begin();
            let book = read(&reading, &file_id, &tabs).await?;
            reading.check()?;
            with_session(|session| sheets::arrived(session, book))
        }
        _ => picked().await,
    }
}

fn failed(trouble: Trouble) -> Failure {
    Failure::new(google_requests::code(trouble), "")
}

/// Asks Google, within the quota that a minute has.
async fn asked(call: &dyn for<'t> Fn(&'t AccessToken) -> Call<'t>) -> Result<Answer> {
    let wait = QUOTA.with_borrow_mut(|quota| quota.take(clock::now_ms()));
    if 0 < wait {
        clock::pause(wait).await;
    }
    google_access::ask(Patience::long(), call).await.map_err(failed)
}

/// Where Sheets is, and where Drive is.
async fn roots() -> Result<(Root, Root)> {
    let config = google_access::config().await.map_err(failed)?;
    let allowed = |root: &str| Root::allowed(root, &http::origin()).ok_or_else(|| failed(Trouble::BadAnswer));
    Ok((allowed(&config.sheets_root)?, allowed(&config.drive_root)?))
}

/// Takes what the person picked. It is kept before Google is asked about it: our server hands it over only once.
async fn picked() -> Result<Sheets> {
    let ids = google_access::picked().await.map_err(failed)?;
    with_session(|session| {
        for file_id in ids {
            if kept::get(&session.conn, &file_id).is_err() {
                let source = kept::Source {
                    file_id,
                    ..kept::Source::default()
                };
                kept::put(&mut session.conn, &source).map_err(error::store)?;
            }
        }
        Ok(())
    })?;
    let unknown = with_session(|session| {
        let all = kept::all(&session.conn).map_err(error::store)?;
        Ok(all
            .into_iter()
            .filter(|source| source.title.is_empty())
            .collect::<Vec<_>>())
    })?;
    if !unknown.is_empty() {
        let (root, _) = roots().await?;
        for source in unknown {
            about(&root, &source.file_id).await?;
        }
    }
    with_session(|session| sheets::list(session))
}

/// Asks what a spreadsheet is, and remembers it.
async fn about(root: &Root, file_id: &str) -> Result<Spreadsheet> {
    let answer = asked(&|token| api::about(root, file_id, token)).await?;
    let about = api::read_about(&answer).map_err(failed)?;
    with_session(|session| sheets::described(session, file_id, &about))?;
    Ok(about)
}

/// Remembers which sheets the person wants.
fn choose(file_id: &str, tabs: &[u32]) -> Result<()> {
    with_session(|session| {
        let mut source = kept::get(&session.conn, file_id).map_err(error::store)?;
        for tab in &mut source.tabs {
            tab.is_chosen = tabs.contains(&tab.number);
        }
        kept::put(&mut session.conn, &source).map_err(error::store)
    })
}

/// Reads the chosen sheets. What changes between two pages is read once more, and never mixed.
async fn read(reading: &Reading, file_id: &str, wanted: &[u32]) -> Result<Book> {
    let (root, drive) = roots().await?;
    for _ in 0..2 {
        let spreadsheet = about(&root, file_id).await?;
        reading.check()?;
        let tabs: Vec<&Tab> = spreadsheet
            .tabs
            .iter()
            .filter(|tab| wanted.contains(&tab.id))
            .collect();
        if tabs.is_empty() {
            return Err(Failure::new(Code::SheetGone, ""));
        }
        let requests = api::requests(&tabs);
        // One answer is of one moment; several are, if the file is the same before and after them.
        let is_long = 1 < requests.len();
        let before = if is_long {
            version(&drive, file_id).await?
        } else {
            Answered::None
        };
        let grids = pages(reading, &root, file_id, &tabs, &requests).await?;
        let after = if is_long {
            version(&drive, file_id).await?
        } else {
            Answered::None
        };
        if before == after && (!is_long || spreadsheet == about(&root, file_id).await?) {
            return book(file_id, &spreadsheet, &tabs, grids).await;
        }
        reading.check()?;
    }
    Err(Failure::new(Code::SheetChanging, ""))
}

/// How often a file was changed, where it was asked.
type Answered = Option<String>;

async fn version(drive: &Root, file_id: &str) -> Result<Answered> {
    let answer = asked(&|token| drive::version(drive, file_id, token)).await?;
    let version = answer.body.at("version").text().map(str::to_owned);
    version.map(Some).ok_or_else(|| failed(Trouble::BadAnswer))
}

async fn pages(
    reading: &Reading,
    root: &Root,
    file_id: &str,
    tabs: &[&Tab],
    requests: &[Vec<Page>],
) -> Result<Vec<Grid>> {
    let mut grids = vec![Grid::default(); tabs.len()];
    let total: u64 = tabs.iter().map(|tab| tab.rows).sum();
    let mut done = 0;
    for pages in requests {
        progress(Phase::Asking, done, total);
        let mut answer = asked(&|token| api::cells(root, file_id, tabs, pages, token)).await?;
        reading.check()?;
        let texts = api::read_cells(&mut answer, pages).map_err(failed)?;
        for (page, rows) in pages.iter().zip(texts) {
            if let Some(grid) = grids.get_mut(page.tab) {
                grid.push_page(&rows, page.rows);
            }
            done += page.rows;
        }
        if crate::source::MAX_BYTES < grids.iter().map(|grid| grid.notation().len() as u64).sum() {
            return Err(Failure::new(Code::FileTooLarge, "cells"));
        }
    }
    Ok(grids)
}

async fn book(file_id: &str, spreadsheet: &Spreadsheet, tabs: &[&Tab], grids: Vec<Grid>) -> Result<Book> {
    let mut read = Vec::new();
    for (tab, grid) in tabs.iter().zip(grids) {
        let (locale, zone) = (&spreadsheet.locale, &spreadsheet.time_zone);
        let hash = sha256(format!("{locale}\n{zone}\n{}", grid.notation()).as_bytes()).await?;
        read.push(BookTab {
            number: tab.id,
            title: tab.title.clone(),
            grid: Rc::new(grid),
            hash,
        });
    }
    Ok(Book {
        file_id: file_id.to_owned(),
        title: spreadsheet.title.clone(),
        locale: spreadsheet.locale.clone(),
        time_zone: spreadsheet.time_zone.clone(),
        tabs: read,
    })
}

async fn sha256(bytes: &[u8]) -> Result<[u8; 32]> {
    let failed = |value| error::browser("SHA-256", &value);
    let subtle = crate::scope().crypto().map_err(failed)?.subtle();
    let digest = subtle
        .digest_with_str_and_js_u8_array("SHA-256", &Uint8Array::from(bytes))
        .map_err(failed)?;
    let digest = Uint8Array::new(&JsFuture::from(digest).await.map_err(failed)?);
    let mut hash = [0; 32];
    digest.copy_to(&mut hash);
    Ok(hash)
}
