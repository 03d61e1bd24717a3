//! Google as an OAuth 2.0 and OpenID Connect provider.
//!
//! Consent, refresh tokens and file authorisation follow what Google documents for "Web application" clients.
//! It keeps no browser session: whoever opens the sign-in page may be any of the made-up people.

mod authorize;
mod book;
mod discovery;
mod grant;
mod id_token;
mod pages;
mod request;
mod revoke;
mod token;
mod userinfo;

pub(crate) use book::{Access, Book, CallbackIss, Lasting};
pub use id_token::Tamper;
pub(crate) use revoke::everything as revoke_everything;

use crate::wire::{Answer, Call};
use crate::world::World;

pub(crate) const DRIVE_FILE: &str = "https://www.googleapis.com/auth/drive.file";
pub(crate) const EMAIL: &str = "https://www.googleapis.com/auth/userinfo.email";
pub(crate) const PROFILE: &str = "https://www.googleapis.com/auth/userinfo.profile";

/// The answer to a request for one of the provider's paths; `None` for every other path.
pub(crate) fn answer(world: &mut World, call: &Call) -> Option<Answer> {
    let method = call.method.as_str();
    let reply = match (method, call.path.as_str()) {
        ("GET", "/.well-known/openid-configuration") => Ok(discovery::document(world)),
        ("GET", "/oauth2/v3/certs") => Ok(certs(world)),
        ("GET", "/o/oauth2/v2/auth" | "/o/oauth2/auth") => authorize::begin(world, &call.query),
        ("POST", "/o/oauth2/v2/auth" | "/o/oauth2/auth") => authorize::begin(world, &call.form()),
        ("POST", path) if path.starts_with("/signin/") => authorize::step(world, &path[8..], &call.form()),
        ("POST", "/token" | "/oauth2/v4/token") => token::answer(world, call),
        ("POST", "/revoke" | "/o/oauth2/revoke") => revoke::answer(world, call),
        ("GET" | "POST", "/v1/userinfo" | "/oauth2/v3/userinfo") => userinfo::answer(world, call),
        ("GET", "/a/pages.css") => Ok(pages::style()),
        ("GET", path) if path.starts_with("/a/") => Ok(crate::people::picture(&path[3..])?),
        _ => return None,
    };
    Some(reply.unwrap_or_else(|refusal| refusal))
}

fn certs(world: &World) -> Answer {
    Answer::json(200, &world.keys.jwks()).with("cache-control", "public, max-age=19800, must-revalidate")
}

/// The form in which Google names a scope in its answers.
pub(crate) fn canonical(scope: &str) -> &str {
    match scope {
        "email" => EMAIL,
        "profile" => PROFILE,
        other => other,
    }
}

/// Signing in is not something a person can untick.
pub(crate) fn is_sign_in(scope: &str) -> bool {
    ["openid", EMAIL, PROFILE].contains(&scope)
}
