//! The files of an import, as the page hands them over: single tables, or a zip of them.

use crate::{
    error::{self, Result},
    opfs,
    sheets::SheetContent,
};
use js_sys::Array;
use protocol::{Code, Failure};
use std::io::{Cursor, Read};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use zip::ZipArchive;

/// The most bytes we read at once: three times a ledger of 100,000 rows. It bounds an archive's content as well.
pub(crate) const MAX_BYTES: u64 = 96 * 1024 * 1024;

/// A file's name and bytes, or a sheet's title and cells.
pub(crate) struct SourceFile {
    pub(crate) name: String,
    /// Of a file.
    pub(crate) bytes: Vec<u8>,
    /// Of a sheet, in place of the bytes.
    pub(crate) sheet: Option<Rc<SheetContent>>,
}

/// Reads the files, opens archives, and puts accounts first: transactions are read in their currencies.
pub(crate) async fn take(files: &JsValue) -> Result<Vec<SourceFile>> {
    let mut taken = Vec::new();
    for file in Array::from(files).iter() {
        let file: web_sys::File = file
            .dyn_into()
            .map_err(|_| Failure::new(Code::FileUnreadable, "not a file"))?;
        #[expect(clippy::cast_precision_loss, reason = "a limit")]
        if file.size() > MAX_BYTES as f64 {
            return Err(too_large(&file.name()));
        }
        let unreadable = |value: JsValue| Failure::new(Code::FileUnreadable, error::exception_name(&value));
        let bytes = opfs::bytes_of(&file).await.map_err(unreadable)?;
        if bytes.starts_with(b"PK\x03\x04") {
            taken.extend(unzip(&file.name(), bytes)?);
        } else {
            taken.push(SourceFile {
                name: file.name(),
                bytes,
                sheet: None,
            });
        }
    }
    taken.sort_by_key(|file| !file.name.to_lowercase().contains("account"));
    if taken.is_empty() {
        Err(Failure::new(Code::FileUnreadable, "no file"))
    } else {
        Ok(taken)
    }
}

/// What to call the import: the file, or the first and how many more.
pub(crate) fn name(files: &[SourceFile]) -> String {
    match files {
        [] => String::new(),
        [file] => file.name.clone(),
        [.., last] => format!("{} (+{})", last.name, files.len() - 1),
    }
}

fn too_large(name: &str) -> Failure {
    Failure::new(
        Code::FileTooLarge,
        format!("{name}: more than {} MB", MAX_BYTES / 1024 / 1024),
    )
}

/// The tables of an archive.
fn unzip(name: &str, bytes: Vec<u8>) -> Result<Vec<SourceFile>> {
    let broken = |e: zip::result::ZipError| Failure::new(Code::FileNotATable, format!("{name}: {e}"));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut left = MAX_BYTES;
    let mut files = Vec::new();
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i).map_err(broken)?;
        let path = entry.name().to_owned();
        if !entry.is_file() || path.starts_with("__MACOSX") || !path.to_lowercase().ends_with(".csv") {
            continue;
        }
        let mut content = Vec::new();
        let read = entry.by_ref().take(left + 1).read_to_end(&mut content);
        let length = read.map_err(|e| Failure::new(Code::FileNotATable, format!("{name}: {e}")))? as u64;
        left = left.checked_sub(length).ok_or_else(|| too_large(name))?;
        files.push(SourceFile {
            name: path,
            bytes: content,
            sheet: None,
        });
    }
    // A spreadsheet program's own file is an archive too, without tables that we read.
    if files.is_empty() {
        Err(Failure::new(
            Code::FileNotATable,
            format!("{name}: no CSV in the archive"),
        ))
    } else {
        Ok(files)
    }
}
