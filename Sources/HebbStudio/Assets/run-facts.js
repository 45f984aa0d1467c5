// What a run's page says of it in words and tables.

import * as api from './api.js';
import {h, section} from './dom.js';
import {isSnapshot, pictureName} from './run-history.js';
import {state} from './run-parts.js';
import {plainTable} from './table.js';
import {ago} from './times.js';
import * as format from './format.js';

export function factList(run, record) {
  const isText = run.kind === 'sequences';
  const result = format.headline(run);
  const speed = run.values.imagesPerSecond ?? run.values.charactersPerSecond;
  return [
    result && [result.name, result.text],
    speed !== undefined && ['speed', [format.count(speed), ' ', h('small', {}, isText ? 'characters/s' : 'images/s')]],
    ['status', state(run.status), true],
    run.data && [isText ? 'text' : 'data', run.data, true],
    record?.limit && ['training images', `the first ${format.count(record.limit)}`, true],
    record?.validation && ['held out', `${format.count(record.validation)} training images`, true],
    run.epochs !== undefined && ['epochs', run.epochs === 0 ? '0, untrained' : String(run.epochs), true],
    run.seed !== undefined && ['seed', String(run.seed), true],
    run.started && ['started', [format.date(run.started), ' (', ago(run.started), ')'], true],
    format.method(run) && ['method', format.method(run), true],
    record?.initialWeights && ['initial weights', record.initialWeights, true],
    record?.machine && ['machine', record.machine, true],
    record?.threads && ['threads', `${record.threads}${record.kernels ? `, ${record.kernels}` : ''}`, true],
  ].filter(Boolean);
}

// A trial is its sweep's to go on with.
function resuming(run) {
  const trial = format.trial(run);
  return h('code', {}, trial ? `hebb sweep --resume ${trial.folder}` : `hebb train --resume ${run.name}`);
}

/** What went wrong, and how to go on; nothing if all is well. */
export function trouble({run, record}) {
  const problem = record?.problem ?? run.problem;
  if (problem) return problem;
  if (run.status === 'killed') return ['The process was killed. To go on from its last checkpoint: ', resuming(run)];
  if (run.status === 'interrupted') return ['It was interrupted. To go on: ', resuming(run)];
  return null;
}

export function resultTable({run, record}) {
  const after = record?.accuracy;
  if (!after) return null;
  const before = record.untrainedAccuracy ?? {};
  const training = record.trainingAccuracy ?? {};
  const columns = [[format.isUntrained(run) ? 'untrained' : 'after training', after], ['before', before],
    ['on training images', training]].filter(([, values]) => Object.keys(values).length > 0);
  // The output comes last.
  const order = Object.keys(after).sort((a, b) => (a === 'output') - (b === 'output') || a.localeCompare(b));
  return section(`Accuracy on ${run.heldOut ? 'held-out training images' : 'test images'}`,
    plainTable(
      ['Read-out', ...columns.map(([title]) => ({title, number: true}))],
      order.map((key) => [format.valueName(key), ...columns.map(([, values]) => format.percent(values[key]))])));
}

/** What has become of the neurons, and what could be done about it. */
export function healthTable({record}) {
  const layers = record?.health;
  if (!layers) return null;
  const given = (value, text) => value === null || value === undefined ? '–' : text(value);
  const columns = ['Never won', 'As if so many won', 'Copies', 'Directions', 'Moved in the first epoch', 'In the last'];
  const notes = layers.flatMap(({findings}) => findings);
  return section('How the neurons are',
    plainTable(['Layer', {title: 'Neurons', number: true}, ...columns.map((title) => ({title, number: true}))],
      layers.map((layer, index) => [
        String(index + 1), format.count(layer.neurons), given(layer.silent, format.percent),
        given(layer.effectiveWinners, format.count), format.percent(layer.copies), format.number(layer.effectiveRank, 3),
        format.percent(layer.firstChange), format.percent(layer.lastChange, 2)])),
    notes.length > 0 && h('ul', {class: 'notes'}, notes.map(({what, advice}) => h('li', {}, h('strong', {}, what), '. ', advice))));
}

/** Runs without a history still have the pictures of their end. */
export function finalFigures(details) {
  if (details.history.some(isSnapshot) || details.figures.length === 0) return null;
  return section('Receptive fields', h('div', {class: 'fields'}, details.figures.map((figure) => h('figure', {},
    h('figcaption', {}, pictureName(figure)),
    h('img', {class: 'large', src: api.picture(details.run.name, `figures/${figure}`), alt: figure})))));
}
