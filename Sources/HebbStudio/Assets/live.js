// Events from the program: one connection a page, for as long as it is open.

import {settled} from './api.js';

const indicator = () => document.getElementById('connection');

function show(text, state) {
  indicator().textContent = text;
  indicator().dataset.state = state;
}

/**
 * @param runs names of the runs whose metrics and history are wanted, too
 * @param handlers functions by kind: run, removed, progress, metrics, history; `begin` is called with each new connection,
 *   when everything has to be loaded anew
 * @returns a function that ends it
 */
export function watch(runs, handlers) {
  const query = runs.map((name) => `run=${encodeURIComponent(name)}`).join('&');
  let source = null;
  let isOver = false;
  const connect = () => {
    if (isOver) return;
    source = new EventSource(`/api/events${query ? `?${query}` : ''}`);
    source.addEventListener('open', () => { show('live', 'open'); handlers.begin(); });
    // A refused connection is not tried again by browsers.
    source.addEventListener('error', () => {
      show(source.readyState === EventSource.CLOSED ? 'not live' : 'connecting…', 'lost');
    });
    for (const kind of ['run', 'removed', 'progress', 'metrics', 'history']) {
      if (handlers[kind]) source.addEventListener(kind, (event) => handlers[kind](JSON.parse(event.data)));
    }
  };
  settled().then(connect);
  return () => {
    isOver = true;
    source?.close();
    show('', 'closed');
  };
}
