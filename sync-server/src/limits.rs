//! How often an address and a session may call. Each is a bucket of its own with some room for a burst.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderName, Request};
use axum::response::{IntoResponse, Response};
use governor::clock::QuantaInstant;
use governor::middleware::NoOpMiddleware;
use tower_governor::governor::{GovernorConfig, GovernorConfigBuilder};
use tower_governor::key_extractor::KeyExtractor;
use tower_governor::{GovernorError, GovernorLayer};
use tower_sessions::Session;

use crate::error::ApiError;

/// A layer that counts by `K`.
pub type Limit<K> = GovernorLayer<K, NoOpMiddleware<QuantaInstant>, Body>;

/// A bucket of `burst` calls that fills by `per_minute`; none for 0.
pub fn limit<K: KeyExtractor>(key: K, per_minute: u32, burst: u32) -> Option<Limit<K>>
where
    K::Key: Send + Sync + 'static,
{
    let every = Duration::from_secs(60).checked_div(per_minute)?;
    let config: GovernorConfig<K, NoOpMiddleware<QuantaInstant>> = GovernorConfigBuilder::default()
        .key_extractor(key)
        .period(every)
        .burst_size(burst)
        .finish()?;
    let config = Arc::new(config);
    forget_the_quiet(&config);
    Some(GovernorLayer::new(config).error_handler(refuse))
}

/// Buckets that are full again say nothing; without this an address seen once would be kept for ever.
fn forget_the_quiet<K: KeyExtractor>(config: &Arc<GovernorConfig<K, NoOpMiddleware<QuantaInstant>>>)
where
    K::Key: Send + Sync + 'static,
{
    let limiter = Arc::downgrade(config.limiter());
    let Ok(runtime) = tokio::runtime::Handle::try_current() else {
        return;
    };
    runtime.spawn(async move {
        let mut minutes = tokio::time::interval(Duration::from_secs(60));
        loop {
            minutes.tick().await;
            let Some(limiter) = limiter.upgrade() else {
                return;
            };
            limiter.retain_recent();
        }
    });
}

fn refuse(error: GovernorError) -> Response {
    match error {
        GovernorError::TooManyRequests { wait_time, .. } => ApiError::SlowDown(wait_time),
        GovernorError::UnableToExtractKey | GovernorError::Other { .. } => ApiError::Internal,
    }
    .into_response()
}

/// By the client's address.
#[derive(Debug, Clone)]
pub struct ByAddress {
    /// The header in which a proxy names it.
    pub header: Option<HeaderName>,
}

impl KeyExtractor for ByAddress {
    type Key = IpAddr;

    fn extract<T>(&self, request: &Request<T>) -> Result<IpAddr, GovernorError> {
        let named = self
            .header
            .as_ref()
            .and_then(|name| last_address(request.headers(), name));
        let peer = || {
            request
                .extensions()
                .get::<ConnectInfo<SocketAddr>>()
                .map(|peer| peer.0.ip())
        };
        named
            .or_else(peer)
            .map(household)
            .ok_or(GovernorError::UnableToExtractKey)
    }
}

/// The last value is the one that the nearest proxy wrote; what stands before it anybody may have sent.
fn last_address(headers: &HeaderMap, name: &HeaderName) -> Option<IpAddr> {
    let value = headers.get_all(name).iter().next_back()?;
    value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

/// An IPv6 household has 2⁶⁴ addresses: it counts as one.
fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => IpAddr::V4(address),
            None => {
                let [a, b, c, d, ..] = address.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        },
    }
}

/// By the session; calls without one share a bucket, since none of them gets anything. What the session layer made of
/// the cookie counts: one id can be written in many ways.
#[derive(Debug, Clone)]
pub struct BySession;

impl KeyExtractor for BySession {
    type Key = Option<i128>;

    fn extract<T>(&self, request: &Request<T>) -> Result<Option<i128>, GovernorError> {
        let session = request.extensions().get::<Session>();
        Ok(session.and_then(Session::id).map(|id| id.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(header: Option<&'static str>, sent: &[&str], peer: &str) -> IpAddr {
        let mut request = Request::new(());
        for value in sent {
            request
                .headers_mut()
                .append("x-forwarded-for", value.parse().unwrap());
        }
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 1)));
        ByAddress {
            header: header.map(HeaderName::from_static),
        }
        .extract(&request)
        .unwrap()
    }

    #[test]
    fn a_forwarded_address_counts_only_where_a_proxy_is_known_to_write_it() {
        let sent = ["203.0.113.9"];
        assert_eq!(
            key(None, &sent, "192.0.2.1"),
            "192.0.2.1".parse::<IpAddr>().unwrap()
        );
        assert_eq!(
            key(Some("x-forwarded-for"), &sent, "192.0.2.1"),
            "203.0.113.9".parse::<IpAddr>().unwrap()
        );
    }

    #[test]
    fn what_a_client_wrote_before_the_proxy_does_not_count() {
        let expected: IpAddr = "203.0.113.9".parse().unwrap();
        assert_eq!(
            key(Some("x-forwarded-for"), &["1.1.1.1, 203.0.113.9"], "192.0.2.1"),
            expected
        );
        assert_eq!(
            key(Some("x-forwarded-for"), &["1.1.1.1", "203.0.113.9"], "192.0.2.1"),
            expected
        );
        // A header that holds no address leaves the connection's own.
        assert_eq!(
            key(Some("x-forwarded-for"), &["unknown"], "192.0.2.1"),
            "192.0.2.1".parse::<IpAddr>().unwrap()
        );
    }

    #[test]
    fn a_household_s_many_addresses_are_one() {
        assert_eq!(
            key(None, &[], "2001:db8:1:2:a::1"),
            key(None, &[], "2001:db8:1:2:b::2")
        );
        assert_ne!(
            key(None, &[], "2001:db8:1:2::1"),
            key(None, &[], "2001:db8:1:3::1")
        );
        assert_eq!(key(None, &[], "::ffff:192.0.2.1"), key(None, &[], "192.0.2.1"));
    }
}
