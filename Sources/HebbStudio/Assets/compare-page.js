// Runs side by side: curves over each other, what differs in their settings, results, and their filters.

import * as api from './api.js';
import {watch} from './live.js';
import {h, replace, section, empty, onceAFrame, ready} from './dom.js';
import {CurveSet, curves} from './run-curves.js';
import {pictureName} from './run-history.js';
import * as format from './format.js';

const most = 8;

export async function show(root, _, query) {
  const names = [...new Set(query.getAll('run'))].slice(0, most);
  const details = new Map();
  const charts = h('div', {class: 'charts'});
  const curveSet = new CurveSet(charts);
  const [results, differences, filters] = [h('div'), h('div'), h('div')];
  const picker = h('div');

  const draw = onceAFrame(() => {
    const chosen = names.map((name) => details.get(name)).filter(Boolean);
    curveSet.set(overlaid(chosen));
    replace(results, resultTable(chosen));
    replace(differences, differenceTable(chosen));
    replace(filters, filterPictures(chosen));
    ready(root);
  });

  async function load(name) {
    try { details.set(name, await api.get(api.runPath(name))); } catch { details.delete(name); }
    draw();
  }

  const all = (await api.get('runs')).runs;
  replace(root, h('div', {class: 'page-head'}, h('div', {}, h('h1', {}, 'Compare'), h('p', {class: 'note'}, `Choose up to ${most} runs.`))),
    section('Runs', picker),
    names.length === 0 ? empty('Nothing is chosen yet.', 'Tick runs above, or on the list of runs.')
      : [section('Results', results), section('Curves', charts), section('Settings that differ', differences), section('Filters', filters)]);
  replace(picker, pick(all, names));
  if (names.length === 0) { ready(root); return null; }

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
      const known = details.get(run.name);
      if (!known) return;
      if (known.run.status !== run.status) return load(run.name);
      known.run = run;
      draw();
    },
    metrics: extend('metrics'),
    history: extend('history'),
  });
}

function pick(all, names) {
  const search = h('input', {type: 'search', placeholder: 'Search runs…', 'aria-label': 'Search runs', oninput: () => draw()});
  const list = h('div', {class: 'picks', role: 'group', 'aria-label': 'Runs to compare'});
  const choose = (name, isChosen) => {
    const next = isChosen ? [...names, name].slice(0, most) : names.filter((other) => other !== name);
    location.hash = `#/compare?${next.map((name) => `run=${encodeURIComponent(name)}`).join('&')}`;
  };
  const draw = () => {
    const words = search.value.toLowerCase().split(/\s+/);
    const matching = all.filter((run) => words.every((word) => `${run.name} ${run.data} ${run.tags.join(' ')}`.toLowerCase().includes(word)));
    const shown = [...matching.filter(({name}) => names.includes(name)), ...matching.filter(({name}) => !names.includes(name)).slice(0, 60)];
    replace(list, shown.map((run) => h('label', {}, h('input', {type: 'checkbox', checked: names.includes(run.name), disabled: names.length >= most && !names.includes(run.name), onchange: (event) => choose(run.name, event.target.checked)}),
      run.name, h('span', {class: 'note'}, format.headline(run)?.text ?? run.status))));
  };
  draw();
  return [search, list];
}

/** The shortest names that tell the runs apart. */
function labels(chosen) {
  return chosen.map(({run}) => {
    const alike = chosen.filter((other) => other.run.experiment === run.experiment);
    if (alike.length === 1) return run.experiment;
    const sameSeed = alike.filter((other) => other.run.seed === run.seed);
    return sameSeed.length === 1 ? `${run.experiment}, seed ${run.seed}` : run.name;
  });
}

function overlaid(chosen) {
  const names = labels(chosen);
  const together = new Map();
  chosen.forEach((details, index) => {
    for (const [key, chart] of curves(details, {name: names[index], color: index})) {
      if (!together.has(key)) together.set(key, {...chart, series: [], references: []});
      // Of many layers, the last stands for the run.
      const series = chart.series.filter(({points}) => points.length > 0);
      together.get(key).series.push(...(series.some(({faint}) => faint) ? series : series.slice(-1)));
    }
  });
  return together;
}

function resultTable(chosen) {
  const keys = [...new Set(chosen.flatMap(({run}) => Object.keys(run.values)))].filter((key) => !key.startsWith('last.')).sort();
  const names = labels(chosen);
  return h('div', {class: 'table-wrap'}, h('table', {},
    h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Run'), h('th', {scope: 'col'}, 'Status'), keys.map((key) => h('th', {scope: 'col', class: 'number'}, format.valueName(key))))),
    h('tbody', {}, chosen.map(({run}, index) => h('tr', {}, h('th', {scope: 'row', class: `series-${index}`}, h('span', {class: 'swatch'}), h('a', {href: `#/runs/${encodeURIComponent(run.name)}`}, names[index])),
      h('td', {}, run.status), keys.map((key) => h('td', {class: 'number'}, run.values[key] === undefined ? '–' : format.value(key, run.values[key]))))))));
}

function differenceTable(chosen) {
  const keys = [...new Set(chosen.flatMap(({settings}) => Object.keys(settings)))].sort((a, b) => a.localeCompare(b, 'en', {numeric: true}));
  const different = keys.filter((key) => new Set(chosen.map(({settings}) => settings[key])).size > 1);
  const facts = [['data', ({run}) => run.data], ['seed', ({run}) => String(run.seed)], ['method', ({run}) => run.method ?? 'hebbian']]
    .filter(([, value]) => new Set(chosen.map(value)).size > 1);
  if (different.length + facts.length === 0) return h('p', {class: 'note'}, 'All settings are the same.');
  const names = labels(chosen);
  return h('div', {class: 'table-wrap'}, h('table', {class: 'differences'},
    h('thead', {}, h('tr', {}, h('th', {scope: 'col'}, 'Setting'), names.map((name, index) => h('th', {scope: 'col', class: `series-${index}`}, h('span', {class: 'swatch'}), name)))),
    h('tbody', {}, [
      ...facts.map(([title, value]) => h('tr', {}, h('th', {scope: 'row'}, title), chosen.map((details) => h('td', {}, value(details))))),
      ...different.map((key) => h('tr', {}, h('th', {scope: 'row'}, key), chosen.map(({settings}) => h('td', {}, settings[key] ?? '–')))),
    ])));
}

function filterPictures(chosen) {
  const names = labels(chosen);
  const pictures = chosen.map((details) => details.history.filter(Boolean).at(-1)?.pictures ?? details.figures.map((figure) => `figures/${figure}`));
  const layers = [...new Set(pictures.flat().map(pictureName))].sort();
  if (layers.length === 0) return h('p', {class: 'note'}, 'These runs have no pictures.');
  return layers.map((layer) => [h('h3', {}, layer), h('div', {class: 'side-by-side'}, chosen.map(({run}, index) => {
    const picture = pictures[index].find((picture) => pictureName(picture) === layer);
    return picture && h('figure', {class: `series-${index}`}, h('img', {src: api.picture(run.name, picture), alt: `Receptive fields: ${layer}, ${names[index]}`}),
      h('figcaption', {class: 'note'}, h('span', {class: 'swatch'}), names[index]));
  }))]);
}
