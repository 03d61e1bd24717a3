#!/usr/bin/env python3
"""S5: rclone, an independent implementation in Go, through a proxy that answers for www.googleapis.com.

rclone cannot be told another address, but it honours a proxy and a certificate authority: a CONNECT proxy ends TLS
with a certificate made here and hands the bytes to the stand-in. Environment: LUKA_RCLONE, the program.
"""
import datetime
import json
import os
import pathlib
import socket
import ssl
import subprocess
import tempfile
import threading
import urllib.parse

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

import target
from target import BASE, admin, check, fault

PROGRAM = os.environ.get("LUKA_RCLONE", "rclone")
HOST = "www.googleapis.com"


def certificates(folder):
    """An authority and a certificate for Google's host name, both for an hour."""
    now = datetime.datetime.now(datetime.timezone.utc)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "stand-in test authority")])
    root, leaf = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())

    def made(subject, public, extensions):
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(name).public_key(public)
        builder = builder.serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(now - datetime.timedelta(hours=1))
        builder = builder.not_valid_after(now + datetime.timedelta(hours=1))
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(root, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    (folder / "ca.pem").write_bytes(
        made(name, root.public_key(), [(x509.BasicConstraints(ca=True, path_length=0), True)]))
    host = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    (folder / "leaf.pem").write_bytes(
        made(host, leaf.public_key(), [(x509.SubjectAlternativeName([x509.DNSName(HOST)]), False)]))
    (folder / "leaf.key").write_bytes(leaf.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))


def pipe(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass
    finally:
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def proxied(client, context):
    request = b""
    while b"\r\n\r\n" not in request:
        data = client.recv(4096)
        if not data:
            return
        request += data
    client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
    base = urllib.parse.urlsplit(BASE)
    try:
        inside = context.wrap_socket(client, server_side=True)
    except (OSError, ssl.SSLError):
        return
    # Two threads share the TLS socket: one reads, one writes.
    outside = socket.create_connection((base.hostname, base.port))
    threading.Thread(target=pipe, args=(outside, inside), daemon=True).start()
    pipe(inside, outside)


def proxy(folder):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "leaf.pem", folder / "leaf.key")
    listener = socket.create_server(("127.0.0.1", 0))

    def accept():
        while True:
            client, _ = listener.accept()
            threading.Thread(target=proxied, args=(client, context), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


class Rclone:
    def __init__(self, folder, port):
        self.folder, self.port = folder, port

    def remote(self, name, scope, token, age=0, root=""):
        left = datetime.timedelta(seconds=token["expires_in"] - age)
        expiry = datetime.datetime.now(datetime.timezone.utc) + left
        packed = json.dumps({
            "access_token": token["access_token"], "token_type": "Bearer",
            "refresh_token": token["refresh_token"], "expiry": expiry.isoformat(),
        })
        with open(self.folder / "rclone.conf", "a") as config:
            config.write(
                f"[{name}]\ntype = drive\nscope = {scope}\nclient_id = {target.CLIENT_ID}\n"
                f"root_folder_id = {root}\nclient_secret = {target.CLIENT_SECRET}\ntoken_url = {BASE}/token\ntoken = {packed}\n")

    def run(self, *arguments):
        command = [
            PROGRAM, "--config", self.folder / "rclone.conf", "--ca-cert", self.folder / "ca.pem", "--retries", "1",
            "--low-level-retries", "5", "--drive-pacer-min-sleep", "1ms", "--drive-chunk-size", "1M",
            "--drive-upload-cutoff", "1M", *arguments,
        ]
        environment = {**os.environ, "HTTPS_PROXY": f"http://127.0.0.1:{self.port}", "NO_PROXY": "127.0.0.1"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            print(done.stderr)
        return done


def main(folder):
    certificates(folder)
    rclone = Rclone(folder, proxy(folder))
    rclone.remote("g", "drive.file", target.grant())
    source = folder / "source"
    source.mkdir()
    (source / "small.luka").write_bytes(b"small\r\n" * 1000)
    (source / "big.luka").write_bytes(bytes(at * 7 % 251 for at in range(9 * 1024 * 1024 + 3)))

    fault("upload_id", {"persist_then_503": {"bytes": 300000}}, after=3)
    check("S5 9 MB in chunks arrive although a chunk was kept only in part",
          rclone.run("copy", source, "g:LukaLibre").returncode == 0)
    log = admin("GET", "/log")
    check("S5 the interruption took place", any(one["fault"] for one in log))
    chunks = [one for one in log if "upload_id" in one["query"]]
    check("S5 chunks went to the address with Google's name", all(
        dict(one["headers"])["host"] == HOST for one in chunks) and len(chunks) >= 10, len(chunks))
    check("S5 what arrived has the checksums of the source", rclone.run("check", source, "g:LukaLibre").returncode == 0)
    listed = sorted(rclone.run("lsf", "g:LukaLibre").stdout.split())
    check("S5 the folder lists both", listed == ["big.luka", "small.luka"], listed)

    fault("GET alt=media", {"truncate_body": {"bytes": 100000}})
    back = folder / "back"
    check("S5 a download that broke off is repeated", rclone.run("copy", "g:LukaLibre", back).returncode == 0)
    same = all((back / name).read_bytes() == (source / name).read_bytes() for name in listed)
    check("S5 and is byte for byte the source", same)
    about = json.loads(rclone.run("about", "g:", "--json").stdout or "{}")
    check("S5 about tells the room", about.get("total") == 15 * 1024**3, about)

    check("S5 a deletion goes to the trash", rclone.run("deletefile", "g:LukaLibre/small.luka").returncode == 0)
    held = {one["name"]: one for one in admin("GET", "/users/user1/files")}
    check("S5 where the file still is", held["small.luka"]["trashed"] is True)
    rclone.run("--drive-use-trash=false", "deletefile", "g:LukaLibre/big.luka")
    names = [one["name"] for one in admin("GET", "/users/user1/files")]
    check("S5 a permanent deletion leaves nothing", "big.luka" not in names, names)

    rclone.remote("a", "drive.appfolder", target.grant(target.DRIVE_APPDATA), root="appDataFolder")
    check("S5 the hidden folder takes a file", rclone.run("copy", source / "small.luka", "a:").returncode == 0)
    listed = rclone.run("lsf", "a:").stdout.split()
    check("S5 and lists it", listed == ["small.luka"], listed)
    # It trusts the expiry it was told, not a 401.
    rclone.remote("e", "drive.file", target.grant(), age=3600)
    admin("POST", "/users/user1/expire-tokens", {})
    check("S5 an expired token is refreshed", rclone.run("lsf", "e:").returncode == 0)


if target.GOOGLE:
    print("skipped: rclone against real Google needs no proxy and proves nothing about the stand-in")
else:
    with tempfile.TemporaryDirectory() as name:
        main(pathlib.Path(name))
target.done()
