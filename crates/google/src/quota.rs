//! How many questions a minute bears: Google lets a person read a spreadsheet sixty times a minute.

/// Questions that may still be asked, as a bucket that fills by one a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// When the bucket was, or will be, full: milliseconds since 1970, UTC.
    full_at_ms: u64,
}

const CAPACITY: u64 = 60;
const EVERY_MS: u64 = 1_000;

impl Quota {
    /// Nothing was asked yet.
    #[must_use]
    pub const fn full() -> Self {
        Self { full_at_ms: 0 }
    }

    /// Takes one question out, and says how many milliseconds to wait before it is asked.
    pub const fn take(&mut self, now_ms: u64) -> u64 {
        let full_at = if self.full_at_ms < now_ms {
            now_ms
        } else {
            self.full_at_ms
        };
        self.full_at_ms = full_at + EVERY_MS;
        // Below empty is borrowed from the future.
        self.full_at_ms.saturating_sub(now_ms + CAPACITY * EVERY_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_at_once_and_then_one_a_second() {
        let mut quota = Quota::full();
        let now = 1_000_000;
        let waits: Vec<_> = (0..63).map(|_| quota.take(now)).collect();
        assert!(waits[..60].iter().all(|wait| *wait == 0));
        assert_eq!(waits[60..], [1_000, 2_000, 3_000]);
        assert_eq!(quota.take(now + 4_000), 0, "what was waited for is there");
        assert_eq!(quota.take(now + 600_000), 0);
    }
}
