//! Id tokens, and the ways in which a test can have a wrong one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::io;

use super::book::Lasting;
use super::{EMAIL, PROFILE};
use crate::keys::unsigned;
use crate::options::Client;
use crate::people;
use crate::world::World;

/// One thing that is wrong with an id token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tamper {
    /// The nonce is another one.
    WrongNonce,
    /// It has expired an hour ago.
    Expired,
    /// The signature does not fit.
    BadSignature,
    /// It names a key that is not published.
    UnknownKid,
    /// Somebody else issued it.
    WrongIssuer,
    /// It is for another client.
    WrongAudience,
    /// The issuer stands without its scheme, as Google's legacy alias does.
    AliasIssuer,
    /// It is not signed at all.
    NoneAlg,
}

/// An id token for `user`, or the wrong one that a test has asked for.
pub(crate) fn make(
    world: &mut World,
    client: &Client,
    user: &str,
    scopes: &BTreeSet<String>,
    nonce: Option<&str>,
    access_token: &str,
) -> io::Result<String> {
    let tamper = world.oauth.tamper.map(|(tamper, _)| tamper);
    if let Some((_, Lasting::Once)) = world.oauth.tamper {
        world.oauth.tamper = None;
    }
    let person = people::find(user).ok_or_else(|| io::Error::other("nobody of that name"))?;
    let now = world.clock.now();
    let hash = Sha256::digest(access_token);
    let mut claims = json!({
        "iss": world.settings.issuer, "azp": client.id, "aud": client.id, "sub": person.sub,
        "at_hash": URL_SAFE_NO_PAD.encode(&hash[..16]), "iat": now, "exp": now + 3600,
    });
    if scopes.contains(EMAIL) {
        claims["email"] = person.email.into();
        claims["email_verified"] = true.into();
    }
    if scopes.contains(PROFILE) {
        claims["name"] = person.name().into();
        claims["given_name"] = person.given.into();
        claims["family_name"] = person.family.into();
        claims["picture"] = person.picture(&world.settings.base).into();
    }
    if let Some(nonce) = nonce {
        claims["nonce"] = nonce.into();
    }
    let mut header = json!({ "alg": "RS256", "kid": world.keys.kid(), "typ": "JWT" });
    match tamper {
        Some(Tamper::WrongNonce) => claims["nonce"] = "somebody-elses-nonce".into(),
        Some(Tamper::Expired) => {
            claims["iat"] = (now - 7200).into();
            claims["exp"] = (now - 3600).into();
        }
        Some(Tamper::WrongIssuer) => claims["iss"] = "https://issuer.invalid".into(),
        Some(Tamper::WrongAudience) => {
            claims["aud"] = "another-client".into();
            claims["azp"] = "another-client".into();
        }
        Some(Tamper::AliasIssuer) => claims["iss"] = alias(&world.settings.issuer).into(),
        Some(Tamper::UnknownKid) => header["kid"] = "0000000000000000000000000000000000000000".into(),
        Some(Tamper::NoneAlg) => {
            return Ok(unsigned(&json!({ "alg": "none", "typ": "JWT" }), &claims) + ".");
        }
        Some(Tamper::BadSignature) | None => {}
    }
    let token = world.keys.sign(&header, &claims)?;
    Ok(if tamper == Some(Tamper::BadSignature) {
        with_broken_signature(&token)
    } else {
        token
    })
}

fn alias(issuer: &str) -> &str {
    issuer.split_once("://").map_or(issuer, |(_, rest)| rest)
}

/// The same token with the first bits of its signature flipped.
fn with_broken_signature(token: &str) -> String {
    let Some((body, signature)) = token.rsplit_once('.') else {
        return token.to_owned();
    };
    let first = if signature.starts_with('A') { 'B' } else { 'A' };
    format!("{body}.{first}{}", signature.get(1..).unwrap_or_default())
}
