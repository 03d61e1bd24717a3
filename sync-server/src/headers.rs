//! Security headers, on every response.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::config::Settings;

/// Where the database worker may talk to besides us: the two Google hosts, and only these.
const GOOGLE: [&str; 2] = ["https://www.googleapis.com", "https://sheets.googleapis.com"];

/// What is the same on any address. Passkeys stay allowed for our own pages: they unlock the vault.
const FIXED: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), \
         publickey-credentials-get=(self)",
    ),
];

/// Two years, as the preload lists ask for.
const HSTS: &str = "max-age=63072000; includeSubDomains; preload";

/// The headers of one server, computed once.
#[derive(Debug, Clone)]
pub struct Policy(Arc<[(HeaderName, HeaderValue)]>);

impl Policy {
    /// Over plain HTTP the two headers that force TLS would lock a person out of their own machine.
    pub fn new(settings: &Settings) -> Self {
        let tls = settings.is_public_over_tls();
        let fixed = FIXED
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        let csp = HeaderValue::from_maybe_shared(content_security_policy(tls, &connect(settings))).ok();
        let csp = csp.map(|value| (header::CONTENT_SECURITY_POLICY, value));
        let hsts = tls.then(|| (header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS)));
        Self(fixed.chain(csp).chain(hsts).collect())
    }
}

/// A stand-in takes Google's place, and is not added to it.
fn connect(settings: &Settings) -> String {
    let mut hosts = vec!["'self'".to_owned()];
    match &settings.google {
        Some((google, _)) => {
            let roots = [&google.drive_root, &google.sheets_root];
            hosts.extend(roots.map(|root| root.origin().ascii_serialization()));
            hosts.dedup();
        }
        None => hosts.extend(GOOGLE.map(str::to_owned)),
    }
    hosts.join(" ")
}

/// Trusted Types: one policy, `app-loader`, which the page limits to the worker and the service worker.
fn content_security_policy(tls: bool, connect: &str) -> String {
    let mut directives = vec![
        "default-src 'none'".to_owned(),
        "script-src 'self' 'wasm-unsafe-eval'".to_owned(),
        "style-src 'self'".to_owned(),
        "img-src 'self' data: blob:".to_owned(),
        "font-src 'self'".to_owned(),
        format!("connect-src {connect}"),
        "worker-src 'self'".to_owned(),
        "manifest-src 'self'".to_owned(),
        "form-action 'self'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
        "base-uri 'none'".to_owned(),
        "require-trusted-types-for 'script'".to_owned(),
        "trusted-types app-loader".to_owned(),
    ];
    if tls {
        directives.push("upgrade-insecure-requests".to_owned());
    }
    directives.join("; ")
}

/// Sets them last, so that no handler can weaken one.
pub async fn set(State(policy): State<Policy>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in policy.0.iter() {
        headers.insert(name, value.clone());
    }
    // Nobody's answer is another's: what no handler declared cacheable is not stored at all.
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}
