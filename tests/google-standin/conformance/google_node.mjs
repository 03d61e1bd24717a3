// S4: Google's own Node clients upload, download, refresh, retry and read errors.
import { Readable } from 'node:stream';
import { auth, drive as driveClient } from '@googleapis/drive';
import { sheets as sheetsClient } from '@googleapis/sheets';
import * as target from './target.mjs';

const { admin, check, fault, rejects, BASE, GOOGLE } = target;
const root = GOOGLE ? {} : { rootUrl: `${BASE}/` };

function oauth(token) {
  const endpoints = GOOGLE ? {} : {
    oauth2AuthBaseUrl: `${BASE}/o/oauth2/v2/auth`, oauth2TokenUrl: `${BASE}/token`, oauth2RevokeUrl: `${BASE}/revoke`,
  };
  const client = new auth.OAuth2({
    clientId: target.CLIENT_ID, clientSecret: target.CLIENT_SECRET, endpoints, forceRefreshOnFailure: true,
  });
  client.setCredentials({
    access_token: token.access_token, refresh_token: token.refresh_token,
    expiry_date: token.expires_in ? Date.now() + token.expires_in * 1000 : 1,
  });
  return client;
}

const [token, sheet] = await target.household();
const client = oauth(token);
const drive = driveClient({ version: 'v3', auth: client, ...root });
const sheets = sheetsClient({ version: 'v4', auth: client, ...(GOOGLE ? {} : { rootUrl: `${BASE}/` }) });

const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, at) => (at * 7) % 251));
// The client sends a stream as a chunked multipart body.
const made = await drive.files.create({
  requestBody: { name: 's4.luka', appProperties: { kind: 'backup' } },
  media: { mimeType: 'application/x-lukalibre', body: Readable.from([bytes.subarray(0, 1000), bytes.subarray(1000)]) },
  fields: 'id,size,version,appProperties',
}, root);
check('S4 a streamed multipart upload arrives', made.data.size === String(bytes.length), made.data);
const fileId = made.data.id;
const media = await drive.files.get({ fileId, alt: 'media' }, { responseType: 'arraybuffer' });
check('S4 the download is byte for byte the same', Buffer.compare(Buffer.from(media.data), bytes) === 0);
const part = await drive.files.get({ fileId, alt: 'media' },
  { responseType: 'arraybuffer', headers: { Range: 'bytes=10-19' } });
check('S4 a range is 206', part.status === 206 && Buffer.from(part.data).equals(bytes.subarray(10, 20)), part.status);
const updated = await drive.files.update({
  fileId, media: { mimeType: 'application/x-lukalibre', body: Readable.from([bytes.subarray(0, 9)]) }, fields: 'size',
}, root);
check('S4 an update replaces the bytes', updated.data.size === '9', updated.data);
const list = await drive.files.list({ q: "name contains 's4' and trashed = false", fields: 'files(id,name)' });
check('S4 a listing finds it', list.data.files.some((file) => file.id === fileId), list.data);
const ids = await drive.files.generateIds({ count: 2 });
check('S4 generateIds', ids.data.ids.length === 2, ids.data);
await rejects('S4 a file that is not there is a 404 with a reason', () => drive.files.get({ fileId: '1'.repeat(33) }),
  (error) => Number(error.status ?? error.code) === 404);

const outline = await sheets.spreadsheets.get({ spreadsheetId: sheet, fields: 'properties(locale),sheets.properties.title' });
check('S4 the outline', outline.data.sheets[0].properties.title === 'Financial_Tracker', outline.data);
const batch = await sheets.spreadsheets.values.batchGet({
  spreadsheetId: sheet, ranges: ['Financial_Tracker', 'Accounts', 'Budgets'], valueRenderOption: 'UNFORMATTED_VALUE',
  dateTimeRenderOption: 'SERIAL_NUMBER',
});
check('S4 one batch reads three tables', batch.data.valueRanges[0].values.length === 101
  && batch.data.valueRanges[2].values[2][2] === 180.5, batch.data.valueRanges.map((one) => one.range));

if (!GOOGLE) {
  await fault('GET ^/drive/v3/about$', 'unavailable');
  const about = await drive.about.get({ fields: 'user' });
  check('S4 a 503 is retried', about.data.user.emailAddress === 'ana@standin.example', about.data);
  await fault('GET ^/drive/v3/about$', 'storageQuotaExceeded', { times: 5 });
  await rejects('S4 a full Drive is an error with its reason', () => drive.about.get({ fields: 'user' }),
    (error) => JSON.stringify(error.response?.data).includes('storageQuotaExceeded'));
  await admin('DELETE', '/faults');
  await admin('POST', '/users/user1/expire-tokens', {});
  const again = await drive.about.get({ fields: 'user' });
  check('S4 a 401 is refreshed and repeated', again.status === 200, again.status);
}
await drive.files.delete({ fileId });
await rejects('S4 a deleted file is gone', () => drive.files.get({ fileId }));
if (!GOOGLE) {
  await client.revokeCredentials();
  client.setCredentials({ refresh_token: token.refresh_token });
  await rejects('S4 a revoked grant is invalid_grant', () => drive.about.get({ fields: 'user' }),
    (error) => JSON.stringify(error.response?.data ?? error.message).includes('invalid_grant'));
}
target.done();
