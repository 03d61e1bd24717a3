//! A container as a stranger would read and write it after the specification, sharing no code with the crate. The words of
//! the test vault give it the keys, so that it can seal what an honest writer never would.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use minicbor::{Decoder, Encoder};
use sha2::{Digest, Sha256};

use super::CHUNK;
use crate::raw::RawHeader;

pub struct Raw {
    pub vault_id: Vec<u8>,
    pub generation: u64,
    pub parent: Option<Vec<u8>>,
    pub device_id: Vec<u8>,
    pub created: u64,
    pub app: String,
    pub schema: u64,
    /// alg, chunk_log2, comp, pad.
    pub numbers: [u64; 4],
    pub salt: Vec<u8>,
    pub vault: Vec<u8>,
    pub nonce: Vec<u8>,
    pub key: Vec<u8>,
    /// Adds a key the specification does not know.
    pub unknown: bool,
    code: Vec<u8>,
    chunks: Vec<u8>,
}

impl Raw {
    pub fn read(bytes: &[u8]) -> Self {
        let n = super::head_len(bytes) - 46;
        let mut d = Decoder::new(&bytes[14..14 + n]);
        let fields = d.map().unwrap().unwrap();
        let (vault_id, generation) = (string(&mut d), number(&mut d));
        Self {
            vault_id,
            generation,
            parent: (fields == 15).then(|| string(&mut d)),
            device_id: string(&mut d),
            created: number(&mut d),
            app: {
                d.u64().unwrap();
                d.str().unwrap().to_owned()
            },
            schema: number(&mut d),
            numbers: [number(&mut d), number(&mut d), 1, 1],
            salt: string(&mut d),
            vault: string(&mut d),
            nonce: string(&mut d),
            key: string(&mut d),
            unknown: false,
            code: bytes[14 + n..46 + n].to_vec(),
            chunks: bytes[46 + n..].to_vec(),
        }
    }

    /// As it was read, apart from what was changed: the old code, the old chunks.
    pub fn write(&self) -> Vec<u8> {
        [self.start(), self.code.clone(), self.chunks.clone()].concat()
    }

    /// The same head, sealed anew around `payload`.
    pub fn seal(&self, payload: &[u8]) -> Vec<u8> {
        let vmk = self.vault_key();
        let backup_key = derive(&vmk, Some(&self.vault_id), &[b"luka/backup/1"]);
        let aad = [self.vault_id.as_slice(), &self.generation.to_be_bytes()].concat();
        let file_key = open(&backup_key, &self.nonce, &aad, &self.key);
        let start = self.start();
        let h = Sha256::digest(&start);
        let mac_key = derive(&file_key, None, &[b"header"]);
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&mac_key).unwrap();
        mac.update(&start);
        let mut bytes = [start, mac.finalize().into_bytes().to_vec()].concat();
        let payload_key = derive(&file_key, Some(&self.salt), &[b"payload|", &h]);
        let cipher = Aes256Gcm::new_from_slice(&payload_key).unwrap();
        let count = payload.len().div_ceil(CHUNK);
        for (i, msg) in payload.chunks(CHUNK).enumerate() {
            let mut nonce = [0; 12];
            nonce[3..11].copy_from_slice(&(i as u64).to_be_bytes());
            nonce[11] = u8::from(i + 1 == count);
            let chunk = Payload { msg, aad: &h };
            bytes.extend(cipher.encrypt(&Nonce::from(nonce), chunk).unwrap());
        }
        bytes
    }

    fn start(&self) -> Vec<u8> {
        let mut e = Encoder::new(Vec::new());
        let optional = u64::from(self.parent.is_some()) + u64::from(self.unknown);
        e.map(14 + optional).unwrap();
        e.u8(0).unwrap().bytes(&self.vault_id).unwrap();
        e.u8(1).unwrap().u64(self.generation).unwrap();
        if let Some(parent) = &self.parent {
            e.u8(2).unwrap().bytes(parent).unwrap();
        }
        e.u8(3).unwrap().bytes(&self.device_id).unwrap();
        e.u8(4).unwrap().u64(self.created).unwrap();
        e.u8(5).unwrap().str(&self.app).unwrap();
        e.u8(6).unwrap().u64(self.schema).unwrap();
        e.u8(7).unwrap().u64(self.numbers[0]).unwrap();
        e.u8(8).unwrap().u64(self.numbers[1]).unwrap();
        e.u8(9).unwrap().bytes(&self.salt).unwrap();
        e.u8(10).unwrap().bytes(&self.vault).unwrap();
        e.u8(11).unwrap().bytes(&self.nonce).unwrap();
        e.u8(12).unwrap().bytes(&self.key).unwrap();
        e.u8(13).unwrap().u64(self.numbers[2]).unwrap();
        e.u8(14).unwrap().u64(self.numbers[3]).unwrap();
        if self.unknown {
            e.u8(15).unwrap().u8(0).unwrap();
        }
        let head = e.into_writer();
        let len = u32::try_from(head.len()).unwrap();
        [b"LUKABACK\0\x01".as_slice(), &len.to_be_bytes(), &head].concat()
    }

    /// What the words of the test vault open: their 256 bits are all 0x7f.
    fn vault_key(&self) -> Vec<u8> {
        let slot = &RawHeader::read(&self.vault).slots[1];
        let id = u32::try_from(slot.id).unwrap().to_be_bytes();
        let kek = derive(&[0x7f; 32], None, &[b"luka/kek/rk/1", &self.vault_id, &id]);
        let aad = [b"LUKAVLT\0\0\x01".as_slice(), &self.vault_id, &id, &[2]].concat();
        open(&kek, &slot.nonce, &aad, &slot.key)
    }
}

/// A manifest of one page with `bytes` in it and no counts.
pub fn manifest(image: &[u8], bytes: u64) -> Vec<u8> {
    let mut e = Encoder::new(Vec::new());
    e.map(6)
        .unwrap()
        .u8(0)
        .unwrap()
        .bytes(&Sha256::digest(image))
        .unwrap();
    e.u8(1).unwrap().u64(bytes).unwrap().u8(2).unwrap().u8(1).unwrap();
    e.u8(3).unwrap().u8(1).unwrap().u8(4).unwrap().array(0).unwrap();
    e.u8(5).unwrap().array(0).unwrap();
    e.into_writer()
}

fn number(d: &mut Decoder<'_>) -> u64 {
    d.u64().unwrap();
    d.u64().unwrap()
}

fn string(d: &mut Decoder<'_>) -> Vec<u8> {
    d.u64().unwrap();
    d.bytes().unwrap().to_vec()
}

fn derive(key: &[u8], salt: Option<&[u8]>, info: &[&[u8]]) -> Vec<u8> {
    let mut out = vec![0; 32];
    Hkdf::<Sha256>::new(salt, key)
        .expand(&info.concat(), &mut out)
        .unwrap();
    out
}

fn open(key: &[u8], nonce: &[u8], aad: &[u8], msg: &[u8]) -> Vec<u8> {
    let nonce = <[u8; 12]>::try_from(nonce).unwrap();
    let cipher = Aes256Gcm::new_from_slice(key).unwrap();
    cipher.decrypt(&Nonce::from(nonce), Payload { msg, aad }).unwrap()
}
