// Loads the worker's wasm. Listens from the first moment, so that no message is lost while it loads.
import init, { receive } from './db-worker.js';

let waiting = [];
self.onmessage = ({ data }) => (waiting ? waiting.push(data) : receive(data));

await init();
const early = waiting;
waiting = null;
early.forEach(receive);
