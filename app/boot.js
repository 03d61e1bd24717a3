// Starts the page in the person's language. It is a file because the content security policy allows no inline script.
// The page imports it back for its texts, so it must never wait at the top level.
const { js, wasm, texts } = document.querySelector('script[data-js]').dataset;
const files = new Map(texts.split(' ').map((path) => [/(\w+)-\w+\.ftl$/.exec(path)[1], path]));

// The language of a tag such as `es-CL`, if we speak it.
function spoken(tag) {
  const code = tag?.split(/[-_]/)[0].toLowerCase();
  return files.has(code) ? code : undefined;
}

// `?lang=`, which is remembered; what was remembered; the first of the browser's languages; English.
function wanted() {
  const asked = spoken(new URLSearchParams(location.search).get('lang'));
  let kept;
  try {
    if (asked) localStorage.setItem('lang', asked);
    kept = spoken(localStorage.getItem('lang'));
  } catch {
    // A browser that keeps nothing says which languages it likes.
  }
  return asked ?? kept ?? navigator.languages?.map(spoken).find(Boolean) ?? 'en';
}

export async function loadTexts(code) {
  const response = await fetch(files.get(code));
  if (!response.ok) throw new Error(`${files.get(code)}: the server answered ${response.status}`);
  return response.text();
}

// The page is better in another language than not at all.
async function firstTexts() {
  const first = wanted();
  let failure;
  for (const lang of [first, ...files.keys()]) {
    try {
      return { lang, text: await loadTexts(lang), isSecondChoice: lang !== first };
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

// What the page begins with.
let begun;
export const firstText = () => begun.text;
export const isSecondChoice = () => begun.isSecondChoice;

async function start() {
  const compiled = WebAssembly.compileStreaming(fetch(wasm));
  const [{ default: init }, found, module_or_path] = await Promise.all([import(js), firstTexts(), compiled]);
  begun = found;
  document.documentElement.lang = found.lang;
  // What was compiled, and what it draws, in two turns: a slow phone answers a touch in between.
  await new Promise((next) => setTimeout(next));
  await init({ module_or_path });
}

// No texts and no page: every language says so.
function tell(error) {
  console.error(error);
  const add = (parent, name, text, attributes) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.append(text);
    return parent.appendChild(element);
  };
  const main = Object.assign(document.createElement('main'), { className: 'gate' });
  const alert = add(main, 'div', '', { className: 'alert' });
  alert.setAttribute('role', 'alert');
  alert.dataset.code = 'not-loaded';
  add(alert, 'p', 'LukaLibre could not be loaded. Check your connection and reload the page.', { lang: 'en' });
  add(alert, 'p', 'No se pudo cargar LukaLibre. Revisa tu conexión y recarga la página.', { lang: 'es' });
  add(alert, 'button', 'Reload · Recargar', { className: 'button', onclick: () => location.reload() });
  document.getElementById('app').replaceChildren(main);
}

start().catch(tell);
