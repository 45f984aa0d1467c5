// The page's frame: which part is shown, by the address after #.

import * as api from './api.js';
import * as live from './live.js';
import * as theme from './theme.js';
import {h, replace, empty, complaint} from './dom.js';
import {keepTimes} from './times.js';
import {tokenNote} from './token.js';

const pages = [
  [/^\/$/, () => import('./runs-page.js')],
  [/^\/runs\/([^/]+)$/, () => import('./run-page.js')],
  [/^\/compare$/, () => import('./compare-page.js')],
  [/^\/sweeps$/, () => import('./sweeps-page.js')],
  [/^\/sweeps\/([^/]+)$/, () => import('./sweep-page.js')],
  [/^\/rules(?:\/(\w+)\/([\w-]+))?$/, () => import('./rules-page.js')],
  [/^\/memory$/, () => import('./memory-page.js')],
  [/^\/write$/, () => import('./writing-page.js')],
];
const retryAfter = 2000;

const main = document.getElementById('main');
let leave = null;
let visit = 0;
let shown = null;
let noting = null;

async function show() {
  const [path, query] = (location.hash.slice(1) || '/').split('?');
  const isNavigation = shown !== null && shown !== path;
  const scroll = shown === path ? window.scrollY : history.state?.scroll ?? 0;
  shown = path;
  clearTimeout(noting);
  markCurrent(path);
  leave?.();
  leave = null;
  const own = ++visit;
  const [pattern, load] = pages.find(([pattern]) => pattern.test(path)) ?? [null, null];
  if (!pattern) return fail(empty('There is no such page.', h('a', {href: '#/'}, 'Go to the runs.')));
  try {
    const page = await load().catch(() => { throw new api.Unreachable(); });
    if (own !== visit) return;
    const root = h('div', {class: 'page'});
    root.addEventListener('hebb-ready', () => {
      const heading = root.querySelector('h1')?.textContent;
      document.title = heading ? `${heading} · Hebb studio` : 'Hebb studio';
      window.scrollTo(0, scroll);
    });
    replace(main, root);
    // Who uses the keyboard goes on where the new page begins.
    if (isNavigation) main.focus({preventScroll: true});
    const parts = path.match(pattern).slice(1).map((part) => part === undefined ? undefined : decodeURIComponent(part));
    const ending = await page.show(root, parts, new URLSearchParams(query ?? ''));
    if (own === visit) leave = ending ?? null;
    else ending?.();
  } catch (error) {
    if (own !== visit) return;
    if (error instanceof api.Unreachable) wait(own);
    else fail(empty(complaint(error), error.status === 401 ? tokenNote('Reading') : h('a', {href: '#/'}, 'All runs')));
  }
}

function fail(content) {
  document.title = 'Hebb studio';
  replace(main, content);
}

/** Tells that the studio does not answer, until it does. */
function wait(own) {
  fail(empty('The studio does not answer.', 'It may have been stopped; this page goes on when it is back.'));
  const attempt = async () => {
    if (own !== visit) return;
    // Some browsers remember that a script could not be loaded, so that all of the page has to be.
    try { await fetch('/api/session'); location.reload(); } catch { setTimeout(attempt, retryAfter); }
  };
  setTimeout(attempt, retryAfter);
}

function markCurrent(path) {
  for (const link of document.querySelectorAll('nav a')) {
    const target = link.getAttribute('href').slice(1);
    const isCurrent = target === '/' ? path === '/' || path.startsWith('/runs') : path.startsWith(target);
    if (isCurrent) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

/** Going back leads to where one was in a page, which the browser could not know before the page is drawn. */
function keepPlaces() {
  history.scrollRestoration = 'manual';
  window.addEventListener('scroll', () => {
    clearTimeout(noting);
    noting = setTimeout(() => history.replaceState({...history.state, scroll: window.scrollY}, ''), 150);
  }, {passive: true});
}

let hasBegun = false;

/** Events, and the other pages' scripts, so that they are there when they are wanted even if the studio is stopped. */
function begin() {
  if (hasBegun) return;
  hasBegun = true;
  live.begin();
  setTimeout(() => { for (const [, load] of pages) load().catch(() => {}); }, 500);
}

document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
theme.begin();
api.begin();
keepTimes();
keepPlaces();
window.addEventListener('hashchange', show);
document.addEventListener('hebb-token', show);
// Nothing keeps the first page waiting; if it cannot be shown, the rest begins nevertheless.
document.addEventListener('hebb-ready', () => begin(), {once: true});
setTimeout(() => begin(), 2000);
show();
