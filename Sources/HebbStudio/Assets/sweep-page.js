// One sweep: the best trial, how the best value came about, which settings matter, and every trial.

import * as api from './api.js';
import {h, replace, section, empty, ready} from './dom.js';
import {SortedTable} from './table.js';
import {LineChart} from './line-chart.js';
import {ParallelChart} from './parallel-chart.js';
import {state} from './run-parts.js';
import * as format from './format.js';

const reloadAfter = 3000;

export async function show(root, [folder]) {
  let timer = null;
  let isOver = false;
  const best = h('div');
  const curve = new LineChart({title: 'Best so far', xTitle: 'trials', yTitle: '', xFrom: 1});
  const parallel = new ParallelChart();
  const importance = h('div', {class: 'bars'});
  const head = h('div', {class: 'page-head'});
  const trials = h('div');
  let table = null;

  function draw(sweep) {
    const sign = sweep.goal === 'maximize' ? 1 : -1;
    const done = sweep.trials.filter((trial) => Number.isFinite(trial.value)).sort((a, b) => a.number - b.number);
    const keys = [...new Set(sweep.trials.flatMap((trial) => Object.keys(trial.parameters)))];
    const top = done.reduce((best, trial) => !best || sign * trial.value > sign * best.value ? trial : best, null);
    replace(head, h('div', {}, h('h1', {}, sweep.name), h('p', {class: 'note'}, `${sweep.goal} ${format.valueName(sweep.metric)} · ${done.length} of ${sweep.trials.length} trials`)), state(sweep.status));
    replace(best, top ? h('dl', {class: 'facts'},
      h('div', {}, h('dt', {}, `best ${format.valueName(sweep.metric)}`), h('dd', {}, format.value(sweep.metric, top.value))),
      h('div', {}, h('dt', {}, 'trial'), h('dd', {}, top.run ? h('a', {href: `#/runs/${encodeURIComponent(top.run)}`}, String(top.number)) : String(top.number))),
      keys.map((key) => h('div', {}, h('dt', {}, key), h('dd', {}, setting(top.parameters[key]))))) : h('p', {class: 'note'}, 'No trial has a value yet.'));
    let leading = -Infinity;
    curve.options.yTitle = format.valueName(sweep.metric);
    curve.options.yFormat = (value) => format.value(sweep.metric, value);
    curve.set([
      {name: 'best so far', color: 0, points: done.map((trial, index) => [index + 1, sign * (leading = Math.max(leading, sign * trial.value))])},
      {name: 'trial', color: 1, faint: true, points: done.map((trial, index) => [index + 1, trial.value])},
    ]);
    parallel.set(done, keys, sweep.metric, top);
    const greatest = Math.max(...(sweep.importance ?? []).map(({value}) => value), 1e-9);
    replace(importance, (sweep.importance ?? []).length === 0 ? h('p', {class: 'note'}, 'Not known yet.')
      : [...sweep.importance].sort((a, b) => b.value - a.value).map(({key, value}) => {
        const bar = h('div');
        bar.style.width = `${100 * value / greatest}%`;
        return [h('span', {}, key), h('div', {class: 'track'}, bar), h('span', {}, format.percent(value, 0))];
      }));
    table ??= trialTable(keys, sweep.metric, sign);
    replace(trials, table.element);
    table.set(sweep.trials);
    ready(root);
  }

  async function load() {
    const sweep = await api.get(`sweeps/${encodeURIComponent(folder)}`);
    if (isOver) return;
    draw(sweep);
    if (sweep.status === 'running') timer = setTimeout(() => load().catch(() => {}), reloadAfter);
  }

  replace(root, head, h('div', {class: 'card'}, best), h('div', {class: 'columns'}, section('Progress', curve.element), section('Which settings matter', importance)),
    section('Trials by their settings', parallel.element), section('Trials', trials));
  try { await load(); } catch (error) { replace(root, empty(`${error.message}.`, h('a', {href: '#/sweeps'}, 'All sweeps'))); }
  return () => { isOver = true; clearTimeout(timer); };
}

const setting = (value) => typeof value === 'number' ? format.number(value) : value ?? '–';

function trialTable(keys, metric, sign) {
  return new SortedTable([
    {name: 'number', title: 'Trial', number: true, sort: (trial) => trial.number, cell: (trial) => trial.run ? h('a', {href: `#/runs/${encodeURIComponent(trial.run)}`}, String(trial.number)) : String(trial.number)},
    {name: 'value', title: format.valueName(metric), number: true, sort: (trial) => trial.value, cell: (trial) => Number.isFinite(trial.value) ? format.value(metric, trial.value) : '–'},
    ...keys.map((key) => ({name: `p-${key}`, title: key, number: true, sort: (trial) => trial.parameters[key], cell: (trial) => setting(trial.parameters[key])})),
    {name: 'status', title: 'Status', sort: (trial) => trial.status, cell: (trial) => [state(trial.status), trial.problem && h('span', {class: 'note'}, trial.problem)]},
  ], {key: 'value', descending: sign > 0, caption: 'Trials'});
}
