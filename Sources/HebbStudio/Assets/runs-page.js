// All runs: those that are training on top, with their progress, then a table to search, sort and compare.

import * as api from './api.js';
import {watch} from './live.js';
import {SortedTable} from './table.js';
import {h, replace, arrange, empty, onceAFrame, ready} from './dom.js';
import {progressBar, progressText, state, tags} from './run-parts.js';
import * as format from './format.js';

export async function show(root) {
  const runs = new Map();
  const progress = new Map();
  const chosen = new Set();
  const cards = new Map();
  const search = h('input', {
    type: 'search', placeholder: 'Search name, data, tag, status…', 'aria-label': 'Search runs', size: 30,
    oninput: () => draw(),
  });
  const compare = h('button', {type: 'button', class: 'primary', onclick: () => {
    location.hash = `#/compare?${[...chosen].map((name) => `run=${encodeURIComponent(name)}`).join('&')}`;
  }});
  const live = h('div', {class: 'live-runs', 'aria-label': 'Training now'});
  const list = h('div');
  const total = h('p', {class: 'note'});
  const table = new SortedTable(columns(chosen, () => drawCompare()), {
    key: 'started', descending: true, caption: 'Runs', pageSize: 60, rowAttributes: (run) => ({'data-run': run.name}),
  });
  table.element.classList.add('runs-table');

  function drawCompare() {
    compare.textContent = chosen.size > 0 ? `Compare ${chosen.size}` : 'Compare';
    compare.disabled = chosen.size < 2 || chosen.size > 8;
    compare.title = 'Choose two to eight runs';
  }

  // Cards stay while their runs go on, so that whoever is about to press one does not lose it.
  function drawLive(going) {
    for (const run of going) {
      if (!cards.has(run.name)) cards.set(run.name, new LiveCard(run));
      cards.get(run.name).show(progress.get(run.name));
    }
    for (const name of cards.keys()) if (!going.some((run) => run.name === name)) cards.delete(name);
    arrange(live, going.map((run) => cards.get(run.name).element));
  }

  const draw = onceAFrame(() => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const matching = [...runs.values()].filter((run) => {
      const text = [run.name, run.experiment, run.data, run.method, run.status, ...run.tags].join(' ').toLowerCase();
      return words.every((word) => text.includes(word));
    });
    const going = [...runs.values()].filter((run) => run.status === 'running');
    drawLive(going);
    total.textContent = `${runs.size} run${runs.size === 1 ? '' : 's'}${going.length ? `, ${going.length} training now` : ''}`;
    table.set(matching);
    if (runs.size === 0) replace(list, nothing());
    else if (list.firstChild !== table.element) replace(list, table.element);
    ready(root);
  });

  replace(root,
    h('div', {class: 'page-head'}, h('div', {}, h('h1', {}, 'Runs'), total), h('div', {class: 'row'}, search, compare)),
    live, h('div', {class: 'card'}, list));
  drawCompare();

  async function load() {
    const answer = await api.get('runs');
    runs.clear();
    for (const run of answer.runs) runs.set(run.name, run);
    for (const [name, state] of Object.entries(answer.progress ?? {})) progress.set(name, state);
    draw();
  }

  const reload = () => load().catch((error) => replace(list, empty(`${error.message}.`, error.advice ?? '')));
  // Not waiting for the connection, after which it is loaded again in case that something has happened.
  reload();
  return watch([], {
    begin: reload,
    run: (run) => { runs.set(run.name, run); draw(); },
    removed: ({run}) => { runs.delete(run); chosen.delete(run); drawCompare(); draw(); },
    progress: (event) => { progress.set(event.run, event.progress); cards.get(event.run)?.show(event.progress); },
  });
}

const nothing = () => empty('There are no runs yet.',
  'Start one with ', h('code', {}, 'hebb train hebbian-cnn'), '; it appears here by itself.');

const link = (run) => `#/runs/${encodeURIComponent(run.name)}`;

class LiveCard {
  constructor(run) {
    this.progress = h('div');
    this.element = h('a', {class: 'live-run', href: link(run)},
      h('div', {class: 'row'}, state(run.status), h('span', {class: 'run-name'}, run.experiment)),
      h('p', {class: 'note'}, `${run.data}, seed ${run.seed}`), this.progress);
  }

  show(progress) {
    const texts = progressText(progress).map((text) => h('span', {}, text));
    replace(this.progress, progressBar(progress), h('div', {class: 'note'}, texts));
  }
}

function columns(chosen, onChoice) {
  return [
    {name: 'choice', title: h('span', {class: 'hidden'}, 'Compare'), cell: (run) => h('input', {
      type: 'checkbox', checked: chosen.has(run.name), 'aria-label': `Compare ${run.name}`,
      onchange: (event) => {
        if (event.target.checked) chosen.add(run.name);
        else chosen.delete(run.name);
        onChoice();
      }})},
    {name: 'name', title: 'Run', sort: (run) => run.experiment, cell: (run) => [
      h('a', {href: link(run), class: 'run-name'}, run.experiment), ' ', tags(run), h('span', {class: 'note'}, run.name)]},
    {name: 'data', title: 'Data', sort: (run) => run.data, cell: (run) => run.data},
    {name: 'result', title: 'Result', number: true, sort: (run) => format.headline(run)?.amount, cell: (run) => {
      const result = format.headline(run);
      return result ? [result.text, ' ', h('small', {}, result.name)] : '–';
    }},
    {name: 'status', title: 'Status', sort: (run) => run.status, cell: (run) => state(run.status)},
    {name: 'started', title: 'Started', number: true, sort: (run) => run.started,
      cell: (run) => h('span', {title: format.ago(run.started)}, format.date(run.started))},
  ];
}
