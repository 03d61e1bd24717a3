// What the browser can do, and does for the page.
export function canStore() {
  return Boolean(navigator.storage?.getDirectory && globalThis.Worker && navigator.locks && globalThis.crypto?.subtle);
}

// Whether this browser holds no database of ours, so that there can be no vault. Who can't say says no.
export async function isFirstVisit() {
  return (await indexedDB.databases?.())?.length === 0;
}

export async function persisted() {
  return (await navigator.storage?.persisted?.()) ?? false;
}

export async function persist() {
  return (await navigator.storage?.persist?.()) ?? false;
}

export function saveFile(name, mime, bytes) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: mime }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function region() {
  for (const tag of navigator.languages ?? []) {
    try {
      const found = new Intl.Locale(tag).region;
      if (found) return found;
    } catch {
      // WebKit hands on a locale such as C, which is no tag of a language.
    }
  }
  return '';
}

// What the way back from Google left in the address, and takes it off there.
export function takeReturned() {
  const [, result] = /^#google=(\w+)$/.exec(location.hash) ?? [];
  if (result) history.replaceState(history.state, '', location.pathname + location.search);
  return result ?? '';
}

// The civil date here and now.
export function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export function cssNumber(element, property) {
  return Number.parseFloat(getComputedStyle(element).getPropertyValue(property)) || 0;
}

// A number on the icon of the installed app; none takes it away.
export function badge(count) {
  const done = count ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
  done?.catch(() => {});
}
