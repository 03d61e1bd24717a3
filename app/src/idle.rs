//! When an untouched page locks itself.

/// A page whose clock jumped this far was asleep; a hidden page's timers run once a minute, which is not sleep.
const SLEEP_MS: f64 = 130_000.0;

/// What the page knows about time, in milliseconds of the wall clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Idle {
    pub(crate) touched: f64,
    pub(crate) ticked: f64,
}

impl Idle {
    /// Whether to lock at `now`: untouched for `minutes`, or asleep since the last tick.
    pub(crate) fn is_over(self, now: f64, minutes: u16) -> bool {
        now - self.touched >= f64::from(minutes) * 60_000.0 || now - self.ticked >= SLEEP_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(touched: f64, ticked: f64, now: f64, locks: bool) {
        assert_eq!(Idle { touched, ticked }.is_over(now, 5), locks);
    }

    #[test]
    fn five_untouched_minutes_lock() {
        check(0.0, 299_000.0, 299_999.0, false);
        check(0.0, 299_000.0, 300_000.0, true);
    }

    #[test]
    fn sleep_locks_and_a_throttled_timer_does_not() {
        check(0.0, 0.0, 61_000.0, false);
        check(0.0, 0.0, 130_000.0, true);
    }
}
