//! Padmé: lengths rounded up so that few different ones are left, at a cost of at most 12 %.

/// Padmé of `len`, at least 2; below, there is nothing to round.
pub(crate) fn padded(len: u64) -> u64 {
    let Some(e) = len.checked_ilog2().filter(|&e| e != 0) else {
        return len;
    };
    let low = e - (e.ilog2() + 1);
    let mask = (1u64 << low) - 1;
    len.checked_add(mask).map_or(len, |sum| sum & !mask)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_rounded_as_in_the_paper() {
        for (len, expected) in [
            (0, 0),
            (1, 1),
            (2, 2),
            (3, 3),
            (8, 8),
            (9, 10),
            (10, 10),
            (11, 12),
            (1000, 1024),
            (1_000_000, 1_015_808),
            (1 << 38, 1 << 38),
            (u64::MAX, u64::MAX),
        ] {
            assert_eq!(padded(len), expected, "{len}");
        }
    }

    #[test]
    fn padding_twice_adds_nothing_and_once_at_most_an_eighth() {
        for len in (2..5000).chain((1 << 20) - 50..(1 << 20) + 50) {
            let once = padded(len);
            assert_eq!(padded(once), once);
            assert!(len <= once && once - len <= len / 8, "{len} {once}");
        }
    }
}
