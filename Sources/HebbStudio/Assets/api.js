// Requests to the program. The session's token comes with the address (#token=…), and stays in this tab.

const storageKey = 'hebb-token';
let token = sessionStorage.getItem(storageKey);

export class Refusal extends Error {
  constructor(status, error) {
    super(error?.what ?? `the studio answered ${status}`);
    this.status = status;
    this.place = error?.place;
    this.advice = error?.advice;
  }
}

let session = null;
let early = null;

/**
 * Takes the token out of the address, so that it is not shared by accident, and trades it for a cookie, which some studios
 * want for reading. Meanwhile the list of runs is on its way, which most visits begin with.
 */
export function begin() {
  const given = location.hash.match(/^#token=([\w.~-]+)/);
  if (given) {
    token = given[1];
    sessionStorage.setItem(storageKey, token);
    history.replaceState(null, '', location.pathname + '#/');
  }
  if (['', '#/'].includes(location.hash)) early = fetch('/api/runs');
  if (token) session = change('POST', 'session').catch((error) => { if (error.status === 401) forget(); });
}

/** Whether there is a cookie is known from then on. */
export const settled = async () => session;

// It is that of an earlier session.
function forget() {
  token = null;
  sessionStorage.removeItem(storageKey);
}

export const hasToken = () => token !== null;

async function answer(path, options) {
  const ahead = path === 'runs' ? early : null;
  if (ahead) early = null;
  let response = await (ahead ?? fetch(`/api/${path}`, options));
  if (response.status === 401 && session && !options) {
    // The cookie may not have been there yet.
    await session;
    response = await fetch(`/api/${path}`);
  }
  if (response.ok) return response;
  let error = null;
  try { error = (await response.json()).error; } catch { /* an answer without an explanation */ }
  throw new Refusal(response.status, error);
}

export async function get(path) {
  return (await answer(path)).json();
}

function change(method, path, body, signal) {
  const headers = {'Content-Type': 'application/json'};
  if (token) headers.Authorization = `Bearer ${token}`;
  return answer(path, {method, headers, body: JSON.stringify(body ?? {}), signal});
}

export async function post(path, body) {
  return (await change('POST', path, body)).json();
}

export async function remove(path) {
  return (await change('DELETE', path)).json();
}

/** Hands out the pieces of a text as they come. */
export async function stream(path, body, onText, signal) {
  const reader = (await change('POST', path, body, signal)).body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const {done, value} = await reader.read();
    if (done) return;
    onText(value);
  }
}

export const picture = (run, path) => `/api/runs/${encodeURIComponent(run)}/${path}`;
export const runPath = (run) => `runs/${encodeURIComponent(run)}`;
