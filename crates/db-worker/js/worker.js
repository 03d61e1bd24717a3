// Loads the worker's wasm beside its script. Listens from the first moment, so that no message is lost while it loads.
let receive;
const waiting = [];
self.onmessage = ({ data }) => (receive ? receive(data) : waiting.push(data));

const wasm = fetch(new URL('./db-worker_bg.wasm', import.meta.url));
const worker = await import('./db-worker.js');
await worker.default({ module_or_path: wasm });
receive = worker.receive;
waiting.forEach((data) => receive(data));
