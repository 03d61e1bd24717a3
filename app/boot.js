// Starts the page. It is a file because the content security policy allows no inline script.
const { js, wasm } = document.querySelector('script[data-js]').dataset;
const { default: init } = await import(js);
await init({ module_or_path: wasm });
