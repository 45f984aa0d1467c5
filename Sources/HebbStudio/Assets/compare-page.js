// Runs side by side: curves over each other, what differs in their settings, results, and their filters.

import * as api from './api.js';
import {watch} from './live.js';
import {h, replace, section, empty, onceAFrame, ready} from './dom.js';
import {CurveSet, curves} from './run-curves.js';
import {plainTable} from './table.js';
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
  const parts = [['Results', results], ['Curves', charts], ['Settings that differ', differences], ['Filters', filters]];
  replace(root,
    h('div', {class: 'page-head'}, h('div', {}, h('h1', {}, 'Compare'), h('p', {class: 'note'}, `Choose up to ${most} runs.`))),
    section('Runs', picker),
    names.length === 0
      ? empty('Nothing is chosen yet.', 'Tick runs above, or on the list of runs.')
      : parts.map(([title, content]) => section(title, content)));
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
  const search = h('input', {
    type: 'search', placeholder: 'Search runs…', 'aria-label': 'Search runs', oninput: () => draw(),
  });
  const list = h('div', {class: 'picks', role: 'group', 'aria-label': 'Runs to compare'});
  const choose = (name, isChosen) => {
    const next = isChosen ? [...names, name].slice(0, most) : names.filter((other) => other !== name);
    location.hash = `#/compare?${next.map((name) => `run=${encodeURIComponent(name)}`).join('&')}`;
  };
  const draw = () => {
    const words = search.value.toLowerCase().split(/\s+/);
    const text = (run) => `${run.name} ${run.data} ${run.tags.join(' ')}`.toLowerCase();
    const matching = all.filter((run) => words.every((word) => text(run).includes(word)));
    const isChosen = ({name}) => names.includes(name);
    const shown = [...matching.filter(isChosen), ...matching.filter((run) => !isChosen(run)).slice(0, 60)];
    replace(list, shown.map((run) => h('label', {}, box(run, isChosen(run)), run.name,
      h('span', {class: 'note'}, format.headline(run)?.text ?? run.status))));
  };
  const box = (run, isChosen) => h('input', {
    type: 'checkbox', checked: isChosen, disabled: names.length >= most && !isChosen,
    onchange: (event) => choose(run.name, event.target.checked),
  });
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

/** A run's name, with its colour. */
const coloured = (name, index) => [h('span', {class: `swatch series-${index}`}), name];

function resultTable(chosen) {
  const found = new Set(chosen.flatMap(({run}) => Object.keys(run.values)));
  const keys = [...found].filter((key) => !key.startsWith('last.')).sort();
  const names = labels(chosen);
  return plainTable(
    ['Run', 'Status', ...keys.map((key) => ({title: format.valueName(key), number: true}))],
    chosen.map(({run}, index) => [
      coloured(h('a', {href: `#/runs/${encodeURIComponent(run.name)}`}, names[index]), index), run.status,
      ...keys.map((key) => run.values[key] === undefined ? '–' : format.value(key, run.values[key])),
    ]));
}

function differenceTable(chosen) {
  const facts = [['data', ({run}) => run.data], ['seed', ({run}) => String(run.seed)], ['method', ({run}) => run.method]];
  const keys = [...new Set(chosen.flatMap(({settings}) => Object.keys(settings)))];
  keys.sort((a, b) => a.localeCompare(b, 'en', {numeric: true}));
  const lines = [...facts, ...keys.map((key) => [key, ({settings}) => settings[key] ?? '–'])]
    .map(([title, value]) => [title, ...chosen.map(value)])
    .filter(([, ...values]) => new Set(values).size > 1);
  if (lines.length === 0) return h('p', {class: 'note'}, 'All settings are the same.');
  return plainTable(['Setting', ...labels(chosen).map((name, index) => ({title: coloured(name, index)}))], lines, 'differences');
}

function filterPictures(chosen) {
  const names = labels(chosen);
  const pictures = chosen.map((details) =>
    details.history.filter(Boolean).at(-1)?.pictures ?? details.figures.map((figure) => `figures/${figure}`));
  const layers = [...new Set(pictures.flat().map(pictureName))].sort();
  if (layers.length === 0) return h('p', {class: 'note'}, 'These runs have no pictures.');
  const figure = (layer, {run}, index) => {
    const picture = pictures[index].find((picture) => pictureName(picture) === layer);
    return picture && h('figure', {},
      h('img', {src: api.picture(run.name, picture), alt: `Receptive fields: ${layer}, ${names[index]}`}),
      h('figcaption', {class: 'note'}, coloured(names[index], index)));
  };
  return layers.map((layer) => [
    h('h3', {}, layer),
    h('div', {class: 'side-by-side'}, chosen.map((details, index) => figure(layer, details, index))),
  ]);
}
