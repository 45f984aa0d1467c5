// What several runs look like beside each other.

import * as api from './api.js';
import {h} from './dom.js';
import {curves} from './run-curves.js';
import {isSnapshot, pictureName} from './run-history.js';
import {runAddress} from './run-parts.js';
import {plainTable} from './table.js';
import * as format from './format.js';

// From short to long.
const namings = [
  (run) => brief(run),
  (run) => withSeed(run),
  (run) => `${withSeed(run)}, ${format.trial(run)?.sweep ?? format.date(run.started)}`,
  (run) => run.name,
];

function brief(run) {
  const trial = format.trial(run);
  if (trial) return `trial ${trial.number}`;
  return [format.title(run), format.method(run)].filter(Boolean).join(', ');
}

const withSeed = (run) => format.trial(run) ? format.title(run) : `${brief(run)}, seed ${run.seed ?? '–'}`;

/** The shortest names that tell the runs apart. */
function labels(chosen) {
  return chosen.map(({run}) => namings.map((naming) => naming(run)).find((name, index) =>
    chosen.filter((other) => namings[index](other.run) === name).length === 1) ?? run.name);
}

export function overlaid(chosen) {
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

export function resultTable(chosen) {
  const found = new Set(chosen.flatMap(({run}) => Object.keys(run.values)));
  const keys = [...found].filter((key) => !key.startsWith('last.')).sort();
  const names = labels(chosen);
  // An accuracy is not the same on other images, or before there was any training.
  const remarks = ({run}) => [run.heldOut && 'held out', format.isUntrained(run) && 'untrained'].filter(Boolean).join(', ');
  const cell = (details, key) => {
    const amount = details.run.values[key];
    if (amount === undefined) return '–';
    const remark = key.startsWith('accuracy.') && remarks(details);
    return [format.value(key, amount), remark && h('small', {class: 'remark'}, remark)];
  };
  return plainTable(
    ['Run', 'Status', ...keys.map((key) => ({title: format.valueName(key), number: true}))],
    chosen.map((details, index) => [
      coloured(h('a', {href: runAddress(details.run)}, names[index]), index), details.run.status,
      ...keys.map((key) => cell(details, key)),
    ]), 'results');
}

export function differenceTable(chosen) {
  const facts = [
    ['data', ({run}) => run.data], ['seed', ({run}) => String(run.seed ?? '–')],
    ['epochs completed', ({run}) => String(run.epochs ?? '–')],
    ['measured on', ({run}) => run.kind === 'images' ? (run.heldOut ? 'held-out images' : 'test images') : 'test text'],
  ];
  // It is said already.
  const keys = [...new Set(chosen.flatMap(({settings}) => Object.keys(settings)))].filter((key) => key !== 'evaluatedOn');
  keys.sort((a, b) => a.localeCompare(b, 'en', {numeric: true}));
  const lines = [...facts, ...keys.map((key) => [key, ({settings}) => settings[key] ?? '–'])]
    .map(([title, value]) => [title, ...chosen.map(value)])
    .filter(([, ...values]) => new Set(values).size > 1);
  if (lines.length === 0) {
    return h('p', {class: 'note'}, chosen.length < 2 ? 'There is nothing to compare yet.' : 'All settings are the same.');
  }
  const titles = labels(chosen).map((name, index) => ({title: coloured(name, index)}));
  return plainTable(['Setting', ...titles], lines, 'differences');
}

export function filterPictures(chosen) {
  const names = labels(chosen);
  const pictures = chosen.map((details) =>
    details.history.filter(isSnapshot).at(-1)?.pictures ?? details.figures.map((figure) => `figures/${figure}`));
  const layers = [...new Set(pictures.flat().map(pictureName))].sort();
  if (layers.length === 0) return h('p', {class: 'note'}, 'These runs have no pictures.');
  const figure = (layer, {run}, index) => {
    const picture = pictures[index].find((picture) => pictureName(picture) === layer);
    return picture && h('figure', {},
      h('img', {
        class: picture.startsWith('figures/') ? 'large' : null,
        src: api.picture(run.name, picture), alt: `Receptive fields: ${layer}, ${names[index]}`,
      }),
      h('figcaption', {class: 'note'}, coloured(names[index], index)));
  };
  return layers.map((layer) => [
    h('h3', {}, layer),
    h('div', {class: 'side-by-side'}, chosen.map((details, index) => figure(layer, details, index))),
  ]);
}
