// What a run's metrics look like as curves: which charts there are follows from what was measured.

import {LineChart} from './line-chart.js';
import * as format from './format.js';

const layerMeasures = [
  ['deadNeurons', 'Neurons that never won', 'share', format.shortPercent, [0, 1]],
  ['winnerEntropy', 'Evenness of winning', 'entropy / maximum', format.number, [0, 1]],
  ['weightChange', 'Change of the weights', 'mean ‖Δw‖ in an epoch', format.number],
  ['thresholdSpread', 'Spread of the thresholds', 'mean distance from the mean', format.number],
];

const wholes = (value) => format.number(Math.round(value * 100) / 100);

/**
 * @param name how the run is called in legends, if several are drawn together
 * @param color the run's number then; otherwise layers have colours of their own
 * @returns charts by name: {title, xTitle, …, series, references}
 */
export function curves(details, {name = null, color = 0} = {}) {
  const lines = details.metrics.filter(Boolean);
  if (details.run.kind === 'sequences') return sequenceCurves(details, lines, name, color);
  return imageCurves(lines, name, color);
}

/** Points of a curve, without those lines that lack one of the values. */
function points(lines, x, y) {
  return lines.map((line) => [x(line), y(line)]).filter((point) => point.every(Number.isFinite));
}

function imageCurves(lines, name, color) {
  const charts = new Map();
  const add = (key, options, series, value) => {
    const curve = {...series, points: points(lines, (line) => line.epoch, value)};
    if (curve.points.length === 0) return;
    if (!charts.has(key)) charts.set(key, {...options, xTitle: 'epochs', xFormat: wholes, xFrom: 0, series: [], references: []});
    charts.get(key).series.push(curve);
  };
  const own = (label) => name ? `${name}, ${label}` : label;
  const layers = Math.max(0, ...lines.map((line) => Array.isArray(line.layers) ? line.layers.length : 0));
  for (const [key, title, yTitle, yFormat, yLimits] of layerMeasures) {
    for (let layer = 0; layer < layers; layer++) {
      add(key, {title, yTitle, yFormat, yFrom: 0, yLimits},
        {name: own(`layer ${layer + 1}`), color: name ? color : layer}, (line) => line.layers?.[layer]?.[key]);
    }
  }
  const accuracy = {title: 'Accuracy of the read-out', yTitle: 'right', yFormat: format.shortPercent, yLimits: [0, 1]};
  add('accuracy', accuracy, {name: own('training'), color: name ? color : 1, faint: Boolean(name)},
    (line) => line.readout?.trainingAccuracy);
  add('accuracy', accuracy, {name: own('held out'), color}, (line) => line.readout?.accuracy);
  add('speed', {title: 'Speed', yTitle: 'images per second', yFormat: format.count, yFrom: 0},
    {name: name ?? 'training', color: name ? color : 2}, (line) => line.imagesPerSecond);
  return charts;
}

function sequenceCurves(details, lines, name, color) {
  const own = (label) => name ? `${name}, ${label}` : label;
  const curve = (label, x, y, more) => ({
    name: own(label), color, points: points(lines, (line) => line[x], (line) => line[y]), ...more,
  });
  const byCharacters = {xTitle: 'characters read', xFormat: compact, references: []};
  // What counting reaches is told once, not for each of several runs.
  const references = name ? [] : (details.record?.references ?? []).map(({name, bits}) => ({name, y: bits}));
  const charts = {
    bits: {
      ...byCharacters, title: 'Bits per character', yTitle: 'bits', references,
      series: [
        curve('training', 'characters', 'training', {color: name ? color : 1, faint: Boolean(name)}),
        curve('held out', 'characters', 'validation'),
      ],
    },
    right: {
      ...byCharacters, title: 'Characters foretold', yTitle: 'right', yFormat: format.shortPercent, yLimits: [0, 1],
      series: [curve('held out', 'characters', 'accuracy')],
    },
    time: {
      title: 'Bits by time', xTitle: 'seconds of learning', yTitle: 'bits', references: [],
      series: [curve('held out', 'seconds', 'validation')],
    },
  };
  return new Map(Object.entries(charts).filter(([, chart]) => chart.series.some(({points}) => points.length > 0)));
}

export function compact(value) {
  if (value >= 1e6) return `${format.number(value / 1e6, 3)} M`;
  return value >= 1e3 ? `${format.number(value / 1e3, 3)} k` : format.number(value, 3);
}

/** Charts that stay in place while their data change. */
export class CurveSet {
  constructor(element) {
    this.element = element;
    this.charts = new Map();
  }

  set(curves) {
    for (const [key, {series, references, ...options}] of curves) {
      if (!this.charts.has(key)) {
        const chart = new LineChart(options);
        chart.element.dataset.chart = key;
        this.charts.set(key, chart);
        this.element.append(chart.element);
      }
      this.charts.get(key).set(series, references);
    }
    for (const [key, chart] of this.charts) {
      if (curves.has(key)) continue;
      chart.element.remove();
      this.charts.delete(key);
    }
  }
}
