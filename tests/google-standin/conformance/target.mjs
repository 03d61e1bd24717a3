// What the Node checks share: the target, tokens by the real flow, and one line per behaviour.
// The environment is that of target.py.
import { createHash, randomBytes } from 'node:crypto';

const env = process.env;
export const GOOGLE = env.TARGET === 'google';
export const BASE = GOOGLE ? 'https://www.googleapis.com' : env.STANDIN_BASE;
export const SHEETS = GOOGLE ? 'https://sheets.googleapis.com' : BASE;
export const TOKEN_URL = GOOGLE ? 'https://oauth2.googleapis.com/token' : `${BASE}/token`;
export const CLIENT_ID = GOOGLE ? env.GOOGLE_CLIENT_ID : 'standin-client';
export const CLIENT_SECRET = GOOGLE ? env.GOOGLE_CLIENT_SECRET : 'standin-secret';
export const CALLBACK = 'http://localhost:8080/auth/callback';
export const DRIVE_FILE = 'https://www.googleapis.com/auth/drive.file';

let failures = 0;

export function check(what, holds, seen) {
  console.log((holds ? 'ok      ' : 'FAILED  ') + what + (holds ? '' : `: ${seen instanceof Error ? seen.stack : JSON.stringify(seen)}`));
  if (!holds) failures += 1;
}

export async function rejects(what, act, test = () => true) {
  let outcome;
  try {
    outcome = await act();
  } catch (error) {
    check(what, test(error), error);
    return;
  }
  check(what, false, outcome);
}

export function done() {
  console.log(failures ? `${failures} failed` : 'all hold');
  process.exit(failures ? 1 : 0);
}

export async function admin(method, path, body) {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(env.STANDIN_ADMIN + path, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  const text = await answer.text();
  return text ? JSON.parse(text) : undefined;
}

export const fault = (match, action, rest = {}) => admin('POST', '/faults', { match, action, ...rest });

/** The address that the authorization endpoint sends an automatic consent to. */
export async function callback(url, user = 'user1') {
  url.searchParams.set('auto', user);
  const answer = await fetch(url, { redirect: 'manual' });
  if (answer.status !== 302) throw new Error(await answer.text());
  return new URL(answer.headers.get('location'));
}

/** The token answer of the real flow with PKCE. */
export async function grant(scope = DRIVE_FILE, user = 'user1', extra = {}) {
  if (GOOGLE) return { refresh_token: env.GOOGLE_REFRESH_TOKEN };
  const verifier = randomBytes(40).toString('base64url');
  const url = new URL(`${BASE}/o/oauth2/v2/auth`);
  url.search = new URLSearchParams({
    client_id: CLIENT_ID, redirect_uri: CALLBACK, response_type: 'code', scope, state: 's', access_type: 'offline',
    prompt: 'consent', code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256', ...extra,
  });
  const back = await callback(url, user);
  const body = new URLSearchParams({
    grant_type: 'authorization_code', code: back.searchParams.get('code'), redirect_uri: CALLBACK,
    client_id: CLIENT_ID, client_secret: CLIENT_SECRET, code_verifier: verifier,
  });
  const answer = await fetch(TOKEN_URL, { method: 'POST', body });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** A grant that sees the fixture, and its identifier. */
export async function household() {
  if (GOOGLE) return [await grant(), env.GOOGLE_SPREADSHEET_ID];
  const files = await admin('GET', '/users/user1/files');
  const { id } = files.find((file) => file.name === 'Household');
  const token = await grant(DRIVE_FILE, 'user1', {
    include_granted_scopes: 'false', trigger_onepick: 'true',
    mimetypes: 'application/vnd.google-apps.spreadsheet', auto_pick: id,
  });
  return [token, id];
}
