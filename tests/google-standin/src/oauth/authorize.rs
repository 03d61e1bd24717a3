//! The authorization endpoint: choosing an account, consenting, picking, and the way back.
//!
//! With `auto=user1` the same steps are answered without pages; `auto_scopes` are the boxes left ticked,
//! `auto_pick` the files picked, and `auto=deny` presses Cancel.

use std::collections::BTreeSet;

use super::book::{CODE_SECONDS, CallbackIss, Code};
use super::request::{Asked, Interaction};
use super::{grant, is_sign_in, pages};
use crate::people;
use crate::wire::{Answer, Params, Reply, with_query};
use crate::world::World;

/// A request arrives at the authorization endpoint.
pub(crate) fn begin(world: &mut World, query: &Params) -> Reply {
    let asked = Asked::read(world, query)?;
    if let Some(auto) = query.get("auto") {
        return automatic(world, asked, auto, query);
    }
    if asked.wants("none") {
        return Ok(error_back(world, &asked, "interaction_required"));
    }
    let hinted = asked.login_hint.as_deref().and_then(people::find);
    let user = hinted
        .filter(|_| !asked.wants("select_account"))
        .map(|person| person.key.to_owned());
    let id = world.names.text(24);
    world.oauth.interactions.insert(
        id.clone(),
        Interaction {
            asked,
            user,
            consented: None,
        },
    );
    next(world, &id)
}

/// A person has submitted one of the pages.
pub(crate) fn step(world: &mut World, id: &str, form: &Params) -> Reply {
    let Some(interaction) = world.oauth.interactions.get_mut(id) else {
        return Err(pages::refusal(
            400,
            "invalid_request",
            "This sign-in is over. Please start again.",
        ));
    };
    match form.get("step").unwrap_or_default() {
        // Nobody named is the way back to the choice.
        "account" => {
            interaction.consented = None;
            interaction.user = form
                .get("user")
                .and_then(people::find)
                .map(|one| one.key.to_owned())
        }
        "cancel" => {
            let asked = interaction.asked.clone();
            world.oauth.interactions.remove(id);
            return Ok(error_back(world, &asked, "access_denied"));
        }
        "consent" => {
            let ticked: Vec<String> = form.all("scope").map(str::to_owned).collect();
            interaction.consented = Some(kept(&interaction.asked, &ticked));
        }
        "pick" => {
            let picked: Vec<String> = form.all("file").map(str::to_owned).collect();
            return finish(world, id, &picked);
        }
        _ => {}
    }
    next(world, id)
}

/// The page that comes next, or the way back.
fn next(world: &mut World, id: &str) -> Reply {
    let Some(interaction) = world.oauth.interactions.get(id).cloned() else {
        return Err(pages::refusal(
            400,
            "invalid_request",
            "This sign-in is over. Please start again.",
        ));
    };
    let Some(user) = &interaction.user else {
        return Ok(pages::chooser(id, &interaction.asked));
    };
    if interaction.consented.is_none() && grant::needs_consent(world, user, &interaction.asked) {
        return Ok(pages::consent(id, &interaction.asked, user));
    }
    match &interaction.asked.onepick {
        Some(onepick) => Ok(pages::picker(world, id, &interaction.asked, user, onepick)),
        None => finish(world, id, &[]),
    }
}

fn finish(world: &mut World, id: &str, picked: &[String]) -> Reply {
    let Some(Interaction {
        asked,
        user: Some(user),
        consented,
    }) = world.oauth.interactions.remove(id)
    else {
        return Err(pages::refusal(
            400,
            "invalid_request",
            "This sign-in is over. Please start again.",
        ));
    };
    Ok(code_back(world, &asked, &user, consented, picked))
}

fn automatic(world: &mut World, asked: Asked, auto: &str, query: &Params) -> Reply {
    if auto == "deny" {
        return Ok(error_back(world, &asked, "access_denied"));
    }
    let Some(person) = people::find(auto) else {
        return Err(pages::refusal(
            400,
            "invalid_request",
            "auto names nobody the stand-in knows.",
        ));
    };
    let needs_consent = grant::needs_consent(world, person.key, &asked);
    if asked.wants("none") && needs_consent {
        return Ok(error_back(world, &asked, "interaction_required"));
    }
    let split = |text: &str| -> Vec<String> {
        text.split([',', ' '])
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let consented = needs_consent.then(|| match query.get("auto_scopes") {
        Some(ticked) => kept(&asked, &split(ticked)),
        None => asked.scopes.clone(),
    });
    let picked = query.get("auto_pick").map(split).unwrap_or_default();
    Ok(code_back(world, &asked, person.key, consented, &picked))
}

/// The scopes of a consent page whose boxes in `ticked` were left on, by full or short name.
fn kept(asked: &Asked, ticked: &[String]) -> BTreeSet<String> {
    let is_ticked = |scope: &str| ticked.iter().any(|name| name == scope || name == short(scope));
    asked
        .scopes
        .iter()
        .filter(|scope| is_sign_in(scope) || is_ticked(scope))
        .cloned()
        .collect()
}

/// The last segment of a scope's address.
pub(crate) fn short(scope: &str) -> &str {
    scope.rsplit('/').next().unwrap_or(scope)
}

/// Back to the client with a code.
fn code_back(
    world: &mut World,
    asked: &Asked,
    user: &str,
    consented: Option<BTreeSet<String>>,
    picked: &[String],
) -> Answer {
    let gives_refresh =
        asked.is_offline && (asked.wants("consent") || !grant::has_offline(world, user, &asked.client.id));
    let scopes = grant::record(world, user, asked, consented);
    let picked = grant::authorise_picked(world, user, asked, picked);
    let code = format!("4/0{}", world.names.text(70));
    let scope = scopes.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    world.oauth.codes.insert(
        code.clone(),
        Code {
            user: user.to_owned(),
            client: asked.client.id.clone(),
            redirect_uri: asked.redirect_uri.clone(),
            scopes,
            nonce: asked.nonce.clone(),
            challenge: asked.challenge.clone(),
            is_offline: gives_refresh,
            expires: world.clock.now() + CODE_SECONDS,
            is_used: false,
        },
    );
    let picked = picked.join(",");
    let mut pairs = vec![("code", code.as_str()), ("scope", &scope), ("authuser", "0")];
    let prompt = asked.prompts.join(" ");
    pairs.push(("prompt", if prompt.is_empty() { "none" } else { &prompt }));
    if !picked.is_empty() {
        pairs.push(("picked_file_ids", &picked));
    }
    back(world, asked, &pairs)
}

fn error_back(world: &World, asked: &Asked, error: &str) -> Answer {
    back(world, asked, &[("error", error)])
}

/// The redirect to the client, with `state` and, by RFC 9207, `iss`.
fn back(world: &World, asked: &Asked, pairs: &[(&str, &str)]) -> Answer {
    let mut all = Vec::new();
    if let Some(state) = &asked.state {
        all.push(("state", state.as_str()));
    }
    match &world.oauth.callback_iss {
        CallbackIss::Honest => all.push(("iss", &world.settings.issuer)),
        CallbackIss::Other(issuer) => all.push(("iss", issuer)),
        CallbackIss::Omitted => {}
    }
    all.extend_from_slice(pairs);
    Answer::redirect(with_query(&asked.redirect_uri, &all)).with("cache-control", "no-store")
}
