// What all windows and tabs of a browser share: one connection to the program.

import {LiveSource} from './live-source.js';

const source = new LiveSource();

self.addEventListener('connect', ({ports: [port]}) => {
  const tell = (kind, value) => port.postMessage([kind, value]);
  // A page says which runs it shows; null when it is left or hidden.
  port.onmessage = ({data: runs}) => { if (runs) source.add(tell, runs); else source.remove(tell); };
});
