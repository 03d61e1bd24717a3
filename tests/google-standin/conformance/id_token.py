#!/usr/bin/env python3
"""S6, second half: google-auth verifies the id tokens, follows a rotation, and refuses wrong ones."""
import google.auth.exceptions
import jwt
from google.auth.transport.requests import Request
from google.oauth2 import id_token

import target
from target import BASE, CLIENT_ID, admin, check, raises

CERTS = BASE + "/oauth2/v3/certs"
REFUSED = (ValueError, google.auth.exceptions.GoogleAuthError, jwt.PyJWTError)


def fresh(**extra):
    return target.authorize("openid email profile", **extra)[1]["id_token"]


def verify(token):
    return id_token.verify_token(token, Request(), audience=CLIENT_ID, certs_url=CERTS)


def main():
    claims = verify(fresh(nonce="n1"))
    check("S6 google-auth verifies an id token", claims["email"] == "ana@standin.example", claims)
    check("S6 the nonce comes back", claims["nonce"] == "n1", claims)
    check("S6 the subject has 21 digits", len(claims["sub"]) == 21 and claims["sub"].isdigit(), claims)
    before = fresh()
    admin("POST", "/keys/rotate", {})
    check("S6 a token of the last key still verifies", verify(before)["sub"] == claims["sub"])
    check("S6 a token of the new key verifies", verify(fresh())["sub"] == claims["sub"])
    for tamper in ("expired", "bad-signature", "unknown-kid", "wrong-audience", "none-alg"):
        admin("POST", "/id-token", {"tamper": tamper, "once": True})
        token = fresh()
        raises(f"S6 google-auth refuses {tamper}", REFUSED, lambda: verify(token))
    admin("POST", "/id-token", {"tamper": "alias-issuer", "once": True})
    check("S6 the alias issuer has no scheme", "://" not in verify(fresh())["iss"])
    check("S6 a one-shot tampering is over", verify(fresh())["iss"] == claims["iss"])


if target.GOOGLE:
    print("skipped: tampering needs the admin plane")
else:
    main()
target.done()
