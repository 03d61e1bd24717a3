// The worker's only way to a network.

// Asks, and gives the status and the answer where that is JSON. Throws when nobody answers.
export async function exchange(method, url, token, body) {
  const headers = {};
  if (token) headers.Authorization = `Bearer ${token}`;
  // Only a page of this origin can set it: our server does nothing without.
  else if (method !== 'GET') headers['X-Requested-With'] = 'app';
  if (body) headers['Content-Type'] = 'application/json';
  const response = await fetch(url, {
    method,
    headers,
    body,
    cache: 'no-store',
    credentials: 'same-origin',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(30_000),
  });
  return [response.status, await response.json().catch(() => null)];
}

export function origin() {
  return location.origin;
}
