// The service worker: one version of the app, whole and verified, with or without a network.
// It decides nothing: POLICY is written by the build from the rules in the crate beside this file.
'use strict';

const POLICY = __POLICY__;
const CACHE = POLICY.cachePrefix + POLICY.version;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => onMessage(event));
self.addEventListener('fetch', (event) => onFetch(event));
self.addEventListener('sync', (event) => event.tag === 'outbox' && event.waitUntil(sendOutbox()));

// All files are fetched and verified before the first one is kept. A failure rejects, the browser drops
// this worker, and the one before it goes on serving.
async function install() {
  const kept = await caches.has(CACHE);
  try {
    const files = await Promise.all(Object.entries(POLICY.files).map(fetchVerified));
    const cache = await caches.open(CACHE);
    await Promise.all(files.map(([path, response]) => cache.put(path, response)));
  } catch (error) {
    // A cache of this name that was there before belongs to a running worker of the same version.
    if (!kept) await caches.delete(CACHE);
    throw error;
  }
}

// 'no-cache' asks the server again even for what the HTTP cache thinks immutable.
async function fetchVerified([path, expected]) {
  const response = await fetch(path, { cache: 'no-cache', credentials: 'same-origin', redirect: 'error' });
  if (response.status !== 200 || response.type !== 'basic') {
    throw new Error(`${path}: the server answered ${response.status}`);
  }
  const digest = await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer());
  const found = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (found !== expected) {
    throw new Error(`${path}: is not the file this version was built with`);
  }
  // The response is kept as received: its headers are the page's and the worker's security policy.
  return [path, response];
}

// Claiming makes the very first visit ready for being offline; later versions activate only when no page
// uses the old one or the person agreed to the update.
async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(POLICY.cachePrefix) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

function onMessage(event) {
  const type = event.data?.type;
  if (type === 'skip-waiting') {
    // Sent by the page after the person agreed and the vault was closed.
    event.waitUntil(self.skipWaiting());
  } else if (type === 'version') {
    const reply = event.ports[0] ?? event.source;
    reply?.postMessage({ type: 'version', version: POLICY.version });
  } else if (type === 'shared') {
    // The page has them from now on, and nobody else.
    event.ports[0]?.postMessage({ files: shared.splice(0) });
  }
}

function onFetch(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === 'POST' && url.pathname === POLICY.share && request.mode === 'navigate') {
    event.respondWith(takeShared(request));
    return;
  }
  const key = cacheKey(request.method, url.pathname, request.mode);
  if (key !== null) event.respondWith(fromCache(key, request));
}

// Files that another app shared, in memory until the page asks: somebody's money in clear belongs in no cache and in
// no store. If the browser ends this worker before that, they are gone, and the page says so. A page of another site
// can post here as well: what comes is shown like any file, and nothing is written without the person's word.
const shared = [];

async function takeShared(request) {
  const form = await request.formData().catch(() => new FormData());
  const files = form.getAll('files').filter((file) => file instanceof File && file.size + file.name.length > 0);
  shared.splice(0, shared.length, ...files);
  return Response.redirect(`${POLICY.share}?shared=${files.length > 0 ? 'kept' : 'empty'}`, 303);
}

// The path in the cache that answers a request, or null for the network.
function cacheKey(method, path, mode) {
  if (method !== 'GET' || POLICY.networkPrefixes.some((prefix) => isUnder(path, prefix))) return null;
  if (Object.hasOwn(POLICY.files, path)) return path;
  const last = path.slice(path.lastIndexOf('/') + 1);
  return mode === 'navigate' && !last.includes('.') ? POLICY.shell : null;
}

function isUnder(path, prefix) {
  return path === prefix || path.startsWith(prefix + '/');
}

// A browser may evict a single entry; the network is then better than nothing.
async function fromCache(key, request) {
  const found = await caches.match(key, { cacheName: CACHE, ignoreVary: true });
  return found ?? fetch(request);
}

// The network is back, and perhaps no page is open: a sealed backup that waits goes to the person's Drive. It is
// ciphertext, and its identifier was reserved, so that sending it twice makes one file. The page reads it back and
// checks it when the vault is opened the next time. What fails here rejects, and the browser tries again later.
async function sendOutbox() {
  const root = await navigator.storage.getDirectory();
  const read = async (name) => (await root.getFileHandle(name)).getFile();
  let order, sealed;
  try {
    order = await (await read('lukalibre-outbox-order')).text();
    sealed = await read('lukalibre-outbox');
  } catch {
    return; // It was sent.
  }
  const own = { credentials: 'same-origin', cache: 'no-store' };
  const { drive_root: drive } = await answered(await fetch('/api/config', own));
  if (!mayHaveToken(drive)) return;
  const ask = { ...own, method: 'POST', headers: { 'X-Requested-With': 'app' } };
  const { access_token: token } = await answered(await fetch('/api/google/token', ask));
  const begun = await fetch(`${drive}upload/drive/v3/files?uploadType=resumable&fields=id`, {
    method: 'POST', body: order, credentials: 'omit',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'X-Upload-Content-Length': sealed.size },
  });
  if (begun.status === 409) return; // It is there.
  await answered(begun, false);
  const session = begun.headers.get('Location') ?? '';
  if (!session.startsWith(drive)) throw new Error('no place to upload to');
  await answered(await fetch(session, { method: 'PUT', body: sealed, credentials: 'omit' }));
}

async function answered(response, withBody = true) {
  if (!response.ok) throw new Error(`${new URL(response.url).pathname} answered ${response.status}`);
  return withBody ? response.json() : undefined;
}

// Google itself or, for an app that is served from this very machine, a stand-in on it.
function mayHaveToken(drive) {
  if (drive === 'https://www.googleapis.com/') return true;
  const here = (text) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(text).hostname);
  return /^http:\/\/[^/]+\/$/.test(drive) && here(drive) && here(self.location.href);
}
