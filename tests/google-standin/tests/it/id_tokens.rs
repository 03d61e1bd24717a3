//! Id tokens, the published keys, and wrong id tokens on request.

use crate::client::{Client, admin, text};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use google_standin::Tamper;
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use serde_json::{Value, json};

const NONCE: [(&str, &str); 1] = [("nonce", "n1")];

fn part(token: &str, nth: usize) -> Value {
    let packed = token.split('.').nth(nth).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(packed).unwrap()).unwrap()
}

async fn id_token(client: &Client) -> String {
    text(&client.grant("user1", &NONCE).await["id_token"])
}

async fn keys(client: &Client) -> Vec<Value> {
    let answer = client
        .http
        .get(client.url("/oauth2/v3/certs"))
        .send()
        .await
        .unwrap();
    assert!(
        answer.headers()["cache-control"]
            .to_str()
            .unwrap()
            .contains("max-age")
    );
    let set: Value = answer.json().await.unwrap();
    set["keys"].as_array().unwrap().clone()
}

/// Whether a published key has signed the token; `None` when no published key has its identifier.
async fn is_signed(client: &Client, token: &str) -> Option<bool> {
    let kid = part(token, 0)["kid"].clone();
    let key = keys(client).await.into_iter().find(|key| key["kid"] == kid)?;
    let bytes = |name: &str| URL_SAFE_NO_PAD.decode(key[name].as_str().unwrap()).unwrap();
    let (body, signature) = token.rsplit_once('.').unwrap();
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    let public = RsaPublicKeyComponents {
        n: bytes("n"),
        e: bytes("e"),
    };
    Some(
        public
            .verify(&RSA_PKCS1_2048_8192_SHA256, body.as_bytes(), &signature)
            .is_ok(),
    )
}

#[tokio::test]
async fn an_id_token_names_the_person_and_is_signed_by_a_published_key() {
    let client = Client::new().await;
    let token = id_token(&client).await;
    let claims = part(&token, 1);
    assert_eq!(claims["iss"], client.standin.base());
    assert_eq!(claims["aud"], "standin-client");
    assert_eq!(claims["nonce"], "n1");
    assert_eq!(claims["sub"].as_str().unwrap().len(), 21);
    assert_eq!(
        (&claims["email"], &claims["email_verified"]),
        (&json!("ana@standin.example"), &json!(true))
    );
    assert_eq!(claims["name"], "Ana Prueba");
    assert_eq!(is_signed(&client, &token).await, Some(true));
}

#[tokio::test]
async fn a_rotation_signs_with_a_key_nobody_has_seen_and_keeps_the_last_one() {
    let client = Client::new().await;
    let before = id_token(&client).await;
    let seen = keys(&client).await;
    assert_eq!(seen.len(), 2);
    assert!(
        admin(&client, "/keys/rotate", json!({}))
            .await
            .status()
            .is_success()
    );
    let after = id_token(&client).await;
    assert!(seen.iter().all(|key| key["kid"] != part(&after, 0)["kid"]));
    assert_eq!(is_signed(&client, &after).await, Some(true));
    assert_eq!(is_signed(&client, &before).await, Some(true));
    client.standin.control().rotate_keys();
    assert_eq!(is_signed(&client, &before).await, None);
}

#[tokio::test]
async fn a_tampered_token_is_wrong_in_exactly_one_way() {
    let client = Client::new().await;
    let control = client.standin.control();
    for (tamper, claim, value) in [
        (Tamper::WrongNonce, "nonce", "somebody-elses-nonce"),
        (Tamper::WrongIssuer, "iss", "https://issuer.invalid"),
        (Tamper::WrongAudience, "aud", "another-client"),
        (
            Tamper::AliasIssuer,
            "iss",
            client.standin.base().trim_start_matches("http://"),
        ),
    ] {
        control.tamper_next_id_token(tamper);
        let token = id_token(&client).await;
        assert_eq!(part(&token, 1)[claim], value);
        assert_eq!(is_signed(&client, &token).await, Some(true), "{tamper:?}");
    }
    control.tamper_next_id_token(Tamper::Expired);
    let expired = part(&id_token(&client).await, 1);
    assert!(expired["exp"].as_u64().unwrap() < control.now() - 600);
    control.tamper_next_id_token(Tamper::BadSignature);
    assert_eq!(is_signed(&client, &id_token(&client).await).await, Some(false));
    control.tamper_next_id_token(Tamper::UnknownKid);
    assert_eq!(is_signed(&client, &id_token(&client).await).await, None);
    control.tamper_next_id_token(Tamper::NoneAlg);
    let unsigned = id_token(&client).await;
    assert!(unsigned.ends_with('.') && part(&unsigned, 0)["alg"] == "none");
    assert_eq!(
        is_signed(&client, &id_token(&client).await).await,
        Some(true),
        "one-shot"
    );
}

#[tokio::test]
async fn tampering_by_the_admin_plane_lasts_until_it_is_cleared() {
    let client = Client::new().await;
    let wanted = json!({ "tamper": "wrong-audience" });
    assert!(admin(&client, "/id-token", wanted).await.status().is_success());
    for _ in 0..2 {
        assert_eq!(part(&id_token(&client).await, 1)["aud"], "another-client");
    }
    client.standin.control().clear_tamper();
    assert_eq!(part(&id_token(&client).await, 1)["aud"], "standin-client");
}

#[tokio::test]
async fn userinfo_tells_what_the_scopes_allow() {
    let client = Client::new().await;
    let token = text(&client.grant("user2", &[("scope", "openid email")]).await["access_token"]);
    let info: Value = client
        .get(&token, "/v1/userinfo")
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(info["email"], "luis@standin.example");
    assert!(info.get("name").is_none());
    assert_eq!(
        client.get("wrong", "/v1/userinfo").send().await.unwrap().status(),
        401
    );
}
