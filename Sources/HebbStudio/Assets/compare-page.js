// Runs side by side: curves over each other, what differs in their settings, results, and their filters.

import * as api from './api.js';
import {watch} from './live.js';
import {h, replace, section, empty, onceAFrame, ready} from './dom.js';
import {CurveSet} from './run-curves.js';
import {overlaid, resultTable, differenceTable, filterPictures} from './comparison.js';
import {RunPicker} from './run-picker.js';

const most = 8;

export async function show(root, _, query) {
  const names = [...new Set(query.getAll('run'))].slice(0, most);
  const details = new Map();
  const missing = new Set();
  const charts = h('div', {class: 'charts'});
  const noCurves = h('p', {class: 'note'}, 'Nothing was measured on the way.');
  const curveSet = new CurveSet(charts);
  const [results, differences, filters] = [h('div'), h('div'), h('div')];
  const gone = h('p', {class: 'message', role: 'status'});
  const picker = new RunPicker(names, most);

  const draw = onceAFrame(() => {
    const chosen = names.map((name) => details.get(name)).filter(Boolean);
    gone.textContent = [...missing].map((name) => `There is no run “${name}”.`).join(' ');
    const found = overlaid(chosen);
    curveSet.set(found);
    noCurves.hidden = found.size > 0;
    replace(results, resultTable(chosen));
    replace(differences, differenceTable(chosen));
    replace(filters, filterPictures(chosen));
    ready(root);
  });

  async function load(name) {
    try {
      details.set(name, await api.get(api.runPath(name)));
      missing.delete(name);
    } catch (error) {
      if (error instanceof api.Unreachable) return;
      lose(name);
    }
    draw();
  }

  function lose(name) {
    details.delete(name);
    missing.add(name);
  }

  picker.set((await api.get('runs')).runs);
  const parts = [
    ['Results', results], ['Curves', [charts, noCurves]], ['Settings that differ', differences], ['Filters', filters],
  ];
  replace(root,
    h('div', {class: 'page-head'}, h('div', {}, h('h1', {}, 'Compare'), h('p', {class: 'note'}, `Choose up to ${most} runs.`))),
    section('Runs', picker.element, gone),
    names.length === 0
      ? empty('Nothing is chosen yet.', 'Tick runs above, or on the list of runs.')
      : parts.map(([title, content]) => section(title, content)));
  picker.focus();
  names.forEach(load);
  if (names.length === 0) ready(root);

  const extend = (kind) => ({run, from, lines}) => {
    const known = details.get(run);
    if (!known) return;
    if (from > known[kind].length) return load(run);
    known[kind] = from === 0 ? lines : [...known[kind].slice(0, from), ...lines];
    draw();
  };
  return watch(names, {
    begin: () => names.forEach(load),
    run: (run) => {
      picker.put(run);
      const known = details.get(run.name);
      if (known && known.run.status === run.status) {
        known.run = run;
        draw();
      } else if (names.includes(run.name)) {
        load(run.name);
      }
    },
    removed: ({run}) => {
      picker.take(run);
      if (!names.includes(run)) return;
      lose(run);
      draw();
    },
    metrics: extend('metrics'),
    history: extend('history'),
  });
}
