// Events from the program: one connection a page, for as long as it is open.

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
  const source = new EventSource(`/api/events${query ? `?${query}` : ''}`);
  source.addEventListener('open', () => { show('live', 'open'); handlers.begin?.(); });
  source.addEventListener('error', () => {
    show('connecting…', 'lost');
    // A refused connection is not tried again by browsers.
    if (source.readyState === EventSource.CLOSED) show('not live', 'lost');
  });
  for (const kind of ['run', 'removed', 'progress', 'metrics', 'history']) {
    if (handlers[kind]) source.addEventListener(kind, (event) => handlers[kind](JSON.parse(event.data)));
  }
  return () => { source.close(); show('', 'closed'); };
}
