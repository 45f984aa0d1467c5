// One sweep: the best trial, how the best value came about, which settings matter, and every trial.

import * as api from './api.js';
import {h, replace, section, empty, complaint, ready} from './dom.js';
import {repeatedly} from './refresh.js';
import {SortedTable} from './table.js';
import {LineChart} from './line-chart.js';
import {ParallelChart} from './parallel-chart.js';
import {state} from './run-parts.js';
import * as format from './format.js';

const reloadAfter = 3000;

export async function show(root, [folder]) {
  let before = null;
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
    const text = `${sweep.goal} ${format.valueName(sweep.metric)} · ${done.length} of ${sweep.trials.length} trials`;
    replace(head, h('div', {}, h('h1', {}, sweep.name.replace(/^\d{8}-\d{6}-/, '')), h('p', {class: 'note'}, text)), state(sweep.status));
    replace(best, top ? bestTrial(top, keys, sweep.metric) : h('p', {class: 'note'}, 'No trial has a value yet.'));
    let leading = -Infinity;
    curve.options.yTitle = format.valueName(sweep.metric);
    curve.options.yFormat = (value) => format.value(sweep.metric, value);
    curve.set([
      {name: 'best so far', color: 0, points: done.map((trial, index) => {
        leading = Math.max(leading, sign * trial.value);
        return [index + 1, sign * leading];
      })},
      {name: 'trial', color: 1, faint: true, points: done.map((trial, index) => [index + 1, trial.value])},
    ]);
    parallel.set(done, keys.map((key) => ({key, scale: sweep.scales?.[key]})), sweep.metric, top);
    replace(importance, importanceBars(sweep.importance ?? []));
    table ??= trialTable(keys, sweep.metric, sign);
    replace(trials, table.element);
    table.set(sweep.trials);
    ready(root);
  }

  async function load() {
    const sweep = await api.get(`sweeps/${encodeURIComponent(folder)}`);
    const text = JSON.stringify(sweep);
    if (text === before) return;
    before = text;
    draw(sweep);
  }

  replace(root, head, h('div', {class: 'card'}, best),
    h('div', {class: 'columns'}, section('Progress', curve.element), section('Which settings matter', importance)),
    section('Trials by their settings', parallel.element), section('Trials', trials));
  try { await load(); } catch (error) {
    if (error instanceof api.Unreachable) throw error;
    replace(root, empty(complaint(error), h('a', {href: '#/sweeps'}, 'All sweeps')));
    return null;
  }
  return repeatedly(load, reloadAfter);
}

function bestTrial(top, keys, metric) {
  const facts = [
    [`best ${format.valueName(metric)}`, format.value(metric, top.value)], ['trial', runLinks(top)],
    ...keys.map((key) => [key, setting(top.parameters[key])]),
  ];
  return h('dl', {class: 'facts'}, facts.map(([title, text]) => h('div', {}, h('dt', {}, title), h('dd', {}, text))));
}

function importanceBars(importance) {
  if (importance.length === 0) return h('p', {class: 'note'}, 'Not known yet.');
  return [...importance].sort((a, b) => b.value - a.value).map(({key, value}) => {
    const bar = h('div');
    bar.style.width = `${100 * Math.min(1, value)}%`;
    return [h('span', {}, key), h('div', {class: 'track'}, bar), h('span', {}, format.percent(value, 0))];
  });
}

/** The value, and how sure it is if there are several seeds. */
function valueText(trial, metric) {
  if (!Number.isFinite(trial.value)) return '–';
  const error = Number.isFinite(trial.standardError) && h('small', {}, ` ± ${format.value(metric, trial.standardError)}`);
  return [format.value(metric, trial.value), error];
}

/** The trial's number, which leads to its run, or to its runs side by side. */
function runLinks(trial) {
  const runs = trial.runs ?? [];
  if (runs.length === 0) return String(trial.number);
  const names = runs.map(encodeURIComponent);
  const address = runs.length === 1 ? `#/runs/${names[0]}` : `#/compare?${names.map((name) => `run=${name}`).join('&')}`;
  return h('a', {href: address}, String(trial.number));
}

const setting = (value) => typeof value === 'number' ? format.number(value, 3) : value ?? '–';

function trialTable(keys, metric, sign) {
  return new SortedTable([
    {name: 'number', title: 'Trial', number: true, sort: (trial) => trial.number, cell: runLinks},
    {name: 'value', title: format.valueName(metric), number: true, sort: (trial) => trial.value,
      cell: (trial) => valueText(trial, metric)},
    ...keys.map((key) => ({name: `setting ${key}`, title: key, number: true, sort: (trial) => trial.parameters[key],
      cell: (trial) => setting(trial.parameters[key])})),
    {name: 'status', title: 'Status', sort: (trial) => trial.status, cell: (trial) => [
      state(trial.status),
      trial.fraction < 1 && h('span', {class: 'note'}, `after ${format.percent(trial.fraction, 0)} of its training`),
      trial.problem && h('span', {class: 'note'}, trial.problem.replace(/\n\s*/g, '. '))]},
  ], {key: 'value', descending: sign > 0, caption: 'Trials'});
}
