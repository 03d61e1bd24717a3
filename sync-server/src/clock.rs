//! What time it is: the system's, moved forward by tests that cannot wait for a week.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

/// Seconds since 1970-01-01T00:00:00Z.
pub type Seconds = i64;

/// A clock that every part of one server shares.
#[derive(Debug, Clone, Default)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// Now.
    pub fn now(&self) -> Seconds {
        let system = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        i64::try_from(system.as_secs())
            .unwrap_or(i64::MAX)
            .saturating_add(self.0.load(Ordering::Relaxed))
    }

    /// Moves it forward.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_secs()).unwrap_or(i64::MAX);
        self.0.fetch_add(by, Ordering::Relaxed);
    }
}
