#!/usr/bin/env python3
"""S1: every kind of answer has the types, and only the fields, of Google's own discovery documents."""
import requests

import target
from target import BASE, SHEETS, check, credentials, document

DRIVE, DRIVE2, SHEETS4 = document("drive", "v3"), document("drive", "v2"), document("sheets", "v4")
INTEGERS = {"int64", "uint64"}


def problems(doc, schema, value, path):
    """What is wrong with a value, as lines."""
    if "$ref" in schema:
        yield from problems(doc, doc["schemas"][schema["$ref"]], value, path)
        return
    kind = schema.get("type", "any")
    if kind == "object":
        if not isinstance(value, dict):
            yield f"{path}: want an object, got {value!r}"
            return
        known, free = schema.get("properties", {}), schema.get("additionalProperties")
        for key, inner in value.items():
            inside = known.get(key, free)
            if inside is None:
                yield f"{path}.{key}: unknown field"
            else:
                yield from problems(doc, inside, inner, f"{path}.{key}")
    elif kind == "array":
        if not isinstance(value, list):
            yield f"{path}: want an array, got {value!r}"
            return
        for nth, inner in enumerate(value):
            yield from problems(doc, schema["items"], inner, f"{path}[{nth}]")
    elif kind == "string":
        if not isinstance(value, str):
            yield f"{path}: want a string ({schema.get('format', 'plain')}), got {value!r}"
        elif schema.get("format") in INTEGERS and not value.lstrip("-").isdigit():
            yield f"{path}: want digits, got {value!r}"
        elif "enum" in schema and value not in schema["enum"]:
            yield f"{path}: {value!r} is none of the values"
    elif kind == "integer" and (not isinstance(value, int) or isinstance(value, bool)):
        yield f"{path}: want an integer, got {value!r}"
    elif kind == "number" and (not isinstance(value, (int, float)) or isinstance(value, bool)):
        yield f"{path}: want a number, got {value!r}"
    elif kind == "boolean" and not isinstance(value, bool):
        yield f"{path}: want a truth value, got {value!r}"


def main():
    token, sheet = target.household()
    access = credentials(token)
    if access.token is None:
        from google.auth.transport.requests import Request
        access.refresh(Request())
    head = {"Authorization": "Bearer " + access.token}

    def call(name, doc, schema, method, url, **rest):
        answer = requests.request(method, url, headers={**head, **rest.pop("headers", {})}, timeout=30, **rest)
        body = answer.json()
        wrong = list(problems(doc, {"$ref": schema}, body, schema))
        check(f"S1 {name} is a sound {schema}", answer.status_code == 200 and not wrong, wrong or body)
        return body

    files, upload = BASE + "/drive/v3/files", BASE + "/upload/drive/v3/files"
    every = {"fields": "*"}
    call("about", DRIVE, "About", "GET", BASE + "/drive/v3/about", params=every)
    ids = call("generateIds", DRIVE, "GeneratedIds", "GET", files + "/generateIds", params={"count": 2})["ids"]
    folder = call("a new folder", DRIVE, "File", "POST", files, params=every,
                  json={"name": "S1", "mimeType": "application/vnd.google-apps.folder"})
    meta = {"id": ids[0], "name": "s1.luka", "parents": [folder["id"]], "description": "d",
            "appProperties": {"kind": "backup"}, "properties": {"p": "q"}}
    start = requests.post(upload, params={"uploadType": "resumable", "fields": "*"}, json=meta, headers=head, timeout=30)
    call("a resumable upload", DRIVE, "File", "PUT", start.headers["location"], data=b"x" * 1000)
    one = f"{files}/{ids[0]}"
    call("a media update", DRIVE, "File", "PATCH", f"{upload}/{ids[0]}", data=b"y" * 10,
         params={"uploadType": "media", **every})
    call("files.get without fields", DRIVE, "File", "GET", one)
    call("files.get", DRIVE, "File", "GET", one, params=every)
    call("files.list without fields", DRIVE, "FileList", "GET", files)
    call("files.list", DRIVE, "FileList", "GET", files, params={"pageSize": 1, **every})
    call("a picked spreadsheet's file", DRIVE, "File", "GET", f"{files}/{sheet}", params=every)
    call("revisions.list", DRIVE, "RevisionList", "GET", one + "/revisions", params=every)
    call("revisions.get", DRIVE, "Revision", "GET", one + "/revisions/head", params=every)
    call("a kept revision", DRIVE, "Revision", "PATCH", one + "/revisions/head", params=every,
         json={"keepForever": True})
    call("a file in the trash", DRIVE, "File", "PATCH", one, params=every, json={"trashed": True})
    call("files.get of v2", DRIVE2, "File", "GET", f"{BASE}/drive/v2/files/{ids[0]}")
    requests.delete(f"{files}/{folder['id']}", headers=head, timeout=30)

    book = f"{SHEETS}/v4/spreadsheets/{sheet}"
    call("an outline", SHEETS4, "Spreadsheet", "GET", book)
    call("grid data", SHEETS4, "Spreadsheet", "GET", book, params={"includeGridData": "true", "ranges": "Accounts"})
    call("values.get", SHEETS4, "ValueRange", "GET", book + "/values/Financial_Tracker!A1:O5")
    call("values:batchGet", SHEETS4, "BatchGetValuesResponse", "GET", book + "/values:batchGet",
         params={"ranges": ["Accounts", "Budgets"], "valueRenderOption": "UNFORMATTED_VALUE"})
    if not target.GOOGLE:
        token, sheet = target.pick("user2", "Haushalt")
        head["Authorization"] = "Bearer " + token["access_token"]
        call("error cells, formulas and percents", SHEETS4, "Spreadsheet", "GET",
             f"{SHEETS}/v4/spreadsheets/{sheet}", params={"includeGridData": "true"})


main()
target.done()
