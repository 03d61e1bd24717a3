//! Backups as files in Drive: one folder that the person sees, files that are written once.
//!
//! Found by the folder and never by name: a search by name is not up to date after a write
//! (<https://github.com/kopia/kopia/issues/90>).

use crate::{AccessToken, Answer, Body, Call, Json, Root, Trouble, Wants};

/// What every question about files asks for.
pub(crate) const FIELDS: &str = "id,name,size,createdTime,sha256Checksum,trashed";
/// The folder's name. The person may rename or move it: it is found by its mark.
const FOLDER_NAME: &str = "LukaLibre";
const FOLDER_TYPE: &str = "application/vnd.google-apps.folder";
/// Marks our folder; private to this app.
const MARK: &str = "lukalibre";

/// A file as Drive describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DriveFile {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its length in bytes, where Drive says it.
    pub bytes: Option<u64>,
    /// When it arrived, by Drive's clock; RFC 3339.
    pub created_at: String,
    /// SHA-256 of its content in hexadecimal, where Drive says it.
    pub sha256: Option<String>,
}

/// Asks for an identifier that a file can be created with. Whoever creates it twice gets a refusal, not two files.
#[must_use]
pub fn new_id<'a>(root: &Root, token: &'a AccessToken) -> Call<'a> {
    Call::get(root.join("drive/v3/files/generateIds?count=1&space=drive"), token)
}

/// Reads the answer to [`new_id`].
///
/// # Errors
/// When there is none in it.
pub fn read_new_id(answer: &Answer) -> Result<String, Trouble> {
    let id = answer.body.at("ids").list().first().and_then(Json::text);
    id.filter(|id| is_id(id))
        .map(str::to_owned)
        .ok_or(Trouble::BadAnswer)
}

/// Looks for our folder, the oldest first: two devices may have made one each.
#[must_use]
pub fn find_folder<'a>(root: &Root, token: &'a AccessToken) -> Call<'a> {
    let query = format!(
        "mimeType = '{FOLDER_TYPE}' and appProperties has {{ key='{MARK}' and value='backups' }} and trashed = false"
    );
    let path = format!(
        "drive/v3/files?q={}&orderBy=createdTime&pageSize=10&fields=files(id)",
        encoded(&query)
    );
    Call::get(root.join(&path), token)
}

/// Reads the answer to [`find_folder`].
///
/// # Errors
/// When it is not a list of files.
pub fn read_folder(answer: &Answer) -> Result<Option<String>, Trouble> {
    let Json::List(files) = answer.body.at("files") else {
        return Err(Trouble::BadAnswer);
    };
    Ok(files
        .iter()
        .find_map(|file| file.at("id").text().filter(|id| is_id(id)))
        .map(str::to_owned))
}

/// Makes our folder.
#[must_use]
pub fn create_folder<'a>(root: &Root, token: &'a AccessToken) -> Call<'a> {
    let body = format!(
        r#"{{"name":"{FOLDER_NAME}","mimeType":"{FOLDER_TYPE}","appProperties":{{"{MARK}":"backups"}}}}"#
    );
    Call {
        method: "POST",
        body: Body::Json(body.into()),
        ..Call::get(root.join("drive/v3/files?fields=id"), token)
    }
}

/// Lists the files of a folder.
#[must_use]
pub fn list<'a>(root: &Root, token: &'a AccessToken, folder: &str, page: Option<&str>) -> Call<'a> {
    let query = format!("'{folder}' in parents and trashed = false");
    let mut path = format!(
        "drive/v3/files?q={}&pageSize=1000&fields=nextPageToken,files({FIELDS})",
        encoded(&query)
    );
    if let Some(page) = page {
        path.push_str("&pageToken=");
        path.push_str(&encoded(page));
    }
    Call::get(root.join(&path), token)
}

/// Reads a page of [`list`], and how to ask for the next. A file that it does not describe is left out.
///
/// # Errors
/// When it is not a list of files.
pub fn read_list(answer: &Answer) -> Result<(Vec<DriveFile>, Option<String>), Trouble> {
    let Json::List(files) = answer.body.at("files") else {
        return Err(Trouble::BadAnswer);
    };
    let next = answer.body.at("nextPageToken").text().map(str::to_owned);
    Ok((files.iter().filter_map(file).collect(), next))
}

/// Asks what Drive says of a file.
#[must_use]
pub fn describe<'a>(root: &Root, token: &'a AccessToken, id: &str) -> Call<'a> {
    Call::get(root.join(&format!("drive/v3/files/{id}?fields={FIELDS}")), token)
}

/// Reads the answer to [`describe`], or to the end of an upload.
///
/// # Errors
/// When it describes no file.
pub fn read_file(answer: &Answer) -> Result<DriveFile, Trouble> {
    file(&answer.body).ok_or(Trouble::BadAnswer)
}

/// Reads a file's content: all of it, or the first `bytes`.
#[must_use]
pub fn download<'a>(root: &Root, token: &'a AccessToken, id: &str, first: Option<usize>) -> Call<'a> {
    let range = first.map(|bytes| ("Range", format!("bytes=0-{}", bytes.saturating_sub(1))));
    Call {
        headers: range.into_iter().collect(),
        wants: Wants::Bytes,
        ..Call::get(root.join(&format!("drive/v3/files/{id}?alt=media")), token)
    }
}

/// Deletes a file for good.
#[must_use]
pub fn delete<'a>(root: &Root, token: &'a AccessToken, id: &str) -> Call<'a> {
    Call {
        method: "DELETE",
        ..Call::get(root.join(&format!("drive/v3/files/{id}")), token)
    }
}

/// What is in the trash is as good as gone.
fn file(json: &Json) -> Option<DriveFile> {
    if json.at("trashed").is_true() {
        return None;
    }
    let text = |key| json.at(key).text().map(str::to_owned);
    Some(DriveFile {
        id: text("id").filter(|id| is_id(id))?,
        name: text("name").unwrap_or_default(),
        bytes: json.at("size").text().and_then(|size| size.parse().ok()),
        created_at: text("createdTime").unwrap_or_default(),
        sha256: text("sha256Checksum"),
    })
}

/// Whether a text can be an identifier: it goes into addresses as it is.
#[must_use]
pub fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
}

/// A text inside a query (RFC 3986, 2.3: everything but what is never special).
pub(crate) fn encoded(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte.into());
        } else {
            out.push('%');
            out.extend([byte >> 4, byte & 15].map(|digit| char::from(HEX[usize::from(digit)])));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::tests::answer;

    fn root() -> Root {
        Root::allowed("https://www.googleapis.com/", "https://luka.example").unwrap()
    }

    #[test]
    fn files_are_listed_by_their_folder() {
        let token = AccessToken::new("t".into());
        let call = list(&root(), &token, "F_1", Some("~!"));
        assert_eq!(
            call.url,
            "https://www.googleapis.com/drive/v3/files?q=%27F_1%27%20in%20parents%20and%20trashed%20%3D%20false\
             &pageSize=1000&fields=nextPageToken,files(id,name,size,createdTime,sha256Checksum,trashed)&pageToken=~%21"
        );
    }

    #[test]
    fn a_list_is_read_with_what_drive_says_and_what_it_does_not() {
        let body = r#"{"nextPageToken":"n","files":[
            {"id":"a","name":"x.lukabak","size":"12","createdTime":"2026-01-02T03:04:05.678Z","sha256Checksum":"ab"},
            {"id":"b"}, {"id":"c","trashed":true}, {"name":"no id"}, {"id":"../evil"}]}"#;
        let (files, next) = read_list(&answer(200, body)).unwrap();
        assert_eq!(next.as_deref(), Some("n"));
        let ids: Vec<_> = files.iter().map(|file| (file.id.as_str(), file.bytes)).collect();
        assert_eq!(ids, [("a", Some(12)), ("b", None)]);
        assert_eq!(read_list(&answer(200, "{}")), Err(Trouble::BadAnswer));
    }

    #[test]
    fn only_the_beginning_of_a_file_is_asked_for_by_its_length() {
        let token = AccessToken::new("t".into());
        let call = download(&root(), &token, "a", Some(8192));
        assert_eq!(call.headers, [("Range", "bytes=0-8191".to_owned())]);
        assert!(download(&root(), &token, "a", None).headers.is_empty());
    }

    #[test]
    fn an_identifier_is_one_that_an_address_can_hold() {
        assert_eq!(
            read_new_id(&answer(200, r#"{"ids":["1-_aZ"]}"#)),
            Ok("1-_aZ".to_owned())
        );
        for body in ["{}", r#"{"ids":[]}"#, r#"{"ids":["a/b"]}"#, r#"{"ids":[""]}"#] {
            assert_eq!(read_new_id(&answer(200, body)), Err(Trouble::BadAnswer), "{body}");
        }
    }

    #[test]
    fn the_oldest_folder_is_ours() {
        assert_eq!(read_folder(&answer(200, r#"{"files":[]}"#)), Ok(None));
        let two = answer(200, r#"{"files":[{"id":"old"},{"id":"new"}]}"#);
        assert_eq!(read_folder(&two), Ok(Some("old".to_owned())));
        assert_eq!(read_folder(&answer(200, "")), Err(Trouble::BadAnswer));
    }
}
