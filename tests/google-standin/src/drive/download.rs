//! Bytes on their way out, whole or by range.

use super::file::Revision;
use crate::errors;
use crate::wire::{Answer, Call, Reply};

pub(crate) fn bytes(call: &Call, revision: &Revision) -> Reply {
    let all = &revision.bytes;
    let answer = |status, part| {
        Answer::bytes(status, &revision.mime, part)
            .with("accept-ranges", "bytes")
            .with("content-disposition", "attachment")
            .with("x-content-type-options", "nosniff")
    };
    let Some(wanted) = call
        .header("range")
        .and_then(|value| value.strip_prefix("bytes="))
    else {
        return Ok(answer(200, all.clone()));
    };
    match bounds(wanted, all.len()) {
        Some((first, last)) => {
            let range = format!("bytes {first}-{last}/{}", all.len());
            Ok(answer(206, all.slice(first..=last)).with("content-range", range))
        }
        None => {
            let message = "Request range not satisfiable";
            let location = Some(("header", "Range"));
            let refusal = errors::located(416, "global", "requestedRangeNotSatisfiable", message, location);
            Err(refusal.with("content-range", format!("bytes */{}", all.len())))
        }
    }
}

/// First and last byte of `a-b`, `a-` or `-n`; `None` when there is no such byte.
fn bounds(wanted: &str, size: usize) -> Option<(usize, usize)> {
    let (first, last) = wanted.split_once('-')?;
    let end = size.checked_sub(1)?;
    if first.is_empty() {
        let n: usize = last.parse().ok().filter(|n| *n > 0)?;
        return Some((size.saturating_sub(n), end));
    }
    let first: usize = first.parse().ok()?;
    let last = if last.is_empty() {
        end
    } else {
        last.parse::<usize>().ok()?.min(end)
    };
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::bounds;

    #[test]
    fn ranges_are_inclusive_open_or_from_the_end() {
        for (wanted, range) in [
            ("0-3", Some((0, 3))),
            ("4-", Some((4, 9))),
            ("-2", Some((8, 9))),
            ("-99", Some((0, 9))),
            ("8-99", Some((8, 9))),
            ("10-", None),
            ("5-4", None),
            ("x", None),
        ] {
            assert_eq!(bounds(wanted, 10), range, "{wanted}");
        }
        assert_eq!(bounds("0-", 0), None);
    }
}
