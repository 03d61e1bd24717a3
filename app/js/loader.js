// The only two scripts that may be started, through the one Trusted Types policy of the page.
const ALLOWED = ['/worker/worker.js', '/sw.js'];

function createScriptURL(url) {
  if (ALLOWED.includes(url)) return url;
  throw new TypeError(`not a script of this app: ${url}`);
}

const policy = globalThis.trustedTypes?.createPolicy('app-loader', { createScriptURL }) ?? { createScriptURL };

export function startWorker(onBytes, onFailure) {
  const worker = new Worker(policy.createScriptURL('/worker/worker.js'), { type: 'module' });
  worker.onmessage = ({ data }) => onBytes(data.bytes);
  worker.onerror = (event) => onFailure(event.message ?? '');
  worker.onmessageerror = () => onFailure('unreadable message');
  return worker;
}

// The bytes are handed over, not copied.
export function send(worker, bytes, files) {
  const message = files ? { bytes, files: Array.from(files) } : { bytes };
  worker.postMessage(message, [bytes.buffer]);
}

export function stop(worker) {
  worker.terminate();
}

// Calls `onWaiting` when a newer version is complete and waits for the person's word.
export async function watchUpdates(onWaiting) {
  const container = navigator.serviceWorker;
  if (!container) return;
  const registration = await container.register(policy.createScriptURL('/sw.js'), { updateViaCache: 'none' });
  const tell = () => registration.waiting && container.controller && onWaiting();
  tell();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', tell));
}

// What waits is to be sent as soon as there is a network, even if no page is open then. Browsers that can't do it
// send it when the vault is opened the next time.
export async function sendLater() {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register('outbox');
}

export async function applyUpdate() {
  const registration = await navigator.serviceWorker.getRegistration();
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  if (registration?.waiting) registration.waiting.postMessage({ type: 'skip-waiting' });
  else location.reload();
}

// Loaded when a passphrase is chosen, not before: it is larger than the page.
let strength;
export async function scorePassphrase(passphrase) {
  strength ??= import('/strength/strength.js').then(async (module) => (await module.default(), module));
  try {
    return (await strength).score(passphrase);
  } catch (error) {
    strength = undefined;
    throw error;
  }
}
