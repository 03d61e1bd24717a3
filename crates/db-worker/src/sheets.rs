//! Spreadsheets as sources of an import: what is remembered of them, and a book that was read, matched.
//!
//! Not the reading itself; that waits for Google and is the `sheet_requests` module's.
//!
//! **Invariant:** only a book that was read in whole comes here, and what is remembered of its rows is written with
//! the rows themselves.

use crate::{
    clock,
    error::{self, Result},
    import_plan,
    import_session::{self, nothing},
    preview,
    session::Session,
    sheet_words,
    source::SourceFile,
};
use import::{Grid, ReadError, TypedSheet};
use protocol::{Code, Failure, ImportAnswers, RowStatus, SheetMap, SheetRequest, Sheets};
use std::rc::Rc;
use store::sheets::{self as kept, Source, Tab};

/// A spreadsheet, read in whole.
pub(crate) struct Book {
    pub(crate) file_id: String,
    pub(crate) title: String,
    pub(crate) locale: String,
    pub(crate) time_zone: String,
    /// The chosen sheets.
    pub(crate) tabs: Vec<BookTab>,
}

/// A sheet of it.
pub(crate) struct BookTab {
    pub(crate) number: u32,
    pub(crate) title: String,
    pub(crate) grid: Rc<Grid>,
    /// SHA-256 of its cells, its locale and its time zone.
    pub(crate) hash: [u8; 32],
}

/// A sheet as a source of rows.
pub(crate) struct SheetContent {
    pub(crate) file_id: String,
    pub(crate) number: u32,
    pub(crate) hash: [u8; 32],
    grid: Rc<Grid>,
    locale: String,
    time_zone: String,
    map: Option<import::ColumnMap>,
}

impl SheetContent {
    /// Lets `work` see it as the importer does.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&TypedSheet<'_>) -> T) -> T {
        let to_utc = |wall| crate::http::to_utc(&self.time_zone, wall);
        work(&TypedSheet {
            grid: &self.grid,
            locale: &self.locale,
            map: self.map.as_ref(),
            to_utc: &to_utc,
        })
    }
}

/// Answers what needs no network.
pub(crate) fn answer(session: &mut Session, request: SheetRequest) -> Result<Sheets> {
    match request {
        SheetRequest::Map(map) => map_columns(session, &map),
        SheetRequest::Remove(removes) => {
            let import = session.import.as_mut().ok_or_else(nothing)?;
            import.removes = removes;
            Ok(Sheets::Preview(preview::of(import)))
        }
        SheetRequest::Forget { file_id } => {
            kept::forget(&session.conn, &file_id).map_err(error::store)?;
            list(session)
        }
        SheetRequest::Cancel => {
            crate::sheet_requests::cancel();
            session.book = None;
            list(session)
        }
        _ => list(session),
    }
}

/// Every spreadsheet that is known.
pub(crate) fn list(session: &Session) -> Result<Sheets> {
    let sources = kept::all(&session.conn).map_err(error::store)?;
    Ok(Sheets::Sources(
        sources.into_iter().map(sheet_words::source).collect(),
    ))
}

/// Names of the contract's sheets, in any spelling that people give them.
fn is_ours(title: &str) -> bool {
    let name: String = title.chars().filter(char::is_ascii_alphabetic).collect();
    ["financialtracker", "accounts", "budgets"].contains(&name.to_ascii_lowercase().as_str())
}

/// Remembers what Google says of a spreadsheet. The first time, the contract's sheets are chosen, or else the first.
pub(crate) fn described(
    session: &mut Session,
    file_id: &str,
    about: &google::sheets::Spreadsheet,
) -> Result<()> {
    let old = kept::get(&session.conn, file_id).unwrap_or_default();
    let any_ours = about.tabs.iter().any(|tab| is_ours(&tab.title));
    let first = about.tabs.iter().find(|tab| !tab.is_hidden).map(|tab| tab.id);
    let tabs = about.tabs.iter().map(|tab| {
        let known = old.tabs.iter().find(|known| known.number == tab.id);
        let is_new = old.tabs.is_empty();
        let is_wanted = is_ours(&tab.title) || !any_ours && first == Some(tab.id);
        Tab {
            number: tab.id,
            title: tab.title.clone(),
            is_chosen: known.map_or(is_new && is_wanted, |known| known.is_chosen),
            map: known.and_then(|known| known.map.clone()),
            hash: None,
        }
    });
    let source = Source {
        file_id: file_id.to_owned(),
        title: about.title.clone(),
        read_at: None,
        tabs: tabs.collect(),
    };
    kept::put(&mut session.conn, &source).map_err(error::store)
}

/// A book has arrived in whole.
pub(crate) fn arrived(session: &mut Session, book: Book) -> Result<Sheets> {
    session.import = None;
    kept::note_read(&session.conn, &book.file_id, &clock::now()).map_err(error::store)?;
    let source = kept::get(&session.conn, &book.file_id).map_err(error::store)?;
    let is_known =
        |tab: &BookTab| known_tab(&source, tab.number).is_some_and(|known| known.hash == Some(tab.hash));
    if book.tabs.iter().all(is_known) {
        return Ok(Sheets::Unchanged);
    }
    session.book = Some(book);
    matched(session)
}

fn known_tab(source: &Source, number: u32) -> Option<&Tab> {
    source.tabs.iter().find(|tab| tab.number == number)
}

/// Matches the book with the ledger, or asks about the first sheet that can't be read as it is.
fn matched(session: &mut Session) -> Result<Sheets> {
    let book = session.book.as_ref().ok_or_else(nothing)?;
    let source = kept::get(&session.conn, &book.file_id).map_err(error::store)?;
    let mut files = Vec::new();
    for tab in &book.tabs {
        let map = known_tab(&source, tab.number).and_then(|known| known.map.as_ref());
        let content = SheetContent {
            file_id: book.file_id.clone(),
            number: tab.number,
            hash: tab.hash,
            grid: tab.grid.clone(),
            locale: book.locale.clone(),
            time_zone: book.time_zone.clone(),
            map: map.and_then(sheet_words::map_back),
        };
        match content.with(import::sheet_kind) {
            Err(ReadError::Empty) if 1 < book.tabs.len() => continue,
            Err(ReadError::Empty) => {
                return Err(Failure::new(Code::FileEmpty, "no cell is filled"));
            }
            Err(error) => return Ok(Sheets::Columns(sheet_words::layout(tab, &error))),
            Ok(kind) => files.push((
                kind != import::TableKind::Accounts,
                SourceFile {
                    name: tab.title.clone(),
                    bytes: Vec::new(),
                    sheet: Some(Rc::new(content)),
                },
            )),
        }
    }
    // Transactions are read in the currencies of the accounts.
    files.sort_by_key(|(is_later, _)| *is_later);
    let title = book.title.clone();
    let files = files.into_iter().map(|(_, file)| file).collect();
    let mut import = import_session::match_files(session, files, &ImportAnswers::default())?;
    import.source = title;
    let preview = preview::of(&import);
    let nothing_new = RowStatus::Duplicate as usize;
    let is_quiet = preview.questions.is_empty()
        && preview
            .counts
            .iter()
            .enumerate()
            .all(|(at, count)| at == nothing_new || *count == 0);
    if is_quiet {
        // There is nothing to commit, so what was read is kept at once.
        let was_known = import.tables.iter().all(|table| table.was_taken_in());
        let taken = import_plan::taken(&import.tables, &mut std::iter::empty());
        let tx = session.conn.transaction().map_err(error::sqlite)?;
        for taken in &taken {
            kept::take_in(&tx, taken, None).map_err(error::store)?;
        }
        tx.commit().map_err(error::sqlite)?;
        if was_known {
            return Ok(Sheets::Unchanged);
        }
    }
    session.import = Some(import);
    Ok(Sheets::Preview(preview))
}

/// Remembers what the person says about columns, and goes on.
fn map_columns(session: &mut Session, map: &SheetMap) -> Result<Sheets> {
    let book = session.book.as_ref().ok_or_else(nothing)?;
    let mut source = kept::get(&session.conn, &book.file_id).map_err(error::store)?;
    let read = book
        .tabs
        .iter()
        .find(|tab| tab.number == map.number)
        .ok_or_else(nothing)?;
    let known = source.tabs.iter_mut().find(|tab| tab.number == map.number);
    known.ok_or_else(nothing)?.map = Some(sheet_words::map(&read.grid, map));
    kept::put(&mut session.conn, &source).map_err(error::store)?;
    matched(session)
}
