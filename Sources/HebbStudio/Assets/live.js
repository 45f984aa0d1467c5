// Events from the program, for as long as the page can be seen.

import {settled} from './api.js';
import {LiveSource} from './live-source.js';

const texts = {open: 'live', connecting: 'connecting…', lost: 'not live'};

let runs = [];
let handlers = {};
let isJoined = false;
let state = null;
// How the page tells which runs it shows; made when it first joins, since a worker takes time from the page itself.
let link = null;

/**
 * @param names of the runs whose metrics and history are wanted, too
 * @param wanted functions by kind: run, removed, progress, metrics, history; `begin` is called with each new connection,
 *   when everything has to be loaded anew
 * @returns a function that ends it
 */
export function watch(names, wanted) {
  [runs, handlers] = [names, wanted];
  if (isJoined) link(runs);
  return () => { if (handlers === wanted) [runs, handlers] = [[], {}]; };
}

/** Connects, and leaves no connection behind when the page is left or hidden: browsers keep such pages for long. */
export function begin() {
  const follow = () => { if (document.visibilityState === 'visible') join(); else leave(); };
  // Not before there is a cookie, if one is needed.
  settled().then(() => {
    document.addEventListener('visibilitychange', follow);
    window.addEventListener('pageshow', follow);
    window.addEventListener('pagehide', leave);
    follow();
  });
}

function join() {
  if (isJoined) return;
  isJoined = true;
  link ??= connect(receive);
  link(runs);
}

function leave() {
  if (!isJoined) return;
  isJoined = false;
  link(null);
}

function receive(kind, value) {
  if (!isJoined) return;
  if (kind === 'state') show(value);
  else handlers[kind]?.(value);
}

function show(next) {
  if (next === state) return;
  state = next;
  const indicator = document.getElementById('connection');
  indicator.textContent = texts[state];
  indicator.dataset.state = state;
  document.dispatchEvent(new CustomEvent('hebb-connection', {detail: state}));
}

/** @returns a function that is called with the runs that are shown, or null for nothing at all */
function connect(tell) {
  // Browsers without such workers are those of phones, which show one page at a time.
  let source = window.SharedWorker ? null : new LiveSource();
  const own = (runs) => { if (runs) source.add(tell, runs); else source.remove(tell); };
  if (source) return own;
  const worker = new SharedWorker('live-worker.js', {type: 'module', name: 'hebb-live'});
  worker.port.onmessage = ({data: [kind, value]}) => tell(kind, value);
  worker.onerror = () => {
    source = new LiveSource();
    if (isJoined) own(runs);
  };
  return (runs) => { if (source) own(runs); else worker.port.postMessage(runs); };
}
