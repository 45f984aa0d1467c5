// Requests to the program. The session's token comes with the address (#token=…), and all tabs share it.

const storageKey = 'hebb-token';
let token = localStorage.getItem(storageKey);

export class Refusal extends Error {
  constructor(status, error) {
    super(error?.what ?? `the studio answered ${status}`);
    this.status = status;
    this.place = error?.place;
    this.advice = error?.advice;
  }
}

/** There was no answer at all. */
export class Unreachable extends Error {
  constructor() { super('The studio does not answer'); }
}

let session = null;
// What early.js has asked for.
let early = window.early ?? null;

/**
 * Takes the token out of the address, so that it is not shared by accident, and trades it for a cookie, which some studios
 * want for reading.
 */
export function begin() {
  const given = location.hash.match(/^#token=([\w.~-]+)/);
  if (given) {
    token = given[1];
    localStorage.setItem(storageKey, token);
    history.replaceState(null, '', location.pathname + '#/');
  }
  if (token) session = change('POST', 'session').catch(() => {});
  window.addEventListener('storage', (event) => {
    if (event.key !== storageKey) return;
    const isNew = token === null && event.newValue !== null;
    token = event.newValue;
    if (isNew) document.dispatchEvent(new CustomEvent('hebb-token'));
  });
}

/** Whether there is a cookie is known from then on. */
export const settled = async () => session;

/**
 * Takes a token, or an address with one, that the user has typed in.
 *
 * @throws Refusal if it is not this session's
 */
export async function enter(text) {
  const before = token;
  token = text.trim().replace(/^.*#token=/, '');
  try {
    await change('POST', 'session');
  } catch (error) {
    token = before;
    throw error;
  }
  localStorage.setItem(storageKey, token);
  document.dispatchEvent(new CustomEvent('hebb-token'));
}

// It is that of an earlier session.
function forget() {
  if (localStorage.getItem(storageKey) === token) localStorage.removeItem(storageKey);
  token = null;
}

export const hasToken = () => token !== null;

async function answer(path, options) {
  const ahead = path === 'runs' ? early : null;
  if (ahead) early = null;
  let response = await reach(() => ahead ?? fetch(`/api/${path}`, options));
  if (response.status === 401 && session && !options) {
    // The cookie may not have been there yet.
    await session;
    response = await reach(() => fetch(`/api/${path}`));
  }
  if (response.ok) return response;
  if (response.status === 401 && options?.headers.Authorization) forget();
  let error = null;
  try { error = (await response.json()).error; } catch { /* an answer without an explanation */ }
  throw new Refusal(response.status, error);
}

async function reach(request) {
  try { return await request(); } catch (error) { throw error.name === 'AbortError' ? error : new Unreachable(); }
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
