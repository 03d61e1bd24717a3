// The worker's only way to a network.

// Asks, and gives the status, the answer and the headers that matter. Throws when nobody answers within the time.
export async function exchange(method, url, token, headers, body, bytes, patience) {
  const sent = Object.fromEntries(headers);
  if (token) sent.Authorization = `Bearer ${token}`;
  // Only a page of this origin can set it: our server does nothing without.
  else if (method !== 'GET' && url.startsWith('/')) sent['X-Requested-With'] = 'app';
  if (typeof body === 'string') sent['Content-Type'] = 'application/json';
  const response = await fetch(url, {
    method,
    headers: sent,
    body,
    cache: 'no-store',
    credentials: 'same-origin',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(patience),
  });
  const got =
    bytes && response.ok
      ? new Uint8Array(await response.arrayBuffer())
      : await response.json().catch(() => null);
  const header = name => response.headers.get(name);
  return [response.status, got, header('Retry-After'), header('Location'), header('Range')];
}

export function origin() {
  return location.origin;
}

export function online() {
  return navigator.onLine;
}
