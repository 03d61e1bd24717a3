//! Bytes to text: UTF-8, UTF-16 in both orders and windows-1252, found out from the bytes themselves.
//!
//! Not a general detector: these are the encodings that spreadsheets and banks write.
//!
//! **Invariant:** a line whose bytes do not belong to the file's encoding is listed in
//! [`Decoded::undecodable_lines`]; it is never passed on as if it had been understood.

use crate::ReadError;
use std::borrow::Cow;

/// How the bytes of a file stand for characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// Windows-1252, the western European code page.
    Windows1252,
}

/// A file as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text, without a byte order mark.
    pub text: Cow<'b, str>,
    /// What was found.
    pub encoding: Encoding,
    /// The file began with a byte order mark.
    pub has_mark: bool,
    /// Lines that are written in another encoding than the rest, ascending.
    pub undecodable_lines: Vec<u64>,
}

/// Decodes a file, by its byte order mark, its NUL pattern, or its validity as UTF-8.
///
/// `wanted` is a person's answer and wins over what would be found.
///
/// # Errors
/// When there is nothing in it, or it is not text.
pub fn decode(bytes: &[u8], wanted: Option<Encoding>) -> Result<Decoded<'_>, ReadError> {
    let (marked, rest) = without_mark(bytes);
    if rest.iter().all(|b| *b == 0 || b.is_ascii_whitespace()) {
        return Err(ReadError::Empty);
    }
    let narrow = without_padding(rest);
    let mut decoded = match wanted.or(marked).or_else(|| wide_by_nuls(rest)) {
        Some(Encoding::Utf16Le) => wide(rest, Encoding::Utf16Le, u16::from_le_bytes),
        Some(Encoding::Utf16Be) => wide(rest, Encoding::Utf16Be, u16::from_be_bytes),
        Some(_) | None if looks_binary(narrow) => return Err(ReadError::NotText),
        Some(Encoding::Windows1252) => windows_1252(narrow, Vec::new()),
        Some(Encoding::Utf8) => utf8(narrow).unwrap_or_else(|| line_by_line(narrow)),
        None => utf8(narrow).unwrap_or_else(|| by_majority(narrow)),
    };
    decoded.has_mark = marked.is_some();
    Ok(decoded)
}

fn without_mark(bytes: &[u8]) -> (Option<Encoding>, &[u8]) {
    let marks: [(&[u8], Encoding); 3] = [
        (b"\xEF\xBB\xBF", Encoding::Utf8),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
    ];
    let found = marks
        .into_iter()
        .find_map(|(mark, e)| bytes.strip_prefix(mark).map(|rest| (Some(e), rest)));
    found.unwrap_or((None, bytes))
}

/// Some programs fill their last block with NUL.
fn without_padding(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|b| *b != 0).map_or(0, |last| last + 1);
    if bytes.len() - end < 2 {
        bytes
    } else {
        bytes.get(..end).unwrap_or(bytes)
    }
}

/// UTF-16 without a mark: of the first characters, most have a NUL in the same half.
fn wide_by_nuls(bytes: &[u8]) -> Option<Encoding> {
    let sample = bytes.get(..4096).unwrap_or(bytes);
    let pairs = sample.chunks_exact(2);
    let (mut high, mut low, total) = (0, 0, pairs.len());
    for pair in pairs {
        high += usize::from(pair.first() == Some(&0));
        low += usize::from(pair.get(1) == Some(&0));
    }
    match () {
        () if total < 4 => None,
        () if total < low * 2 && high * 10 <= low => Some(Encoding::Utf16Le),
        () if total < high * 2 && low * 10 <= high => Some(Encoding::Utf16Be),
        () => None,
    }
}

/// Known signatures of files that are no text, or too many control characters.
fn looks_binary(bytes: &[u8]) -> bool {
    let signatures: [&[u8]; 6] = [
        b"PK\x03\x04",
        b"%PDF",
        b"\xD0\xCF\x11\xE0",
        b"\x1F\x8B",
        b"\x89PNG",
        b"SQLite format 3",
    ];
    if signatures.iter().any(|signature| bytes.starts_with(signature)) {
        return true;
    }
    let sample = bytes.get(..8192).unwrap_or(bytes);
    let control = |b: &&u8| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0C);
    sample.len() < sample.iter().filter(control).count() * 20
}

fn wide(bytes: &[u8], encoding: Encoding, unit: fn([u8; 2]) -> u16) -> Decoded<'static> {
    let pairs = bytes.chunks_exact(2);
    let dangling = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| pair.try_into().map_or(0xFFFD, unit));
    let mut text = String::with_capacity(bytes.len() / 2);
    let (mut line, mut bad) = (1, Vec::new());
    for unit in char::decode_utf16(units) {
        if unit.is_err() && bad.last() != Some(&line) {
            bad.push(line);
        }
        let c = unit.unwrap_or(char::REPLACEMENT_CHARACTER);
        line += u64::from(c == '\n');
        text.push(c);
    }
    if dangling && bad.last() != Some(&line) {
        bad.push(line);
    }
    let end = text.trim_end_matches('\0').len();
    text.truncate(end);
    Decoded {
        text: Cow::Owned(text),
        encoding,
        has_mark: false,
        undecodable_lines: bad,
    }
}

fn utf8(bytes: &[u8]) -> Option<Decoded<'_>> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some(Decoded {
        text: Cow::Borrowed(text),
        encoding: Encoding::Utf8,
        has_mark: false,
        undecodable_lines: Vec::new(),
    })
}

/// Not all of it is UTF-8: the encoding of most lines that are not plain ASCII decides, the others are listed.
fn by_majority(bytes: &[u8]) -> Decoded<'static> {
    let (mut of_utf8, mut of_others) = (Vec::new(), 0);
    for (line, n) in bytes
        .split(|b| *b == b'\n')
        .zip(1u64..)
        .filter(|(line, _)| !line.is_ascii())
    {
        if std::str::from_utf8(line).is_ok() {
            of_utf8.push(n)
        } else {
            of_others += 1
        }
    }
    if of_others <= of_utf8.len() {
        line_by_line(bytes)
    } else {
        windows_1252(bytes, of_utf8)
    }
}

fn line_by_line(bytes: &[u8]) -> Decoded<'static> {
    let mut text = String::with_capacity(bytes.len());
    let mut undecodable_lines = Vec::new();
    for (line, n) in bytes.split_inclusive(|b| *b == b'\n').zip(1u64..) {
        let lossy = String::from_utf8_lossy(line);
        if matches!(lossy, Cow::Owned(_)) {
            undecodable_lines.push(n);
        }
        text.push_str(&lossy);
    }
    Decoded {
        text: Cow::Owned(text),
        encoding: Encoding::Utf8,
        has_mark: false,
        undecodable_lines,
    }
}

fn windows_1252(bytes: &[u8], undecodable_lines: Vec<u64>) -> Decoded<'static> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    text.extend(bytes.iter().map(|b| from_1252(*b)));
    Decoded {
        text: Cow::Owned(text),
        encoding: Encoding::Windows1252,
        has_mark: false,
        undecodable_lines,
    }
}

/// The bytes `0x80` to `0x9F`; the five that stand for nothing are control characters, which rows refuse.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn from_1252(byte: u8) -> char {
    let upper = byte.checked_sub(0x80).and_then(|i| UPPER.get(usize::from(i)));
    upper.copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_code_page_agrees_with_the_published_one() {
        for byte in 0..=255u8 {
            let (theirs, _) =
                encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
            assert_eq!(theirs.chars().next(), Some(from_1252(byte)), "{byte:#x}");
        }
    }
}
