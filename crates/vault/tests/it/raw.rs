//! The header as a stranger would read and write it: no rules, no keys, any field may be changed. The checksum is
//! always made right, the authentication code is kept, as by someone who owns the disk but not the key.

use minicbor::{Decoder, Encoder};
use sha2::{Digest, Sha256};

#[derive(Clone, Debug, PartialEq)]
pub struct RawHeader {
    pub version: u16,
    pub min_reader: u64,
    pub vault_id: Vec<u8>,
    pub seq: u64,
    pub created: u64,
    pub kdf: Option<(u64, u64, Vec<u8>)>,
    pub slots: Vec<RawSlot>,
    pub active: RawDatabase,
    pub previous: Option<RawDatabase>,
    /// A key the specification does not know, with this number as its value.
    pub unknown: Option<u64>,
    pub code: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RawSlot {
    pub id: u64,
    pub kind: u64,
    pub nonce: Vec<u8>,
    pub key: Vec<u8>,
    pub commitment: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RawDatabase {
    pub name: String,
    pub cipher: u64,
    pub seq: u64,
    pub nonce: Vec<u8>,
    pub key: Vec<u8>,
}

impl RawHeader {
    pub fn read(bytes: &[u8]) -> Self {
        let len = usize::from(u16::from_be_bytes([bytes[10], bytes[11]]));
        assert_eq!(bytes.len(), 76 + len);
        let mut d = Decoder::new(&bytes[12..12 + len]);
        let mut left = d.map().unwrap().unwrap();
        let mut header = Self {
            version: u16::from_be_bytes([bytes[8], bytes[9]]),
            min_reader: number(&mut d, 0),
            vault_id: string(&mut d, 1),
            seq: number(&mut d, 2),
            created: number(&mut d, 3),
            kdf: None,
            slots: Vec::new(),
            active: RawDatabase {
                name: String::new(),
                cipher: 0,
                seq: 0,
                nonce: vec![],
                key: vec![],
            },
            previous: None,
            unknown: None,
            code: bytes[12 + len..44 + len].to_vec(),
        };
        left -= 4;
        for _ in 0..left {
            match d.u64().unwrap() {
                4 => header.kdf = Some(read_kdf(&mut d)),
                5 => {
                    header.slots = (0..d.array().unwrap().unwrap())
                        .map(|_| read_slot(&mut d))
                        .collect()
                }
                6 => header.active = read_database(&mut d),
                7 => header.previous = Some(read_database(&mut d)),
                key => panic!("key {key}"),
            }
        }
        header
    }

    pub fn write(&self) -> Vec<u8> {
        frame(self.version, &self.body(), &self.code)
    }

    pub fn body(&self) -> Vec<u8> {
        let mut e = Encoder::new(Vec::new());
        let optional = [
            self.kdf.is_some(),
            self.previous.is_some(),
            self.unknown.is_some(),
        ];
        e.map(6 + optional.iter().filter(|&&o| o).count() as u64).unwrap();
        e.u8(0)
            .unwrap()
            .u64(self.min_reader)
            .unwrap()
            .u8(1)
            .unwrap()
            .bytes(&self.vault_id)
            .unwrap();
        e.u8(2)
            .unwrap()
            .u64(self.seq)
            .unwrap()
            .u8(3)
            .unwrap()
            .u64(self.created)
            .unwrap();
        if let Some((id, iterations, salt)) = &self.kdf {
            e.u8(4).unwrap().map(3).unwrap().u8(0).unwrap().u64(*id).unwrap();
            e.u8(1)
                .unwrap()
                .u64(*iterations)
                .unwrap()
                .u8(2)
                .unwrap()
                .bytes(salt)
                .unwrap();
        }
        e.u8(5).unwrap().array(self.slots.len() as u64).unwrap();
        for slot in &self.slots {
            e.map(5)
                .unwrap()
                .u8(0)
                .unwrap()
                .u64(slot.id)
                .unwrap()
                .u8(1)
                .unwrap()
                .u64(slot.kind)
                .unwrap();
            e.u8(2)
                .unwrap()
                .bytes(&slot.nonce)
                .unwrap()
                .u8(3)
                .unwrap()
                .bytes(&slot.key)
                .unwrap();
            e.u8(4).unwrap().bytes(&slot.commitment).unwrap();
        }
        write_database(e.u8(6).unwrap(), &self.active);
        if let Some(previous) = &self.previous {
            write_database(e.u8(7).unwrap(), previous);
        }
        if let Some(value) = self.unknown {
            e.u8(9).unwrap().u64(value).unwrap();
        }
        e.into_writer()
    }
}

/// A whole header around any body, with a right checksum.
pub fn frame(version: u16, body: &[u8], code: &[u8]) -> Vec<u8> {
    let mut bytes = b"LUKAVLT\0".to_vec();
    bytes.extend(version.to_be_bytes());
    bytes.extend(u16::try_from(body.len()).unwrap().to_be_bytes());
    bytes.extend(body);
    bytes.extend(code);
    bytes.extend([0; 32]);
    mend(&mut bytes);
    bytes
}

/// Makes the checksum right again.
pub fn mend(bytes: &mut [u8]) {
    let (content, checksum) = bytes.split_last_chunk_mut::<32>().unwrap();
    *checksum = Sha256::digest(content).into();
}

fn number(d: &mut Decoder<'_>, key: u64) -> u64 {
    assert_eq!(d.u64().unwrap(), key);
    d.u64().unwrap()
}

fn string(d: &mut Decoder<'_>, key: u64) -> Vec<u8> {
    assert_eq!(d.u64().unwrap(), key);
    d.bytes().unwrap().to_vec()
}

fn read_kdf(d: &mut Decoder<'_>) -> (u64, u64, Vec<u8>) {
    assert_eq!(d.map().unwrap(), Some(3));
    (number(d, 0), number(d, 1), string(d, 2))
}

fn read_slot(d: &mut Decoder<'_>) -> RawSlot {
    assert_eq!(d.map().unwrap(), Some(5));
    let (id, kind) = (number(d, 0), number(d, 1));
    RawSlot {
        id,
        kind,
        nonce: string(d, 2),
        key: string(d, 3),
        commitment: string(d, 4),
    }
}

fn read_database(d: &mut Decoder<'_>) -> RawDatabase {
    assert_eq!((d.map().unwrap(), d.u64().unwrap()), (Some(5), 0));
    let name = d.str().unwrap().to_owned();
    RawDatabase {
        name,
        cipher: number(d, 1),
        seq: number(d, 2),
        nonce: string(d, 3),
        key: string(d, 4),
    }
}

fn write_database(e: &mut Encoder<Vec<u8>>, db: &RawDatabase) {
    e.map(5)
        .unwrap()
        .u8(0)
        .unwrap()
        .str(&db.name)
        .unwrap()
        .u8(1)
        .unwrap()
        .u64(db.cipher)
        .unwrap();
    e.u8(2)
        .unwrap()
        .u64(db.seq)
        .unwrap()
        .u8(3)
        .unwrap()
        .bytes(&db.nonce)
        .unwrap();
    e.u8(4).unwrap().bytes(&db.key).unwrap();
}
