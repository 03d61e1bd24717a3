//! The keys that sign id tokens: two are published at a time, a rotation retires the older.
//!
//! The key files are published with the source, so what they sign proves nothing to anyone.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::rsa::{KeyPair, PublicKeyComponents};
use ring::signature::RSA_PKCS1_SHA256;
use serde_json::{Value, json};
use sha1::{Digest, Sha1};
use std::io;

const PEMS: [&str; 4] = [
    include_str!("../keys/test-only-1.pem"),
    include_str!("../keys/test-only-2.pem"),
    include_str!("../keys/test-only-3.pem"),
    include_str!("../keys/test-only-4.pem"),
];

pub(crate) struct Keys {
    pairs: Vec<KeyPair>,
    generation: usize,
}

impl Keys {
    pub fn load() -> io::Result<Self> {
        let pairs = PEMS.iter().map(|pem| read(pem)).collect::<io::Result<_>>()?;
        Ok(Self { pairs, generation: 1 })
    }

    /// A key nobody has seen signs from now on; the one that signed until now stays published.
    pub fn rotate(&mut self) {
        self.generation += 1;
    }

    /// The identifier of the key that signs.
    pub fn kid(&self) -> String {
        kid(self.generation)
    }

    /// The JSON Web Key Set with the signing key first.
    pub fn jwks(&self) -> Value {
        let keys: Vec<Value> = [self.generation, self.generation - 1]
            .into_iter()
            .map(|generation| self.jwk(generation))
            .collect();
        json!({ "keys": keys })
    }

    /// A JWT with the given header and claims.
    pub fn sign(&self, header: &Value, claims: &Value) -> io::Result<String> {
        let body = unsigned(header, claims);
        let pair = self.pair(self.generation);
        let mut signature = vec![0; pair.public().modulus_len()];
        pair.sign(
            &RSA_PKCS1_SHA256,
            &SystemRandom::new(),
            body.as_bytes(),
            &mut signature,
        )
        .map_err(|_| io::Error::other("RSA signing failed"))?;
        Ok(format!("{body}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    fn jwk(&self, generation: usize) -> Value {
        let parts = PublicKeyComponents::<Vec<u8>>::from(self.pair(generation).public());
        json!({
            "kty": "RSA", "alg": "RS256", "use": "sig", "kid": kid(generation),
            "n": URL_SAFE_NO_PAD.encode(parts.n), "e": URL_SAFE_NO_PAD.encode(parts.e),
        })
    }

    fn pair(&self, generation: usize) -> &KeyPair {
        &self.pairs[generation % self.pairs.len()]
    }
}

/// Header and claims of a JWT, without the signature.
pub(crate) fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(header), part(claims))
}

fn kid(generation: usize) -> String {
    let digest = Sha1::digest(format!("stand-in key {generation}"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The PKCS #8 key between the markers; the text before them says what the file is for.
fn read(pem: &str) -> io::Result<KeyPair> {
    let wrong = || io::Error::other("a test key cannot be read");
    let (_, rest) = pem.split_once("-----BEGIN PRIVATE KEY-----").ok_or_else(wrong)?;
    let (body, _) = rest.split_once("-----END PRIVATE KEY-----").ok_or_else(wrong)?;
    let packed: String = body.split_whitespace().collect();
    let der = STANDARD.decode(packed).map_err(|_| wrong())?;
    KeyPair::from_pkcs8(&der).map_err(|_| wrong())
}
