//! `multipart/related`: metadata and bytes in one body.
//!
//! Clients end header lines with CRLF or with bare LF, and the bytes may contain either: the first delimiter
//! decides which it is.

use axum::body::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// One part.
#[derive(Debug, PartialEq)]
pub(crate) struct Part {
    pub mime: Option<String>,
    pub bytes: Bytes,
}

/// The two parts of a body, by the boundary that its content type names.
pub(crate) fn split(content_type: &str, body: &Bytes) -> Option<(Part, Part)> {
    let delimiter = format!("--{}", boundary(content_type)?);
    let delimiter = delimiter.as_bytes();
    let start = find(body, delimiter, 0)?;
    let line_end = if body.get(start + delimiter.len()) == Some(&b'\r') {
        "\r\n"
    } else {
        "\n"
    };
    let between = [line_end.as_bytes(), delimiter].concat();
    let first = start + delimiter.len() + line_end.len();
    let second = find(body, &between, first)?;
    let after = second + between.len() + line_end.len();
    let end = find_last(body, &between).filter(|end| *end >= after)?;
    Some((
        part(body.slice(first..second), line_end)?,
        part(body.slice(after..end), line_end)?,
    ))
}

fn boundary(content_type: &str) -> Option<&str> {
    let (_, rest) = content_type.split_once("boundary=")?;
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split(';').next().map(str::trim),
    }
}

fn part(bytes: Bytes, line_end: &str) -> Option<Part> {
    let blank = format!("{line_end}{line_end}");
    // A part without headers begins with the blank line.
    let (headers, content) = if bytes.starts_with(line_end.as_bytes()) {
        (String::new(), bytes.slice(line_end.len()..))
    } else {
        let at = find(&bytes, blank.as_bytes(), 0)?;
        (
            String::from_utf8_lossy(&bytes[..at]).into_owned(),
            bytes.slice(at + blank.len()..),
        )
    };
    let header = |name: &str| {
        headers.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim()
                .eq_ignore_ascii_case(name)
                .then(|| value.trim().to_owned())
        })
    };
    let is_base64 =
        header("content-transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("base64"));
    let content = if is_base64 {
        let packed: Vec<u8> = content
            .iter()
            .copied()
            .filter(|byte| !byte.is_ascii_whitespace())
            .collect();
        STANDARD.decode(packed).ok()?.into()
    } else {
        content
    };
    Some(Part {
        mime: header("content-type"),
        bytes: content,
    })
}

fn find(hay: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    hay.get(from..)?
        .windows(needle.len())
        .position(|window| window == needle)
        .map(|at| at + from)
}

fn find_last(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).rposition(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content_type: &str, body: &str) {
        let (meta, content) = split(content_type, &Bytes::from(body.to_owned())).unwrap();
        assert_eq!(&meta.bytes[..], b"{}");
        assert_eq!(
            content,
            Part {
                mime: Some("text/plain".into()),
                bytes: "a\r\nb\n\r".into()
            }
        );
    }

    #[test]
    fn lines_end_either_way_and_the_bytes_stay_as_they_are() {
        let crlf = "--x\r\ncontent-type: application/json\r\n\r\n{}\r\n--x\r\nContent-Type: text/plain\r\n\r\n\
                    a\r\nb\n\r\r\n--x--";
        check("multipart/related; boundary=x", crlf);
        let lf = "--==1==\nContent-Type: application/json\nMIME-Version: 1.0\n\n{}\n--==1==\n\
                  Content-Type: text/plain\nContent-Transfer-Encoding: binary\n\na\r\nb\n\r\n--==1==--";
        check("multipart/related; boundary=\"==1==\"", lf);
    }

    #[test]
    fn base64_is_decoded() {
        let body =
            "--x\r\n\r\n{}\r\n--x\r\ncontent-transfer-encoding: base64\r\n\r\naGFs\r\nbG8=\r\n--x--\r\n";
        let (_, content) = split("multipart/related; boundary=x", &Bytes::from(body)).unwrap();
        assert_eq!(&content.bytes[..], b"hallo");
    }

    #[test]
    fn a_body_without_an_end_is_none() {
        assert_eq!(
            split(
                "multipart/related; boundary=x",
                &Bytes::from("--x\r\n\r\n{}\r\n--x\r\n\r\n")
            ),
            None
        );
        assert_eq!(split("multipart/related", &Bytes::new()), None);
    }
}
