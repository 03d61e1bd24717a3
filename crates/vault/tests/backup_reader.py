"""Reads a backup container, version 1, after the specification in `vault::backup` alone.

usage: backup_reader.py FILE OUT passphrase TEXT | entropy HEX

Writes the database image to OUT when everything was checked, and nothing otherwise.
"""

import hashlib
import hmac
import sys
import unicodedata
import zlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def cbor(data, at=0):
    major, info = data[at] >> 5, data[at] & 31
    at += 1
    if info >= 24:
        size = 1 << (info - 24)
        info, at = int.from_bytes(data[at : at + size], "big"), at + size
    if major == 0:
        return info, at
    if major in (2, 3):
        value = bytes(data[at : at + info])
        return (value if major == 2 else value.decode()), at + info
    assert major in (4, 5)
    items = []
    for _ in range(info * (major - 3)):
        item, at = cbor(data, at)
        items.append(item)
    return (items if major == 4 else dict(zip(items[::2], items[1::2]))), at


def whole_cbor(data):
    value, end = cbor(data)
    assert end == len(data)
    return value


def u(number, size):
    return number.to_bytes(size, "big")


def hkdf(key, salt, info):
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(key)


def vault_key(header, kind, secret):
    assert header[:8] == b"LUKAVLT\0" and header[8:10] == u(1, 2)
    n = int.from_bytes(header[10:12], "big")
    assert len(header) == 76 + n and hashlib.sha256(header[:-32]).digest() == header[-32:]
    body = whole_cbor(header[12 : 12 + n])
    vault_id, kdf = body[1], body.get(4)
    wanted, name, extra = 2, b"rk", b""
    if kind == "passphrase":
        wanted, name = 1, b"pw"
        extra = u(kdf[0], 1) + u(kdf[1], 4) + kdf[2]
        text = unicodedata.normalize("NFKC", secret).encode()
        secret = hashlib.pbkdf2_hmac("sha256", text, kdf[2], kdf[1])
    else:
        secret = bytes.fromhex(secret)
    slot = next(slot for slot in body[5] if slot[1] == wanted)
    place = vault_id + u(slot[0], 4)
    assert hmac.compare_digest(hkdf(secret, None, b"luka/commit/" + name + b"/1" + place), slot[4])
    aad = header[:10] + place + u(wanted, 1) + extra
    kek = hkdf(secret, None, b"luka/kek/" + name + b"/1" + place)
    vmk = AESGCM(kek).decrypt(slot[2], slot[3], aad)
    code = hmac.digest(hkdf(vmk, vault_id, b"luka/hdr-mac/1"), header[:-64], "sha256")
    assert hmac.compare_digest(code, header[-64:-32])
    return vmk, vault_id


def padme(length):
    e = length.bit_length() - 1
    unit = 1 << (e - e.bit_length())
    return -(-length // unit) * unit


def read(data, kind, secret):
    assert data[:8] == b"LUKABACK" and data[8:10] == u(1, 2)
    n = int.from_bytes(data[10:14], "big")
    assert n <= 8146
    start, code, chunks = data[: 14 + n], data[14 + n : 46 + n], data[46 + n :]
    head = whole_cbor(start[14:])
    assert (head[7], head[8], head[13], head[14]) == (1, 18, 1, 1)
    assert (head[1] == 1) == (2 not in head)
    vmk, vault_id = vault_key(head[10], kind, secret)
    assert vault_id == head[0]
    backup_key = hkdf(vmk, vault_id, b"luka/backup/1")
    file_key = AESGCM(backup_key).decrypt(head[11], head[12], vault_id + u(head[1], 8))
    assert hmac.compare_digest(hmac.digest(hkdf(file_key, None, b"header"), start, "sha256"), code)
    h = hashlib.sha256(start).digest()
    cipher = AESGCM(hkdf(file_key, head[9], b"payload|" + h))
    size = (1 << 18) + 16
    count = -(-len(chunks) // size)
    assert 1 <= count <= 1 << 20
    payload = b"".join(
        cipher.decrypt(u(i, 11) + u(i + 1 == count, 1), chunks[i * size : (i + 1) * size], h) for i in range(count)
    )
    inflater = zlib.decompressobj(-15)
    content = inflater.decompress(payload)
    padding = inflater.unused_data
    assert inflater.eof and not any(padding)
    assert padme(len(payload) - len(padding)) == len(payload)
    m = int.from_bytes(content[:4], "big")
    manifest, image = whole_cbor(content[4 : 4 + m]), content[4 + m :]
    assert manifest[3] == head[6]
    assert len(image) == manifest[1] and hashlib.sha256(image).digest() == manifest[0]
    return image


if __name__ == "__main__":
    path, out, kind, secret = sys.argv[1:]
    with open(path, "rb") as file:
        image = read(file.read(), kind, secret)
    with open(out, "wb") as file:
        file.write(image)
