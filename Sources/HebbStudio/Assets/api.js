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

/** Takes the token out of the address, so that it is not shared by accident, and shows it to the program. */
export async function begin() {
  const given = location.hash.match(/^#token=([\w.~-]+)/);
  if (given) {
    token = given[1];
    sessionStorage.setItem(storageKey, token);
    history.replaceState(null, '', location.pathname + '#/');
  }
  if (token) {
    try { return await post('session'); } catch (error) {
      if (error.status !== 401) throw error;
      token = null;
      sessionStorage.removeItem(storageKey);
    }
  }
  return get('session');
}

export const hasToken = () => token !== null;

async function answer(path, options) {
  const response = await fetch(`/api/${path}`, options);
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
