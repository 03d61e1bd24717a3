#!/usr/bin/env python3
"""Writes src/fields.json: which fields Google's answers can have, so that a wrong field mask is refused.

usage: extract_fields.py > ../src/fields.json

The names come from the discovery documents in the google-api-python-client wheel (Apache-2.0). A value is the
name of another entry, "" for a scalar, and "*" for a map with free keys.
"""
import json
import googleapiclient.discovery_cache as cache

ROOTS = {
    "drive": ["About", "File", "FileList", "GeneratedIds", "Revision", "RevisionList"],
    "sheets": ["Spreadsheet", "ValueRange", "BatchGetValuesResponse"],
}


def walk(schemas, name, schema, out):
    if name in out:
        return
    out[name] = fields = {}
    for key, prop in schema.get("properties", {}).items():
        fields[key] = kind(schemas, f"{name}.{key}", prop, out)


def kind(schemas, path, prop, out):
    if prop.get("type") == "array":
        return kind(schemas, path, prop["items"], out)
    if "$ref" in prop:
        walk(schemas, prop["$ref"], schemas[prop["$ref"]], out)
        return prop["$ref"]
    if "additionalProperties" in prop:
        return "*"
    if "properties" in prop:
        walk(schemas, path, prop, out)
        return path
    return ""


out = {}
for api, version in (("drive", "v3"), ("sheets", "v4")):
    schemas = json.loads(cache.get_static_doc(api, version))["schemas"]
    out[api] = {}
    for root in ROOTS[api]:
        walk(schemas, root, schemas[root], out[api])
print(json.dumps(out, separators=(",", ":"), sort_keys=True))
