// Files that come from outside: shared by another app, or opened with this one. They wait in this page's memory and
// nowhere else, so a lock or a reload forgets them.
const waiting = [];

// The address says only once that something was shared; it is gone before anything else reads the address.
const loaded = location.href;
const [, shared] = /^\?shared=(\w+)$/.exec(location.search) ?? [];
if (shared) history.replaceState(history.state, '', location.pathname);

// Tells 'waiting' when files came, the address of ours that was asked for, or in a word why there is no file.
export function watchIncoming(tell) {
  const arrive = (files) => {
    waiting.push(...files);
    tell(files.length ? 'waiting' : 'lost');
  };
  if (shared === 'kept') fromServiceWorker().then(arrive, () => tell('lost'));
  else if (shared) tell(shared);
  let first = loaded;
  globalThis.launchQueue?.setConsumer(({ files, targetURL }) => {
    if (files?.length) {
      return Promise.all(files.map((file) => file.getFile())).then(arrive, () => tell('unreadable'));
    }
    // The page that was loaded for this is there already.
    if (targetURL && targetURL !== first) tell(targetURL.slice(location.origin.length));
    first = '';
  });
}

// The service worker gives them away once. One that was ended meanwhile has nothing any more.
function fromServiceWorker() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data.files);
    navigator.serviceWorker.controller.postMessage({ type: 'shared' }, [port2]);
  });
}

export const incomingNames = () => waiting.map((file) => file.name).join(', ');
export const takeIncoming = () => waiting.splice(0);

// Nobody is led away from a dialog, or from a form that they are filling in.
export const isBusy = () => Boolean(document.querySelector('dialog[open], form:focus-within'));
