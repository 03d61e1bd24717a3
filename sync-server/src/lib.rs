//! The server: it hands out the built app, knows who signed in, and refreshes Google tokens.
//!
//! No route takes or returns financial data, and nothing here depends on a room that knows any. Without the
//! server the installed app is whole.
//!
//! **Invariant:** every response carries the security headers, whatever its status: a worker or service
//! worker is bound by the policy of its own response, and an error page is a page too.
//!
//! **Invariant:** a token, a code, a cookie or a file's id is never logged, and never stored in clear.

mod clock;
mod config;
mod csrf;
mod digest;
mod drive;
mod error;
mod files;
mod flow;
mod google_config;
mod headers;
mod keys;
mod limits;
mod log;
mod metrics;
mod page;
mod provider;
mod rekey;
mod routes;
mod secret_file;
mod serve;
mod session;
mod shared;
mod store;
mod tokens;

pub use clock::Clock;
pub use config::{Config, ConfigError, Settings};
pub use keys::TokenKeys;
pub use rekey::{RekeyError, rekey};
pub use serve::{Limits, ServeError, serve, serve_on};
pub use store::{Store, StoreError};

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::{Router, middleware};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};
use url::Url;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes as documented;

use error::ApiError;
use limits::{ByAddress, BySession, limit};
use metrics::Metrics;
use provider::{Http, Provider};
use tokens::AccessTokens;

/// No call of the interface needs more.
const LARGEST_BODY: usize = 16 * 1024;

/// A body that comes slower than this is not coming.
const BODY_PATIENCE: Duration = Duration::from_secs(10);

/// Beyond what the provider is waited for.
const ANSWER_PATIENCE: Duration = Duration::from_secs(30);

/// What every handler can reach. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    settings: Arc<Settings>,
    store: Store,
    provider: Option<Arc<Provider>>,
    tokens: AccessTokens,
    metrics: Metrics,
    clock: Clock,
}

impl App {
    /// A server with these settings over this database.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(settings: Settings, store: Store, clock: Clock) -> Result<Self, ServeError> {
        let provider = match &settings.google {
            Some((google, _)) => {
                let redirect = redirect_uri(&settings.base);
                Some(Arc::new(Provider::new(google.clone(), redirect, Http::new()?)))
            }
            None => None,
        };
        Ok(Self {
            settings: Arc::new(settings),
            store,
            provider,
            tokens: AccessTokens::default(),
            metrics: Metrics::new()?,
            clock,
        })
    }

    /// Forgets what ended: sessions, sign-ins on their way, tokens.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sweep(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        self.tokens.sweep(now);
        self.store.sweep(now).await
    }

    /// The counters, as Prometheus reads them.
    pub fn metrics(&self) -> String {
        self.metrics.text()
    }

    fn keys(&self) -> Option<&TokenKeys> {
        self.settings.google.as_ref().map(|(_, keys)| keys)
    }

    fn redirect_uri(&self) -> Url {
        redirect_uri(&self.settings.base)
    }
}

/// What has to be registered at Google, to the letter.
fn redirect_uri(base: &Url) -> Url {
    let mut url = base.clone();
    url.set_path("/auth/callback");
    url
}

#[derive(OpenApi)]
#[openapi(
    info(title = "LukaLibre's server", description = "Who signed in, and access tokens for the app's own worker. No call takes or returns financial data."),
    tags((name = "session"), (name = "google"))
)]
struct Description;

/// All routes, ready to be served or called in a test.
pub fn router(app: &App) -> Router {
    let policy = headers::Policy::new(&app.settings);
    let files = files::Files::new(&app.settings.config.dist);
    Router::new()
        .route("/healthz", get(routes::health::alive))
        .route("/readyz", get(routes::health::ready))
        .merge(interface(app))
        .fallback(move |request| files.clone().answer(request))
        .with_state(app.clone())
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(RequestBodyTimeoutLayer::new(BODY_PATIENCE))
        .layer(middleware::from_fn(shared::turn_away))
        .layer(middleware::map_response(error_form))
        .layer(middleware::from_fn_with_state(policy, headers::set))
        .layer(middleware::from_fn(log::requests))
        .layer(middleware::from_fn_with_state(
            app.metrics.clone(),
            metrics::count,
        ))
}

/// The description of the interface, as JSON.
pub fn openapi() -> String {
    let (_, description) = documented_routes().merge(token_route()).split_for_parts();
    description.to_pretty_json().unwrap_or_default()
}

fn documented_routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(documented!(routes::config::config))
        .routes(documented!(routes::session::session))
        .routes(documented!(routes::picked::picked))
        .routes(documented!(routes::disconnect::disconnect))
        .routes(documented!(routes::account::delete_account))
        .routes(documented!(routes::logout::logout))
}

/// Apart from the others for its limit, which is a session's.
fn token_route() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(documented!(routes::token::token))
}

/// What programs call, and the two addresses that a browser passes through on its way to Google and back.
fn interface(app: &App) -> Router<App> {
    let config = &app.settings.config;
    let header = config
        .client_ip_header
        .as_ref()
        .and_then(|name| name.parse().ok());
    let address = ByAddress { header };
    // A burst: several devices that wake at once, or a person who clicks again.
    let mut auth = Router::new()
        .route("/auth/start", get(routes::start::start))
        .route("/auth/callback", get(routes::callback::callback));
    if let Some(limit) = limit(
        address.clone(),
        config.limit_auth,
        config.limit_auth.saturating_mul(3),
    ) {
        auth = auth.layer(limit);
    }
    let (mut token, _) = token_route().split_for_parts();
    if let Some(limit) = limit(
        BySession,
        config.limit_token,
        config.limit_token.saturating_mul(2),
    ) {
        token = token.layer(limit);
    }
    let (rest, _) = documented_routes().split_for_parts();
    let mut interface = rest
        .route(
            "/api/openapi.json",
            get(|| async { ([("content-type", "application/json")], openapi()) }),
        )
        .route("/api", any(nothing_here))
        .route("/api/", any(nothing_here))
        .route("/api/{*rest}", any(nothing_here))
        .route("/auth", any(nothing_here))
        .route("/auth/{*rest}", any(nothing_here))
        .merge(token)
        .merge(auth);
    if let Some(limit) = limit(address, config.limit_api, config.limit_api) {
        interface = interface.layer(limit);
    }
    interface
        .layer(session::layer(app))
        .layer(middleware::map_response(session::secure_removal))
        .layer(middleware::from_fn_with_state(app.clone(), csrf::guard))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            ANSWER_PATIENCE,
        ))
}

/// A program calls these paths, so the answer is for a program.
async fn nothing_here() -> ApiError {
    ApiError::NotFound
}

/// Layers and axum itself answer some errors in plain text: they get the form that every other one has.
async fn error_form(response: Response) -> Response {
    let kind = response.headers().get("content-type").map(HeaderValue::as_bytes);
    let is = |expected: &[u8]| kind.is_some_and(|kind| kind.starts_with(expected));
    let is_json = is(b"application/json");
    let error = match response.status() {
        StatusCode::BAD_REQUEST if is(b"text/plain") => ApiError::BadRequest,
        StatusCode::PAYLOAD_TOO_LARGE if !is_json => ApiError::TooLarge,
        StatusCode::METHOD_NOT_ALLOWED if kind.is_none() => ApiError::MethodNotAllowed,
        StatusCode::SERVICE_UNAVAILABLE if kind.is_none() => ApiError::TooSlow,
        StatusCode::INTERNAL_SERVER_ERROR if !is_json => ApiError::Internal,
        _ => return response,
    };
    let allow = response.headers().get("allow").cloned();
    let mut formed = error.into_response();
    if let Some(allow) = allow {
        formed.headers_mut().insert("allow", allow);
    }
    formed
}
