//! The one decision: how a same-origin request is answered.
//!
//! `js/sw.js` repeats [`decide`] over the same lists. Requests to other origins never reach it.

use crate::Manifest;

/// The file every route of the app is answered with.
pub const SHELL: &str = "/index.html";

/// Names of our caches start with this; nothing else is ever deleted.
pub const CACHE_PREFIX: &str = "luka-";

/// The server answers these itself. They are never read from the cache nor written to it.
pub const NETWORK_PREFIXES: &[&str] = &["/api", "/auth", "/healthz", "/readyz", "/.well-known"];

/// Where the browser takes files that were shared with the installed app; the manifest names it. By GET it is the page
/// that they are led to.
pub const SHARE: &str = "/import";

/// What the browser wants the answer for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A page is opened: an address typed, a link followed, a reload.
    Navigate,
    /// Anything a page or worker asks for itself.
    Other,
}

/// The part of a request that the decision depends on. The query is no part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request<'a> {
    /// `GET`, `POST`, in capitals.
    pub method: &'a str,
    /// The URL's path.
    pub path: &'a str,
    /// What it is for.
    pub mode: Mode,
}

/// How a request is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    /// From the cache, with the shell: the path is a route of the app.
    Shell,
    /// From the cache, with the file of that path.
    Cached,
    /// By a way on to the page, which asks for the files: they are kept in memory and nowhere else.
    Share,
    /// By the network, as if there were no service worker.
    Network,
}

/// Decides for one request of our own origin.
pub fn decide(manifest: &Manifest, request: Request<'_>) -> Strategy {
    if request.method == "POST" && request.path == SHARE && request.mode == Mode::Navigate {
        Strategy::Share
    } else if request.method != "GET" || is_server_path(request.path) {
        Strategy::Network
    } else if manifest.lists(request.path) {
        Strategy::Cached
    } else if request.mode == Mode::Navigate && is_route(request.path) {
        Strategy::Shell
    } else {
        Strategy::Network
    }
}

/// A prefix counts only as a whole segment: `/apiary` is a route.
fn is_server_path(path: &str) -> bool {
    NETWORK_PREFIXES
        .iter()
        .filter_map(|prefix| path.strip_prefix(prefix))
        .any(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Routes carry no extension; a missing file must stay a 404 and not turn into a page.
fn is_route(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|last| !last.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{File, sha256_hex};

    fn check(method: &str, path: &str, mode: Mode, expected: Strategy) {
        let files = [
            "/index.html",
            "/boot.js",
            "/worker/worker.js",
            "/api/listed-by-mistake.js",
        ];
        let manifest = Manifest::new(files.map(|path| File {
            path: path.into(),
            sha256: sha256_hex(b""),
        }));
        let request = Request { method, path, mode };
        assert_eq!(decide(&manifest.unwrap(), request), expected, "{request:?}");
    }

    #[test]
    fn routes_are_answered_with_the_shell() {
        for path in [
            "/",
            "/welcome",
            "/transactions",
            "/reports/2026/03",
            "/apiary",
            "/healthzone",
            "/authors",
            "/settings/google",
        ] {
            check("GET", path, Mode::Navigate, Strategy::Shell);
        }
    }

    #[test]
    fn listed_files_come_from_the_cache() {
        for path in ["/index.html", "/boot.js", "/worker/worker.js"] {
            check("GET", path, Mode::Other, Strategy::Cached);
            check("GET", path, Mode::Navigate, Strategy::Cached);
        }
    }

    #[test]
    fn the_server_is_never_answered_for() {
        for path in [
            "/api",
            "/api/session",
            "/api/google/token",
            "/auth/start",
            "/auth/callback",
            "/healthz",
            "/readyz",
            "/.well-known/x",
        ] {
            check("GET", path, Mode::Navigate, Strategy::Network);
            check("GET", path, Mode::Other, Strategy::Network);
        }
        check("GET", "/api/listed-by-mistake.js", Mode::Other, Strategy::Network);
    }

    #[test]
    fn only_get_is_answered() {
        for method in ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "get"] {
            check(method, "/boot.js", Mode::Other, Strategy::Network);
            check(method, "/", Mode::Navigate, Strategy::Network);
        }
    }

    #[test]
    fn files_are_shared_by_a_form_and_by_nothing_else() {
        check("POST", "/import", Mode::Navigate, Strategy::Share);
        check("POST", "/import", Mode::Other, Strategy::Network);
        check("PUT", "/import", Mode::Navigate, Strategy::Network);
        check("POST", "/import/", Mode::Navigate, Strategy::Network);
        check("GET", "/import", Mode::Navigate, Strategy::Shell);
    }

    #[test]
    fn unknown_files_go_to_the_network() {
        check("GET", "/worker/worker.js.map", Mode::Navigate, Strategy::Network);
        check("GET", "/missing.js", Mode::Other, Strategy::Network);
        check("GET", "/sw.js", Mode::Other, Strategy::Network);
        check("GET", "/transactions", Mode::Other, Strategy::Network);
    }
}
