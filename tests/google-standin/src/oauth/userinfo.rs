//! The userinfo endpoint.

use serde_json::json;

use super::{EMAIL, PROFILE};
use crate::people;
use crate::wire::{Answer, Call, Reply};
use crate::world::World;

pub(crate) fn answer(world: &mut World, call: &Call) -> Reply {
    let now = world.clock.now();
    let access = call
        .bearer()
        .and_then(|token| world.oauth.access.get(token))
        .filter(|access| now < access.expires && access.has("openid"))
        .ok_or_else(refusal)?;
    let person = people::find(&access.user).ok_or_else(refusal)?;
    let mut body = json!({ "sub": person.sub });
    if access.has(PROFILE) {
        body["name"] = person.name().into();
        body["given_name"] = person.given.into();
        body["family_name"] = person.family.into();
        body["picture"] = person.picture(&world.settings.base).into();
    }
    if access.has(EMAIL) {
        body["email"] = person.email.into();
        body["email_verified"] = true.into();
    }
    Ok(Answer::json(200, &body).with("cache-control", "no-store"))
}

fn refusal() -> Answer {
    let body = json!({ "error": "invalid_request", "error_description": "Invalid Credentials" });
    let challenge = "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"";
    Answer::json(401, &body).with("www-authenticate", challenge)
}
