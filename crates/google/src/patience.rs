//! How often and how long to try again.
//!
//! Exponential, with jitter, as Google asks for
//! (<https://developers.google.com/workspace/drive/api/guides/limits>, "exponential backoff"), with a ceiling on the
//! single wait, on the number of tries and on all the waiting together.

/// What is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patience {
    tries_left: u32,
    left_ms: u64,
    next_ms: u64,
}

/// The first wait.
const FIRST_MS: u64 = 1_000;
/// The longest that we choose ourselves.
const LONGEST_MS: u64 = 32_000;

impl Patience {
    /// For work in the background: six more tries, five minutes of waiting.
    #[must_use]
    pub const fn long() -> Self {
        Self {
            tries_left: 6,
            left_ms: 300_000,
            next_ms: FIRST_MS,
        }
    }

    /// For somebody who waits: four more tries, half a minute of waiting.
    #[must_use]
    pub const fn short() -> Self {
        Self {
            tries_left: 4,
            left_ms: 30_000,
            next_ms: FIRST_MS,
        }
    }

    /// For a question that the person will rather ask again.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            tries_left: 0,
            left_ms: 0,
            next_ms: FIRST_MS,
        }
    }

    /// Milliseconds to wait before the next try: what the answer asks for, or else twice as long as the last time;
    /// `None` when there is nothing left. `random` spreads those who were refused together.
    #[must_use]
    pub fn wait_ms(&mut self, asked_ms: Option<u64>, random: u16) -> Option<u64> {
        let jitter = u64::from(random) % FIRST_MS;
        let wait = asked_ms.unwrap_or(self.next_ms).saturating_add(jitter);
        self.tries_left = self.tries_left.checked_sub(1)?;
        self.left_ms = self.left_ms.checked_sub(wait)?;
        self.next_ms = (self.next_ms * 2).min(LONGEST_MS);
        Some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_twice_the_last_and_the_tries_end() {
        let mut patience = Patience::long();
        let waits: Vec<_> = std::iter::from_fn(|| patience.wait_ms(None, 0)).collect();
        assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000]);
    }

    #[test]
    fn jitter_is_less_than_a_second() {
        for random in [0, 1, 999, 1_000, u16::MAX] {
            let wait = Patience::short().wait_ms(None, random).unwrap();
            assert!((1_000..2_000).contains(&wait), "{wait}");
        }
    }

    #[test]
    fn what_google_asks_for_is_granted_as_far_as_patience_goes() {
        assert_eq!(Patience::short().wait_ms(Some(20_000), 5), Some(20_005));
        assert_eq!(Patience::short().wait_ms(Some(60_000), 0), None);
        assert_eq!(Patience::none().wait_ms(None, 0), None);
    }
}
