// The page's frame: which part is shown, by the address after #.

import * as api from './api.js';
import * as theme from './theme.js';
import {h, replace, empty} from './dom.js';

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

const main = document.getElementById('main');
let leave = null;
let visit = 0;

async function show() {
  // “Skip to content”, and nothing to navigate to.
  if (location.hash === '#main') return main.focus();
  const [path, query] = (location.hash.slice(1) || '/').split('?');
  markCurrent(path);
  leave?.();
  leave = null;
  const own = ++visit;
  const [pattern, load] = pages.find(([pattern]) => pattern.test(path)) ?? [null, null];
  if (!pattern) return replace(main, empty('There is no such page.', h('a', {href: '#/'}, 'Go to the runs.')));
  try {
    const page = await load();
    if (own !== visit) return;
    const root = h('div', {class: 'page'});
    replace(main, root);
    window.scrollTo(0, 0);
    const parts = path.match(pattern).slice(1).map((part) => part === undefined ? undefined : decodeURIComponent(part));
    const ending = await page.show(root, parts, new URLSearchParams(query ?? ''));
    if (own === visit) leave = ending ?? null;
    else ending?.();
  } catch (error) {
    if (own === visit) replace(main, empty(`${error.message}.`, error.advice ?? ''));
  }
}

function markCurrent(path) {
  for (const link of document.querySelectorAll('nav a')) {
    const target = link.getAttribute('href').slice(1);
    const isCurrent = target === '/' ? path === '/' || path.startsWith('/runs') : path.startsWith(target);
    if (isCurrent) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

theme.begin();
api.begin();
window.addEventListener('hashchange', show);
show();
