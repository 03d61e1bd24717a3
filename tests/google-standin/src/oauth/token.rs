//! The token endpoint: code exchange and refresh.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::collections::BTreeSet;

use super::book::{ACCESS_SECONDS, Access, Refresh, TESTING_SECONDS};
use super::{id_token, is_sign_in};
use crate::options::Client;
use crate::wire::{Answer, Call, Params, Reply, decoded};
use crate::world::World;

pub(crate) fn answer(world: &mut World, call: &Call) -> Reply {
    let form = call.form();
    let client = authenticate(world, call, &form)?;
    match form.get("grant_type") {
        Some("authorization_code") => exchange(world, &client, &form),
        Some("refresh_token") => refresh(world, &client, &form),
        Some(_) => Err(refuse(400, "unsupported_grant_type", "Invalid grant_type")),
        None => Err(refuse(
            400,
            "invalid_request",
            "Missing required parameter: grant_type",
        )),
    }
}

/// The client, by `client_secret_post` or `client_secret_basic`.
fn authenticate(world: &World, call: &Call, form: &Params) -> Result<Client, Answer> {
    let basic = call.header("authorization").and_then(|value| {
        let packed = value
            .strip_prefix("Basic ")
            .or_else(|| value.strip_prefix("basic "))?;
        let text = String::from_utf8(STANDARD.decode(packed.trim()).ok()?).ok()?;
        let (id, secret) = text.split_once(':')?;
        Some((decoded(&id.replace('+', " ")), decoded(&secret.replace('+', " "))))
    });
    let (id, secret) = match basic {
        Some((id, secret)) => (Some(id), Some(secret)),
        None => (
            form.get("client_id").map(str::to_owned),
            form.get("client_secret").map(str::to_owned),
        ),
    };
    let id = id.ok_or_else(|| {
        refuse(
            400,
            "invalid_request",
            "Could not determine client ID from request.",
        )
    })?;
    let client = world
        .client(&id)
        .ok_or_else(|| refuse(401, "invalid_client", "The OAuth client was not found."))?;
    match secret {
        None => Err(refuse(400, "invalid_request", "client_secret is missing.")),
        Some(secret) if secret != client.secret => Err(refuse(
            401,
            "invalid_client",
            "The provided client secret is invalid.",
        )),
        Some(_) => Ok(client.clone()),
    }
}

fn exchange(world: &mut World, client: &Client, form: &Params) -> Reply {
    let bad_grant = || refuse(400, "invalid_grant", "Bad Request");
    let code = form
        .get("code")
        .ok_or_else(|| refuse(400, "invalid_request", "Missing required parameter: code"))?;
    let now = world.clock.now();
    let held = world
        .oauth
        .codes
        .get_mut(code)
        .filter(|held| held.client == client.id)
        .ok_or_else(bad_grant)?;
    if held.is_used {
        world.oauth.forget_lineage(code);
        return Err(bad_grant());
    }
    if held.expires <= now {
        return Err(bad_grant());
    }
    if form.get("redirect_uri") != Some(held.redirect_uri.as_str()) {
        return Err(refuse(400, "redirect_uri_mismatch", "Bad Request"));
    }
    match (&held.challenge, form.get("code_verifier")) {
        (Some(_), None) => return Err(refuse(400, "invalid_grant", "Missing code verifier.")),
        (Some(challenge), Some(verifier)) if !challenge.fits(verifier) => {
            return Err(refuse(400, "invalid_grant", "Invalid code verifier."));
        }
        _ => {}
    }
    held.is_used = true;
    let (user, scopes, nonce, is_offline) = (
        held.user.clone(),
        held.scopes.clone(),
        held.nonce.clone(),
        held.is_offline,
    );
    let mut body = issue(world, client, &user, &scopes, code, nonce.as_deref())?;
    if is_offline {
        add_refresh(world, client, &user, &scopes, code, &mut body);
    }
    Ok(no_store(&body))
}

fn add_refresh(
    world: &mut World,
    client: &Client,
    user: &str,
    scopes: &BTreeSet<String>,
    code: &str,
    body: &mut Value,
) {
    let token = format!("1//0{}", world.names.text(90));
    // A grant of nothing but the profile does not expire in Testing.
    let expires_early = client.testing && !scopes.iter().all(|scope| is_sign_in(scope));
    body["refresh_token"] = token.as_str().into();
    if expires_early {
        body["refresh_token_expires_in"] = TESTING_SECONDS.into();
    }
    world.oauth.keep_refresh(Refresh {
        token,
        user: user.to_owned(),
        client: client.id.clone(),
        project: client.project.clone(),
        scopes: scopes.clone(),
        expires: expires_early.then(|| world.clock.now() + TESTING_SECONDS),
        lineage: code.to_owned(),
    });
}

fn refresh(world: &mut World, client: &Client, form: &Params) -> Reply {
    let token = form.get("refresh_token").ok_or_else(|| {
        refuse(
            400,
            "invalid_request",
            "Missing required parameter: refresh_token",
        )
    })?;
    let now = world.clock.now();
    let held = world
        .oauth
        .refresh
        .iter()
        .find(|held| held.token == token && held.client == client.id)
        .cloned();
    let held = held
        .filter(|held| held.expires.is_none_or(|expires| now < expires))
        .ok_or_else(|| refuse(400, "invalid_grant", "Token has been expired or revoked."))?;
    let scopes = match form.get("scope") {
        None => held.scopes.clone(),
        Some(text) => text
            .split_whitespace()
            .map(|scope| super::canonical(scope).to_owned())
            .collect(),
    };
    if !scopes.is_subset(&held.scopes) {
        return Err(refuse(
            400,
            "invalid_scope",
            "Some requested scopes were invalid.",
        ));
    }
    let body = issue(world, client, &held.user, &scopes, &held.lineage, None)?;
    Ok(no_store(&body))
}

/// A fresh access token, with an id token when `openid` was granted.
fn issue(
    world: &mut World,
    client: &Client,
    user: &str,
    scopes: &BTreeSet<String>,
    lineage: &str,
    nonce: Option<&str>,
) -> Result<Value, Answer> {
    let token = format!("ya29.{}", world.names.text(180));
    let scope = scopes.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    let mut body = json!({
        "access_token": token, "expires_in": ACCESS_SECONDS, "scope": scope, "token_type": "Bearer",
    });
    if scopes.contains("openid") {
        let id_token = id_token::make(world, client, user, scopes, nonce, &token)
            .map_err(|_| refuse(500, "internal_failure", "The id token cannot be signed."))?;
        body["id_token"] = id_token.into();
    }
    world.oauth.access.insert(
        token,
        Access {
            user: user.to_owned(),
            project: client.project.clone(),
            scopes: scopes.clone(),
            expires: world.clock.now() + ACCESS_SECONDS,
            lineage: lineage.to_owned(),
        },
    );
    Ok(body)
}

fn no_store(body: &Value) -> Answer {
    Answer::json(200, body).with("cache-control", "no-cache, no-store, max-age=0, must-revalidate")
}

fn refuse(status: u16, error: &str, description: &str) -> Answer {
    Answer::json(
        status,
        &json!({ "error": error, "error_description": description }),
    )
}
