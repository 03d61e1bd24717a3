"""What the Python checks share: the target, tokens by the real flow, and one line per behaviour.

Environment: STANDIN_BASE and STANDIN_ADMIN. With TARGET=google the checks run against the real Google instead, with
GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, GOOGLE_REFRESH_TOKEN (scope drive.file) and GOOGLE_SPREADSHEET_ID (a picked
copy of the fixture "Household"); what needs the admin plane is skipped there.
"""
import base64
import hashlib
import json
import os
import sys
import urllib.parse

import googleapiclient.discovery_cache as cache
import requests
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build_from_document

GOOGLE = os.environ.get("TARGET") == "google"
BASE = "https://www.googleapis.com" if GOOGLE else os.environ["STANDIN_BASE"]
SHEETS = "https://sheets.googleapis.com" if GOOGLE else BASE
TOKEN_URL = "https://oauth2.googleapis.com/token" if GOOGLE else BASE + "/token"
ADMIN = os.environ.get("STANDIN_ADMIN", "")
CLIENT_ID = os.environ["GOOGLE_CLIENT_ID"] if GOOGLE else "standin-client"
CLIENT_SECRET = os.environ["GOOGLE_CLIENT_SECRET"] if GOOGLE else "standin-secret"
CALLBACK = "http://localhost:8080/auth/callback"
DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"
DRIVE_APPDATA = "https://www.googleapis.com/auth/drive.appdata"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"

failures = []


def check(what, holds, seen=None):
    """One behaviour, one line."""
    print(("ok      " if holds else "FAILED  ") + what + ("" if holds else f": {seen!r}"), flush=True)
    if not holds:
        failures.append(what)


def raises(what, error, act, test=lambda error: True):
    try:
        seen = act()
    except error as caught:
        check(what, test(caught), caught)
    else:
        check(what, False, seen)


def done():
    print(f"{len(failures)} failed" if failures else "all hold", flush=True)
    sys.exit(1 if failures else 0)


def admin(method, path, body=None):
    answer = requests.request(method, ADMIN + path, json=body, timeout=10)
    answer.raise_for_status()
    return answer.json() if answer.content else None


def fault(match, action, **rest):
    admin("POST", "/faults", {"match": match, "action": action, **rest})


def authorize(scope, user="user1", **extra):
    """The real flow with PKCE, answered automatically; the callback's parameters and the token answer."""
    verifier = base64.urlsafe_b64encode(os.urandom(40)).rstrip(b"=").decode()
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "client_id": CLIENT_ID, "redirect_uri": CALLBACK, "response_type": "code", "scope": scope, "state": "s",
        "access_type": "offline", "prompt": "consent", "code_challenge": challenge, "code_challenge_method": "S256",
        "auto": user, **extra,
    }
    answer = requests.get(BASE + "/o/oauth2/v2/auth", params=query, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    back = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer.headers["location"]).query))
    form = {
        "grant_type": "authorization_code", "code": back["code"], "redirect_uri": CALLBACK,
        "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "code_verifier": verifier,
    }
    token = requests.post(TOKEN_URL, data=form, timeout=10)
    token.raise_for_status()
    return back, token.json()


def file_named(user, name):
    return next(one["id"] for one in admin("GET", f"/users/{user}/files") if one["name"] == name)


def pick(user, name):
    """A grant that sees one picked spreadsheet; its token answer and identifier."""
    id = file_named(user, name)
    back, token = authorize(
        DRIVE_FILE, user, include_granted_scopes="false", trigger_onepick="true", mimetypes=SPREADSHEET, auto_pick=id
    )
    assert back["picked_file_ids"] == id
    return token, id


def household():
    """A grant that sees the fixture, and its identifier."""
    if GOOGLE:
        return {"access_token": None, "refresh_token": os.environ["GOOGLE_REFRESH_TOKEN"]}, os.environ[
            "GOOGLE_SPREADSHEET_ID"
        ]
    return pick("user1", "Household")


def grant(scope=DRIVE_FILE, user="user1"):
    if GOOGLE:
        return {"access_token": None, "refresh_token": os.environ["GOOGLE_REFRESH_TOKEN"]}
    return authorize(scope, user)[1]


def credentials(token):
    return Credentials(
        token=token["access_token"], refresh_token=token.get("refresh_token"), token_uri=TOKEN_URL,
        client_id=CLIENT_ID, client_secret=CLIENT_SECRET,
    )


def document(api, version):
    """The discovery document inside the wheel."""
    return json.loads(cache.get_static_doc(api, version))


def service(api, version, token):
    doc = document(api, version)
    if not GOOGLE:
        doc["rootUrl"] = BASE + "/"
        doc.pop("mtlsRootUrl", None)
    return build_from_document(doc, credentials=credentials(token))
