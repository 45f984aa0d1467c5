// One run: what it is, how far it has come, its curves, receptive fields, neurons, and settings.

import * as api from './api.js';
import {watch} from './live.js';
import {h, replace, section, empty, complaint, onceAFrame, ready} from './dom.js';
import {CurveSet, curves} from './run-curves.js';
import {RunHistory} from './run-history.js';
import {factList, resultTable, healthTable, finalFigures, trouble} from './run-facts.js';
import {progressBar, progressText, tags} from './run-parts.js';
import {RunManagement} from './run-management.js';
import * as format from './format.js';

export async function show(root, [name]) {
  let details = null;
  const waiting = [];
  const trial = format.trial({name});
  const title = h('h1', {}, '…');
  const writing = h('a', {href: `#/write?run=${encodeURIComponent(name)}`, hidden: true}, 'Let it write');
  const report = h('a', {href: `/api/${api.runPath(name)}/report`, target: '_blank', rel: 'noopener', hidden: true}, 'Report');
  const place = h('p', {class: 'note'},
    trial && [h('a', {href: `#/sweeps/${encodeURIComponent(trial.folder)}`}, trial.sweep), ' · '], name);
  const head = h('div', {class: 'page-head'}, h('div', {}, title, place),
    h('div', {class: 'row'}, h('a', {href: `#/compare?run=${encodeURIComponent(name)}`}, 'Compare'), report, writing));
  const facts = h('dl', {class: 'facts'});
  const progress = h('div', {'aria-live': 'off'});
  const problem = h('p', {class: 'message', role: 'alert'});
  const charts = h('div', {class: 'charts'});
  const curveSet = new CurveSet(charts);
  const curveCard = section('Curves', charts);
  const history = new RunHistory(name);
  const [results, health, figures] = [h('div'), h('div'), h('div')];
  const specification = h('pre', {tabindex: '0'});
  const specificationCard = section('Specification', specification);
  const management = new RunManagement(name, (changed) => { details.run = changed; drawFacts(); });

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
    replace(title, format.title(run), ' ', tags(run));
    writing.hidden = !run.writes;
    report.hidden = !details.hasReport;
    replace(facts, factList(run, record).map(([title, text, isPlain]) =>
      h('div', {}, h('dt', {}, title), h('dd', {class: isPlain ? 'plain' : null}, text))));
    replace(problem, trouble(details));
    management.set(run);
    drawProgress();
  }

  // What is being typed in the rest of the page outlasts a connection that was cut off.
  function draw() {
    history.set(details.history);
    drawFacts();
    drawCurves();
    replace(results, resultTable(details));
    replace(health, healthTable(details));
    replace(figures, finalFigures(details));
    specification.textContent = details.specification;
    specificationCard.hidden = details.specification === '';
  }

  async function load() {
    try {
      details = await api.get(api.runPath(name));
      for (const [kind, event] of waiting.splice(0)) add(kind, event);
      draw();
    } catch (error) {
      if (details && error instanceof api.Unreachable) return;
      replace(root, empty(complaint(error), h('a', {href: '#/'}, 'All runs')));
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

  replace(root, head, h('div', {class: 'card'}, facts, progress, problem), curveCard, history.element, results, health, figures,
    specificationCard, management.element);
  curveCard.hidden = specificationCard.hidden = true;
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
  load();
  return () => { end(); history.stop(); };
}
