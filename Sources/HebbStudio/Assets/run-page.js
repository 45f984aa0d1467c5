// One run: what it is, how far it has come, its curves, receptive fields, neurons, and settings.

import * as api from './api.js';
import {watch} from './live.js';
import {h, replace, section, empty, onceAFrame, ready} from './dom.js';
import {CurveSet, curves} from './run-curves.js';
import {RunHistory, pictureName} from './run-history.js';
import {progressBar, progressText, state, tags} from './run-parts.js';
import {manage} from './run-management.js';
import {plainTable} from './table.js';
import * as format from './format.js';

const killed = 'The process was killed; hebb train --resume goes on from its last checkpoint.';

export async function show(root, [name]) {
  let details = null;
  const waiting = [];
  const title = h('h1', {}, '…');
  const writing = h('a', {href: `#/write?run=${encodeURIComponent(name)}`, hidden: true}, 'Let it write');
  const head = h('div', {class: 'page-head'}, h('div', {}, title, h('p', {class: 'note'}, name)),
    h('div', {class: 'row'}, h('a', {href: `#/compare?run=${encodeURIComponent(name)}`}, 'Compare'), writing));
  const facts = h('dl', {class: 'facts'});
  const progress = h('div', {'aria-live': 'off'});
  const problem = h('p', {class: 'message', role: 'alert'});
  const charts = h('div', {class: 'charts'});
  const curveSet = new CurveSet(charts);
  const curveCard = section('Curves', charts);
  const history = new RunHistory(name);
  const results = h('div');
  const rest = h('div');

  const drawProgress = () => {
    const isRunning = details.run.status === 'running';
    const text = progressText(details.progress).join(' · ');
    replace(progress, isRunning && [progressBar(details.progress), h('p', {class: 'note'}, text)]);
  };

  const drawCurves = onceAFrame(() => {
    const found = curves(details);
    curveCard.hidden = found.size === 0;
    curveSet.set(found);
    ready(root);
  });

  function drawFacts() {
    const {run, record} = details;
    replace(title, run.experiment, ' ', tags(run));
    writing.hidden = !run.writes;
    replace(facts, factList(run, record).map(([title, text, isPlain]) =>
      h('div', {}, h('dt', {}, title), h('dd', {class: isPlain ? 'plain' : null}, text))));
    problem.textContent = record?.problem ?? run.problem ?? (run.status === 'killed' ? killed : '');
    drawProgress();
  }

  function drawRest() {
    replace(results, resultTable(details.record));
    replace(rest, finalFigures(details), section('Specification', h('pre', {tabindex: '0'}, details.specification)),
      manage(details.run, (changed) => { details.run = changed; drawFacts(); }));
  }

  async function load() {
    try {
      details = await api.get(api.runPath(name));
      for (const [kind, event] of waiting.splice(0)) add(kind, event);
      history.set(details.history);
      drawFacts();
      drawCurves();
      drawRest();
    } catch (error) {
      replace(root, empty(`${error.message}.`, h('a', {href: '#/'}, 'All runs')));
    }
  }

  // Lines come with their number: what is known already is passed over, and a gap means that everything is loaded anew.
  function add(kind, {from, lines}) {
    const known = details[kind];
    if (from > known.length) return load();
    details[kind] = from === 0 ? lines : [...known.slice(0, from), ...lines];
    if (kind === 'history') history.set(details.history);
    else drawCurves();
  }

  function receive(kind) {
    return (event) => {
      if (event.run !== name) return;
      if (details) add(kind, event); else waiting.push([kind, event]);
    };
  }

  replace(root, head, h('div', {class: 'card'}, facts, progress, problem), curveCard, history.element, results, rest);
  curveCard.hidden = true;
  const end = watch([name], {
    begin: load,
    run: (run) => {
      if (run.name !== name || !details) return;
      // With its end a run has results, pictures and a report; until then only its numbers change.
      const hasEnded = run.status !== details.run.status;
      details.run = run;
      if (hasEnded) load(); else drawFacts();
    },
    removed: ({run}) => {
      if (run === name) replace(root, empty('This run was removed.', h('a', {href: '#/'}, 'All runs')));
    },
    progress: (event) => {
      if (event.run !== name || !details) return;
      details.progress = event.progress;
      drawProgress();
    },
    metrics: receive('metrics'),
    history: receive('history'),
  });
  return () => { end(); history.stop(); };
}

function factList(run, record) {
  const isText = run.kind === 'sequences';
  const result = format.headline(run);
  const speed = run.values.imagesPerSecond ?? run.values.charactersPerSecond;
  return [
    result && [result.name, result.text],
    speed !== undefined && ['speed', [format.count(speed), ' ', h('small', {}, isText ? 'characters/s' : 'images/s')]],
    ['status', state(run.status), true],
    [isText ? 'text' : 'data', run.data, true],
    ['seed', String(run.seed), true],
    ['started', `${format.date(run.started)} (${format.ago(run.started)})`, true],
    run.method && run.method !== 'hebbian' && ['method', run.method, true],
    record?.machine && ['machine', record.machine, true],
    record?.threads && ['threads', `${record.threads}${record.kernels ? `, ${record.kernels}` : ''}`, true],
  ].filter(Boolean);
}

function resultTable(record) {
  const after = record?.accuracy;
  if (!after) return null;
  const before = record.untrainedAccuracy ?? {};
  const training = record.trainingAccuracy ?? {};
  const columns = [['after training', after], ['before', before], ['on training images', training]]
    .filter(([, values]) => Object.keys(values).length > 0);
  // The output comes last.
  const order = Object.keys(after).sort((a, b) => (a === 'output') - (b === 'output') || a.localeCompare(b));
  return section(`Accuracy on ${record.evaluatedOn === 'validation' ? 'held-out training images' : 'test images'}`,
    plainTable(
      ['Read-out', ...columns.map(([title]) => ({title, number: true}))],
      order.map((key) => [format.valueName(key), ...columns.map(([, values]) => format.percent(values[key]))])));
}

// Runs without a history still have the pictures of their end.
function finalFigures(details) {
  if (details.history.some(Boolean) || details.figures.length === 0) return null;
  return section('Receptive fields', h('div', {class: 'fields'}, details.figures.map((figure) => h('figure', {},
    h('figcaption', {}, pictureName(figure)),
    h('img', {src: api.picture(details.run.name, `figures/${figure}`), alt: figure})))));
}
