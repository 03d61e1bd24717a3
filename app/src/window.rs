//! Which rows of a long list are worth having in the document.

use std::ops::Range;

/// Up to this many rows all are there, so that the browser's own search finds them.
const ALL: u32 = 200;

/// Rows kept above and below what is seen.
const MARGIN: u32 = 12;

/// Rows asked for at once.
pub(crate) const PAGE: u32 = 100;

/// The rows to have, of `count` rows of `row` pixels, seen through `height` pixels from `scroll` on.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "floats saturate, which is right"
)]
pub(crate) fn rows(scroll: f64, height: f64, row: f64, count: u32) -> Range<u32> {
    if count <= ALL || row < 1.0 {
        return 0..count.min(ALL);
    }
    let first = (scroll / row).floor() as u32;
    let last = ((scroll + height) / row).ceil() as u32;
    first.saturating_sub(MARGIN).min(count)..last.saturating_add(MARGIN).min(count)
}

/// The pages that hold `rows`.
pub(crate) fn pages(rows: &Range<u32>) -> Range<u32> {
    rows.start / PAGE..rows.end.div_ceil(PAGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_list_is_there_whole() {
        assert_eq!(rows(500.0, 400.0, 48.0, 200), 0..200);
        assert_eq!(rows(0.0, 0.0, 48.0, 3), 0..3);
    }

    #[test]
    fn a_long_list_is_a_window_with_a_margin() {
        assert_eq!(rows(0.0, 480.0, 48.0, 100_000), 0..22);
        assert_eq!(rows(48_000.0, 480.0, 48.0, 100_000), 988..1022);
        assert_eq!(rows(1e9, 480.0, 48.0, 100_000).end, 100_000);
    }

    #[test]
    fn pages_cover_the_rows() {
        assert_eq!(pages(&(0..22)), 0..1);
        assert_eq!(pages(&(95..101)), 0..2);
        assert_eq!(pages(&(0..0)), 0..0);
    }
}
