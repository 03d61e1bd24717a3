// The worker's only way to a network.

const BYTES = 1;
const CELLS = 2;

// The notation of the importer's grid, one text a range.
const cells = ({ valueRanges = [] }) =>
  valueRanges.map(({ values = [] }) => values.map(row => `${row.map(cell).join('\x1f')}\x1e`).join(''));

function cell(value) {
  if (typeof value === 'number') return `n${value}`;
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value !== 'string' || !value) return '';
  return `s${value.replace(/[\x1b\x1e\x1f]/g, c => `\x1b${'b..ef'[c.charCodeAt() - 27]}`)}`;
}

// Asks, and gives the status, the answer and the headers that matter. Throws when nobody answers within the time.
export async function exchange(method, url, token, headers, body, wants, patience) {
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
    wants === BYTES && response.ok
      ? new Uint8Array(await response.arrayBuffer())
      : wants === CELLS && response.ok
        ? cells(await response.json())
        : await response.json().catch(() => null);
  const header = name => response.headers.get(name);
  return [response.status, got, header('Retry-After'), header('Location'), header('Range')];
}

// From the wall of a time zone to UTC, in seconds since 1970. A zone that the browser does not know is taken for UTC.
export function to_utc(zone, wall) {
  const options = { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' };
  try {
    zones[zone] ??= new Intl.DateTimeFormat('en-US', options);
  } catch {
    return wall;
  }
  const ahead = at => {
    const part = Object.fromEntries(zones[zone].formatToParts(at * 1000).map(({ type, value }) => [type, value]));
    return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) / 1000 - at;
  };
  return wall - ahead(wall - ahead(wall));
}

const zones = {};

export function origin() {
  return location.origin;
}

export function online() {
  return navigator.onLine;
}
