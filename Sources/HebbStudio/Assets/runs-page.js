// All runs: those that are training on top, with their progress, then a table to search, sort and compare.

import * as api from './api.js';
import {watch} from './live.js';
import {SortedTable} from './table.js';
import {h, replace, empty, complaint, onceAFrame, ready} from './dom.js';
import {runAddress, state, tags} from './run-parts.js';
import {LiveRuns} from './live-runs.js';
import {tokenNote} from './token.js';
import * as format from './format.js';

export async function show(root, _, query) {
  const runs = new Map();
  const chosen = new Set();
  const search = h('input', {
    type: 'search', placeholder: 'Search name, data, tag, status…', 'aria-label': 'Search runs', size: 30,
    value: query.get('search') ?? '', oninput: () => { note(); draw(); },
  });
  const withTrials = h('input', {type: 'checkbox', checked: query.has('trials'), onchange: () => { note(); draw(); }});
  const trialCount = h('span');
  const trialSwitch = h('label', {class: 'switch'}, withTrials, trialCount);
  const compare = h('button', {type: 'button', class: 'primary', onclick: () => {
    location.hash = `#/compare?${[...chosen].map((name) => `run=${encodeURIComponent(name)}`).join('&')}`;
  }});
  const choice = h('div', {class: 'choice-bar', role: 'status'}, h('span'),
    h('button', {type: 'button', onclick: () => {
      chosen.clear();
      for (const box of list.querySelectorAll(':checked')) box.checked = false;
      drawChoice();
    }}, 'Clear'), compare);
  const live = new LiveRuns();
  const list = h('div');
  const total = h('p', {class: 'note'});
  const table = new SortedTable(columns(chosen, () => drawChoice()), {
    key: query.get('sort') ?? 'started', descending: query.get('order') !== 'ascending', caption: 'Runs', pageSize: 60,
    isWhole: query.has('all'), rowAttributes: (run) => ({'data-run': run.name}), onChange: () => note(),
  });
  table.element.classList.add('runs-table');

  // What is looked at stands in the address, so that going back or reloading shows the same.
  function note() {
    const now = new URLSearchParams();
    if (search.value) now.set('search', search.value);
    if (withTrials.checked) now.set('trials', '1');
    if (table.key !== 'started' || !table.descending) now.set('sort', table.key);
    if (!table.descending) now.set('order', 'ascending');
    if (table.isWhole) now.set('all', '1');
    history.replaceState(history.state, '', now.size > 0 ? `#/?${now}` : '#/');
  }

  // At the bottom of the window, however long the list.
  function drawChoice() {
    choice.hidden = chosen.size === 0;
    compare.textContent = `Compare ${chosen.size}`;
    compare.disabled = chosen.size < 2 || chosen.size > 8;
    choice.firstChild.textContent = compare.disabled ? 'Choose two to eight runs to compare' : `${chosen.size} runs chosen`;
  }

  function drawNow() {
    const all = [...runs.values()];
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const matching = all.filter((run) => {
      const text = [run.name, run.experiment, run.data, run.method, run.status, ...run.tags].join(' ').toLowerCase();
      return words.every((word) => text.includes(word));
    });
    const going = all.filter((run) => run.status === 'running');
    live.draw(going);
    const counted = withTrials.checked ? all : all.filter((run) => !format.trial(run));
    const count = `${counted.length} run${counted.length === 1 ? '' : 's'}`;
    total.textContent = going.length > 0 ? `${count}, ${going.length} training now` : count;
    const trials = matching.filter(format.trial).length;
    trialSwitch.hidden = trials === 0 && !withTrials.checked;
    trialCount.textContent = `Show ${trials} trial${trials === 1 ? '' : 's'} of sweeps`;
    table.set(withTrials.checked ? matching : matching.filter((run) => !format.trial(run)));
    if (all.length === 0) replace(list, nothing());
    else if (list.firstChild !== table.element) replace(list, table.element);
    ready(root);
  }
  const draw = onceAFrame(drawNow);

  replace(root,
    h('div', {class: 'page-head'}, h('div', {}, h('h1', {}, 'Runs'), total), h('div', {class: 'row'}, trialSwitch, search)),
    live.element, h('div', {class: 'card'}, list), choice);
  trialSwitch.hidden = true;
  drawChoice();

  async function load() {
    try {
      const answer = await api.get('runs');
      // A run that is as it was stays the same object, and keeps its row.
      const before = new Map(runs);
      runs.clear();
      for (const run of answer.runs) runs.set(run.name, isSame(before.get(run.name), run) ? before.get(run.name) : run);
      for (const name of chosen) if (!runs.has(name)) chosen.delete(name);
      live.progress = new Map(Object.entries(answer.progress ?? {}));
      drawChoice();
      drawNow();
    } catch (error) {
      // What was shown before the studio went away is still of use.
      if (error instanceof api.Unreachable && runs.size > 0) return;
      replace(list, empty(complaint(error), error.status === 401 && tokenNote('Reading')));
    }
  }

  // Not waiting for the connection, after which it is loaded again in case that something has happened.
  load();
  return watch([], {
    begin: load,
    run: (run) => { runs.set(run.name, run); draw(); },
    removed: ({run}) => { runs.delete(run); chosen.delete(run); drawChoice(); draw(); },
    progress: (event) => live.receive(event),
  });
}

const isSame = (one, other) => one !== undefined && JSON.stringify(one) === JSON.stringify(other);

const nothing = () => empty('There are no runs yet.',
  'Start one with ', h('code', {}, 'hebb train hebbian-cnn'), '; it appears here by itself.');

function columns(chosen, onChoice) {
  return [
    {name: 'choice', title: h('span', {class: 'hidden'}, 'Compare'), cell: (run) => h('input', {
      type: 'checkbox', checked: chosen.has(run.name), 'aria-label': `Compare ${run.name}`,
      onchange: (event) => {
        if (event.target.checked) chosen.add(run.name);
        else chosen.delete(run.name);
        onChoice();
      }})},
    {name: 'name', title: 'Run', sort: (run) => format.title(run), cell: (run) => [
      h('a', {href: runAddress(run), class: 'run-name'}, format.title(run)), ' ', method(run), tags(run),
      h('span', {class: 'note'}, format.title(run) === run.name ? '' : run.name)]},
    {name: 'data', title: 'Data', sort: (run) => run.data, cell: (run) => run.data || '–'},
    {name: 'result', title: 'Result', number: true, sort: (run) => format.headline(run)?.amount, cell: (run) => {
      const result = format.headline(run);
      return result ? [result.text, ' ', h('small', {}, result.name)] : '–';
    }},
    {name: 'status', title: 'Status', sort: (run) => run.status, cell: (run) => state(run.status)},
    {name: 'started', title: 'Started', number: true, sort: (run) => run.started,
      cell: (run) => h('span', {title: format.ago(run.started)}, format.date(run.started))},
  ];
}

const method = (run) => format.method(run) && [h('span', {class: 'tag'}, format.method(run)), ' '];
