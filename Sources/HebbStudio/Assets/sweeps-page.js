// All sweeps of the store.

import * as api from './api.js';
import {h, replace, empty, ready} from './dom.js';
import {repeatedly} from './refresh.js';
import {SortedTable} from './table.js';
import {state} from './run-parts.js';
import * as format from './format.js';

const reloadAfter = 3000;

export async function show(root) {
  const content = h('div', {class: 'card'});
  let before = null;
  const table = new SortedTable([
    {name: 'name', title: 'Sweep', sort: (sweep) => sweep.folder, cell: (sweep) => [
      h('a', {href: `#/sweeps/${encodeURIComponent(sweep.folder)}`}, sweep.name), h('span', {class: 'note'}, sweep.folder)]},
    {name: 'metric', title: 'Metric', sort: (sweep) => sweep.metric, cell: (sweep) => format.valueName(sweep.metric)},
    {name: 'best', title: 'Best', number: true,
      cell: (sweep) => sweep.best === undefined ? '–' : format.value(sweep.metric, sweep.best)},
    {name: 'trials', title: 'Trials', number: true, sort: (sweep) => sweep.trials,
      cell: (sweep) => `${sweep.finished} of ${sweep.trials}`},
    {name: 'status', title: 'Status', sort: (sweep) => sweep.status, cell: (sweep) => state(sweep.status)},
  ], {key: 'name', descending: true, caption: 'Sweeps'});

  async function load() {
    const sweeps = await api.get('sweeps');
    const text = JSON.stringify(sweeps);
    if (text === before) return;
    before = text;
    table.set(sweeps);
    replace(content, sweeps.length > 0 ? table.element
      : empty('There are no sweeps in this store.', 'Start one with ', h('code', {}, 'hebb sweep'), '.'));
  }

  replace(root, h('div', {class: 'page-head'}, h('h1', {}, 'Sweeps')), content);
  await load();
  ready(root);
  return repeatedly(load, reloadAfter);
}
