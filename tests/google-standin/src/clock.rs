//! Time as the stand-in tells it: the machine's clock plus what tests have advanced it by.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Clock {
    offset: Duration,
}

impl Clock {
    pub fn advance(&mut self, by: Duration) {
        self.offset += by;
    }

    /// Milliseconds since 1970.
    pub fn now_ms(self) -> u64 {
        let real = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from((real + self.offset).as_millis()).unwrap_or(u64::MAX)
    }

    /// Seconds since 1970.
    pub fn now(self) -> u64 {
        self.now_ms() / 1000
    }
}

/// RFC 3339 with milliseconds in UTC, as Drive writes instants.
pub(crate) fn rfc3339(ms: u64) -> String {
    let ms = i64::try_from(ms).unwrap_or(i64::MAX);
    let at = jiff::Timestamp::from_millisecond(ms).unwrap_or(jiff::Timestamp::MAX);
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// The instant that an RFC 3339 text names; a text without a zone is in UTC, as in Drive's queries.
pub(crate) fn parse_rfc3339(text: &str) -> Option<u64> {
    let zoned = text.parse::<jiff::Timestamp>().ok();
    let at = zoned.or_else(|| format!("{text}Z").parse().ok())?;
    u64::try_from(at.as_millisecond()).ok()
}
