//! What a script of another origin may do and read.

use crate::wire::{Answer, Call};
use crate::world::World;

/// The answer to a preflight request.
pub(crate) fn preflight(call: &Call) -> Answer {
    let wanted = call.header("access-control-request-headers").unwrap_or_default();
    let mut answer = Answer::empty(200)
        .with(
            "access-control-allow-methods",
            "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT",
        )
        .with("access-control-max-age", "3600");
    if !wanted.is_empty() {
        answer = answer.with("access-control-allow-headers", wanted);
    }
    if call.header("access-control-request-private-network") == Some("true") {
        answer = answer.with("access-control-allow-private-network", "true");
    }
    answer
}

/// Adds what every answer says to scripts; a page for people says nothing.
pub(crate) fn add(world: &World, call: &Call, answer: Answer) -> Answer {
    if !answer.cors {
        return answer;
    }
    // Caches must know even where no script asked.
    let answer = answer.with("vary", "Origin, X-Origin, Referer");
    let Some(origin) = call.header("origin") else {
        return answer;
    };
    let answer = answer
        .with("access-control-allow-origin", origin)
        .with("access-control-allow-credentials", "true")
        .with("cross-origin-resource-policy", "cross-origin");
    match world.settings.exposed_headers.as_str() {
        "" => answer,
        exposed => answer.with("access-control-expose-headers", exposed),
    }
}
