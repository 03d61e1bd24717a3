#!/usr/bin/env python3
"""S2: google-api-python-client backs up, is interrupted, resumes, pages, refreshes and reads errors."""
import hashlib
import io

from google.auth.exceptions import RefreshError
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaInMemoryUpload, MediaIoBaseDownload, MediaIoBaseUpload

import target
from target import GOOGLE, admin, check, fault, raises

GRAIN = 256 * 1024
FIELDS = "id,size,md5Checksum,sha256Checksum,headRevisionId,version,appProperties,parents"


def reason(error):
    return (error.error_details or [{}])[0].get("reason")


def main():
    token = target.grant()
    drive = target.service("drive", "v3", token)
    files = drive.files()

    about = drive.about().get(fields="user(emailAddress,permissionId),storageQuota").execute()
    check("S2 about.get names the e-mail address under drive.file alone", "@" in about["user"]["emailAddress"], about)
    ids = files.generateIds(count=3, space="drive").execute()["ids"]
    check("S2 generateIds gives what was asked for", len(ids) == 3, ids)
    folder = files.create(body={"name": "S2", "mimeType": "application/vnd.google-apps.folder"}).execute()["id"]

    content = b"a\r\nb\n\r" * 100
    media = MediaInMemoryUpload(content, mimetype="application/x-lukalibre")
    body = {"id": ids[0], "name": "multipart", "parents": [folder], "appProperties": {"vault": "v", "seq": "1"}}
    made = files.create(body=body, media_body=media, fields=FIELDS).execute()
    check("S2 a multipart upload arrives byte for byte", made["md5Checksum"] == hashlib.md5(content).hexdigest(), made)
    check("S2 int64 values are strings", made["size"] == str(len(content)), made)
    check("S2 the parent is an identifier", made["parents"] == [folder], made)
    raises("S2 the same identifier again is a conflict", HttpError,
           lambda: files.create(body=body, media_body=media).execute(), lambda error: error.status_code == 409)

    big = bytes(at * 7 % 251 for at in range(5 * GRAIN + 99))

    def resumable(name, id):
        media = MediaIoBaseUpload(io.BytesIO(big), "application/x-lukalibre", chunksize=GRAIN, resumable=True)
        return files.create(body={"id": id, "name": name, "parents": [folder]}, media_body=media, fields=FIELDS)

    made = resumable("chunks", ids[1]).execute()
    check("S2 a chunked upload arrives", made["sha256Checksum"] == hashlib.sha256(big).hexdigest(), made)

    if not GOOGLE:
        fault("PUT upload_id", {"persist_then_503": {"bytes": 100000}}, after=1)
        fault("PUT upload_id", {"status": {"code": 500}}, after=3)
        made = carried_through(resumable("interrupted", ids[2]))
        check("S2 an interrupted upload resumes where the server stands",
              made["sha256Checksum"] == hashlib.sha256(big).hexdigest(), made)
        log = [one for one in admin("GET", "/log") if one["fault"]]
        check("S2 both interruptions took place", len(log) == 2, log)
        admin("DELETE", "/faults")

    head = files.get_media(fileId=ids[1])
    sink = io.BytesIO()
    loader = MediaIoBaseDownload(sink, head, chunksize=300000)
    while not loader.next_chunk()[1]:
        pass
    check("S2 a download in ranges is whole", sink.getvalue() == big, len(sink.getvalue()))

    found = files.list(q="appProperties has { key='vault' and value='v' } and trashed=false").execute()["files"]
    check("S2 appProperties find the backup", ids[0] in [one["id"] for one in found], found)
    seen, request = [], files.list(q=f"'{folder}' in parents", pageSize=1, fields="nextPageToken,files(id)")
    while request is not None:
        page = request.execute()
        seen += page["files"]
        request = files.list_next(request, page)
    check("S2 pages follow each other to the end", len(seen) == (2 if GOOGLE else 3), seen)

    revisions = drive.revisions().list(fileId=ids[0], fields="revisions(id,keepForever)").execute()["revisions"]
    check("S2 a backup has one revision", len(revisions) == 1, revisions)
    trashed = files.update(fileId=ids[0], body={"trashed": True}, fields="trashed").execute()
    check("S2 the trash is an update", trashed["trashed"] is True, trashed)
    raises("S2 an unknown field is refused", HttpError, lambda: files.get(fileId=ids[0], fields="etag").execute(),
           lambda error: error.status_code == 400 and "Invalid field selection etag" in str(error))
    raises("S2 a bad query is refused", HttpError, lambda: files.list(q="colour = 'x'").execute(),
           lambda error: error.status_code == 400)
    raises("S2 a file that is not there is notFound", HttpError, lambda: files.get(fileId="1" * 33).execute(),
           lambda error: error.status_code == 404 and reason(error) == "notFound")

    if not GOOGLE:
        faults(drive, files, folder)
    files.delete(fileId=folder).execute()
    raises("S2 a deleted folder took its content along", HttpError, lambda: files.get(fileId=ids[1]).execute(),
           lambda error: error.status_code == 404)


def carried_through(upload):
    """The upload's file, whatever comes in between.

    `execute(num_retries=…)` would not do: it sends the chunk's exhausted stream again, and then waits for an answer to
    a body it never sent. After an error the next `next_chunk` asks where the server stands.
    """
    made = None
    while made is None:
        try:
            _, made = upload.next_chunk()
        except HttpError as error:
            if error.status_code < 500:
                raise
    return made


def faults(drive, files, folder):
    about = drive.about().get(fields="user")
    for preset in ("tooManyRequests", "userRateLimitExceeded", "unavailable"):
        fault("GET ^/drive/v3/about$", preset)
        check(f"S2 {preset} is retried", "user" in about.execute(num_retries=3))
    fault("POST ^/upload/", "storageQuotaExceeded")
    media = MediaInMemoryUpload(b"x", mimetype="a/b")
    admin("DELETE", "/log")
    raises("S2 a full Drive is not retried", HttpError,
           lambda: files.create(body={"name": "x"}, media_body=media).execute(num_retries=3),
           lambda error: reason(error) == "storageQuotaExceeded" and len(admin("GET", "/log")) == 1)
    admin("POST", "/users/user1/expire-tokens", {})
    check("S2 an expired access token is refreshed and the call repeated", "user" in about.execute())
    fault("GET ^/drive/v3/files/", {"status": {"code": 404, "reason": "notFound"}})
    raises("S2 a fault's reason reaches the client", HttpError, lambda: files.get(fileId=folder).execute(),
           lambda error: reason(error) == "notFound")
    other = target.service("drive", "v3", target.grant(user="user2"))
    admin("POST", "/users/user2/revoke", {})
    raises("S2 a withdrawn consent is invalid_grant", RefreshError,
           lambda: other.about().get(fields="user").execute(),
           lambda error: "invalid_grant" in str(error) and "expired or revoked" in str(error))


main()
target.done()
