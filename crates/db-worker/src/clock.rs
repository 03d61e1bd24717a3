//! The person's clock.

use jiff::civil::Date;

/// Milliseconds since 1970, UTC.
pub(crate) fn now_ms() -> u64 {
    // A browser's clock is a whole number of milliseconds between 1970 and the year 275760.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "in range as said"
    )]
    let ms = js_sys::Date::now() as u64;
    ms
}

/// An RFC 3339 instant in milliseconds since 1970, UTC.
pub(crate) fn ms_of(instant: &str) -> Option<u64> {
    let ms = js_sys::Date::parse(instant);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is no instant is no number and goes no further; before 1970 is 1970"
    )]
    (!ms.is_nan()).then_some(ms as u64)
}

/// An instant, in milliseconds since 1970, as ISO 8601 in UTC.
pub(crate) fn iso(ms: u64) -> String {
    // A float holds every millisecond until the year 287396.
    #[expect(clippy::cast_precision_loss, reason = "as said")]
    let date = js_sys::Date::new(&(ms as f64).into());
    if date.get_time().is_nan() {
        return String::new();
    }
    date.to_iso_string().into()
}

/// Now as an ISO 8601 instant in UTC.
pub(crate) fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// Today where the person is.
pub(crate) fn today() -> Date {
    let now = js_sys::Date::new_0();
    let part = |n: u32| i8::try_from(n).unwrap_or(1);
    let year = i16::try_from(now.get_full_year()).unwrap_or(1970);
    Date::new(year, part(now.get_month() + 1), part(now.get_date())).unwrap_or(Date::ZERO)
}

/// Milliseconds since the worker started, for measuring.
pub(crate) fn ticks() -> f64 {
    crate::scope()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// Whole milliseconds since `start`.
pub(crate) fn elapsed_ms(start: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a duration of a request"
    )]
    let ms = (ticks() - start).max(0.0) as u32;
    ms
}

/// Waits without blocking the worker's messages.
pub(crate) async fn pause(ms: u64) {
    let ms = i32::try_from(ms).unwrap_or(i32::MAX);
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let _ = crate::scope().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
    });
    // A timer can't fail; should it not exist, we go on at once.
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}
