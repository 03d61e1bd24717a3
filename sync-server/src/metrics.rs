//! Counts and times for Prometheus, on a listener of its own. Labels are routes, methods and outcomes: never a
//! path, an address or a user.

use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus::{Encoder, HistogramOpts, HistogramVec, IntCounterVec, Opts, Registry, TextEncoder};

use crate::provider::{ProviderError, Tokens};

/// The counters of one server.
#[derive(Clone, Debug)]
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    refreshes: IntCounterVec,
    flows: IntCounterVec,
}

impl Metrics {
    /// Fresh counters.
    ///
    /// # Errors
    /// When two have one name; they have not.
    pub fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let counter =
            |name: &str, help: &str, labels: &[&str]| IntCounterVec::new(Opts::new(name, help), labels);
        let metrics = Self {
            requests: counter(
                "http_requests_total",
                "Answered requests",
                &["route", "method", "status"],
            )?,
            seconds: HistogramVec::new(
                HistogramOpts::new("http_request_duration_seconds", "Time to the answer's head"),
                &["route"],
            )?,
            refreshes: counter(
                "google_refreshes_total",
                "Access tokens asked of the provider",
                &["outcome"],
            )?,
            flows: counter(
                "google_flows_total",
                "Authorization requests by their end",
                &["flow", "outcome"],
            )?,
            registry,
        };
        metrics.registry.register(Box::new(metrics.requests.clone()))?;
        metrics.registry.register(Box::new(metrics.seconds.clone()))?;
        metrics.registry.register(Box::new(metrics.refreshes.clone()))?;
        metrics.registry.register(Box::new(metrics.flows.clone()))?;
        Ok(metrics)
    }

    /// A refresh ended.
    pub(crate) fn refreshed(&self, answer: &Result<Tokens, ProviderError>) {
        let outcome = match answer {
            Ok(_) => "ok",
            Err(ProviderError::Unavailable(_)) => "unavailable",
            Err(ProviderError::BadAnswer(_)) => "bad_answer",
            Err(ProviderError::Refused(_)) => "refused",
        };
        self.refreshes.with_label_values(&[outcome]).inc();
    }

    /// An authorization request ended.
    pub(crate) fn flow_ended(&self, flow: &str, outcome: &str) {
        self.flows.with_label_values(&[flow, outcome]).inc();
    }

    /// What Prometheus reads.
    pub fn text(&self) -> String {
        let mut text = Vec::new();
        // Writing to memory does not fail.
        let _ = TextEncoder::new().encode(&self.registry.gather(), &mut text);
        String::from_utf8(text).unwrap_or_default()
    }

    /// The routes of the second listener.
    pub fn router(self) -> Router {
        let answer = move || {
            let text = self.text();
            async move { ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response() }
        };
        Router::new().route("/metrics", get(answer))
    }
}

/// Counts every request of the app's own listener.
pub async fn count(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = request.method().as_str().to_owned();
    // A method may be any word; one label for each would be a way to fill the memory.
    let method = if matches!(method.as_str(), "GET" | "HEAD" | "POST" | "DELETE") {
        method
    } else {
        "other".into()
    };
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("files", MatchedPath::as_str)
        .to_owned();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics
        .requests
        .with_label_values(&[route.as_str(), &method, &status])
        .inc();
    metrics
        .seconds
        .with_label_values(&[route.as_str()])
        .observe(start.elapsed().as_secs_f64());
    response
}
